import { CONTAINER_ENGINES, DATABASE_ENGINES, DATABASE_VERSION, HOSTED_ENGINES } from "../aws/databases.js";
import { CACHE_ENGINES, CACHE_NODES } from "../aws/managed-caches.js";
import {
  DATABASE_BACKUP_DAYS,
  DATABASE_INSTANCES,
  DATABASE_PLANS,
  DATABASE_STORAGE,
  DEFAULT_DATABASE_PLAN,
  MANAGED_ENGINES,
  PASSWORD_ROTATION,
} from "../aws/managed-databases.js";
import { awsSettings } from "./aws-settings.js";
import { CPU, KEY, MEMORY } from "./patterns.js";
import {
  boolean,
  checkedText,
  choice,
  either,
  foreignChoice,
  integer,
  list,
  missed,
  number,
  object,
  text,
  used,
} from "./schema.js";
import { environmentVariables, secret, secrets } from "./variables.js";

/** What becomes of a key within a block that nothing is made of. */
const AS_ITS_BLOCK = "what its block says";

const VERSIONS = CONTAINER_ENGINES.map((engine) => `${engine} ${DATABASE_ENGINES[engine].version}`).join(", ");

const PASSWORDS = CONTAINER_ENGINES.map((engine) => `\`${DATABASE_ENGINES[engine].rootPassword[0]}\``).join(", ");

const PLANS = Object.keys(DATABASE_PLANS)
  .map((plan) => `\`${plan}\``)
  .join(", ");

const branching = object("branching", {
  enabled: used(boolean(), AS_ITS_BLOCK, { doc: "Isolated copies outside production." }),
  syncData: used(boolean(), AS_ITS_BLOCK, { doc: "Copy data too." }),
  parentEnv: used(text(), AS_ITS_BLOCK, { doc: "Environment to copy from." }),
  strategy: used(choice("snapshot", "empty"), AS_ITS_BLOCK, { doc: "How a copy begins." }),
});

const { architecture, exec, logRetention, stopTimeout } = awsSettings.fields;

/** `aws` of a database: what of a service's there is for one that the internet does not reach, and that has one writer. */
const settings = object("AWS settings of a database", { architecture, exec, logRetention, stopTimeout });

