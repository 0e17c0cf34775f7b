import { code } from "./entry.js";

const CONNECTION =
  "Keep the connection as a secret, and give it to the services that need it: `secrets: { DATABASE_URL: { from: vault } }`.";

/** What NK520 says of keys that RDS has and ElastiCache has not. */
const OF_RDS_ALONE: ReadonlyMap<string, string> = new Map([
  ["storage", "Leave it out: ElastiCache has it in memory, and `plan` says how much."],
  ["passwordRotation", "Leave it out: ElastiCache makes no password."],
]);

/** NK520, NK533 to NK539, NK563 to NK566, NK594, NK625, NK628, NK634, NK638: databases. */
export const databases = {
  NK533: code<{ name: string }>({
    severity: "error",
    title: "Database with the name of a service",
    message: ({ name }) => `\`${name}\` is a database and a service.`,
    help: () => "Give one of them another name.",
    why: "A database in a container is a service of ECS, with the name by which others reach it.",
    fix: "Rename one of them. What is applied already keeps its name: rename the one that is new.",
  }),
  NK520: code<{ database: string; key: string }>({
    severity: "warning",
    title: "Key that says nothing of a managed database",
    message: ({ database, key }) => `\`${key}\` means nothing here: AWS runs \`${database}\`, and not a container.`,
    help: ({ key }) =>
      OF_RDS_ALONE.get(key) ??
      `Write \`${key.replace(/^env\..*/, "env")}\` in the environments where it runs in a container.`,
    why: "Volume, size of the task, networks and secrets are those of a container. RDS has `plan`, `storage` and `backups`, and makes the password itself. ElastiCache has `plan`, `instances` and `backups`, and its data in memory.",
    fix: "Move the key into those environments where `managed` is not true. Of `env`, the variables that name the user and the database count here too.",
  }),
  NK534: code<{ database: string }>({
    severity: "error",
    title: "Database that RDS does not run",
    message: ({ database }) => `\`${database}\` cannot be managed: Amazon RDS does not run MongoDB.`,
    help: () => `Make it with MongoDB Atlas, and remove it here. ${CONNECTION}`,
    why: "A container in its place would have the data where the file says that it must not be.",
    fix: "Remove `managed` for a container, or the database, and refer to what was made elsewhere by a secret.",
  }),
  NK535: code<{ database: string; key: string; reason: "plain" | "variable" | "known" }>({
    severity: "error",
    title: "Password of a database in plain text",
    message: ({ database, key, reason }) =>
      reason === "known"
        ? `\`${key}\` of \`${database}\` is the password that everybody knows.`
        : reason === "variable"
          ? `\`${key}\` of \`${database}\` takes its value from a variable, which would be in the generated files.`
          : `\`${key}\` of \`${database}\` is a plain value, which would be in the generated files.`,
    help: ({ key }) =>
      `Write \`${key}: { from: vault }\`, and put the value into the store.${key === "rootPassword" ? " Without the key it is the same. A password for development belongs in `environments.local`." : ""}`,
    ownWords: ["reason", "key"],
    why: "What a file on AWS says is in generated files and in the state. A container reads its password when it starts.",
    fix: "Refer to the secret: `{ from: vault }`, `vault://path`, or `name` or `arn` of a parameter or a secret.",
  }),
  NK536: code<{ database: string; key: string; expected: string; by?: "ElastiCache" }>({
    severity: "error",
    title: "Value that a managed database does not take",
    message: ({ database, key, expected, by }) =>
      `${by ?? "RDS"} does not take \`${key}\` of \`${database}\`: it is ${expected}.`,
    ownWords: ["by", "expected"],
    why: "AWS would refuse it, and the apply would fail.",
    fix: "Write what the message has. In an environment with a container the value may differ: write it in `environments`.",
  }),
  NK537: code<{ database: string; engine: string }>({
    severity: "warning",
    title: "Database that runs elsewhere",
    message: ({ database, engine }) =>
      `Nothing is made for \`${database}\`: ${engine} runs it, and what depends on it is told nothing.`,
    help: () => `Make it there. ${CONNECTION}`,
    why: "Databases of Neon and Turso are made by their own tools, which also make branches of them.",
    fix: "Refer to the connection by a secret. The entry may stay for other environments.",
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
      names
        ? "Write a network of one at the other too, under `networks`."
        : "Write `infra.discovery: service-connect`, the default.",
    ownWords: ["names"],
    why: "A database is reached by its name, by those who share a network with it.",
    fix: "Share a network, or take the database out of `depends_on`.",
  }),
  NK563: code<{ database: string; variable: string; when: string; crontab: string }>({
    severity: "warning",
    title: "Password that RDS changes",
    message: ({ database, variable, when }) =>
      `RDS changes the password of \`${database}\` once a year, ${when}, and a task has \`${variable}\` as it was when it started.`,
    help: ({ crontab }) =>
      `Write \`passwordRotation\` with a time of yours, or that one (\`"${crontab}"\`), and start the services anew after it.`,
    ownWords: ["when", "crontab"],
    why: "AWS makes the password, so that it is in no file and in no state, and changes it at a time that is said: once a year at least. A task that runs goes on with the old one: its connections stay, and it can make no new ones.",
    fix: "Say when, at a time after which you deploy or start the services anew: `aws ecs update-service --force-new-deployment`. Or have the program read the secret itself when it is refused.",
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
    message: ({ database, key }) => `\`${key}\` means nothing here: \`${database}\` runs in a container.`,
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
      `\`rootPassword\` of \`${database}\` stands beside \`secrets.${secret}\`, which is the same.`,
    help: () => "Keep one of them.",
    why: "The image takes one of them, and it is not said which is meant.",
    fix: "Remove one.",
  }),
  NK594: code<{ database: string; variable: string }>({
    severity: "warning",
    title: "Cache without a password",
    message: ({ database, variable }) =>
      `\`${database}\` has no password, and \`${variable}\` is not told: ElastiCache has none that AWS keeps.`,
    help: () =>
      "The services that depend on it are let in, by TLS, and nobody else. For a password of your own, docs/databases.md has the steps. Clients need a URL that begins with `rediss://`.",
    why: "A password that Terraform sets is in its state, for everybody who reads that. So the network decides: a security group lets in the tasks that depend on it, and no others.",
    fix: "Have the clients connect by TLS and without a password, and say that it is meant so: `x-nanokit: { accept: [NK594] }` at the database. Or set a password beside Terraform, and write `rootPassword`.",
  }),
  NK625: code<{ owner: string; database: string; other: string; variable: string }>({
    severity: "error",
    title: "Two databases by the same variables",
    message: ({ owner, database, other, variable }) =>
      `\`${owner}\` would be told of \`${other}\` and of \`${database}\` by the same variables, \`${variable}\` for one.`,
    help: ({ database }) =>
      `Give \`${database}\` a key that differs in letters and digits, or take one of them out of \`depends_on\`.`,
    why: "Variables are the key in capitals, with `_` for `-`. ECS takes no name twice in a container, and the program could tell only one of the two.",
    fix: "Rename one of the databases before its first apply. One that has data keeps its key: have another service depend on it.",
  }),
  NK628: code<{ database: string }>({
    severity: "warning",
    title: "Managed database that nobody reaches",
    message: ({ database }) => `Nobody can reach \`${database}\`: no service and no job depends on it.`,
    help: ({ database }) =>
      `Add \`depends_on: [${database}]\` to whoever uses it, or take it out: it costs from the first apply on.`,
    why: "A database that AWS runs lets in the tasks of services and jobs that depend on it, and nobody else.",
    fix: "Name it in `depends_on`. Where it only waits, say so: `x-nanokit: { accept: [NK628] }` at the database.",
  }),
  NK634: code<{ database: string; secret: string }>({
    severity: "warning",
    title: "Password of a cache that you set",
    message: ({ database, secret }) =>
      `\`${secret}\` is the password of \`${database}\` only when you have set it in ElastiCache: Terraform does not.`,
    help: () => "Set it after the first apply, before you write `rootPassword`: docs/databases.md has the commands.",
    why: "Terraform would keep the password in its state. ElastiCache refuses a password as long as it has none, so services that send one cannot connect before it is set.",
    fix: "Make the cache without `rootPassword`, set the password there and as a secret, and write `rootPassword` then. `x-nanokit: { accept: [NK634] }` at the database says that it is done.",
  }),
  NK638: code<{ job: string; service: string; database: string }>({
    severity: "error",
    title: "Job of a service that does not know the database",
    message: ({ job, service, database }) =>
      `\`${job}\` runs as \`${service}\`, which does not depend on \`${database}\`: it has no way in, and no password.`,
    help: ({ service, database }) =>
      `Add \`${database}\` to \`depends_on\` of \`${service}\`, or give the job an \`image\` of its own.`,
    why: "A job of a service has the roles, secrets and security groups of that service, and a managed database lets in who depends on it.",
    fix: "Let the service depend on the database: its jobs are told the same variables. A job with an image of its own may depend on it alone.",
  }),
} as const;
