import { code, theEnvironments } from "./entry.js";

export interface Owner {
  readonly service: string;
  readonly uid: number;
}

/** Variables as they are written under `env`. */
function underEnv(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `\`${name}: "${value}"\``)
    .join(" and ");
}

/** What can be had by `managed: true`: see `databases`. */
const MADE_HERE = /^Amazon (?:RDS|ElastiCache) or /;

/** NK378, NK379, NK381, NK382, NK460 and NK5: what is known of well-known images, and goes wrong. */
export const images = {
  NK378: code<{ service: string; image: string; variables: Readonly<Record<string, string>> }>({
    severity: "error",
    title: "Data under the name of a host that changes",
    message: ({ service, image }) =>
      `${image} keeps its data in a directory with the name of its host, but each task of \`${service}\` has another host name: after each deployment, the data would not be found.`,
    help: ({ variables }) => `Give the node a fixed name: write ${underEnv(variables)} under \`env\`.`,
    why: "The node of a broker is named after its host, and its data after the node. On Fargate the name of a host comes from its address, which is new for each task. The old data stays on the volume, in a directory that nobody reads.",
    fix: "Set `RABBITMQ_NODENAME: rabbit@localhost` under `env`. Data of an earlier task is in `mnesia/rabbit@<its host>` on the volume.",
  }),
  NK379: code<{ service: string; image: string; variables: Readonly<Record<string, string>> }>({
    severity: "error",
    title: "More memory maps than Fargate allows",
    message: ({ service, image }) =>
      `${image} refuses to start where \`vm.max_map_count\` is under 262144. On Fargate it is 65530, and \`${service}\` cannot change it.`,
    help: ({ variables }) => `Let it start without this setting: write ${underEnv(variables)} under \`env\`.`,
    why: "The setting belongs to the machine, and on Fargate AWS runs the machine. The image checks it only for a node that may join others and maps its files into memory.",
    fix: 'Elasticsearch and OpenSearch: `discovery.type: single-node` and `node.store.allow_mmap: "false"` under `env`. SonarQube: `SONAR_SEARCH_JAVAADDITIONALOPTS`. Several nodes need another place to run than Fargate.',
  }),
  NK381: code<{ service: string; image: string; volume: string; because: "image" | "path" }>({
    severity: "warning",
    accept: "place",
    title: "Store without a lock",
    message: ({ service, image, volume }) =>
      `Two tasks of \`${service}\` (${image}) may write to the volume \`${volume}\` at once: ECS may start the next one while the last still stops.`,
    help: ({ volume, because }) =>
      because === "path"
        ? `Write a shorter directory as \`volumes.${volume}.efs.path\`: the lock needs a path beside it, and EFS allows paths of 100 characters.`
        : `nanokit-tf cannot lock this image: its entry point is not known, or it has no \`flock\`. Keep \`aws.stopTimeout\` short and backups on. If you know that it is safe, say so: \`volumes.${volume}.efs.lock: off\`.`,
    ownWords: ["because"],
    why: "`recreate` counts tasks that run, not those that stop. Some engines lock their files on EFS and wait. Others write at the same time.",
    fix: "Use an image that nanokit-tf can lock, the official one of the engine for instance. If it is safe without a lock, write `volumes.<v>.efs.lock: off`.",
  }),
  NK382: code<{ service: string; image: string; volume: string; seconds: number }>({
    severity: "warning",
    accept: "place",
    title: "Long stop of a store without a lock",
    message: ({ service, image, volume, seconds }) =>
      `\`${service}\` (${image}) may take ${seconds} seconds to stop. Until then, its next task may write to the volume \`${volume}\` at the same time.`,
    help: () => "Write `stopTimeout: 30` or less, or remove `volumes.<volume>.efs.lock: off` if the file has that.",
    why: "ECS may start the next task as soon as the last one was told to stop. The longer that takes, the longer both may write to the same files.",
    fix: "Remove `volumes.<v>.efs.lock: off`, if the file has that. Otherwise remove `aws.stopTimeout`.",
  }),
  NK460: code<{ service: string; image: string }>({
    severity: "warning",
    accept: "place",
    title: "Engine that does not support EFS",
    message: ({ service, image }) =>
      `\`${service}\` keeps its data on EFS, which the maker of ${image} does not support: SQL Server needs NFS 4.2, and EFS has 4.1.`,
    help: () => "Use Amazon RDS for SQL Server, or keep no data that you need.",
    why: "An engine that finds less than it expects of a file system may not start, or may damage its data.",
    fix: "Run it on a managed service, or elsewhere with a disk.",
  }),
  NK501: code<{ service: string; image: string; volume: string; cause: string }>({
    severity: "error",
    title: "Several writers of files that allow one",
    message: ({ service, image, volume, cause }) =>
      `With ${cause}, more than one task of \`${service}\` (${image}) would write to the volume \`${volume}\` at the same time and destroy its files.`,
    help: ({ volume }) =>
      `Keep one instance and \`recreate\`. If it is safe here, say so: \`volumes.${volume}.efs.sharedWriters: true\`.`,
    why: "A database server expects to be the only one that writes its files. EFS shows the same files to every task.",
    fix: "Keep `instances: 1`, `updateStrategy: recreate` and no `scale`. If the image is safe, say so with `volumes.<v>.efs.sharedWriters: true`.",
  }),
  NK502: code<{ volume: string; service: string; other: string }>({
    severity: "error",
    title: "Two servers on one volume",
    message: ({ volume, service, other }) =>
      `\`${other}\` and \`${service}\` would both write their files to the volume \`${volume}\`, and destroy each other's.`,
    help: ({ volume }) =>
      `Give each a volume of its own. If it is safe here, say so: \`volumes.${volume}.efs.sharedWriters: true\`.`,
    why: "A database server expects to be the only one that writes its files.",
    fix: "Give each server a volume of its own, or mount the volume with `:ro` where it is only read.",
  }),
  NK503: code<{ service: string; image: string; environments: readonly string[]; managed: string }>({
    severity: "warning",
    perEnvironment: true,
    title: "Database on EFS in production",
    message: ({ service, image, environments }) =>
      `\`${service}\` (${image}) keeps its data on EFS in ${theEnvironments(environments)}.`,
    help: ({ managed }) =>
      `For production, where availability and backups are critical, consider ${managed}.${MADE_HERE.test(managed) ? " Under `databases`, `managed: true` makes one." : ""}`,
    why: "EFS is a network file system: a database on it is slower, has one task and no failover.",
    fix: "For production consider AWS RDS (Postgres, MySQL), MongoDB Atlas, or Neon and Turso at the edge.",
  }),
  NK504: code<{ service: string; path: string; instead: string }>({
    severity: "error",
    title: "Data path of postgres before version 18",
    message: ({ service, path }) =>
      `From version 18 on the postgres image refuses to start with a mount at ${path} (\`${service}\`).`,
    help: ({ instead }) =>
      `Mount at ${instead} (data of an older version must be moved with pg_upgrade), or stay with an image tag up to 17.`,
    why: "The image moved its data below /var/lib/postgresql/<major> so that pg_upgrade can work within one mount.",
    fix: "Mount at `/var/lib/postgresql`, or stay with a tag up to 17.",
  }),
  NK505: code<{ service: string; image: string; path: string }>({
    severity: "warning",
    accept: "place",
    title: "Data that is on no volume",
    message: ({ service, image, path }) =>
      `${image} keeps its data in ${path}, and \`${service}\` mounts no volume there: the data is lost when the task stops.`,
    help: ({ service, path }) => `Mount one: \`${service}-data:${path}\`.`,
    why: "What a Fargate task writes outside a volume is gone when the task stops, which every deployment does.",
    fix: "Mount a volume where the image keeps its data.",
  }),
  NK506: code<{ image: string; path: string; program: string }>({
    severity: "warning",
    accept: "place",
    title: "Mount over the program",
    message: ({ image, path, program }) =>
      path === program
        ? `The volume at ${path} hides the program of ${image} there: a volume on EFS begins empty.`
        : `The volume at ${path} hides the program of ${image}, ${program}: a volume on EFS begins empty.`,
    help: () =>
      "Mount the directory that holds only the data. Where the volume is to begin with what the image has, set its `seed: image`.",
    why: "A volume on EFS begins empty: unlike Docker's, it is not filled from the image unless `volumes.<v>.seed: image` says so.",
    fix: "Mount the directory that holds only the data. `volumes.<v>.seed: image` fills the volume once, and later versions of the image do not change what is there.",
  }),
  NK507: code<{ service: string; volume: string; image?: string }>({
    severity: "warning",
    accept: "place",
    title: "SQLite on a network file system",
    message: ({ service, volume, image }) =>
      `\`${service}\`${image ? ` (${image})` : ""} keeps an SQLite database on the volume \`${volume}\`, and a network file system can corrupt it.`,
    help: () => "Let the program use a server database (postgres, mysql). Until then, never run a second task of it.",
    why: "SQLite relies on file locks and shared memory that NFS does not provide in full.",
    fix: "Use a server database (postgres, mysql) if the image can. Otherwise keep one instance, `recreate`, no WAL mode, and backups.",
  }),
  NK508: code<{ volume: string; one: Owner; other: Owner }>({
    severity: "warning",
    accept: "place",
    title: "Volume with several owners",
    message: ({ volume, one, other }) =>
      `On the volume \`${volume}\`, \`${other.service}\` works as user ${other.uid} and \`${one.service}\` as ${one.uid}: what one writes, the other may not be allowed to change.`,
    help: ({ volume }) =>
      `Mount it with \`:ro\` where it is only read, or let all work as one user: \`volumes.${volume}.efs: { uid: ..., gid: ... }\`.`,
    why: "What one of them writes, the other may not be allowed to change.",
    fix: "Mount the volume with `:ro` where it is only read. Or set `volumes.<v>.efs.uid` and `gid`: the access point and the containers then use that identity.",
  }),
  NK509: code<{ service: string; path: string; instead: string }>({
    severity: "error",
    title: "Data path of postgres from version 18",
    message: ({ service, path }) =>
      `Before version 18 the postgres image keeps its data below ${path}, in an extra volume that ends with the task: the data of \`${service}\` would be lost.`,
    help: ({ instead }) => `Mount at ${instead}.`,
    why: "The image declares a volume of its own one level below, so its data would go there and be lost with the task.",
    fix: "Mount at `/var/lib/postgresql/data`.",
  }),
} as const;
