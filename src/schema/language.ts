import { LIFECYCLE_DAYS, THROUGHPUT_MIBPS } from "../aws/efs.js";
import {
  FILE_SYSTEM_ID,
  KEY,
  KMS_KEY_ARN,
  OCTAL_MODE,
  PORTS,
  REGION,
  SECURITY_GROUP_ID,
  SUBNET_ID,
  VPC_ID,
  ZONE,
} from "./patterns.js";
import {
  boolean,
  choice,
  type Decoded,
  either,
  ignored,
  integer,
  later,
  list,
  map,
  number,
  object,
  oneOf,
  scalar,
  text,
  used,
} from "./schema.js";

/** Largest number that Linux has for a user or group (32 bits). */
const MAX_ID = 4_294_967_295;

const environmentVariables = map("variable", scalar());

// Whatever is no reference is refused by a rule of its own, which words it better than a wrong type.
const secrets = map(
  "secret",
  either(
    scalar(),
    object("a secret", {
      from: used(choice("vault"), "where the value is kept", { doc: "Where the value is kept." }),
    }),
  ),
);

const provisioning = object("provisioning", {
  install: later(text(), "the command does not run", { doc: "A command to run once before the service starts." }),
});

const build = either(
  boolean(),
  text(),
  object("a build", {
    context: used(text(), "nothing: your pipeline builds the image", {
      doc: "Folder to build in, from the project's root.",
    }),
    dockerfile: used(text(), "nothing: your pipeline builds the image", {
      doc: "Dockerfile, from the project's root.",
    }),
    args: used(environmentVariables, "nothing: your pipeline builds the image", { doc: "Build arguments." }),
  }),
);

const hooks = object("hooks", {
  prestart: later(either(text(), list(text())), "it does not run", { doc: "Runs before the service starts." }),
  poststart: later(either(text(), list(text())), "it does not run", { doc: "Runs after the service started." }),
  prestop: later(either(text(), list(text())), "it does not run", { doc: "Runs before the service stops." }),
  poststop: later(either(text(), list(text())), "it does not run", { doc: "Runs after the service stopped." }),
});

const scale = object("a scale", {
  min: used(integer(0, 5000), "checked with the single-writer rule", { doc: "Fewest tasks." }),
  max: used(integer(1, 5000), "checked with the single-writer rule", { doc: "Most tasks." }),
  cpu_threshold: used(either(number(), text()), "nothing yet", { doc: 'Average CPU use to scale at, `"70%"`.' }),
});

export const serviceSchema = object(
  "a service",
  {
    image: used(text(), "image of the container", {
      doc: "Container image. A service with `build` and no image takes it from the Terraform variable `<service>_image`.",
      default: "the runtime's",
    }),
    build: used(build, "the Terraform variable <service>_image, unless `image` is given", {
      doc: "How the image is built: `true` for the Dockerfile in `path`, a Dockerfile's path, or context, dockerfile and args.",
    }),
    runtime: used(text(), "image, env, provisioning and depends_on of the runtime", { doc: "A key of `runtimes`." }),
    port: used(integer(PORTS.minimum, PORTS.maximum), "container port, unless `expose` is given", {
      doc: "Public port on the host. On Fargate a task has its own address, so this is the container's port.",
    }),
    expose: used(integer(PORTS.minimum, PORTS.maximum), "container port", {
      doc: "Port that the container listens on.",
      default: "`port`",
    }),
    path: ignored(text(), "a task on Fargate sees no local folder; put the code into the image", {
      doc: "Local folder mounted into the container during development.",
    }),
    start: used(text(), "entry point of the container", {
      doc: "Command used as entry point. Plain words run directly; anything a shell must read runs under `/bin/sh -c`.",
      default: "the image's",
    }),
    host: later(text(), "the service has no public name", { doc: "Public host names, separated by commas." }),
    depends_on: used(list(text()), "order in which ECS services are created", {
      doc: "Services, databases or other resources that come first.",
    }),
    updateStrategy: used(choice("recreate", "rolling"), "deployment percentages 0/100 or 100/200", {
      doc: "`recreate` stops the old task before it starts the new one; `rolling` runs both for a moment.",
      default: "`recreate`",
    }),
    instances: used(integer(0, 5000), "desired count of the ECS service", {
      doc: "Number of tasks. 0 keeps all resources and runs nothing.",
      default: "1",
    }),
    env: used(environmentVariables, "environment of the container", { doc: "Plain environment variables." }),
    secrets: later(secrets, "the container starts without them", {
      doc: "References to secrets. A plain value is refused: it would stand in the generated files.",
    }),
    cpu: used(either(number(), text()), "CPU units of the task, rounded up to a size that Fargate has", {
      doc: "vCPUs: `0.5`, `2`, or millicores `500m`.",
      default: "0.25",
    }),
    memory: used(text(), "memory of the task, rounded up to a size that Fargate has", {
      doc: "Memory with its unit: `512mb`, `1gb`, `2Gi`.",
      default: "the least that Fargate has for the CPU",
    }),
    volumes: used(list(text()), "access point, task volume and mount point", {
      doc: "`<volume>:<container path>`, with `:ro` for read-only.",
    }),
    networks: later(list(text()), "the service runs in the public subnets", { doc: "Networks to join." }),
    scale: later(scale, "the number of tasks stays at `instances`", { doc: "Bounds and threshold of autoscaling." }),
    provisioning: used(provisioning, "nothing yet", { doc: "Commands that prepare the service." }),
    hooks: used(hooks, "nothing yet", { doc: "Commands around start and stop." }),
  },
  {
    foreign: {
      environment: "env",
      ports: "port",
      command: "start",
      entrypoint: "start",
      cpus: "cpu",
      mem_limit: "memory",
      dockerfile: "build",
      replicas: "instances",
      deploy: "instances, cpu and memory",
    },
  },
);

