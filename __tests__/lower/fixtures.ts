import { type EndpointId, VPC_ENDPOINTS } from "../../src/aws/vpc-endpoints.js";
import type { SourceLocation } from "../../src/diagnostics/source.js";
import type {
  CronJob,
  Environment,
  ExistingFileSystem,
  ManagedFileSystem,
  Mount,
  Network,
  Project,
  Route,
  Service,
  Volume,
} from "../../src/model/project.js";

const source: SourceLocation = { file: { path: "nanokit.yml", text: "" }, start: 0, end: 0 };

/** A VPC of the stack's own. */
export const dedicated: Network = { kind: "dedicated", cidr: "10.0.0.0/16", zones: [] };

/** The file system of an environment, as it is unless the file says otherwise. */
export function managed(name: string, changes: Partial<ManagedFileSystem> = {}): ManagedFileSystem {
  return {
    kind: "managed",
    name,
    encrypted: true,
    performanceMode: "generalPurpose",
    throughput: { mode: "bursting" },
    lifecycle: { backOnFirstAccess: false },
    backup: true,
    protect: true,
    ...changes,
  };
}

/** A file system made elsewhere. */
export function existing(changes: Partial<ExistingFileSystem> = {}): ExistingFileSystem {
  return {
    kind: "existing",
    fileSystemId: "fs-0123456789abcdef0",
    mountTargets: false,
    securityGroupIds: [],
    ...changes,
  };
}

/** A volume whose directory belongs to whom the image runs as. */
export function volume(name: string, changes: Partial<Volume> = {}): Volume {
  return { name, path: `/${name}`, owner: { uid: 999, gid: 999 }, permissions: "0755", source, ...changes };
}

/** A mount, from `<volume>:<path>[:ro]`. */
export function mount(text: string): Mount {
  const [name = "", containerPath = "", mode] = text.split(":");
  return { volume: name, containerPath, readOnly: mode === "ro", source };
}

/** A service of one small task. */
export function service(name: string, changes: Partial<Service> = {}): Service {
  return {
    name,
    image: { kind: "reference", reference: "nginx:1.27" },
    environment: [],
    siblings: [],
    size: { cpu: 256, memory: 512 },
    instances: 1,
    updateStrategy: "recreate",
    mounts: [],
    dependsOn: [],
    source,
    ...changes,
  };
}

/** An environment `stage` of `mynapp`. */
export function environment(changes: Partial<Environment> & Pick<Environment, "services">): Environment {
  return { project: "mynapp", name: "stage", network: dedicated, volumes: [], ...changes };
}

/** A project of these environments. */
export function project(...environments: readonly Environment[]): Project {
  return { name: environments[0]?.project ?? "mynapp", environments };
}

/** The one service of the page's example. */
export const database = service("database", {
  image: { kind: "reference", reference: "mongo:latest" },
  environment: [
    { name: "NANOKIT_ENV", value: "stage" },
    { name: "NANOKIT_PROJECT", value: "mynapp" },
    { name: "NANOKIT_SERVICE", value: "database" },
  ],
  mounts: [mount("data-store:/data/db")],
});

/** The example of the page: nothing but a service with a volume. */
export const page = project(
  environment({ fileSystem: managed("nk-efs-mynapp-stage"), volumes: [volume("data-store")], services: [database] }),
);

/** A database that RDS runs, in private subnets without a way out, and a service that depends on it. */
export const onRds = project(
  environment({
    network: { kind: "dedicated", cidr: "10.0.0.0/16", zones: [], private: {} },
    databases: [
      {
        name: "main",
        engine: "postgres",
        version: "17",
        minorUpgrades: true,
        instanceClass: "db.t4g.micro",
        storage: 20,
        port: 5432,
        user: "postgres",
        database: "main",
        backupDays: 7,
        protect: true,
        passwordRotation: "cron(0 4 1 3 ? *)",
        source,
      },
    ],
    services: [
      service("api", {
        databases: ["main"],
        databaseHosts: [{ name: "MAIN_HOST", database: "main" }],
        secrets: [{ name: "MAIN_PASSWORD", from: { store: "rds", id: "main" } }],
      }),
    ],
  }),
);

/** A database that ElastiCache runs, in private subnets without a way out, and a service that depends on it. */
export const onElastiCache = project(
  environment({
    network: { kind: "dedicated", cidr: "10.0.0.0/16", zones: [], private: {} },
    caches: [
      {
        name: "cache",
        engine: "valkey",
        version: "8.1",
        parameters: "default.valkey8",
        nodeType: "cache.t4g.micro",
        nodes: 2,
        port: 6379,
        backupDays: 7,
        protect: true,
        source,
      },
    ],
    services: [service("api", { databases: ["cache"], databaseHosts: [{ name: "CACHE_HOST", database: "cache" }] })],
  }),
);

