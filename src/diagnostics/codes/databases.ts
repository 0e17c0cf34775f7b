import { code } from "./entry.js";

const CONNECTION =
  "Keep the connection as a secret, and give it to the services that need it: `secrets: { DATABASE_URL: { from: vault } }`.";

/** What NK520 says to do about keys that RDS has and ElastiCache has not, and about `instances: 0` of RDS. */
const WAYS_OUT: ReadonlyMap<string, string> = new Map([
  ["storage", "Remove it: ElastiCache keeps its data in memory, and `plan` sets how much."],
  ["passwordRotation", "Remove it: ElastiCache makes no password."],
  [
    "instances",
    "Remove it. `aws rds stop-db-instance` stops the database, for seven days at most, and keeps its data.",
  ],
]);

/** NK520, NK533 to NK539, NK563 to NK566, NK594, NK625, NK628, NK634, NK637, NK638: databases. */
export const databases = {
  NK533: code<{ name: string }>({
    severity: "error",
    title: "Database with the name of a service",
    message: ({ name }) => `A database and a service are both called \`${name}\`.`,
    help: () => "Give one of them another name.",
    why: "A database in a container is a service of ECS too, and others reach it by its name.",
    fix: "Rename one of them. What is applied already keeps its name: rename the one that is new.",
  }),
  NK520: code<{ database: string; key: string }>({
    severity: "warning",
    title: "Key that says nothing of a managed database",
    message: ({ database, key }) =>
      key === "instances"
        ? `\`instances: 0\` has no effect: RDS always runs \`${database}\`, on one instance at least.`
        : `\`${key}\` has no effect: AWS runs \`${database}\` (\`managed: true\`), not a container.`,
    help: ({ key }) =>
      WAYS_OUT.get(key) ??
      `Move \`${key.replace(/^env\..*/, "env")}\` to the environments where the database runs in a container.`,
    why: "Volume, size of the task, networks and secrets are those of a container. RDS has `plan`, `storage` and `backups`, and makes the password itself. ElastiCache has `plan`, `instances` and `backups`, and its data in memory.",
    fix: "Move the key into those environments where `managed` is not true. Under `env`, the variables for the names of the user and the database work here too.",
  }),
  NK534: code<{ database: string }>({
    severity: "error",
    title: "Database that RDS does not run",
    message: ({ database }) => `\`${database}\` cannot be managed: Amazon RDS does not run MongoDB.`,
    help: () => `Create the database in MongoDB Atlas, and remove it from this file. ${CONNECTION}`,
    why: "The file asks for a managed database, so nanokit-tf does not make a container instead.",
    fix: "For a container, remove `managed`. Otherwise remove the database, and write its connection as a secret.",
  }),
  NK535: code<{ database: string; key: string; reason: "plain" | "variable" | "known" }>({
    severity: "error",
    title: "Password of a database in plain text",
    message: ({ database, key, reason }) =>
      reason === "known"
        ? `\`${key}\` of \`${database}\` is a password that everybody knows.`
        : reason === "variable"
          ? `\`${key}\` of \`${database}\` takes its value from a variable, which would be in the generated files.`
          : `\`${key}\` of \`${database}\` is a plain value, which would be in the generated files.`,
    help: ({ key }) =>
      `Write \`${key}: { from: vault }\`, and put the value into the store.${key === "rootPassword" ? " Without the key, it is read from there too. A password for development belongs in `environments.local`." : ""}`,
    ownWords: ["reason", "key"],
    why: "A plain value would be in the generated files and in the state. A secret is read only when a container starts.",
    fix: "Refer to the secret: `{ from: vault }`, `vault://path`, or `name` or `arn` of a parameter or a secret.",
  }),
  NK536: code<{ database: string; key: string; expected: string; by?: "ElastiCache" }>({
    severity: "error",
    title: "Value that a managed database does not accept",
    message: ({ database, key, expected, by }) =>
      `${by ?? "RDS"} does not accept this \`${key}\` of \`${database}\`. Write ${expected}.`,
    ownWords: ["by", "expected"],
    why: "AWS would refuse it, and the apply would fail.",
    fix: "Write what the message says. An environment with a container may have another value: write it under `environments`.",
  }),
  NK537: code<{ database: string; engine: string }>({
    severity: "warning",
    title: "Database that runs elsewhere",
    message: ({ database, engine }) =>
      `Nothing is made for \`${database}\`: ${engine} runs it, so services that depend on it get no variables.`,
    help: ({ engine }) => `Create the database at ${engine}. ${CONNECTION}`,
    why: "Databases of Neon and Turso are made by their own tools, which also make branches of them.",
    fix: "Write the connection as a secret. The entry may stay for other environments.",
  }),
  NK538: code<{ database: string; service: string; variable: string; form: string; parameter: string }>({
    severity: "note",
    title: "URL of a database that is not told",
    message: ({ service, variable, database }) =>
      `\`${service}\` gets no \`${variable}\`: the URL has the password of \`${database}\` in it, so it must come from a secret.`,
    help: ({ database, form, parameter }) =>
      `If the program needs it, write \`url: { from: vault }\` at the database \`${database}\`, and store the URL in ${parameter}: ${form}`,
    why: "The service gets host, port, name, user and password in variables of their own. A URL that is written out would put the password into the generated files.",
    fix: "Nothing needs to be done if the program takes the parts. Otherwise write `url`, a reference to a secret.",
  }),
  NK539: code<{ service: string; database: string; names: boolean }>({
    severity: "warning",
    title: "Database out of reach",
    message: ({ service, database, names }) =>
      names
        ? `\`${service}\` depends on \`${database}\`, but shares no network with it: \`${service}\` cannot reach it, and gets no variables of it.`
        : `\`${service}\` depends on \`${database}\`, but names are not found here: \`${service}\` gets no variables of it.`,
    help: ({ names }) =>
      names ? "Write one network under `networks` of both." : "Write `infra.discovery: service-connect`, the default.",
    ownWords: ["names"],
    why: "Services reach a database by its name, over a network that both are on.",
    fix: "Share a network, or take the database out of `depends_on`.",
  }),
  NK563: code<{ database: string; variable: string; when: string; crontab: string }>({
    severity: "warning",
    title: "Password that RDS changes",
    message: ({ database, variable, when }) =>
      `RDS changes the password of \`${database}\` once a year, ${when}. A running task keeps the old one in \`${variable}\`, and then cannot connect again.`,
    help: ({ crontab }) =>
      `Write the time that you want, \`passwordRotation: "${crontab}"\` for instance, and restart the services after it.`,
    ownWords: ["when", "crontab"],
    why: "AWS makes the password, so that no file and no state has it, and changes it at least once a year. A task reads it only when it starts: after a change, its open connections stay, but it can make no new ones.",
    fix: "Write `passwordRotation`, and deploy or restart the services after that time: `aws ecs update-service --force-new-deployment`. Or have the program read the secret again when the database refuses the password.",
  }),
  NK564: code<{ database: string }>({
    severity: "error",
    title: "Managed database in one zone",
    message: ({ database }) => `\`${database}\` needs subnets in two zones, and \`infra.zones\` names one.`,
    help: () => "Name a second zone in `infra.zones`. The subnets in it cost nothing.",
    why: "RDS wants to be able to move a database to another zone, and takes no group of subnets in one alone. ElastiCache has the copy that takes over in another zone.",
    fix: "Add a zone to `infra.zones`. A cache with `instances: 1` has no copy, and needs one zone.",
  }),
  NK565: code<{ database: string; key: string }>({
    severity: "warning",
    title: "Key of managed databases",
    message: ({ database, key }) => `\`${key}\` has no effect: \`${database}\` runs in a container.`,
    help: ({ key }) =>
      key === "plan"
        ? "The size of a container is `cpu` and `memory`. Write `plan` in the environments with `managed: true`."
        : `Write \`${key}\` in the environments with \`managed: true\`.`,
    why: "RDS and ElastiCache have a class, backups and protection for each database. A container has `cpu` and `memory`; its data is on the file system, which grows by itself and is backed up and protected by `infra.efs`.",
    fix: "Move the key into those environments where `managed` is true.",
  }),
  NK566: code<{ database: string; secret: string }>({
    severity: "error",
    title: "Two root passwords",
    message: ({ database, secret }) =>
      `\`rootPassword\` and \`secrets.${secret}\` of \`${database}\` both set the root password.`,
    help: () => "Keep one of them.",
    why: "The image takes only one of them, and it is not clear which one you mean.",
    fix: "Remove one.",
  }),
  NK594: code<{ database: string; variable: string }>({
    severity: "warning",
    title: "Cache without a password",
    message: ({ database, variable }) =>
      `\`${database}\` has no password, so services get no \`${variable}\`: AWS makes no password for ElastiCache.`,
    help: () =>
      "Connect without a password, by a URL that begins with `rediss://` (TLS). Only services that depend on it can connect. For a password of your own, docs/databases.md has the steps.",
    why: "A password that Terraform sets is in its state, for everybody who reads that. So the network decides: a security group lets in the tasks that depend on it, and no others.",
    fix: "Connect by TLS and without a password, and accept the warning: `x-nanokit: { accept: [NK594] }` at the database. Or set a password outside of Terraform, and write `rootPassword`.",
  }),
  NK625: code<{ owner: string; database: string; other: string; variable: string }>({
    severity: "error",
    title: "Two databases by the same variables",
    message: ({ owner, database, other, variable }) =>
      `\`${other}\` and \`${database}\` would give \`${owner}\` the same variables, \`${variable}\` for instance.`,
    help: ({ database }) =>
      `Rename \`${database}\` so that its letters or digits differ, or remove one of the two from \`depends_on\`.`,
    why: "The names of the variables come from the key of the database: in capitals, with `_` for `-`. A container can have each name only once.",
    fix: "Rename one of the databases before its first apply. A database that has data must keep its key: let another service depend on it.",
  }),
  NK628: code<{ database: string }>({
    severity: "warning",
    title: "Managed database that nobody reaches",
    message: ({ database }) => `Nobody can reach \`${database}\`: no service and no job depends on it.`,
    help: ({ database }) =>
      `Add \`depends_on: [${database}]\` to whoever uses it, or remove the database: it costs money from the first apply on.`,
    why: "A database that AWS runs lets in the tasks of services and jobs that depend on it, and nobody else.",
    fix: "Name it in `depends_on`. If nothing is to use it yet, accept the warning: `x-nanokit: { accept: [NK628] }` at the database.",
  }),
  NK634: code<{ database: string; secret: string }>({
    severity: "warning",
    title: "Password of a cache that you set",
    message: ({ database, secret }) =>
      `Terraform does not set the password of \`${database}\`: \`${secret}\` works only after you have set it in ElastiCache.`,
    help: () =>
      "Set the password after the first apply, and only then write `rootPassword`: docs/databases.md has the commands.",
    why: "Terraform would keep the password in its state. ElastiCache refuses a password as long as it has none, so services that send one cannot connect before it is set.",
    fix: "Make the cache without `rootPassword`, set the password there and as a secret, and write `rootPassword` then. `x-nanokit: { accept: [NK634] }` at the database says that it is done.",
  }),
  NK637: code<{ job: string; variable: string; host: string; form: string }>({
    severity: "note",
    title: "Host in a URL that a job reads",
    message: ({ job, variable, host }) =>
      `\`${job}\` gets \`${variable}\`, and finds the database only if the host in this URL is \`${host}\`.`,
    help: ({ form }) => `Services find the database by it too. Store the URL with this host: ${form}`,
    ownWords: ["form"],
    why: "Service Connect gives short names only to tasks of services. A job finds the database by its name in private DNS, and nothing can change the host within a secret.",
    fix: "Store the URL with the name in private DNS, or give a job with an image of its own another URL under `secrets`. Nothing needs to be done if the job does not use it.",
  }),
  NK638: code<{ job: string; service: string; database: string }>({
    severity: "error",
    title: "Job of a service that does not know the database",
    message: ({ job, service, database }) =>
      `\`${job}\` runs as \`${service}\`, which does not depend on \`${database}\`: so the job cannot reach it.`,
    help: ({ service, database }) =>
      `Add \`${database}\` to \`depends_on\` of \`${service}\`, or give the job an \`image\` of its own.`,
    why: "A job of a service has the roles, secrets and security groups of that service, and a managed database lets in who depends on it.",
    fix: "Let the service depend on the database: its jobs are told the same variables. A job with an image of its own may depend on it alone.",
  }),
} as const;
