import { existingClusterName } from "../../aws/cluster.js";
import { MANAGED_KEY } from "../../aws/efs.js";
import { existingRolePath } from "../../aws/iam.js";
import { pickedSubnetCidrs, privateRanges, zoneSubnetCidr } from "../../aws/network.js";
import { portText } from "../../aws/ports.js";
import { VPC_ENDPOINTS } from "../../aws/vpc-endpoints.js";
import type {
  CronJob,
  DedicatedNetwork,
  Environment,
  ExistingNetwork,
  FlowLogs,
  Image,
  LoadBalancer,
  ManagedCache,
  ManagedDatabase,
  ManagedFileSystem,
  Mount,
  Network,
  PrivateSubnets,
  Service,
} from "../../model/project.js";
import { DEFAULT_NETWORK } from "../../schema/language.js";
import { rowsOf } from "./grid.js";
import { groupsOf } from "./groups.js";
import {
  type Card,
  type Edge,
  type FileSystemShape,
  type Group,
  isPublished,
  type Picture,
  type PrivateShape,
  type Schedule,
  type SubnetShape,
  type Vpc,
} from "./picture.js";
import { rightText } from "./rights.js";

/** The picture of an environment: what runs, where its data lies, and who may reach whom. */
export function pictureOf(environment: Environment): Picture {
  const { project, name, region, loadBalancer } = environment;
  const { groups, joins } = groupsOf(environment, cardsOf(environment));
  const ports = loadBalancer ? portsOf(loadBalancer) : [];
  // From top to bottom, so that lines cross as little as they can.
  const drawn = groups.flatMap(({ cards }) => rowsOf(cards).flat()).filter((card) => card !== undefined);
  const fileSystem = fileSystemOf(environment, heightsOf(groups, joins.length > 0));
  return {
    project,
    environment: name,
    ...(region !== undefined && { region }),
    vpc: {
      ...vpcOf(environment.network, hasPrivate(environment)),
      ...(environment.shared && { shared: true }),
      ...(environment.cluster !== undefined && { cluster: existingClusterName(environment.cluster) }),
    },
    ...(loadBalancer && {
      loadBalancer: {
        ports,
        filtered: loadBalancer.webAclArn !== undefined,
        internal: loadBalancer.internal === true,
        existing: loadBalancer.existing !== undefined,
        ...(loadBalancer.existing && !loadBalancer.existing.named && { shared: true as const }),
        ...(loadBalancer.hostedZone !== undefined && { zone: loadBalancer.hostedZone }),
      },
    }),
    groups,
    networks: [...new Set(joins.map(({ network }) => network))],
    ...(fileSystem && { fileSystem }),
    edges: [
      ...(loadBalancer ? [{ kind: "inward" as const, ports }] : []),
      ...drawn.flatMap((card) => routesTo(environment, card)),
      ...joins,
      ...drawn.flatMap(mountsOf),
    ],
  };
}

function portsOf({ existing, certificate }: LoadBalancer): readonly number[] {
  if (existing) return [existing.https ? 443 : 80];
  return certificate ? [80, 443] : [80];
}

/** Services, and the jobs with an image of their own. A job of a service is drawn with it: it has its networks and volumes. */
function cardsOf({ services, cronJobs = [], networks = [], databases = [], caches = [] }: Environment) {
  const onShared = (names: readonly string[] = []) => networks.filter((network) => names.includes(network));
  const ofServices = services.map((service) => ({
    networks: onShared(service.networks),
    card: { ...serviceCard(service, cronJobs), ...aloneOn(service.networks, networks) },
  }));
  const ofDatabases = [
    ...databases.map((database) => databaseCard(database, rdsText(database), services, cronJobs)),
    ...caches.map((cache) => databaseCard(cache, cacheText(cache), services, cronJobs)),
  ].map((card) => ({ networks: [], card }));
  const ofJobs = cronJobs.flatMap((job) =>
    job.run.kind === "image"
      ? [
          {
            networks: onShared(job.run.networks),
            card: { ...jobCard(job, job.run), ...aloneOn(job.run.networks, networks) },
          },
        ]
      : [],
  );
  return [...ofServices, ...ofDatabases, ...ofJobs];
}

/** Networks of a task on which it finds nobody, and nobody finds it. What the file does not name is none to tell of. */
function aloneOn(own: readonly string[] = [], shared: readonly string[]): Pick<Card, "alone"> {
  const alone = own.filter((network) => network !== DEFAULT_NETWORK && !shared.includes(network));
  return alone.length > 0 ? { alone } : {};
}