/** A file system with a plan for its backups, which go to another region as well. */
export const planned = project(
  environment({
    region: "us-east-1",
    fileSystem: managed("nk-efs-mynapp-stage", {
      backup: false,
      backupPlan: {
        schedule: "cron(0 3 * * ? *)",
        crontab: "0 3 * * *",
        retentionDays: 90,
        copyTo: { kind: "region", region: "us-west-2" },
      },
    }),
    volumes: [volume("data-store")],
    services: [database],
  }),
);

/** A store whose engine has no lock that works on EFS, beside a volume with a key like that of the lock. */
export const locked = project(
  environment({
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("data", { lock: "/nanokit-locks/data" }), volume("lock_data")],
    services: [
      service("database", {
        mounts: [mount("data:/var/lib/postgresql/data"), mount("lock_data:/srv")],
        lock: { volume: "data", program: ["docker-entrypoint.sh", "postgres"] },
      }),
    ],
  }),
);

/** A VPC of the stack's own in zones that the file names, with everything said that can be. */
/** Services in private subnets, with a NAT gateway in each zone. */
export const inside = inPrivateSubnets({});

/** The same, with addresses that are there already. */
export const insideWithAddresses = inPrivateSubnets({
  "us-east-1a": "eipalloc-0123456789abcdef0",
  "us-east-1b": "eipalloc-0123456789abcdef1",
});

function inPrivateSubnets(addresses: Readonly<Record<string, string>>): Project {
  return project(
    environment({
      region: "us-east-1",
      network: {
        kind: "dedicated",
        cidr: "10.20.0.0/16",
        zones: ["us-east-1a", "us-east-1b"],
        private: { nat: { mode: "per-zone", addresses }, endpoints: Object.keys(VPC_ENDPOINTS) as EndpointId[] },
        flowLogs: { traffic: "all", retention: 90, bucket: "acme-flow-logs" },
      },
      services: [{ ...database, mounts: [], private: true }],
    }),
  );
}

export const namedZones = project(
  environment({
    region: "us-east-1",
    network: { kind: "dedicated", cidr: "10.20.0.0/16", zones: ["us-east-1a", "us-east-1b", "us-east-1c"] },
    fileSystem: managed("nk-efs-mynapp-stage", {
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
      throughput: { mode: "elastic" },
      lifecycle: { toInfrequentAccessDays: 30, toArchiveDays: 90, backOnFirstAccess: true },
      backup: false,
      protect: false,
    }),
    volumes: [volume("files", { identity: { uid: 1000, gid: 1000 }, owner: { uid: 1000, gid: 1000 } })],
    services: [
      service("web", {
        entryPoint: ["sh", "-c", "exec nginx -g 'daemon off;'"],
        user: "1000:1000",
        port: 8080,
        instances: 2,
        updateStrategy: "rolling",
        size: { cpu: 512, memory: 1024 },
        mounts: [mount("files:/srv/files")],
      }),
    ],
  }),
);

/** A VPC made elsewhere; its public subnets are to be found. */
export function existingVpc(vpcId: string, subnetIds: readonly string[] = []): Project {
  return project(
    environment({
      network: { kind: "existing", vpcId, subnetIds },
      fileSystem: managed("nk-efs-mynapp-stage"),
      volumes: [volume("data-store")],
      services: [database],
    }),
  );
}

/** One service in a cluster that is there already. */
export function inExistingCluster(cluster: string): Project {
  return project(
    environment({
      cluster,
      fileSystem: managed("nk-efs-mynapp-stage"),
      volumes: [volume("data-store")],
      services: [database],
    }),
  );
}

/** One service in private subnets of an existing VPC; which these are is to be found. */
export function insideExistingVpc(vpcId: string): Project {
  return project(
    environment({
      network: { kind: "existing", vpcId, subnetIds: [] },
      fileSystem: managed("nk-efs-mynapp-stage"),
      volumes: [volume("data-store")],
      services: [{ ...database, private: true }],
    }),
  );
}

/** Subnets of a VPC made elsewhere that are found by tags of their kinds. */
export function insideTaggedSubnets(vpcId: string): Project {
  const tagged = { publicSubnetTags: { Tier: "public" }, privateSubnetTags: { Tier: "private" } };
  return project(
    environment({
      network: { kind: "existing", vpcId, subnetIds: [], ...tagged },
      services: [{ ...database, mounts: [], private: true }],
    }),
  );
}

