import fc from "fast-check";
import { at, type Tree } from "./large.js";

/** An edit of the large example, and the resources of `stage` that it touches: by docs/addresses.md and by what Terraform does. */
export interface Edit {
  readonly name: string;
  apply(tree: Tree): void;
  readonly touches: readonly string[];
}

/** What comes with a plan for backups. */
const BACKUP_PLAN = [
  "aws_backup_plan.main",
  "aws_backup_selection.main",
  "aws_backup_vault.main",
  "aws_iam_role.backup",
  "aws_iam_role_policy_attachment.backup",
  "aws_iam_role_policy_attachment.backup_restore",
];

const WITH_ENV = ["db", "api", "web", "worker", "cache", "admin"] as const;

/** Services that mount something, with their volumes. */
const MOUNTS: Readonly<Record<string, readonly string[]>> = {
  db: ["pgdata"],
  web: ["uploads", "themes"],
  worker: ["uploads"],
  admin: ["themes"],
};

/** Services with secrets, each with an execution role of its own. */
const WITH_SECRETS = ["api", "db"];
/** Services whose images are built: those without secrets are pulled with the one execution role of all. */
const BUILT = ["admin"];

/** What one secret more touches of the role with which ECS starts the tasks of a service. */
function executionOf(service: string): readonly string[] {
  const own = `aws_iam_role_policy.${service}_execution`;
  if (WITH_SECRETS.includes(service)) return [own];
  return [
    own,
    `aws_iam_role.${service}_execution`,
    ...(BUILT.includes(service) ? ["aws_iam_role_policy.execution"] : []),
  ];
}

/** A new revision of the task definition, and who runs it. A job has the container of its service. */
function revision(...services: readonly string[]): readonly string[] {
  return services.flatMap((service) => [
    `aws_ecs_task_definition.${service}`,
    `aws_ecs_service.${service}`,
    ...(service === "worker" ? job("cleanup") : []),
  ]);
}

/** A new revision of a job's task definition. The scheduler's role may run it, by an ARN that the plan does not know yet. */
function job(name: string): readonly string[] {
  return [`aws_ecs_task_definition._${name}`, `aws_scheduler_schedule.${name}`, "aws_iam_role_policy.scheduler"];
}

/** What every service has. */
function serviceAlone(service: string): readonly string[] {
  return [
    `aws_ecs_service.${service}`,
    `aws_ecs_task_definition.${service}`,
    `aws_cloudwatch_log_group.${service}`,
    `aws_iam_role.${service}_task`,
    `aws_security_group.${service}_task`,
    `aws_vpc_security_group_egress_rule.${service}_internet`,
  ];
}

function adminLike(service: string): readonly string[] {
  return [
    ...serviceAlone(service),
    `aws_iam_role_policy.${service}_task`,
    `aws_ecr_repository.${service}`,
    `aws_ecr_lifecycle_policy.${service}`,
  ];
}

function certificate(hosts: readonly string[]): readonly string[] {
  return [
    "aws_acm_certificate.main",
    "aws_acm_certificate_validation.main",
    "aws_lb_listener.https",
    ...["api.example.com", "shop.example.com", "www.example.com", ...hosts].map(
      (host) => `aws_route53_record.certificate["${host}"]`,
    ),
  ];
}

const service = (name: string) => (tree: Tree) => at(tree, "services", name);
const volumesOf = (tree: Tree, name: string) => (service(name)(tree).volumes ?? []) as string[];

/** Sets a key, or takes it away. */
function put(map: Tree, key: string, content: unknown): void {
  if (content === undefined) delete map[key];
  else map[key] = content;
}

const value = fc.stringMatching(/^[a-z]{3,12}$/);
const number = fc.integer({ min: 13, max: 40 });