export const runtimeSchema = object("a runtime", {
  image: used(text(), "image of the services with this runtime", { doc: "Container image." }),
  env: used(environmentVariables, "environment of the services with this runtime", { doc: "Environment variables." }),
  provisioning: used(provisioning, "nothing yet", { doc: "Commands that prepare the service." }),
  depends_on: used(list(text()), "as in a service", { doc: "What its services come after." }),
});

const days = oneOf(LIFECYCLE_DAYS);

export const efsSchema = object(
  "EFS settings",
  {
    encrypted: used(boolean(), "encryption at rest", { doc: "Whether data is encrypted at rest.", default: "true" }),
    kmsKeyArn: used(text(KMS_KEY_ARN), "the key that encrypts", {
      doc: "Customer-managed KMS key.",
      default: "the AWS-managed key of EFS",
    }),
    throughput: used(
      either(
        choice("bursting", "elastic", "provisioned"),
        object("throughput", {
          provisioned: used(integer(THROUGHPUT_MIBPS.min, THROUGHPUT_MIBPS.max), "provisioned throughput", {
            doc: "MiB/s.",
            required: true,
          }),
        }),
      ),
      "throughput mode",
      { doc: "`bursting`, `elastic`, or `{ provisioned: <MiB/s> }`.", default: "`bursting`" },
    ),
    performanceMode: used(choice("generalPurpose", "maxIO"), "performance mode", {
      doc: "Performance mode. It can never be changed on a file system that exists.",
      default: "`generalPurpose`",
    }),
    lifecycle: used(
      object("a lifecycle", {
        toInfrequentAccess: used(days, "transition to Infrequent Access", { doc: "Days without access." }),
        toArchive: used(days, "transition to Archive", {
          doc: "Days without access; later than to Infrequent Access.",
        }),
        backOnFirstAccess: used(boolean(), "transition back", {
          doc: "Whether the first access brings a file back to the standard class.",
          default: "false",
        }),
      }),
      "lifecycle policies",
      { doc: "When files move to cheaper storage.", default: "never" },
    ),
    backup: used(boolean(), "backup policy", { doc: "Daily backups, kept for 35 days.", default: "true" }),
    protect: used(boolean(), "prevent_destroy", {
      doc: "Whether Terraform refuses to destroy the file system.",
      default: "true",
    }),
    existing: used(text(FILE_SYSTEM_ID), "a data source in place of the file system", {
      doc: "Use this file system instead of making one. Its settings and policy stay as they are.",
    }),
    mountTargets: used(boolean(), "mount targets of an existing file system", {
      doc: "With `existing`: whether to make mount targets for it.",
      default: "false",
    }),
    securityGroups: used(list(text(SECURITY_GROUP_ID)), "NFS rules in these groups", {
      doc: "With `existing`: the groups of its mount targets, into which NFS from the services is let.",
    }),
  },
  {
    foreign: {
      kmsKeyId: "kmsKeyArn",
      kmsKey: "kmsKeyArn",
      performance: "performanceMode",
      throughputMode: "throughput",
    },
  },
);

/** The providers that the language names. */
export const PROVIDERS = [
  "docker",
  "aws",
  "digitalocean",
  "gcp",
  "azure",
  "hetzner",
  "scaleway",
  "linode",
  "vercel",
  "netlify",
  "railway",
  "fly.io",
] as const;

const machines = "Fargate supplies the machines";