/** A file system made elsewhere, in a VPC made elsewhere. */
export function existingFileSystem(vpcId: string, fileSystem: ExistingFileSystem): Project {
  return project(
    environment({
      network: { kind: "existing", vpcId, subnetIds: [] },
      fileSystem,
      volumes: [volume("data-store")],
      services: [database],
    }),
  );
}

/** Four services with one volume: two that write, one that reads, one that mounts it twice; and a volume of one's own. */
export const shared = project(
  environment({
    region: "us-east-1",
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [
      volume("cache", { identity: { uid: 1001, gid: 1001 } }),
      volume("uploads", { owner: { uid: 33, gid: 33 } }),
    ],
    services: [
      service("admin", { mounts: [mount("uploads:/srv/uploads")], dependsOn: ["worker"] }),
      service("cdn", { mounts: [mount("uploads:/usr/share/nginx/html:ro")] }),
      service("worker", { mounts: [mount("cache:/cache"), mount("uploads:/in:ro"), mount("uploads:/out")] }),
      service("www", { mounts: [mount("uploads:/srv/uploads")], dependsOn: ["admin", "worker"] }),
    ],
  }),
);

/** Images that are built, one from a runtime and two in ECR; no volumes. */
/** Images that are built, in a module: the region is what the file says, and the caller's provider has to be there. */
export const inModule = project(
  environment({
    region: "eu-west-1",
    module: true,
    services: [service("api", { image: { kind: "variable", reason: "build" }, port: 3000 })],
  }),
);

export const images = project(
  environment({
    services: [
      service("api", { image: { kind: "variable", reason: "build" }, port: 3000 }),
      service("jobs", {
        image: { kind: "reference", reference: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/jobs:7" },
      }),
      service("off", { image: { kind: "variable", reason: "runtime" }, instances: 0 }),
      service("redis", { image: { kind: "reference", reference: "redis:7" } }),
      service("worker", { image: { kind: "variable", reason: "build", of: "api" } }),
    ],
  }),
);

/** A service with all that Fargate can be asked for and something to run before it, and one that asks for the opposite. */
export const prepared = project(
  environment({
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("modules")],
    services: [
      service("plain", { compute: { architecture: "x86_64", spot: false, exec: false } }),
      service("web", {
        entryPoint: ["node", "server.js"],
        user: "1000:1000",
        port: 3000,
        mounts: [mount("modules:/app/node_modules")],
        preparation: ["/bin/sh", "-ec", "echo ${x} %{y}"],
        compute: {
          architecture: "arm64",
          spot: true,
          ephemeralStorage: 50,
          healthCheck: { command: ["CMD-SHELL", "test ${x}"], startPeriod: 60 },
          stopTimeout: 120,
          exec: true,
          logRetention: 0,
        },
      }),
    ],
  }),
);

/** Two networks: one service on both, one on neither. */
export const networks = project(
  environment({
    services: [
      service("API", { port: 3000, networks: ["back", "front"], connect: "server" }),
      service("alone", { port: 80 }),
      service("db", {
        port: 5432,
        ports: [
          { from: 5433, to: 5433, protocol: "tcp", name: "replica", source },
          { from: 9000, to: 9010, protocol: "udp", source },
        ],
        networks: ["back"],
        connect: "server",
      }),
      service("web", { networks: ["front"], connect: "client", dependsOn: ["API"] }),
    ],
    networks: ["back", "front"],
    discovery: "service-connect",
  }),
);

/** A service with a volume on so many networks that its tasks have no room for the group of all that mount, and one that has. */
export const crowded = project(
  environment({
    network: { kind: "existing", vpcId: "vpc-0123456789abcdef0", subnetIds: [] },
    fileSystem: existing({ mountTargets: true, securityGroupIds: ["sg-0123456789abcdef0"] }),
    volumes: [volume("data-store")],
    services: [
      service("hub", { mounts: [mount("data-store:/d")], networks: ["a", "b", "c", "d"], connect: "client" }),
      service("web", { mounts: [mount("data-store:/d")], networks: ["a", "b", "c"], connect: "client" }),
    ],
    networks: ["a", "b", "c", "d"],
    discovery: "service-connect",
  }),
);

