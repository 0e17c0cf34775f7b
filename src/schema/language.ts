import { DEFAULT_BACKUP, RETENTION_DAYS } from "../aws/backup.js";
import { CONTAINER_INSIGHTS } from "../aws/cluster.js";
import { KEPT_IMAGES_MAX } from "../aws/ecr.js";
import { LIFECYCLE_DAYS, POSIX_ID, THROUGHPUT_MIBPS } from "../aws/efs.js";
import { FLOW_LOG_TRAFFIC } from "../aws/flow-logs.js";
import { PLACES_BESIDE_OTHERS } from "../aws/route-priorities.js";
import { QUEUE_ARN } from "../aws/scheduler.js";
import {
  FILE_SYSTEM_SETTINGS,
  HTTPS_LISTENER_SETTINGS,
  LOAD_BALANCER_SETTINGS,
  LOG_GROUP_SETTINGS,
} from "../aws/settings.js";
import { awsSettings } from "./aws-settings.js";
import { backend as terraformBackend } from "./backend.js";
import { containerFields } from "./container.js";
import { databaseSchema } from "./databases.js";
import { filesField } from "./files.js";
import { dependencies, healthCheck } from "./health.js";
import { retries } from "./jobs.js";
import { serviceLogging, sharedLogging } from "./logging.js";
import { notOnFargate } from "./not-on-fargate.js";
import {
  ALLOCATION_ID,
  CERTIFICATE_ARN,
  COMPONENT,
  COPY_TARGET,
  CPU,
  DOMAIN,
  EXISTING_CLUSTER,
  FILE_SYSTEM_ID,
  FILE_SYSTEM_KEY,
  HOSTED_ZONE,
  HOSTED_ZONE_ID,
  KEY,
  KMS_KEY_ARN,
  LISTENER_ARN,
  LOAD_BALANCER_ARN,
  MEMORY,
  MOUNT,
  OCTAL_MODE,
  PERCENT,
  POLICY_ARN,
  PORTS,
  REGION,
  ROLE_ARN,
  ROLE_PATH,
  SECURITY_GROUP_ID,
  SUBNET_ID,
  VPC_ID,
  WEB_ACL_ARN,
  ZONE,
} from "./patterns.js";
import { permissions } from "./permissions.js";
import { ports } from "./ports.js";
import {
  boolean,
  checkedText,
  choice,
  type Decoded,
  either,
  ignored,
  integer,
  list,
  map,
  missed,
  nonEmptyList,
  number,
  object,
  oneOf,
  scalar,
  text,
  used,
} from "./schema.js";
import { settingFields } from "./settings.js";
import { sidecar } from "./sidecars.js";
import { containerSecrets, environmentVariables, secrets } from "./variables.js";

const posixId = integer(POSIX_ID.min, POSIX_ID.max);

/** What becomes of a key within a block that nothing is made of. */
const AS_ITS_BLOCK = "what its block says";

const provisioning = object("provisioning", {
  install: used(text(), "a container that runs before the service's", {
    doc: "A command to run before the service starts; with a volume, once for each version of manifest and lockfile.",
    examples: ["npm ci --omit=dev"],
  }),
});

const build = either(
  boolean(),
  text(),
  object("a build", {
    context: used(text(), "what `nanokit-tf images` prints", {
      doc: "Folder to build in, from the project's root.",
      examples: ["web"],
      default: "`path`, or the project's root",
    }),
    dockerfile: used(text(), "what `nanokit-tf images` prints", {
      doc: "Dockerfile, from the project's root.",
      default: "`Dockerfile` in the context",
    }),
    args: used(environmentVariables, "what `nanokit-tf images` prints", { doc: "Build arguments." }),
  }),
);

const NO_POSTSTART =
  "ECS runs nothing in a container that has started; a sidecar that `depends_on` the service, with `essential: false`, runs beside it";
const NO_PRESTOP =
  "ECS runs nothing before it stops a container; the program gets SIGTERM, and has `aws.stopTimeout` seconds to end";
const NO_POSTSTOP = "ECS runs nothing when a container has stopped, and nothing of its task is left";

const hooks = object("hooks", {
  prestart: used(either(text(), list(text())), "a container that runs before the service's", {
    doc: "Runs before each task of the service starts.",
    examples: ["./migrate up"],
  }),
  poststart: missed(either(text(), list(text())), NO_POSTSTART, {
    doc: "Runs after the service started.",
  }),
  prestop: missed(either(text(), list(text())), NO_PRESTOP, {
    doc: "Runs before the service stops.",
  }),
  poststop: missed(either(text(), list(text())), NO_POSTSTOP, {
    doc: "Runs after the service stopped.",
  }),
});

const scale = object("a scale", {
  min: used(integer(0, 5000), "least capacity of the scalable target", {
    doc: "Fewest tasks, at least 1.",
    default: "1",
  }),
  max: used(integer(1, 5000), "greatest capacity of the scalable target", { doc: "Most tasks. Must be written." }),
  cpu_threshold: used(either(number(), checkedText(PERCENT)), "target-tracking policy", {
    doc: 'Average CPU use to aim at, `"70%"` or 70.',
    examples: ["70%", 70],
    default: '`"70%"`, unless `memory_threshold` is given',
  }),
  memory_threshold: used(either(number(), checkedText(PERCENT)), "target-tracking policy", {
    doc: 'Average use of memory to aim at, `"80%"` or 80. An extension.',
    examples: ["80%", 80],
  }),
});

const sidecarSchema = sidecar(environmentVariables, containerSecrets, build);