/** One entry of `databases`. */
export const databaseSchema = object(
  "a database",
  {
    engine: used(
      foreignChoice([...CONTAINER_ENGINES, ...HOSTED_ENGINES], { postgresql: "postgres", mongodb: "mongo" }),
      "image, port, health check and data directory; of one that others run, nothing but a warning",
      { doc: "Engine. Of `neon` and `turso`, which run elsewhere, nothing is made.", required: true },
    ),
    version: used(
      text({ regex: DATABASE_VERSION, means: "a version, a number first (17, 17.6 or 17-alpine)" }),
      "tag of the image, or engine version of a managed database",
      {
        doc: "Version: a tag of the engine's image; of a managed database numbers alone. The default of an engine never changes.",
        examples: ["17", "17.6", "17-alpine"],
        default: VERSIONS,
      },
    ),
    rootPassword: used(
      secret,
      "a secret of the database and of what depends on it, which ECS reads when a task starts",
      {
        doc: "Where the administrator's password is kept: a reference as in `secrets`. There is none that everybody knows.",
        examples: [{ from: "vault" }, "vault://shop/stage/main-db"],
        default: `\`{ from: vault }\`: the parameter or the key is called as the image's variable: ${PASSWORDS}`,
      },
    ),
    url: used(secret, "the secret `<DATABASE>_URL` of what depends on it", {
      doc: "Where a URL with the password in it is kept, for those who depend on the database. An extension.",
      examples: [{ from: "vault" }],
      default: "no such secret, and a note that says what it would hold",
    }),
    env: used(environmentVariables, "environment of the container", {
      doc: "Variables of the container: its image's own, for the name of a user or of a database.",
      examples: [{ POSTGRES_USER: "shop", POSTGRES_DB: "shop" }],
    }),
    secrets: used(secrets, "`secrets` of the container, which ECS reads when a task starts", {
      doc: "Further secrets of the container. An extension.",
    }),
    volume: used(text(KEY), "access point, task volume and mount point", {
      doc: "Name of the volume that keeps its data. An extension.",
      default: "`<database>-data`",
    }),
    storage: used(text(), "allocated storage of a managed database", {
      doc: "Size of a managed database: `50gb`. It can grow, and never shrinks. In a container nothing: EFS grows with what is stored.",
      examples: ["50gb"],
      default: `${DATABASE_STORAGE.min}gb`,
    }),
    cpu: used(either(number(), checkedText(CPU)), "CPU units of the task, rounded up to a size that Fargate has", {
      doc: "vCPUs: `0.5`, `2`, or millicores `500m`. An extension.",
      default: "0.25",
    }),
    memory: used(checkedText(MEMORY), "memory of the task, rounded up to a size that Fargate has", {
      doc: "Memory with its unit: `512mb`, `1gb`, `2Gi`. An extension.",
      default: "the least that Fargate has for the CPU",
    }),
    instances: used(integer(0, 5000), "desired count of the ECS service, a standby of RDS, or nodes of ElastiCache", {
      doc: `1, or 0 to keep its data and run nothing; its files have one writer. On RDS 1 or ${DATABASE_INSTANCES.max}: the second is a standby in another zone (Multi-AZ). On ElastiCache its nodes, ${CACHE_NODES.min} to ${CACHE_NODES.max}: with two, the second takes over. An extension.`,
      default: `1; ${CACHE_NODES.default} on ElastiCache`,
    }),
    networks: used(list(text()), "security groups of the tasks, one for each network", {
      doc: "Networks to join: services on a common one reach it by name. An extension.",
      examples: [["default"]],
      default: "`[default]`",
    }),
    aws: used(settings, "task definition, ECS service and log group", {
      doc: "Settings that only Fargate has. An extension.",
      default: "`stopTimeout` is 120 seconds",
    }),
    managed: used(boolean(), "a database of Amazon RDS or ElastiCache in the place of a container", {
      doc: `Whether AWS runs it: ${MANAGED_ENGINES.join(", ")} on Amazon RDS, ${CACHE_ENGINES.join(" and ")} on ElastiCache. An extension.`,
      default: "false",
    }),
    plan: used(text(), "instance class or node type of a managed database", {
      doc: `Size of a managed database: ${PLANS}, or an instance class of RDS (\`db.r7g.large\`), a node type of ElastiCache (\`cache.r7g.large\`).`,
      examples: ["small", "db.r7g.large", "cache.r7g.large"],
      default: DEFAULT_DATABASE_PLAN,
    }),
    backups: used(
      integer(DATABASE_BACKUP_DAYS.min, DATABASE_BACKUP_DAYS.max),
      "backup retention of a managed database",
      {
        doc: "Days that AWS keeps the backups of a managed database. An extension.",
        default: String(DATABASE_BACKUP_DAYS.default),
      },
    ),
    protect: used(boolean(), "`prevent_destroy` and, of RDS, deletion protection of a managed database", {
      doc: "Whether Terraform, and RDS itself, refuse to destroy a managed database. An extension.",
      default: "true",
    }),
    passwordRotation: used(text(), "when RDS changes the password of a managed database", {
      doc: "When RDS changes the password of a managed database: crontab in UTC, on the hour, once in a day at most. Start the services anew after it. An extension.",
      examples: ["0 4 1 3 *", "0 2 * * SUN"],
      default: `\`${PASSWORD_ROTATION.default}\`, ${PASSWORD_ROTATION.says}, each year`,
    }),
    branching: missed(
      branching,
      "each environment has a database of its own, which begins empty; a dump or a recovery point brings data along, and Neon and Turso branch with tools of their own",
      { doc: "Copies of the database." },
    ),
  },
  {
    foreign: {
      environment: "env",
      image: "version",
      password: "rootPassword",
      size: "storage",
      mem_limit: "memory",
      cpus: "cpu",
      replicas: "instances",
    },
    accepts: true,
  },
);