/** A component that uses what the repository without one makes; one of its services is on so many networks as {@link crowded} has. */
export const ofComponent = project(
  environment({
    component: "web",
    shared: true,
    network: { kind: "existing", vpcId: "nk-mynapp-stage", byName: true, subnetIds: [] },
    cluster: "nk-mynapp-stage",
    fileSystem: existing({ fileSystemId: "nk-efs-mynapp-stage", byName: true, securityGroupIds: [] }),
    volumes: [volume("data-store", { path: "/nanokit/mynapp/stage--web/data-store" })],
    services: [
      service("hub", { mounts: [mount("data-store:/d")], networks: ["a", "b", "c", "d"], connect: "client" }),
      service("web", {
        port: 80,
        mounts: [mount("data-store:/d")],
        networks: ["a"],
        connect: "server",
        route: route("shop.example.com"),
      }),
    ],
    loadBalancer: { existing: { https: true } },
    networks: ["a", "b", "c", "d"],
    discovery: "service-connect",
  }),
);

/** A service that may do something by a managed policy, and something by its own. */
export const permitted = project(
  environment({
    services: [
      service("web", {
        permissions: [
          { kind: "policy", arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" },
          { kind: "resource", service: "sqs", id: "orders", access: "send" },
        ],
      }),
    ],
  }),
);

/** A service with a file of the repository. */
export const configured = project(
  environment({
    services: [
      service("web", {
        files: {
          mounts: ["/etc/nginx/conf.d"],
          folders: [{ path: "/etc/nginx/conf.d", copied: true }],
          files: [
            {
              path: "/etc/nginx/conf.d/site.conf",
              mode: "0644",
              owner: "0:0",
              content: { text: "server {}\n" },
              source,
            },
          ],
        },
      }),
    ],
  }),
);

/** A service with a volume that begins with what its image has. */
export const seeded = project(
  environment({
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("uploads")],
    services: [
      service("web", {
        mounts: [mount("uploads:/srv/uploads")],
        seeds: [{ volume: "uploads", path: "/srv/uploads", owners: "files" }],
      }),
    ],
  }),
);

/** A service with an agent beside it, and a proxy that is built. */
export const accompanied = project(
  environment({
    services: [
      service("web", {
        sidecars: [
          {
            name: "agent",
            image: { kind: "reference", reference: "acme/agent:2" },
            environment: [],
            mounts: [],
            essential: true,
            source,
          },
          {
            name: "proxy",
            image: { kind: "variable", reason: "build" },
            build: { context: "proxy", dockerfile: "proxy/Dockerfile", arguments: [] },
            environment: [],
            mounts: [],
            essential: true,
            source,
          },
        ],
      }),
    ],
  }),
);

/** A route by these hosts, perhaps with a path each, at places of no meaning. */
export function route(...names: readonly string[]): Route {
  const hosts = names.map((text, index) => {
    const [name = "", ...path] = text.split(/(?=\/)/);
    return { name, ...(path.length > 0 && { path: path.join("") }), priority: 100 + index };
  });
  return { hosts };
}

/** Two published services with HTTPS by Route 53, one of which scales, and a third that scales by itself. */
export const published = project(
  environment({
    region: "us-east-1",
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("files")],
    services: [
      service("files", { port: 80, route: route("files.example.com"), mounts: [mount("files:/srv/files")] }),
      service("web", {
        port: 8080,
        route: route("shop.example.com", "*.shop.example.com", "files.example.com/upload"),
        updateStrategy: "rolling",
        compute: { stopTimeout: 90 },
        instances: 2,
        scaling: { min: 2, max: 6, cpuPercent: 60, memoryPercent: 80 },
      }),
      service("worker", { scaling: { min: 1, max: 3, cpuPercent: 70 } }),
    ],
    loadBalancer: {
      certificate: { kind: "managed", domains: ["shop.example.com", "*.shop.example.com", "files.example.com"] },
      otherCertificates: ["arn:aws:acm:us-east-1:123456789012:certificate/12345678-9abc-def0-1234-56789abcdef0"],
      hostedZone: "example.com",
    },
  }),
);

/** One published service in a VPC made elsewhere, without HTTPS. */
export const publishedInExistingVpc = project(
  environment({
    network: { kind: "existing", vpcId: "vpc-0123456789abcdef0", subnetIds: [] },
    services: [service("web", { port: 80, route: route("*.example.com", "*.example.com/api/v2") })],
    loadBalancer: {
      webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef",
    },
  }),
);

/** The same service behind a load balancer that is there already, with a certificate that is made. */
export const publishedOnExisting = project(
  environment({
    network: { kind: "existing", vpcId: "vpc-0123456789abcdef0", subnetIds: [] },
    services: [service("web", { port: 80, route: route("*.example.com", "*.example.com/api/v2") })],
    loadBalancer: {
      existing: {
        https: true,
        named: {
          names: "listener",
          arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/0123456789abcdef/0123456789abcdef",
          securityGroupId: "sg-0123456789abcdef0",
        },
      },
      hostedZone: "example.com",
      certificate: { kind: "managed", domains: ["*.example.com"] },
    },
  }),
);