const serviceSchema = object(
  "a service",
  {
    image: used(text(), "image of the container", {
      doc: "Container image. A service with `build` and no image has an ECR repository of its own.",
      examples: ["mongo:8.0", "ghcr.io/example/web:1.4.0"],
      default: "the runtime's",
    }),
    imageOf: used(text(), "the image of another service, and its ECR repository", {
      doc: "Service whose image it runs: one that is built is built once, and both name it by one variable. In place of `image` and `build`. An extension.",
      examples: ["web"],
      default: "an image of its own",
    }),
    registry: used(text(), "`repositoryCredentials` of the container, and what the execution role may read or pull", {
      doc: "Secret in Secrets Manager, by name or ARN, with which ECS logs in to the registry of the image: JSON with `username` and `password`. `pull-through` for an image in a pull-through cache of ECR. An extension.",
      examples: ["shop/ghcr-login", "pull-through"],
      default: "no login; an image in ECR takes none",
    }),
    build: used(build, "an ECR repository and the Terraform variable `<service>_image_tag`, unless `image` is given", {
      doc: "How the image is built: `true` for the Dockerfile in `path`, the path of a Dockerfile or of the folder that has one, or context, dockerfile and args.",
      examples: [true, "web/Dockerfile", "./web", { context: "web" }],
    }),
    runtime: used(text(), "image, env, provisioning and depends_on of the runtime", {
      doc: "A key of `runtimes`.",
      default: "with neither `image` nor `build`, what the files in `path` tell",
    }),
    port: used(integer(PORTS.minimum, PORTS.maximum), "container port, unless `expose` is given", {
      doc: "Public port on the host. On Fargate a task has its own address, so this is the container's port.",
    }),
    expose: used(integer(PORTS.minimum, PORTS.maximum), "container port, open to services on a common network", {
      doc: "Port that the container listens on. Others on its networks reach it there, `http://<service>:<expose>`.",
      examples: [8080],
      default: "`port`, or the first of `ports` by TCP",
    }),
    ports: used(ports, "port mappings, names in Service Connect, and rules of the security group", {
      doc: "Further ports that the container listens on, open to services on a common network: numbers, with `/udp` behind them, ranges, or maps with a `name`. None is published: that is `host`.",
      examples: [[8080, "9000/udp", { port: 9090, name: "metrics", protocol: "http" }]],
    }),
    path: used(text(), "the folder that the image is built in", {
      doc: "Local folder of the service. Elsewhere it is mounted into the container; a task on Fargate sees no local folder.",
      examples: ["./web"],
    }),
    start: used(text(), "entry point of the container", {
      doc: "Command used as entry point. Plain words run directly; anything a shell must read runs under `/bin/sh -c`.",
      examples: ["node server.js"],
      default: "the image's",
    }),
    ...containerFields,
    files: filesField,
    host: used(text(), "rules of the load balancer, target group, security group rules, alias records", {
      doc: "Public host names, separated by commas, each with a path where services share it. Without one, nothing on the internet reaches the service.",
      examples: ["shop.example.com", "shop.example.com, *.shop.example.com", "shop.example.com/api"],
    }),
    depends_on: used(dependencies, "order in which ECS services are created", {
      doc: "Services, databases or other resources that come first: a list, or a map with conditions as compose has it.",
      examples: [["database"], { database: { condition: "service_healthy" } }],
    }),
    healthCheck: used(healthCheck, "health check of the container", {
      doc: "Check that runs inside the container, in the words of compose. ECS replaces a task whose container is unhealthy.",
      examples: [{ test: "curl -f http://localhost:8080/health", interval: "30s", start_period: "1m" }],
      default: "`aws.healthCheck`, or none; one in the image does not count on ECS",
    }),
    logging: used(serviceLogging, "log driver of its containers, and their log group", {
      doc: "How output gets to CloudWatch Logs, and how long it stays there.",
      examples: [
        { mode: "non-blocking", buffer: "25m" },
        { mode: "blocking", retention: 365, keep: true },
      ],
      default: "`infra.logging`",
    }),
    sidecars: used(map("sidecar", sidecarSchema, { key: KEY }), "further containers in the task definition", {
      doc: "Containers that run beside the service's in each of its tasks, by name: agents, proxies, exporters. They share network (`localhost`), volumes and size of the task. An extension.",
      examples: [{ exporter: { image: "prometheuscommunity/postgres-exporter:v0.17.1", essential: false } }],
    }),
    updateStrategy: used(choice("recreate", "rolling"), "deployment percentages 0/100 or 100/200", {
      doc: "`recreate` stops the old task before it starts the new one; `rolling` runs both for a moment.",
      default: "`recreate`",
    }),
    instances: used(integer(0, 5000), "desired count of the ECS service", {
      doc: "Number of tasks. 0 keeps all resources and runs nothing.",
      examples: [1, 2],
      default: "1, or `scale.min`",
    }),
    env: used(environmentVariables, "environment of the container", {
      doc: "Plain environment variables.",
      examples: [{ LOG_LEVEL: "info" }],
    }),
    secrets: used(containerSecrets, "`secrets` of the container, which ECS reads when a task starts", {
      doc: "References to secrets, one for each environment variable or file: `{ from: vault }`, `vault://path`, or a name or an ARN. A plain value is refused: it would be written to the generated files.",
      examples: [{ DB_PASSWORD: { from: "vault" } }],
    }),
    permissions: used(permissions, "policy of the task's role, and the managed policies that are attached to it", {
      doc: "What the service may do in AWS: ARNs of managed policies, short forms, and statements of IAM. An extension.",
      examples: [[{ s3: { bucket: "shop-invoices", access: "read" } }]],
      default: "nothing but what its volumes and `aws.exec` need",
    }),
    cpu: used(either(number(), checkedText(CPU)), "CPU units of the task, rounded up to a size that Fargate has", {
      doc: "vCPUs: `0.5`, `2`, or millicores `500m`.",
      examples: [0.5, 2, "500m"],
      default: "0.25",
    }),
    memory: used(checkedText(MEMORY), "memory of the task, rounded up to a size that Fargate has", {
      doc: "Memory with its unit: `512mb`, `1gb`, `2Gi`.",
      examples: ["512mb", "1gb", "2Gi"],
      default: "the least that Fargate has for the CPU",
    }),
    volumes: used(list(checkedText(MOUNT)), "access point, task volume and mount point", {
      doc: "`<volume>:<container path>`, with `:ro` for read-only.",
      examples: [["data-store:/data/db"], ["uploads:/srv/uploads:ro"]],
    }),
    networks: used(list(text()), "security groups of the tasks, one for each network", {
      doc: "Networks to join: services on a common one reach each other's port by name. `[]` for none.",
      examples: [["default"], []],
      default: "`[default]`",
    }),
    scale: used(scale, "scalable target and target-tracking policies", {
      doc: "Bounds and thresholds of autoscaling. `instances` is then the number of tasks to begin with.",
      examples: [{ min: 2, max: 6, cpu_threshold: "60%" }],
    }),
    provisioning: used(provisioning, "a container that runs before the service's", {
      doc: "Commands that prepare the service.",
    }),
    hooks: used(hooks, "a container that runs before the service's", { doc: "Commands around start and stop." }),
    aws: used(awsSettings, "task definition, ECS service and log group", {
      doc: "Settings that only Fargate has.",
    }),
  },
  {
    foreign: {
      environment: "env",
      working_dir: "workdir",
      read_only: "readOnly",
      cpus: "cpu",
      mem_limit: "memory",
      dockerfile: "build",
      replicas: "instances",
      deploy: "instances, cpu and memory",
      healthcheck: "healthCheck",
      configs: "files",
      stop_grace_period: "aws.stopTimeout",
      platform: "aws.architecture",
      volume: "volumes",
      domain: "host",
    },
    // Within a function, so that the bundle loads the table only where a key is unknown.
    impossible: (key) => notOnFargate(key),
    accepts: true,
  },
);