function serviceCard(service: Service, jobs: readonly CronJob[]): Card {
  const { name, image, database, port, ports, route, mounts } = service;
  const own = jobs.filter(({ run }) => run.kind === "service" && run.service === name);
  const count = countOf(service);
  return {
    kind: "service",
    name,
    image: imageText(image),
    ...(database && { database }),
    ...(port !== undefined && { port }),
    ...(ports && { ports: ports.map(portText) }),
    public: route !== undefined && port !== undefined,
    private: service.private === true,
    ...(count !== undefined && { count }),
    mounts: mounts.map(drawnMount),
    rights: rightsOf(service),
    schedules: own.map(scheduleOf),
  };
}

function drawnMount({ volume, containerPath, readOnly }: Mount): Card["mounts"][number] {
  return { volume, path: containerPath, readOnly };
}

function rdsText({ engine, version, instanceClass, standby }: ManagedDatabase): string {
  return `RDS ${engine} ${version}, ${standby ? "2 x " : ""}${instanceClass}`;
}

function cacheText({ engine, version, nodeType, nodes }: ManagedCache): string {
  return `ElastiCache ${engine} ${version}, ${nodes > 1 ? `${nodes} x ` : ""}${nodeType}`;
}

/** One that AWS runs, and who reaches it. */
function databaseCard(
  { name, port }: ManagedDatabase | ManagedCache,
  image: string,
  services: readonly Service[],
  jobs: readonly CronJob[],
): Card {
  const reaching = jobs.filter(({ run }) => run.kind === "image" && run.databases?.includes(name));
  const clients = [...services.filter((service) => service.databases?.includes(name)), ...reaching];
  return {
    kind: "service",
    name,
    image,
    database: true,
    port,
    public: false,
    private: true,
    mounts: [],
    rights: clients.map((client) => `reached by ${client.name}`),
    schedules: [],
  };
}

/** What runs beside a service; what that may do, or the role that says it; and the role that starts it, where that is there already. */
function rightsOf({ permissions = [], taskRole, executionRole, sidecars = [] }: Service): readonly string[] {
  return [
    ...sidecars.map(({ name }) => `with ${name} beside it`),
    ...(taskRole === undefined ? permissions.map(rightText) : [`role ${existingRolePath(taskRole)}`]),
    ...(executionRole === undefined ? [] : [`started by role ${existingRolePath(executionRole)}`]),
  ];
}

function jobCard(job: CronJob, run: CronJob["run"] & { readonly kind: "image" }): Card {
  return {
    kind: "job",
    name: job.name,
    image: run.image,
    public: false,
    private: run.private === true,
    mounts: run.mounts?.map(drawnMount) ?? [],
    rights: [],
    schedules: [scheduleOf(job)],
  };
}

function scheduleOf({ name, schedule, timezone, enabled }: CronJob): Schedule {
  const times = timezone === undefined ? schedule : `${schedule} ${timezone}`;
  return { job: name, times: enabled ? times : "off" };
}

function imageText(image: Image): string {
  if (image.kind === "reference") return image.reference;
  if (image.of !== undefined) return `image of ${image.of}`;
  return image.reason === "build" ? "built by your pipeline" : "named when Terraform plans";
}

function countOf({ instances, scaling }: Service): string | undefined {
  if (scaling && scaling.min !== scaling.max) return `×${scaling.min}–${scaling.max}`;
  return instances === 1 ? undefined : `×${instances}`;
}

function routesTo({ services }: Environment, { kind, name, port }: Card): readonly Edge[] {
  const route = kind === "service" ? services.find((service) => service.name === name)?.route : undefined;
  if (!route || port === undefined) return [];
  return route.hosts.map((host) => ({
    kind: "route",
    host: `${host.name}${host.path ?? ""}`,
    service: name,
    port: route.port ?? port,
    ...(route.port !== undefined && { beside: true }),
  }));
}

function mountsOf({ kind, name, mounts }: Card): readonly Edge[] {
  return mounts.map((mount) => ({ kind: "mount", from: { kind, name }, ...mount }));
}

function hasPrivate({ services, cronJobs = [], databases = [], caches = [] }: Environment): boolean {
  return (
    databases.length + caches.length > 0 ||
    services.some((service) => service.private) ||
    cronJobs.some(({ run }) => run.kind === "image" && run.private)
  );
}

function vpcOf(network: Network, withPrivate: boolean): Vpc {
  if (network.kind === "existing") return existingVpcOf(network, withPrivate);
  return {
    name: network.cidr,
    existing: false,
    ...(network.flowLogs && { recorded: recordedText(network.flowLogs) }),
    subnets: subnetsOf(network.cidr, network.zones),
    ...(network.private && { private: privateOf(network, network.private) }),
  };
}