/** The same service in three environments that differ. */
export const threeEnvironments = project(
  ...(["preview", "production", "stage"] as const).map((name, index) =>
    environment({
      name,
      region: "us-east-1",
      network: { kind: "dedicated", cidr: `10.${index}.0.0/16`, zones: [] },
      fileSystem: managed(`nk-efs-mynapp-${name}`, { protect: name === "production" }),
      volumes: [volume("data-store")],
      services: [{ ...database, instances: name === "preview" ? 0 : 1 }],
    }),
  ),
);

/** What Terraform, cdktf and JSON could each take for something else. */
export const WEIRD_STRINGS: readonly string[] = [
  'a${path.module}%{if true}"\n',
  "$${escaped} %%{too} $$${thrice}",
  "$",
  "%",
  "ends in ${",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.1]}",
  "&{TfToken[TOKEN.2]}",
  "TfToken[",
  "String Map Token Value",
  "Any Map Token Value",
  "-8.184546332140093e+298",
  "-1.8881545897087503e+289",
  "-123456789",
  "\\n \\u0041 \\",
  "",
  " ",
  "\t\r\n",
  "<<EOT\n${x}\nEOT\n",
  "// not a comment",
  "日本語 \u{1f600}",
  '${"nested ${"deep"}"}',
];

/** A container with an environment of strings that are to arrive as they are. */
export const weird = project(
  environment({
    services: [
      service("odd", {
        environment: WEIRD_STRINGS.map((value, index) => ({ name: `V${String(index).padStart(2, "0")}`, value })),
        entryPoint: ["sh", "-c", WEIRD_STRINGS.join(" ")],
      }),
    ],
  }),
);

/** Keys that come close to the fixed names and to one another. */
export const nearMisses = project(
  environment({
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("a-b"), volume("a_b"), volume("main")],
    services: ["a", "a-b", "a_b", "a_nfs", "a_task", "execution", "file_system", "main", "task"].map((name) =>
      service(name, { mounts: [mount("main:/m"), mount("a-b:/x"), mount("a_b:/y")] }),
    ),
  }),
);

/** A job on a schedule, with an image of its own. */
export function job(name: string, changes: Partial<CronJob> = {}): CronJob {
  return {
    name,
    schedule: "0 4 * * *",
    expression: "cron(0 4 * * ? *)",
    run: { kind: "image", image: "alpine:3", networks: ["default"] },
    command: ["ls"],
    environment: [],
    enabled: true,
    source,
    ...changes,
  };
}

/** Jobs that find a service by name, and that have secrets of their own. */
export const callingJobs = project(
  environment({
    privateNamespace: "nk-mynapp-stage.internal",
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("data")],
    services: [service("a", { port: 8080, registered: true })],
    cronJobs: [
      job("a", {
        run: {
          kind: "image",
          image: "alpine:3",
          networks: ["default"],
          secrets: [
            { name: "KEY", file: "/run/secrets/key", from: { store: "ssm", id: "/shop/key" } },
            { name: "TOKEN", from: { store: "ssm", id: "/shop/token" } },
          ],
          files: {
            mounts: ["/run/secrets"],
            folders: [{ path: "/run/secrets", copied: true }],
            files: [{ path: "/run/secrets/key", mode: "0444", owner: "0:0", content: { secret: "KEY" }, source }],
          },
          mounts: [mount("data:/data")],
        },
        deadLetterQueue: true,
      }),
    ],
  }),
);

/** Jobs beside services and with images of their own, under keys that come close to those of the services; secrets of every kind. */
export const jobs = project(
  environment({
    fileSystem: managed("nk-efs-mynapp-stage"),
    volumes: [volume("data")],
    services: [
      service("a", {
        mounts: [mount("data:/data")],
        secrets: [
          { name: "BY_ARN", from: { store: "secretsmanager", id: "arn:aws:secretsmanager:x:1:secret:y-AbCdEf" } },
          { name: "BY_NAME", from: { store: "secretsmanager", id: "shop/a", jsonKey: "key" } },
          { name: "PARAMETER", from: { store: "ssm", id: "/shop/a" } },
        ],
      }),
      service("job"),
      service("scheduler"),
    ],
    cronJobs: [
      job("a", { run: { kind: "service", service: "a" }, entryPoint: ["ls"], command: ["-l"] }),
      job("a_weekdays"),
      job("job", { weekdayExpression: "cron(0 4 ? * MON *)", timezone: "Europe/Berlin" }),
      job("scheduler", { enabled: false }),
    ],
  }),
);