const runtimeSchema = object("a runtime", {
  image: used(text(), "image of the services with this runtime", { doc: "Container image." }),
  env: used(environmentVariables, "environment of the services with this runtime", { doc: "Environment variables." }),
  provisioning: used(provisioning, "as in a service", { doc: "Commands that prepare its services." }),
  depends_on: used(dependencies, "as in a service", { doc: "What its services come after." }),
});

const days = oneOf(LIFECYCLE_DAYS);

const backup = either(
  boolean(),
  object(
    "a backup",
    {
      retention: used(
        integer(RETENTION_DAYS.min, RETENTION_DAYS.max),
        "lifecycle of the recovery points, and of their copies",
        {
          doc: "Days that a recovery point is kept.",
          default: String(DEFAULT_BACKUP.retentionDays),
        },
      ),
      schedule: used(text(), "schedule of the plan", {
        doc: "crontab expression in UTC, as of a cron job; at most once an hour.",
        examples: ["0 3 * * *"],
        default: `\`${DEFAULT_BACKUP.schedule}\``,
      }),
      copyTo: used(text(COPY_TARGET), "copy action of the plan; of a region, a provider and a vault there too", {
        doc: "Another region, in which a vault is made, or the ARN of a vault: each recovery point is copied there too, and kept as long.",
        examples: ["eu-west-1"],
        default: "no copies",
      }),
    },
    { foreign: { retentionDays: "retention", deleteAfter: "retention", cron: "schedule", copyToRegion: "copyTo" } },
  ),
);

const priority = (doc: string) =>
  used(integer(1, PLACES_BESIDE_OTHERS.to), "priorities of rules", { doc, required: true });

const loadBalancerSchema = object("load balancer settings", {
  arn: used(text(LOAD_BALANCER_ARN), "data sources in place of the load balancer and its listeners", {
    doc: "Application Load Balancer that exists, to publish services on: rules and target groups are added, and nothing else of it is changed. It has to be in the VPC that `infra.vpc` names.",
    examples: ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/edge/0123456789abcdef"],
    default: "a load balancer of the project and environment's own",
  }),
  listenerArn: used(text(LISTENER_ARN), "data sources in place of the load balancer and its listeners", {
    doc: "Instead of `arn`: the listener of it that rules are added to.",
    examples: [
      "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/0123456789abcdef/0123456789abcdef",
    ],
    default: "with `arn`, the listener on port 443",
  }),
  shared: used(boolean(), "data sources in place of the load balancer and its listeners", {
    doc: "In a component with `infra.shared`, instead of `arn`: whether services are published on the load balancer that the repository without a component makes for all (`infra.provide.loadBalancer`).",
    default: "false",
  }),
  securityGroup: used(text(SECURITY_GROUP_ID), "rules of the security groups of tasks", {
    doc: "With `arn` or `listenerArn`, and then required: a security group of that load balancer, from which tasks take requests.",
    examples: ["sg-0123456789abcdef0"],
  }),
  https: used(boolean(), "the listener that rules are added to, and the URLs of services", {
    doc: "With `arn`, `listenerArn` or `shared`: whether the listener is that for HTTPS, on port 443. `false`: that for HTTP, on port 80.",
    default: "true",
  }),
  priorities: used(
    object("priorities", {
      from: priority("The lowest."),
      to: priority("The highest: at least 9999 more."),
    }),
    "priorities of rules",
    {
      doc: "With `arn`, `listenerArn` or `shared`: where the rules of the environment stand among those of others, who have rules on the listener too.",
      examples: [{ from: 20_001, to: 30_000 }],
      default: "`{ from: 10001, to: 50000 }`; with `shared`, `{ from: 1, to: 50000 }`",
    },
  ),
  internal: used(boolean(), "scheme of the load balancer, and its subnets", {
    doc: "Whether the load balancer has no public address: it is reached from its VPC and from what is connected to that. Where tasks run in private subnets, it is in those.",
    default: "false",
  }),
  ...settingFields(LOAD_BALANCER_SETTINGS),
  ...settingFields(HTTPS_LISTENER_SETTINGS),
  accessLogs: used(
    either(
      text(),
      object(
        "access logs",
        {
          bucket: used(text(), "bucket of the access logs", {
            doc: "Name of an S3 bucket in the region of the environment.",
            required: true,
          }),
          prefix: used(text(), "prefix of the access logs", {
            doc: "What their keys begin with, before `/AWSLogs/`.",
            default: "none",
          }),
        },
        { foreign: { s3: "bucket", path: "prefix" } },
      ),
    ),
    "access logs of the load balancer",
    {
      doc: "S3 bucket into which the load balancer writes who asked for what. It is made elsewhere, and its policy has to let Elastic Load Balancing write.",
      examples: ["acme-access-logs", { bucket: "acme-access-logs", prefix: "shop" }],
      default: "none",
    },
  ),
  waf: used(text(WEB_ACL_ARN), "association of the load balancer with a web ACL of AWS WAF", {
    doc: "Web ACL of AWS WAF, in the region of the environment, which looks at each request first. It is made elsewhere.",
    examples: ["arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"],
    default: "none",
  }),
});