/** Every kind of edit, with values drawn. */
export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  // What a container has: a new revision of it, and nothing else.
  fc.tuple(fc.constantFrom(...WITH_ENV), value).map(([name, text]) => ({
    name: `env of ${name}`,
    apply: (tree: Tree) => put(at(tree, "services", name, "env"), "ADDED", text),
    touches: revision(name),
  })),
  fc.tuple(fc.constantFrom("api", "web"), value).map(([name, text]) => ({
    name: `changed env of ${name}`,
    apply: (tree: Tree) => put(at(tree, "services", name, "env"), "LOG_LEVEL", `x${text}`),
    touches: revision(name),
  })),
  fc.constantFrom("api", "web").map((name) => ({
    name: `env of ${name} taken away`,
    apply: (tree: Tree) => put(at(tree, "services", name, "env"), "LOG_LEVEL", undefined),
    touches: revision(name),
  })),
  fc.tuple(fc.constantFrom("api", "web", "worker"), value).map(([name, tag]) => ({
    name: `tag of ${name}`,
    apply: (tree: Tree) => put(service(name)(tree), "image", `ghcr.io/example/${name}:${tag}`),
    touches: revision(name),
  })),
  fc.constantFrom(...WITH_ENV).map((name) => ({
    name: `size of ${name}`,
    apply: (tree: Tree) => void Object.assign(service(name)(tree), { cpu: 2, memory: "8gb" }),
    touches: revision(name),
  })),
  fc.constantFrom("api", "web", "admin").map((name) => ({
    name: `entry point of ${name}`,
    apply: (tree: Tree) => put(service(name)(tree), "start", "node other.js"),
    touches: revision(name),
  })),
  fc.constantFrom(...WITH_ENV).map((name) => ({
    name: `secret of ${name}`,
    apply: (tree: Tree) => put(at(tree, "services", name, "secrets"), "ADDED", { from: "vault" }),
    touches: [...revision(name), ...executionOf(name)],
  })),
  // Volumes.
  fc.tuple(fc.constantFrom("worker", "admin", "api"), fc.constantFrom("", ":ro")).map(([name, mode]) => {
    const volume = name === "admin" ? "uploads" : "themes";
    return {
      name: `${volume}${mode} mounted by ${name}`,
      apply: (tree: Tree) => put(service(name)(tree), "volumes", [...volumesOf(tree, name), `${volume}:/added${mode}`]),
      touches: [...revision(name), `aws_iam_role_policy.${name}_task`],
    };
  }),
  fc.constantFrom("worker", "admin", "api", "web").map((name) => ({
    name: `new volume of ${name}`,
    apply: (tree: Tree) => {
      service(name)(tree).volumes = [...volumesOf(tree, name), "extra:/extra"];
      at(tree, "volumes").extra = { efs: { uid: 1000, gid: 1000 } };
    },
    touches: [...revision(name), "aws_efs_access_point.extra", `aws_iam_role_policy.${name}_task`],
  })),
  fc.constant({
    name: "one of two mounts taken away",
    apply: (tree: Tree) => put(service("web")(tree), "volumes", ["uploads:/srv/uploads"]),
    touches: [...revision("web"), "aws_iam_role_policy.web_task"],
  }),
  fc.constant({
    name: "the only mount taken away",
    apply: (tree: Tree) => put(service("admin")(tree), "volumes", undefined),
    touches: [...revision("admin"), "aws_iam_role_policy.admin_task"],
  }),
  value.map((name) => ({
    name: "directory of a volume",
    apply: (tree: Tree) => put(at(tree, "volumes", "themes", "efs"), "path", `/${name}`),
    touches: [
      ...revision("admin", "web"),
      "aws_efs_access_point.themes",
      "aws_iam_role_policy.admin_task",
      "aws_iam_role_policy.web_task",
    ],
  })),
  // The file system.
  fc.constantFrom("elastic", { provisioned: 64 }).map((throughput) => ({
    name: "throughput",
    apply: (tree: Tree) => put(at(tree, "infra", "efs"), "throughput", throughput),
    touches: ["aws_efs_file_system.main"],
  })),
  fc.constantFrom(7, 60, 90).map((days) => ({
    name: "lifecycle",
    apply: (tree: Tree) => put(at(tree, "infra", "efs"), "lifecycle", { toInfrequentAccess: days }),
    touches: ["aws_efs_file_system.main"],
  })),
  fc.constant({
    name: "no backup",
    apply: (tree: Tree) => put(at(tree, "infra", "efs"), "backup", false),
    touches: BACKUP_PLAN,
  }),
  fc.constant({
    name: "daily backups in place of a plan",
    apply: (tree: Tree) => put(at(tree, "infra", "efs"), "backup", true),
    touches: ["aws_efs_backup_policy.main", ...BACKUP_PLAN],
  }),
  fc.integer({ min: 1, max: 89 }).map((retention) => ({
    name: "backups kept shorter",
    apply: (tree: Tree) => put(at(tree, "infra", "efs", "backup"), "retention", retention),
    touches: ["aws_backup_plan.main"],
  })),
  fc.constant({
    name: "no protection",
    apply: (tree: Tree) => put(at(tree, "infra", "efs"), "protect", false),
    touches: [], // for Terraform alone: nothing changes on AWS
  }),
  fc
    .constantFrom<Readonly<Record<string, unknown>>>({ encrypted: false }, { performanceMode: "maxIO" })
    .map((settings) => ({
      name: `file system replaced by ${Object.keys(settings).join()}`,
      apply: (tree: Tree) => void Object.assign(at(tree, "infra", "efs"), settings),
      touches: [
        "aws_efs_file_system.main",
        "aws_efs_backup_policy.main",
        "aws_backup_selection.main",
        "aws_efs_mount_target.eu-west-1a",
        "aws_efs_mount_target.eu-west-1b",
        "aws_efs_file_system_policy.main",
        ...["_lock_pgdata", "pgdata", "themes", "uploads"].map((volume) => `aws_efs_access_point.${volume}`),
        ...Object.keys(MOUNTS).map((name) => `aws_iam_role_policy.${name}_task`),
        ...revision(...Object.keys(MOUNTS)),
      ],
    })),
  // Ports, hosts and networks.
  number.map((port) => ({
    name: "port of a service that others reach",
    apply: (tree: Tree) => put(service("db")(tree), "expose", 6000 + port),
    touches: [
      ...revision("db", "api", "cache", "worker"), // NANOKIT_URL_DB
      'aws_vpc_security_group_ingress_rule.db_port["back"]',
    ],
  })),
  number.map((port) => ({
    name: "port of a published service",
    apply: (tree: Tree) => put(service("api")(tree), "expose", 6000 + port),
    touches: [
      ...revision("api"),
      "aws_lb_target_group.api",
      'aws_lb_listener_rule.https_hosts["api.example.com"]',
      'aws_vpc_security_group_ingress_rule.api_port["back"]',
      'aws_vpc_security_group_ingress_rule.api_port["front"]',
      "aws_vpc_security_group_ingress_rule.api_load_balancer",
    ],
  })),
  number.map((port) => ({
    name: "port of a service that nobody reaches",
    apply: (tree: Tree) => put(service("admin")(tree), "expose", 6000 + port),
    touches: revision("admin"),
  })),
  value.map((name) => ({
    name: "host more",
    apply: (tree: Tree) =>
      put(service("web")(tree), "host", `shop.example.com, www.example.com, ${name}.x.example.com`),
    touches: [
      ...certificate([`${name}.x.example.com`]),
      `aws_lb_listener_rule.https_hosts["${name}.x.example.com"]`,
      `aws_route53_record.hosts["${name}.x.example.com"]`,
    ],
  })),
  fc.constant({
    name: "network more",
    apply: (tree: Tree) => put(service("web")(tree), "networks", ["back", "front"]),
    touches: [...revision("web"), 'aws_vpc_security_group_ingress_rule.web_port["back"]'],
  }),
  // Numbers of the service.
  fc.tuple(fc.constantFrom("web", "admin"), number).map(([name, instances]) => ({
    name: `instances of ${name}`,
    apply: (tree: Tree) => put(service(name)(tree), "instances", instances),
    touches: [`aws_ecs_service.${name}`],
  })),
  fc.tuple(fc.constantFrom("api", "worker"), number).map(([name, max]) => ({
    name: `most tasks of ${name}`,
    apply: (tree: Tree) => put(at(tree, "services", name, "scale"), "max", max),
    touches: [`aws_appautoscaling_target.${name}`],
  })),
  fc.constant({
    name: "fewest tasks",
    apply: (tree: Tree) => put(at(tree, "services", "api", "scale"), "min", 3),
    touches: ["aws_appautoscaling_target.api"], // desired_count follows in the file, and Terraform ignores it
  }),
  number.map((percent) => ({
    name: "threshold",
    apply: (tree: Tree) => put(at(tree, "services", "api", "scale"), "cpu_threshold", percent),
    touches: ["aws_appautoscaling_policy.api_cpu"],
  })),
  fc.constant({
    name: "update strategy",
    apply: (tree: Tree) => put(service("admin")(tree), "updateStrategy", "rolling"),
    touches: ["aws_ecs_service.admin"],
  }),
  fc.tuple(fc.constantFrom("api", "db", "cache"), fc.constantFrom(1, 14, 90)).map(([name, days]) => ({
    name: `logs of ${name}`,
    apply: (tree: Tree) => put(at(tree, "services", name, "aws"), "logRetention", days),
    touches: [`aws_cloudwatch_log_group.${name}`],
  })),
  // Services and jobs that come and go.
  value.map((name) => ({
    name: "service more",
    apply: (tree: Tree) => put(at(tree, "services"), `x${name}`, { image: "nginx:1", networks: [] }),
    touches: serviceAlone(`x${name}`),
  })),
  fc.constant({
    name: "service less",
    apply: (tree: Tree) => put(at(tree, "services"), "admin", undefined),
    touches: [...adminLike("admin"), "aws_iam_role_policy.execution"],
  }),
  fc.constant({
    name: "service less that others reach",
    apply: (tree: Tree) => put(at(tree, "services"), "cache", undefined),
    touches: [
      ...serviceAlone("cache"),
      'aws_vpc_security_group_ingress_rule.cache_port["back"]',
      "aws_ecs_cluster_capacity_providers.main", // no other runs on spare capacity
      ...revision("api", "db", "worker"),
    ],
  }),
  value.map((name) => ({
    name: "service renamed",
    apply: (tree: Tree) => {
      const services = at(tree, "services");
      services[`x${name}`] = services.admin;
      delete services.admin;
    },
    touches: [...adminLike("admin"), ...adminLike(`x${name}`), "aws_iam_role_policy.execution"],
  })),
  fc.constantFrom("cleanup", "report").map((name) => ({
    name: `schedule of ${name}`,
    apply: (tree: Tree) => put(at(tree, "cron", name), "schedule", "15 4 * * *"),
    touches: [`aws_scheduler_schedule.${name}`],
  })),
  fc.constantFrom("cleanup", "report").map((name) => ({
    name: `command of ${name}`,
    apply: (tree: Tree) => put(at(tree, "cron", name), "command", "other --now"),
    touches: job(name),
  })),
);