export const infraSchema = object("infra", {
  provider: used(choice(...PROVIDERS), "whether the environment is translated", {
    doc: "Where the environment runs. Only `aws` is translated.",
    default: "`aws`",
  }),
  region: used(text(REGION), "region of the provider", {
    doc: "AWS region.",
    default: "that of the AWS provider's surroundings",
  }),
  vpc: used(text(VPC_ID), "data sources in place of a VPC", {
    doc: "Existing VPC to run in.",
    default: "a VPC of the project and environment's own",
  }),
  cidr: used(text(), "range of the VPC", { doc: "IPv4 range of the VPC that is made.", default: "`10.0.0.0/16`" }),
  zones: used(list(text(ZONE)), "one public subnet each", {
    doc: "Availability Zones of the VPC that is made.",
    default: "two of the region's",
  }),
  subnets: used(list(text(SUBNET_ID)), "subnets of tasks and mount targets", {
    doc: "Subnets of the existing VPC to use.",
    default: "all with a route to an internet gateway",
  }),
  efs: used(efsSchema, "the file system", { doc: "Settings of the file system." }),
  scaling: ignored(choice("manual", "auto"), machines, { doc: "How machines scale." }),
  min: ignored(number(), machines, { doc: "Fewest machines." }),
  max: ignored(number(), machines, { doc: "Most machines." }),
  instances: ignored(
    list(
      object("a machine", {
        type: used(text(), "nothing", { doc: "Machine type." }),
        count: used(integer(0, 1000), "nothing", { doc: "How many." }),
        role: used(text(), "nothing", { doc: "Role in the cluster." }),
      }),
    ),
    machines,
    { doc: "Machines to run." },
  ),
  dns: later(choice("aws", "digitalocean", "cloudflare", "gcp"), "no DNS records are made", { doc: "Who serves DNS." }),
  autoCreateDomain: ignored(boolean(), "domains are not registered by Terraform here", {
    doc: "Whether to register the domain.",
  }),
  shared: used(boolean(), "a warning: it is not translated yet", {
    doc: "Use the infrastructure of another repository.",
    default: "false",
  }),
});

export const volumeSchema = object("a volume", {
  type: used(choice("block", "shared", "object"), "EFS, whichever it is; `object` is refused", {
    doc: "Kind of storage. A task on Fargate keeps data only on EFS.",
    default: "`shared`",
  }),
  size: ignored(text(), "EFS grows and shrinks with what is stored", { doc: "Size." }),
  performance: ignored(
    choice("standard", "high", "ultra"),
    "EFS has one performance for all volumes: see `infra.efs`",
    {
      doc: "Tier.",
    },
  ),
  bucket: used(text(), "nothing: buckets are refused", { doc: "Bucket of an object volume." }),
  efs: used(
    object("EFS settings of a volume", {
      uid: used(integer(0, MAX_ID), "identity of the access point, and the container's user", {
        doc: "User that all file operations are made as.",
        default: "the container's own",
      }),
      gid: used(integer(0, MAX_ID), "identity of the access point, and the container's user", {
        doc: "Group that all file operations are made as.",
        default: "`uid`",
      }),
      permissions: used(text(OCTAL_MODE), "mode of the directory when it is first made", {
        doc: "Mode of the directory when it is first made, in octal.",
        default: "`0755`",
      }),
      path: used(text(), "root directory of the access point", {
        doc: "Directory on the file system.",
        default: "`/<volume>`; on an existing file system `/nanokit/<project>/<env>/<volume>`",
      }),
      sharedWriters: used(boolean(), "lifts the single-writer rule", {
        doc: "Declares that several tasks may write at once, although the image is a database.",
        default: "false",
      }),
    }),
    "access point",
    { doc: "Settings of the access point." },
  ),
});

const networkSchema = object("a network", {
  cidr: later(text(), "the subnets of the VPC are used", { doc: "Range." }),
  visibility: used(choice("public", "private"), "`private` is not translated yet", {
    doc: "Whether the network can be reached from outside.",
    default: "`public`",
  }),
  vpcId: used(text(VPC_ID), "the same as `infra.vpc`", { doc: "Existing VPC to attach to." }),
});

const databaseSchema = object("a database", {
  engine: used(choice("postgres", "mysql", "mongo", "redis", "neon", "turso"), "nothing yet", {
    doc: "Engine.",
    required: true,
  }),
  version: used(text(), "nothing yet", { doc: "Version." }),
  plan: used(text(), "nothing yet", { doc: "Managed tier." }),
  storage: used(text(), "nothing yet", { doc: "Size." }),
  env: used(environmentVariables, "nothing yet", { doc: "Variables of the container." }),
  rootPassword: used(text(), "nothing yet", { doc: "Administrator's password." }),
  branching: used(
    object("branching", {
      enabled: used(boolean(), "nothing yet", { doc: "Isolated copies outside production." }),
      syncData: used(boolean(), "nothing yet", { doc: "Copy data too." }),
      parentEnv: used(text(), "nothing yet", { doc: "Environment to copy from." }),
      strategy: used(choice("snapshot", "empty"), "nothing yet", { doc: "How a copy begins." }),
    }),
    "nothing yet",
    { doc: "Copies of the database." },
  ),
});