const efsSchema = object(
  "EFS settings",
  {
    ...settingFields(FILE_SYSTEM_SETTINGS),
    kmsKeyArn: used(text(FILE_SYSTEM_KEY), "the key that encrypts", {
      doc: "ARN of a customer-managed KMS key, or `aws/elasticfilesystem`, the AWS-managed key of EFS. It can never be changed on a file system that exists.",
      default: "`infra.kmsKeyArn`, or else `aws/elasticfilesystem`",
    }),
    throughput: used(
      either(
        choice("bursting", "elastic", "provisioned"),
        object("throughput", {
          provisioned: used(integer(THROUGHPUT_MIBPS.min, THROUGHPUT_MIBPS.max), "provisioned throughput", {
            doc: "A fixed rate in MiB/s.",
            required: true,
          }),
        }),
      ),
      "throughput mode",
      {
        doc: "`bursting`, `elastic`, or `{ provisioned: <MiB/s> }`.",
        examples: ["elastic", { provisioned: 64 }],
        default: "`bursting`; where a volume has `performance: high`, `elastic`",
      },
    ),
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
    backup: used(backup, "backup policy; of a map, a plan, a vault and a role of AWS Backup", {
      doc: "`true`: AWS's daily backups, kept for 35 days. A map: a plan of your own.",
      examples: [true, { retention: 90, schedule: "0 3 * * *" }],
      default: "true",
    }),
    protect: used(boolean(), "`prevent_destroy` of the file system", {
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

const subnetIds = nonEmptyList(text(SUBNET_ID));

const subnetTags = map("tag", scalar());

const ofKind = either(
  subnetIds,
  object("subnets by tag", {
    tag: used(subnetTags, "subnets of the kind that are found by their tags", {
      doc: "Tags that they have, in place of ids: of each zone, that with the lowest range is used.",
      required: true,
    }),
  }),
);

const machines =
  "Fargate has no machines to choose; `cpu` and `memory` of a service say how large its tasks are, `instances` and `scale` how many";

const natMode = choice("none", "single", "per-zone");

const infraSchema = object("infra", {
  provider: used(choice(...PROVIDERS), "whether the environment is translated", {
    doc: "Where the environment runs. Only `aws` is translated.",
    default: "`aws`",
  }),
  region: used(text(REGION), "region of the provider", {
    doc: "AWS region.",
    examples: ["eu-west-1"],
    default: "that of the AWS provider's surroundings",
  }),
  vpc: used(text(VPC_ID), "data sources in place of a VPC", {
    doc: "Existing VPC to run in.",
    examples: ["vpc-0123456789abcdef0"],
    default: "a VPC of the project and environment's own",
  }),
  cidr: used(text(), "range of the VPC", {
    doc: "IPv4 range of the VPC that is made.",
    examples: ["10.1.0.0/16"],
    default: "`10.0.0.0/16`",
  }),
  flowLogs: used(
    either(
      boolean(),
      object("flow logs", {
        retention: used(LOG_GROUP_SETTINGS.logRetention.form, "log group of the flow log, and its retention", {
          doc: "Days that a log group in CloudWatch keeps them; 0 keeps them for ever.",
          default: "no log group has them",
        }),
        bucket: used(text(), "flow log into a bucket", {
          doc: "Name of an S3 bucket that they are written to, in place of a log group or beside it. It is made elsewhere.",
          default: "none",
        }),
        traffic: used(choice(...FLOW_LOG_TRAFFIC), "traffic that the flow logs record", {
          doc: "What is recorded: `accept`, what got through; `reject`, what security groups and network ACLs refused; or both.",
          default: "`all`",
        }),
      }),
    ),
    "flow logs of the VPC, their log group, and a role that may write to it",
    {
      doc: "Whether AWS records who talked to whom in the VPC that is made: `true` in a log group of CloudWatch, kept as long as `logRetention` says. Each gigabyte costs. An extension.",
      examples: [true, { retention: 365 }, { bucket: "acme-flow-logs", traffic: "reject" }],
      default: "false",
    },
  ),
  zones: used(nonEmptyList(text(ZONE)), "one public subnet each", {
    doc: "Availability Zones of the VPC that is made.",
    examples: [["eu-west-1a", "eu-west-1b"]],
    default: "two of the region's",
  }),
  subnets: used(
    either(
      subnetIds,
      choice("one-per-zone"),
      object("subnets", {
        tag: used(subnetTags, "subnets of both kinds that are found by their tags", {
          doc: "Tags that they have, in place of ids. Routes tell which are private; of each zone and kind, that with the lowest range is used.",
          examples: [{ Team: "shop" }],
          default: "they may have any",
        }),
        public: used(ofKind, "subnets of tasks with public addresses, of mount targets and load balancers", {
          doc: "Subnets with a route to an internet gateway.",
          default: "all that have one",
        }),
        private: used(ofKind, "subnets of tasks without public addresses", {
          doc: "Subnets without such a route, for what is on private networks alone.",
          default: "all that have none; where some have another way out, those",
        }),
      }),
    ),
    "subnets of tasks and mount targets",
    {
      doc: "Subnets of the existing VPC to use. Of a list, routes tell which are private, where something is on private networks alone. With `one-per-zone`, of those that are found the one with the lowest range in each zone and of each kind. All but the list is an extension.",
      examples: [
        ["subnet-0123456789abcdef0"],
        { private: ["subnet-0123456789abcdef1"] },
        { tag: { Team: "shop" } },
        "one-per-zone",
      ],
      default: "all of the VPC, told apart by their routes: public ones have a route to an internet gateway",
    },
  ),
  nat: used(
    either(
      natMode,
      object("NAT gateways", {
        mode: used(natMode, "how many NAT gateways there are", { doc: "How many there are.", required: true }),
        addresses: used(nonEmptyList(text(ALLOCATION_ID)), "the addresses that others see tasks come from", {
          doc: "Elastic IP addresses to use, one for each gateway, in the order of the zones.",
          examples: [["eipalloc-0123456789abcdef0"]],
          default: "new ones",
        }),
      }),
    ),
    "NAT gateways, their addresses, and routes to them from private subnets",
    {
      doc: "How tasks in private subnets reach the internet: `single`, one NAT gateway for all; `per-zone`, one in each zone, so that none depends on another; `none`. An extension.",
      examples: ["single", { mode: "single", addresses: ["eipalloc-0123456789abcdef0"] }],
      default: "`none`",
    },
  ),
  cluster: used(text(EXISTING_CLUSTER), "a data source in place of the cluster, and longer names of the services", {
    doc: "ECS cluster that exists, to run in: its name, or its ARN. Nothing of it is changed. An extension.",
    examples: ["platform", "arn:aws:ecs:eu-west-1:123456789012:cluster/platform"],
    default: "a cluster of the project and environment's own",
  }),
  containerInsights: used(choice(...CONTAINER_INSIGHTS), "Container Insights of the cluster", {
    doc: "What CloudWatch measures in the cluster that is made: `enabled` for its services, `enhanced` for each task and container too. Each metric costs. An extension.",
    default: "what the account says of new clusters, which is `disabled` unless someone changed it",
  }),
  endpoints: used(boolean(), "the VPC endpoints that tasks in private subnets need, and no others", {
    doc: "Whether tasks in private subnets reach AWS within the VPC: their images in ECR, logs, secrets, and what `permissions` name. An extension.",
    default: "false",
  }),
  efs: used(efsSchema, "the file system", { doc: "Settings of the file system." }),
  discovery: used(choice("service-connect", "none"), "Service Connect between services on a common network", {
    doc: "How services find each other by name. Service Connect puts a proxy of 0.25 vCPU and 64 MiB into each task.",
    default: "`service-connect`",
  }),
  secrets: used(choice("ssm", "secretsmanager"), "the store of `from: vault` and of `vault://`", {
    doc: "Where secrets are kept: `ssm` (Systems Manager Parameter Store) or `secretsmanager`.",
    default: "`ssm`",
  }),
  secretsKmsKeyArn: used(text(KMS_KEY_ARN), "`kms:Decrypt` of the execution role", {
    doc: "Customer-managed KMS key that secrets are encrypted with.",
    default: "the AWS-managed key of the store, which needs no permission",
  }),
  kmsKeyArn: used(text(KMS_KEY_ARN), "the key of log groups, of repositories, and of the file system and its backups", {
    doc: "Customer-managed KMS key for all that the environment keeps: logs, images of built services, files and their backups. Its policy has to let CloudWatch Logs use it. A repository that is there already keeps the key that it was made with. An extension.",
    examples: ["arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"],
    default: "keys of AWS",
  }),
  tags: used(map("tag", scalar()), "tags of everything that can have some", {
    doc: "Tags of everything in the environment, beside those by which nanokit-tf knows its parts. An extension.",
    examples: [{ Owner: "platform", CostCenter: "4711" }],
    default: "none",
  }),
  roles: used(
    object("roles", {
      permissionsBoundary: used(text(POLICY_ARN), "permissions boundary of every IAM role", {
        doc: "Managed policy that limits what any role of the environment can be granted.",
        examples: ["arn:aws:iam::123456789012:policy/boundary"],
        default: "none",
      }),
      path: used(text(ROLE_PATH), "path of every IAM role", {
        doc: "Path of the IAM roles of the environment. The name of each then ends in a hash of it, as IAM takes a name once, whatever its path.",
        examples: ["/platform/"],
        default: "`/`",
      }),
    }),
    "the IAM roles",
    { doc: "What the rules of an account ask of IAM roles. An extension." },
  ),
  backend: used(terraformBackend, "where Terraform keeps the state of the stack", {
    doc: "Where Terraform keeps the state: one key, the name of the backend, with its arguments as Terraform calls them. Secrets are refused. What is not written may come with `terraform init -backend-config`. An extension.",
    examples: [{ s3: { bucket: "acme-terraform-state", region: "eu-west-1", use_lockfile: true } }],
    default: "the stack names none: a file of your own beside it does, or the state is in its folder",
  }),
  waitForDeployments: used(boolean(), "waiting for the steady state of services, and a condition after it", {
    doc: "Whether an apply waits until the tasks of each service run, and fails where ECS went back to the version before.",
    default: "false",
  }),
  logRetention: used(LOG_GROUP_SETTINGS.logRetention.form, "retention of the log groups", {
    doc: "Days that logs are kept of services that say nothing else, and of jobs with an image of their own; 0 keeps them for ever. An extension.",
    examples: [365],
    default: "30",
  }),
  logging: used(sharedLogging, "log driver of all containers, and their log groups", {
    doc: "How output gets to CloudWatch Logs, of services that say nothing else, and of jobs with an image of their own. An extension.",
    examples: [{ mode: "blocking", keep: true }],
    default: "as the account has it; a log group goes with what wrote it",
  }),
  keepImages: used(integer(1, KEPT_IMAGES_MAX), "a rule of the repositories' lifecycle policy", {
    doc: "How many images with a tag the repository of a built service keeps, the latest ones. ECR does not know which image runs: it removes that one too when so many were pushed after it.",
    examples: [500],
    default: "all",
  }),
  scaling: ignored(choice("manual", "auto"), machines, { doc: "How machines scale." }),
  min: ignored(number(), machines, { doc: "Fewest machines." }),
  max: ignored(number(), machines, { doc: "Most machines." }),
  instances: ignored(
    list(
      object("a machine", {
        type: used(text(), AS_ITS_BLOCK, { doc: "Machine type." }),
        count: used(integer(0, 1000), AS_ITS_BLOCK, { doc: "How many of it." }),
        role: used(text(), AS_ITS_BLOCK, { doc: "Role in the cluster." }),
      }),
    ),
    machines,
    { doc: "Machines to run." },
  ),
  dns: used(choice("aws", "digitalocean", "cloudflare", "gcp"), "with `aws`: certificate and alias records", {
    doc: "Who serves DNS. `aws` makes records in Route 53 and, without `certificateArn`, a certificate; for the others, no records are made.",
  }),
  hostedZone: used(
    either(
      text(HOSTED_ZONE),
      object(
        "a hosted zone",
        {
          name: used(text(DOMAIN), "the Route 53 zone of certificate and records", {
            doc: "Its name.",
            default: "the registered domain of the first host",
          }),
          id: used(text(HOSTED_ZONE_ID), "the Route 53 zone of certificate and records", {
            doc: "Its id, in place of its name.",
          }),
          roleArn: used(text(ROLE_ARN), "a provider of its own for the zone and its records", {
            doc: "Role by which the zone is looked up and its records are made: one of the account that the zone is in.",
            default: "whoever applies does it",
          }),
        },
        { foreign: { zoneId: "id", hostedZoneId: "id", domain: "name", role: "roleArn" } },
      ),
    ),
    "the Route 53 zone of certificate and records",
    {
      doc: "With `dns: aws`: the zone that holds all hosts, by its name or its id; with `roleArn`, in another account. An extension.",
      examples: [
        "example.com",
        "Z0123456789ABCDEFGHIJ",
        { id: "Z0123456789ABCDEFGHIJ", roleArn: "arn:aws:iam::210987654321:role/dns" },
      ],
      default: "the registered domain of the first host",
    },
  ),
  certificateArn: used(text(CERTIFICATE_ARN), "certificate of the HTTPS listener", {
    doc: "Certificate of ACM for all hosts, in the region of the environment. An extension.",
    default: "one that is made with `dns: aws`; otherwise HTTP only",
  }),
  certificateArns: used(nonEmptyList(text(CERTIFICATE_ARN)), "further certificates of the HTTPS listener", {
    doc: "Further certificates of ACM, for hosts that the first one is not for. The load balancer takes the one that fits the host. An extension.",
    examples: [["arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"]],
    default: "none",
  }),
  loadBalancer: used(loadBalancerSchema, "the load balancer in front of all services with a `host`", {
    doc: "Settings of the load balancer. An extension.",
    default: "a load balancer as AWS makes it, without malformed headers",
  }),
  autoCreateDomain: missed(
    boolean(),
    "a domain is registered by hand; `infra.dns: aws` makes records in its hosted zone",
    {
      doc: "Whether to register the domain.",
    },
  ),
  shared: used(
    boolean(),
    "looking up the VPC, the cluster, the file system and the names of services, and making none",
    {
      doc: "In a component: use the infrastructure that the repository without a `component` makes in the same environment.",
      default: "false",
    },
  ),
  provide: used(
    object("what is made for components", {
      efs: used(boolean(), "the file system, with its mount targets", {
        doc: "Whether the file system is made although no service has a volume.",
        default: "false",
      }),
      loadBalancer: used(boolean(), "the load balancer with its listeners, and the places of rules", {
        doc: "Whether there is a load balancer for the components too, although no service has a `host`.",
        default: "false",
      }),
      discovery: used(boolean(), "the namespace of Service Connect, and a security group for each network", {
        doc: "Whether each network has its group, and each service its name, although no other one of the file is there to use them.",
        default: "false",
      }),
    }),
    "what components with `infra.shared` use",
    { doc: "What is made for the components of the project, although nothing in this file asks for it. An extension." },
  ),
});

const volumeFields = {
  type: used(choice("block", "shared", "object"), "EFS, whichever it is; `object` is refused", {
    doc: "Kind of storage. A task on Fargate keeps data only on EFS.",
    default: "`shared`",
  }),
  size: ignored(text(), "EFS grows and shrinks with what is stored, and has no limit to set", {
    doc: "Size of a disk: `20Gi`.",
  }),
  performance: used(
    choice("standard", "high", "ultra"),
    "with `high` or `ultra`, elastic throughput of the file system",
    {
      doc: "How fast it is to be. `high` makes the file system elastic, unless `infra.efs.throughput` says something else: faster for all volumes of the environment, and billed for each gigabyte that is read or written. `ultra` is the same.",
      examples: ["high"],
      default: "`standard`",
    },
  ),
  bucket: used(text(), "an error: a task on Fargate mounts no bucket", {
    doc: "Bucket of a volume of the type `object`.",
  }),
  seed: used(choice("image", "off"), "a container that copies before that of the service begins", {
    doc: "`image`: a volume with nothing in it begins with what the image has where the service mounts it, as compose has it. What is there is never touched. An extension.",
    default: "`off`: it begins empty",
  }),
  efs: used(
    object("EFS settings of a volume", {
      uid: used(posixId, "identity of the access point, and the container's user", {
        doc: "User that all file operations are made as.",
        examples: [1000],
        default: "the container's own",
      }),
      gid: used(posixId, "identity of the access point, and the container's user", {
        doc: "Group that all file operations are made as.",
        default: "`uid`",
      }),
      permissions: used(text(OCTAL_MODE), "mode of the directory when it is first made", {
        doc: "Mode of the directory when it is first made, in octal.",
        examples: ["0750"],
        default: "`0755`",
      }),
      path: used(text(), "root directory of the access point", {
        doc: "Directory on the file system.",
        examples: ["/shared/uploads"],
        default: "`/<volume>`; on an existing file system `/nanokit/<project>/<env>/<volume>`",
      }),
      lock: used(choice("auto", "off"), "a lock around the program of the service that keeps its store on the volume", {
        doc: "Whether the next task of a store waits until the last one has let go of its files. `auto`: where the image has no lock of its own that works on EFS, and its entry point is known.",
        default: "`auto`",
      }),
      sharedWriters: used(boolean(), "lifts the single-writer rule", {
        doc: "Declares that several tasks may write at once, although the image is a database.",
        default: "false",
      }),
    }),
    "access point",
    { doc: "Settings of the access point." },
  ),
};

const volumeSchema = object("a volume", volumeFields, { accepts: true });

/** The network of everything that names none. */
export const DEFAULT_NETWORK = "default";

const networkSchema = object("a network", {
  cidr: missed(
    text(),
    "a network is a security group, and each task has one address of the VPC, whose range is `infra.cidr`; what lets in this range does not let in its tasks",
    { doc: "IPv4 range of the network." },
  ),
  visibility: used(
    choice("public", "private"),
    "with `private` private subnets, for what is on private networks alone",
    {
      doc: "Whether tasks on the network have public addresses. Those that are on private networks alone run in private subnets; see `infra.nat`, `infra.endpoints` and `infra.subnets`.",
      default: "`public`",
    },
  ),
  vpcId: used(text(VPC_ID), "the same as `infra.vpc`", { doc: "Existing VPC to attach to." }),
});

const cronSchema = object(
  "a cron job",
  {
    schedule: used(text(), "one EventBridge schedule, or two when both day fields are restricted", {
      doc: "crontab expression: five fields, six with `0` for the seconds first, or `@daily`, `@every 2h` and the like.",
      examples: ["30 3 * * *", "@daily"],
      required: true,
    }),
    timezone: used(text(), "time zone of the schedule", {
      doc: "IANA name of the time zone: `Europe/Berlin`. A time that the clocks skip does not come, one that comes twice counts once.",
      examples: ["Europe/Berlin"],
      default: "`UTC`",
    }),
    command: used(text(), "entry point of the job's container; with `image`, arguments of the image's own", {
      doc: "Command. Plain words run directly; anything a shell must read runs under `/bin/sh -c`.",
      required: true,
    }),
    service: used(text(), "task definition with the service's image, size, variables, secrets, volumes and roles", {
      doc: "Service with whose image, variables, secrets and volumes it runs, in a task of its own. No effect together with `image`.",
    }),
    image: used(text(), "task definition, role, security group and log group of its own", {
      doc: "Image to run, with nothing of any service.",
    }),
    depends_on: used(
      list(text()),
      "a name in private DNS for each of these services, and variables; of a database variables and secrets, and of one that AWS runs a way in",
      {
        doc: "Services that it calls: each gets a name in private DNS, `NANOKIT_HOST_<NAME>`, which is in `NANOKIT_URL_<NAME>` too; and databases, in containers or run by AWS, of which a job with an image of its own is told as a service is. An extension.",
        examples: [["db"]],
        default: "it finds no service by name",
      },
    ),
    networks: used(list(text()), "security groups of the job's tasks, one for each network", {
      doc: "With `image`: networks to join. A job of a service is on those of the service.",
      examples: [["data"]],
      default: "`[default]`",
    }),
    volumes: used(list(checkedText(MOUNT)), "access point, task volume and mount point", {
      doc: "With `image`: mounts, `<volume>:<path in the container>[:ro]`, as a service has them. A job of a service has those of the service.",
      examples: [["uploads:/srv/uploads:ro"]],
      default: "none",
    }),
    secrets: used(containerSecrets, "`secrets` of the job's container, and a role that may read them", {
      doc: "With `image`: references to secrets, as a service has them. A job of a service has those of the service.",
      examples: [{ PGPASSWORD: { name: "shop/db", key: "password" } }],
      default: "none",
    }),
    cpu: used(
      either(number(), checkedText(CPU)),
      "CPU units of the job's task, rounded up to a size that Fargate has",
      {
        doc: "vCPUs: `0.5`, `2`, or millicores `500m`.",
        default: "that of the service, without the share of its proxy; with `image`, 0.25",
      },
    ),
    memory: used(checkedText(MEMORY), "memory of the job's task, rounded up to a size that Fargate has", {
      doc: "Memory with its unit: `512mb`, `1gb`, `2Gi`.",
      default: "that of the service; with `image`, the least that Fargate has for the CPU",
    }),
    deadLetterQueue: used(
      either(boolean(), text(QUEUE_ARN)),
      "dead-letter queue of the schedule, and the right to send to it",
      {
        doc: "Where EventBridge Scheduler writes of a task that it could not start, after all retries: `true`, an encrypted queue for all jobs of the environment; or the ARN of a standard queue of SQS that is there already.",
        examples: [true, "arn:aws:sqs:eu-west-1:123456789012:alarms"],
        default: "false",
      },
    ),
    retries: used(retries, "retry policy of the schedule", {
      doc: "How often EventBridge Scheduler tries again to start a task that ECS did not take. A command that fails is not run again.",
      examples: [10, { attempts: 10, maxAge: "30m" }],
      default: "3 within 5 minutes",
    }),
    env: used(environmentVariables, "environment of the job's container", {
      doc: "Variables, over those of the service.",
    }),
  },
  {
    foreign: {
      cron: "schedule",
      run: "command",
      environment: "env",
      timeZone: "timezone",
      tz: "timezone",
      dependsOn: "depends_on",
      deadLetter: "deadLetterQueue",
      dlq: "deadLetterQueue",
    },
    accepts: true,
  },
);

const overSsh =
  "Fargate has no host to reach by SSH; files come in the image, and what `prepare` runs belongs in its Dockerfile";

const deploySchema = object("deploy", {
  target: used(text(), AS_ITS_BLOCK, { doc: "`user@host`.", required: true }),
  sshKey: used(text(), AS_ITS_BLOCK, { doc: "Key file." }),
  sshPort: used(integer(PORTS.minimum, PORTS.maximum), AS_ITS_BLOCK, { doc: "Port." }),
  method: used(choice("rsync", "git"), AS_ITS_BLOCK, { doc: "How files get there." }),
  repository: used(text(), AS_ITS_BLOCK, { doc: "Repository for `git`." }),
  runtime: used(text(), AS_ITS_BLOCK, { doc: "Image that `prepare` runs in." }),
  prepare: used(text(), AS_ITS_BLOCK, { doc: "Command after the transfer." }),
  prune: used(list(text()), AS_ITS_BLOCK, { doc: "Folders removed before." }),
});

const gatewayGone =
  "a load balancer takes the place of the gateway; HTTPS comes with `infra.dns: aws` or `infra.certificateArn`";

const gatewayPorts = "the load balancer listens on port 80 and, with a certificate, on 443";

const gatewaySchema = object("gateway", {
  https: used(boolean(), AS_ITS_BLOCK, { doc: "TLS." }),
  adminEmail: used(text(), AS_ITS_BLOCK, { doc: "Contact." }),
  persistenceMode: used(choice("project", "global"), AS_ITS_BLOCK, { doc: "Where certificates are kept." }),
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
  networks: used(map("network", networkSchema, { key: KEY, emptyValues: true }), "security groups of tasks", {
    doc: "Networks that services may join. `default` is there without being declared.",
  }),
  databases: used(map("database", databaseSchema, { key: KEY }), "all that a service with a volume has", {
    doc: "Databases that run in a container, each with a volume.",
  }),
  cron: used(map("cron job", cronSchema, { key: KEY }), "EventBridge schedules that run Fargate tasks", {
    doc: "Jobs on a schedule.",
  }),
  secrets: used(secrets, "`secrets` of every service that has no variable or secret of the name", {
    doc: "References to secrets that all services get.",
  }),
  deploy: ignored(deploySchema, overSsh, { doc: "Deployment to SSH hosts." }),
  gatewayPort: ignored(integer(PORTS.minimum, PORTS.maximum), gatewayPorts, { doc: "HTTP port of the gateway." }),
  gatewayHttpsPort: ignored(integer(PORTS.minimum, PORTS.maximum), gatewayPorts, { doc: "HTTPS port of the gateway." }),
  gateway: ignored(gatewaySchema, gatewayGone, { doc: "The gateway." }),
};

/** Terraform addresses hold the environment's name nowhere, AWS names do: the same form as other keys. */
const environments = map("environment", object("an environment", blocks, { accepts: true }), {
  key: KEY,
  emptyValues: true,
});

/** What is said of the project as a whole, and cannot differ between environments. */
const identity = {
  name: used(text(), "part of every name", {
    doc: "Name of the project.",
    examples: ["shop"],
    default: "the folder's name",
  }),
  version: ignored(text(), "there is one version of the language", { doc: 'Version of the language: `"1"`.' }),
  component: used(text(COMPONENT), "part of every name, after the environment", {
    doc: "Which part of the project this repository is, where several make one each.",
    examples: ["web"],
    default: "the file is the whole project, or its first part",
  }),
  git: ignored(
    object("git", {
      environments: used(map("branch", text()), AS_ITS_BLOCK, {
        doc: "The environment of each branch or pattern of branches.",
      }),
    }),
    "a stack is written for each environment, or for those named with `-e`, whatever the branch is",
    { doc: "Which branch belongs to which environment." },
  ),
};

/** The part of the document that is not an environment's. */
export const identitySchema = object("nanokit.yml", identity);

const environmentsField = used(environments, "one stack each", {
  doc: "What differs between environments.",
  examples: [{ stage: {}, production: {} }],
});

/** The key of `x-nanokit` blocks, by which a file speaks to the compiler itself. */
export const OWN_KEY = "x-nanokit";

/** A whole nanokit.yml. Keys that begin with `x-` are the user's own, a home for anchors; {@link OWN_KEY} is ours. */
export const documentSchema = object(
  "nanokit.yml",
  { ...identity, environments: environmentsField, ...blocks },
  { freePrefix: "x-", accepts: true },
);

/** The document as one environment sees it: its block laid over the rest. */
export const environmentSchema = object("nanokit.yml", blocks);

export type EnvironmentDocument = Decoded<typeof environmentSchema>;
export type ServiceDocument = Decoded<typeof serviceSchema>;
export type SidecarDocument = Decoded<typeof sidecarSchema>;
export type VolumeDocument = Decoded<typeof volumeSchema>;
export type DatabaseDocument = Decoded<typeof databaseSchema>;
export type CronDocument = Decoded<typeof cronSchema>;
export type InfraDocument = Decoded<typeof infraSchema>;
/** The keys of `infra.loadBalancer`. */
export type BalancerFields = Decoded<typeof loadBalancerSchema>["fields"];
export type EfsDocument = Decoded<typeof efsSchema>;
