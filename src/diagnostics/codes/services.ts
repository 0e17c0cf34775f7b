import { code, didYouMean, type Nothing, type Size, sizeText, theEnvironments, thereAre } from "./entry.js";

/** NK3: services, their images, sizes and mounts; volumes. */
export const services = {
  NK301: code<{ reference: string }>({
    severity: "error",
    title: "Not an image",
    message: ({ reference }) =>
      reference === "" ? "The image is empty." : `\`${reference}\` is not a reference to an image.`,
    help: ({ reference }) => {
      if (/^https?:\/\//.test(reference)) return `Write it without \`${reference.split("//")[0]}//\`.`;
      if (reference.length > 255) return "ECS allows at most 255 characters.";
      const name = reference.replace(/@.*$|:[^/:]*$/, "");
      return /[A-Z]/.test(name) ? "Image names are written in lower case." : "Write `[registry/]name[:tag][@digest]`.";
    },
    why: "The task could not start.",
    fix: "Write `[registry/]name[:tag][@digest]` in lower case, at most 255 characters.",
  }),
  NK302: code<{ service: string }>({
    severity: "error",
    title: "Service without an image",
    message: ({ service }) => `The service \`${service}\` has no \`image\`, no \`build\` and no \`runtime\`.`,
    help: () => "Add `image:`, or `build: true` if your pipeline builds it.",
    why: "There is nothing to run.",
    fix: "Add `image`, or `build: true` if your pipeline builds the image.",
  }),
  NK303: code<{ name: string; problem: string }>({
    severity: "error",
    title: "Not an environment variable",
    message: ({ name, problem }) =>
      name === ""
        ? "An environment variable needs a name."
        : `An environment variable cannot be called \`${name}\`: it ${problem}.`,
    why: "A process could not see it.",
    fix: "Rename the variable: letters, digits and `_`.",
  }),
  NK304: code<{ name: string }>({
    severity: "warning",
    title: "Reserved environment variable",
    message: ({ name }) => `\`${name}\` is set by Nanokit itself; this value is not used.`,
    help: () => "Choose another name.",
    why: "`NANOKIT_PROJECT`, `NANOKIT_SERVICE` and `NANOKIT_ENV` tell every container where it runs, and must be true.",
    fix: "Choose another name for the variable.",
  }),
  NK305: code<{ found: string }>({
    severity: "error",
    title: "Not an amount of CPU",
    message: ({ found }) => `\`${found}\` is not an amount of CPU.`,
    help: () => "Write vCPUs (0.5, 2) or thousandths of one (500m).",
    why: "Without it, the size of the task is not known.",
    fix: "Write vCPUs, `0.5` or `2`, or thousandths of one, `500m`.",
  }),
  NK306: code<{ found: string }>({
    severity: "error",
    title: "Not an amount of memory",
    message: ({ found }) => `\`${found}\` is not an amount of memory.`,
    help: ({ found }) => (/^\d+$/.test(found) ? `Add the unit: ${found}mb.` : "Write 512mb, 1gb or 2Gi."),
    why: "A number without unit is bytes to some tools and MiB to others.",
    fix: "Write the number with its unit: `512mb`, `1gb`, `2Gi`. All of them count in powers of 1024.",
  }),
  NK307: code<{ exceeds: "cpu" | "memory" | "both"; maximum: Size; cpu?: number; written: string }>({
    severity: "error",
    title: "More than Fargate has",
    message: ({ exceeds, maximum }) =>
      `This is more ${exceeds === "cpu" ? "CPU" : exceeds === "memory" ? "memory" : "CPU and memory"} than a Fargate task can have: the largest has ${sizeText(maximum)}.`,
    help: ({ exceeds, written, cpu }) =>
      exceeds !== "memory" && cpu !== undefined && /^\d+$/.test(written) && Number(written) % 256 === 0
        ? `\`cpu\` counts vCPUs: ${written} CPU units are ${Number(written) / 1024}.`
        : "Ask for less, or split the work over several instances.",
    ownWords: ["exceeds", "maximum"],
    why: "AWS refuses the task definition.",
    fix: "Ask for less, or split the work over several instances. `cpu` counts vCPUs, not CPU units.",
  }),
  NK308: code<Nothing>({
    severity: "error",
    title: "Empty start command",
    message: () => "`start` is empty.",
    help: () => "Remove it to run what the image runs.",
    why: "An empty entry point cannot be run.",
    fix: "Write a command, or remove `start` to run what the image runs.",
  }),
  NK309: code<{
    name: string;
    known: readonly string[];
    suggestion: string | undefined;
    removed?: true;
    environments: readonly string[];
  }>({
    severity: "error",
    perEnvironment: true,
    title: "Unknown dependency",
    message: ({ name, removed, environments }) =>
      removed
        ? `\`${name}\` is removed in ${theEnvironments(environments)}, so there is nothing to depend on.`
        : `There is no service or database \`${name}\` to depend on in ${theEnvironments(environments)}.`,
    help: ({ known, suggestion, removed, environments }) =>
      removed
        ? `Under \`environments.${environments.length === 1 ? environments[0] : "<env>"}\`, write \`depends_on\` again without that name, \`[]\` for none.`
        : (didYouMean(suggestion) ?? thereAre(known)),
    workedOut: ["suggestion"],
    why: "A service cannot start after one that does not exist.",
    fix: "Correct the name, or remove it from `depends_on`.",
  }),
  NK310: code<{ cycle: readonly string[] }>({
    severity: "error",
    title: "Circular dependency",
    message: ({ cycle }) => `\`depends_on\` goes round in a circle: ${cycle.join(" -> ")}.`,
    help: () => "Remove one of the dependencies.",
    why: "Nothing in the circle could be started first.",
    fix: "Remove one of the dependencies of the circle.",
  }),
  NK311: code<{ host: string; path: string }>({
    severity: "error",
    title: "Bind mount",
    message: ({ host }) => `\`${host}\` is a path on your own machine, and a Fargate task does not run there.`,
    help: ({ path }) =>
      `For data, write a volume: \`data:${path}\`. Write config files of the repository under \`files\`. Code belongs in the image.`,
    why: "Fargate cannot mount folders of your machine.",
    fix: "Use a named volume for data. Name configuration of the repository under `files`, and put code into the image.",
  }),
  NK312: code<{ path: string }>({
    severity: "error",
    title: "Volume without a name",
    message: () => "This volume has no name, so its data could not be found again after a restart.",
    help: ({ path }) => `Give it one: \`data:${path}\`.`,
    why: "An anonymous volume is lost with its task, and the purpose of a volume on AWS is to keep data.",
    fix: "Write `<volume>:<container path>`.",
  }),
  NK313: code<{ found: string }>({
    severity: "error",
    title: "Not a volume",
    message: ({ found }) =>
      `\`${found}\` does not have the form \`<volume>:<container path>\`; only \`:ro\` or \`:rw\` may follow.`,
    help: () => "Write for instance `data-store:/data/db`.",
    why: "It is not clear which volume goes where.",
    fix: "Write `<volume>:<container path>`, and `:ro` at the end to mount it read-only.",
  }),
  NK314: code<{ path: string }>({
    severity: "error",
    title: "Relative container path",
    message: ({ path }) => `The container path \`${path}\` is not absolute.`,
    help: ({ path }) => `Write \`/${path.trim().replace(/^(?:\.{0,2}\/)+/, "")}\`.`,
    why: "Docker and ECS mount at absolute paths only.",
    fix: "Begin the container path with `/`.",
  }),
  NK315: code<{ path: string; problem: string }>({
    severity: "error",
    title: "Container path that cannot be mounted on",
    message: ({ path, problem }) => `Nothing can be mounted on \`${path}\` (the path ${problem}).`,
    help: ({ path }) => {
      const shortest = path.replace(/\/(?:\.?\/)+/g, "/").replace(/\/\.?$/, "");
      return shortest === path || path.includes("..") ? undefined : `Write \`${shortest}\`.`;
    },
    why: "The task could not start, or the same directory could be mounted twice.",
    fix: "Write the path in its shortest form: absolute, without `..`, `.` or `//`.",
  }),
  NK316: code<{ service: string }>({
    severity: "error",
    title: "Mount on the root",
    message: ({ service }) => `A mount on \`/\` would hide the whole image of \`${service}\`.`,
    help: () => "Mount the directory that holds the data, `/data` for instance.",
    why: "The container would have no program to run.",
    fix: "Mount the directory that holds the data, `/data/db` for instance.",
  }),
  NK317: code<{ service: string; path: string }>({
    severity: "error",
    title: "Container path mounted twice",
    message: ({ service, path }) => `\`${path}\` is mounted twice in \`${service}\`.`,
    help: () => "Give one of the two another path, or remove it.",
    why: "Only one of the two would be visible, and the data would go there.",
    fix: "Give each mount of a service a path of its own.",
  }),
  NK318: code<{ path: string; system: string; reason: string }>({
    severity: "error",
    title: "Mount over a system directory",
    message: ({ path, system, reason }) =>
      path === system
        ? `Nothing can be mounted on \`${path}\`, which ${reason}.`
        : `Nothing can be mounted on \`${path}\`: it would hide part of ${system}, which ${reason}.`,
    help: () => "Mount a directory that holds only data.",
    why: "The container would not start, or would not work.",
    fix: "Mount a directory that holds only data.",
  }),
  NK319: code<{ name: string; known: readonly string[]; suggestion: string | undefined }>({
    severity: "error",
    title: "Unknown runtime",
    message: ({ name }) => `There is no runtime \`${name}\`.`,
    help: ({ known, suggestion }) => didYouMean(suggestion) ?? thereAre(known),
    workedOut: ["suggestion"],
    why: "The service would lose what it takes from the runtime.",
    fix: "Correct the name, or describe the runtime under `runtimes`.",
  }),
  NK321: code<{ volume: string; bucket: string | undefined }>({
    severity: "error",
    title: "Bucket as a volume",
    message: ({ volume }) => `The volume \`${volume}\` is a bucket, and a Fargate task cannot mount one.`,
    help: ({ bucket = "<bucket>" }) =>
      `Keep the data on EFS (\`type: shared\`, without \`bucket\`). Or let the program use the API of the bucket: write \`permissions: [{ s3: { bucket: ${bucket}, access: read-write } }]\` at the service, and the bucket's name under \`env\`.`,
    why: "On EFS, the data would not be where the file says it is.",
    fix: "Use `type: shared`, or reach the bucket from the program through its API, with `permissions` of the service and its name under `env`.",
  }),
  NK569: code<{ volume: string }>({
    severity: "note",
    title: "Disk that is a directory on EFS",
    message: ({ volume }) =>
      `\`${volume}\` becomes a directory on EFS: a disk that ECS attaches is new for each task, and deleted with it.`,
    help: () =>
      "If that is fine, write `type: shared`. For files that a task needs only while it runs, write `aws.ephemeralStorage` at the service.",
    why: "ECS deletes a volume of EBS together with the task that it belongs to, so a deployment would lose the data. EFS keeps the data and allows several tasks at once, but is slower than a disk.",
    fix: "Nothing needs to be done. For more speed, set `performance: high`; for a database with much I/O, take a managed one.",
  }),
  NK322: code<{ volume: string }>({
    severity: "warning",
    title: "Unused volume",
    message: ({ volume }) => `No service mounts the volume \`${volume}\`, so nothing is made for it.`,
    help: () => "Mount it in a service, or remove it.",
    why: "Often the name of the volume has a typing mistake where it is mounted.",
    fix: "Mount it in a service, or remove the declaration.",
  }),
  NK331: code<{ path: string; problem: string; volume: string }>({
    severity: "error",
    title: "Path that EFS does not accept",
    message: ({ path, problem }) =>
      `EFS does not accept \`${path}\` as the directory of a volume (the path ${problem}).`,
    help: ({ volume }) => `Write another directory, \`volumes.${volume}.efs.path: /${volume}\` for instance.`,
    why: "AWS would refuse the access point.",
    fix: "Use an absolute path of at most four levels and 100 characters, without hidden parts or special characters.",
  }),
  NK332: code<{ path: string; volume: string; otherPath: string; other: string }>({
    severity: "error",
    title: "Volumes that share a directory",
    message: ({ path, volume, otherPath, other }) =>
      path === otherPath
        ? `The volumes \`${other}\` and \`${volume}\` are the same directory, ${path}: the data of one could be deleted through the other.`
        : `The directory of the volume \`${volume}\`, ${path}, lies within that of \`${other}\`, ${otherPath}: the data of one could be deleted through the other.`,
    help: () => "Give one of them another `efs.path`, or use one volume.",
    why: "The data of one volume would be visible in the other, and could be deleted there.",
    fix: "Give each volume a directory of its own, next to the others, or mount one volume in both places.",
  }),
  NK333: code<Nothing>({
    severity: "error",
    title: "Group without a user",
    message: () => "`gid` is written without `uid`.",
    help: () => "Add `uid: <number>`, or remove `gid`.",
    why: "An access point enforces a user and a group together.",
    fix: "Add `uid`, or remove `gid`.",
  }),
  NK334: code<{ mode: string }>({
    severity: "error",
    title: "Directory that its owner cannot enter",
    message: ({ mode }) =>
      `With the mode ${mode} not even the owner may enter the directory, so nobody could reach its files.`,
    help: ({ mode }) => `Write "${mode.replace(/\d(?=..$)/, "7")}", for instance.`,
    why: "Entering a directory needs its execute bit.",
    fix: "Use a mode whose owner may read, write and enter, `0755` or `0700`.",
  }),
  NK335: code<{ service: string; user: string; volume: string; otherUser: string; other: string }>({
    severity: "error",
    title: "One container, two users",
    message: ({ service, user, volume, otherUser, other }) =>
      `\`${service}\` would have to run as ${user} for the volume \`${volume}\`, and as ${otherUser} for \`${other}\`.`,
    help: () => "Give both volumes the same `efs.uid` and `efs.gid`.",
    why: "A container runs as one user, and that must be the one its volumes enforce.",
    fix: "Give the volumes of one service the same identity.",
  }),
  NK380: code<{ service: string; published: boolean }>({
    severity: "warning",
    title: "Deployments that stop the service",
    message: ({ service, published }) =>
      published
        ? `Each deployment takes \`${service}\` down: its task stops before the next one starts, and its hosts answer with an error meanwhile.`
        : `Each deployment takes \`${service}\` down: all its tasks stop before the next ones start.`,
    help: () =>
      "Write `updateStrategy: rolling`: new tasks start before the old ones stop. If two versions must not run at once, write `updateStrategy: recreate`.",
    why: "The default is `recreate`, because two versions that write the same files at once would damage them. If that cannot happen, the service does not have to stop.",
    fix: "Write `updateStrategy: rolling`, or `recreate` if that is meant.",
  }),
} as const;