const cronSchema = object("a cron job", {
  schedule: used(text(), "nothing yet", { doc: "crontab expression of 5 or 6 fields.", required: true }),
  command: used(text(), "nothing yet", { doc: "Command.", required: true }),
  service: used(text(), "nothing yet", { doc: "Service to run in." }),
  image: used(text(), "nothing yet", { doc: "Image to run." }),
  env: used(environmentVariables, "nothing yet", { doc: "Variables." }),
});

const overSsh = "deploying over SSH has no part in a Fargate environment";

const deploySchema = object("deploy", {
  target: used(text(), "nothing", { doc: "`user@host`.", required: true }),
  sshKey: used(text(), "nothing", { doc: "Key file." }),
  sshPort: used(integer(PORTS.minimum, PORTS.maximum), "nothing", { doc: "Port." }),
  method: used(choice("rsync", "git"), "nothing", { doc: "How files get there." }),
  repository: used(text(), "nothing", { doc: "Repository for `git`." }),
  runtime: used(text(), "nothing", { doc: "Image that `prepare` runs in." }),
  prepare: used(text(), "nothing", { doc: "Command after the transfer." }),
  prune: used(list(text()), "nothing", { doc: "Folders removed before." }),
});

const gatewayGone = "there is no gateway container on AWS";

const gatewaySchema = object("gateway", {
  https: used(boolean(), "nothing", { doc: "TLS." }),
  adminEmail: used(text(), "nothing", { doc: "Contact." }),
  persistenceMode: used(choice("project", "global"), "nothing", { doc: "Where certificates are kept." }),
});

/** The blocks that an environment may change. */
const blocks = {
  infra: used(infraSchema, "network, file system and provider", { doc: "Where and on what the services run." }),
  runtimes: used(map("runtime", runtimeSchema, { emptyValues: true }), "defaults of services", {
    doc: "What services of one kind have in common.",
  }),
  services: used(map("service", serviceSchema, { key: KEY }), "task definition, ECS service, roles, log group", {
    doc: "The containers that run.",
  }),
  volumes: used(map("volume", volumeSchema, { key: KEY, emptyValues: true }), "access points", {
    doc: "Settings of volumes. A volume that a service names need not be declared.",
  }),
  networks: used(map("network", networkSchema, { key: KEY, emptyValues: true }), "`vpcId` only", { doc: "Networks." }),
  databases: later(map("database", databaseSchema, { key: KEY }), "no database is made", { doc: "Databases." }),
  cron: later(map("cron job", cronSchema, { key: KEY }), "nothing runs on a schedule", { doc: "Jobs on a schedule." }),
  secrets: later(secrets, "no secret is passed on", { doc: "References to secrets." }),
  deploy: ignored(deploySchema, overSsh, { doc: "Deployment to SSH hosts." }),
  gatewayPort: ignored(integer(PORTS.minimum, PORTS.maximum), gatewayGone, { doc: "HTTP port of the gateway." }),
  gatewayHttpsPort: ignored(integer(PORTS.minimum, PORTS.maximum), gatewayGone, { doc: "HTTPS port of the gateway." }),
  gateway: ignored(gatewaySchema, gatewayGone, { doc: "The gateway." }),
};

/** Terraform addresses hold the environment's name nowhere, AWS names do: the same form as other keys. */
const environments = map("environment", object("an environment", blocks), { key: KEY, emptyValues: true });

/** What is said of the project as a whole, and cannot differ between environments. */
const identity = {
  name: used(text(), "part of every name", { doc: "Name of the project.", default: "the folder's name" }),
  version: ignored(text(), "there is one version of the language", { doc: "Version of the language." }),
  component: later(text(), "it has no effect", { doc: "Id of this repository within the project." }),
  git: ignored(
    object("git", { environments: used(map("branch", text()), "nothing", { doc: "Branch to environment." }) }),
    "environments are named with -e",
    { doc: "Which branch belongs to which environment." },
  ),
};

/** The part of the document that is not an environment's. */
export const identitySchema = object("nanokit.yml", identity);

const environmentsField = used(environments, "one stack each", { doc: "What differs between environments." });

/** A whole nanokit.yml. Keys that begin with `x-` are the user's own, a home for anchors. */
export const documentSchema = object(
  "nanokit.yml",
  { ...identity, environments: environmentsField, ...blocks },
  { freePrefix: "x-" },
);

/** The document as one environment sees it: its block laid over the rest. */
export const environmentSchema = object("nanokit.yml", blocks);

export type EnvironmentDocument = Decoded<typeof environmentSchema>;
export type ServiceDocument = Decoded<typeof serviceSchema>;
export type VolumeDocument = Decoded<typeof volumeSchema>;
export type InfraDocument = Decoded<typeof infraSchema>;
export type EfsDocument = Decoded<typeof efsSchema>;