function recordedText({ retention, bucket }: FlowLogs): string {
  const places = [...(retention === undefined ? [] : ["CloudWatch"]), ...(bucket === undefined ? [] : [bucket])];
  return `traffic recorded in ${places.join(" and ")}`;
}

/** Of a list, routes tell which subnets are private, so they stand together. */
function existingVpcOf(
  {
    vpcId,
    subnetIds,
    onePerZone,
    subnetTags,
    publicSubnetIds,
    publicSubnetTags = subnetTags,
    privateSubnetIds,
    privateSubnetTags = subnetTags,
  }: ExistingNetwork,
  inside: boolean,
): Vpc {
  const found = onePerZone ? ["one in each zone"] : [];
  const tagged = (tags: Readonly<Record<string, string>> | undefined) =>
    tags && Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const named = (ids: readonly string[]): readonly SubnetShape[] => ids.map((name) => ({ name }));
  const inList = subnetIds.length > 0 ? subnetIds : found;
  return {
    name: vpcId,
    existing: true,
    subnets: named(publicSubnetIds ?? tagged(publicSubnetTags) ?? inList),
    ...(inside && {
      private: {
        subnets: named(privateSubnetIds ?? tagged(privateSubnetTags) ?? found),
        internet: false,
        ways: ["what leads out is up to the VPC"],
      },
    }),
  };
}

function privateOf(network: DedicatedNetwork, { nat, endpoints = [] }: PrivateSubnets): PrivateShape {
  const named = (zone: string) => (network.zones.length > 0 ? zone : `${zone} zone`);
  return {
    subnets: privateRanges(network).map(([zone, range]) => ({ name: named(zone), range })),
    internet: nat !== undefined,
    ways: [
      ...(nat ? [`out by a NAT gateway in ${nat.mode === "single" ? "the first zone" : "each zone"}`] : []),
      ...(endpoints.length > 0 ? [`endpoints: ${endpoints.map((id) => VPC_ENDPOINTS[id].service).join(", ")}`] : []),
    ],
  };
}

function subnetsOf(cidr: string, zones: readonly string[]): readonly SubnetShape[] {
  if (zones.length > 0) return zones.map((name) => ({ name, range: zoneSubnetCidr(cidr, name) }));
  const [first, second] = pickedSubnetCidrs(cidr);
  return [
    { name: "first zone", range: first },
    { name: "second zone", range: second },
  ];
}

/**
 * How far down a volume should stand, from 0 to 1: as far as those that mount it, on average. What the internet reaches is a column of its
 * own where networks stand between it and the rest.
 */
function heightsOf(groups: readonly Group[], twoColumns: boolean): (volume: string) => number {
  const columns = twoColumns ? [groups.filter(isPublished), groups.filter((group) => !isPublished(group))] : [groups];
  const heights = columns.flatMap((column) => {
    const cards = column.flatMap(({ cards }) => rowsOf(cards).flat()).filter((card) => card !== undefined);
    return cards.flatMap(({ mounts }, index) =>
      mounts.map((mount, part) => ({ volume: mount.volume, height: (index + part / mounts.length) / cards.length })),
    );
  });
  return (volume) => {
    const own = heights.filter((one) => one.volume === volume);
    return own.reduce((sum, { height }) => sum + height, 0) / own.length;
  };
}

function fileSystemOf(
  { fileSystem, volumes }: Environment,
  heightOf: (volume: string) => number,
): FileSystemShape | undefined {
  if (!fileSystem) return undefined;
  const shapes = volumes.map(({ name, path }) => ({ name, path })).sort((a, b) => heightOf(a.name) - heightOf(b.name));
  if (fileSystem.kind === "existing") {
    const { fileSystemId: name, byName, mountTargets, securityGroupIds } = fileSystem;
    return { name, existing: true, ...(byName && { shared: true }), mountTargets, securityGroupIds, volumes: shapes };
  }
  const { name, encrypted, kmsKeyArn = MANAGED_KEY } = fileSystem;
  const backup = backupOf(fileSystem);
  return {
    name,
    existing: false,
    mountTargets: true,
    securityGroupIds: [],
    encrypted,
    ...(kmsKeyArn !== MANAGED_KEY && { ownKey: true as const }),
    ...(backup !== undefined && { backup }),
    volumes: shapes,
  };
}

function backupOf({ backup, backupPlan }: ManagedFileSystem): FileSystemShape["backup"] {
  if (backupPlan !== undefined) return { times: backupPlan.crontab, keptDays: backupPlan.retentionDays };
  return backup ? "daily" : undefined;
}
