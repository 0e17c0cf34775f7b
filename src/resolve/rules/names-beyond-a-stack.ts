import {
  backupCopiesName,
  backupName,
  deadLetterQueueName,
  environmentName,
  fileSystemClientsName,
  fileSystemName,
  flowLogGroupName,
  jobKey,
  jobLogGroupName,
  jobResourceName,
  loadBalancerGroupName,
  loadBalancerName,
  logGroupName,
  NAME_LIMITS,
  type NameLimit,
  nameScope,
  networkGroupName,
  repositoryName,
  scheduleGroupName,
  serviceResourceName,
} from "../../aws/names.js";
import { hasExecutionRole, roleNames, sharesExecutionRole } from "../../aws/role-names.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type RelatedLocation, related } from "../../diagnostics/related.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { CronJob, Environment, Service } from "../../model/project.js";
import { hasFlowLogGroup } from "../flow-logs.js";

/** A name that AWS gives once in a wider place than a stack. */
interface WideName {
  /** In words, to follow "the". */
  readonly kind: string;
  readonly name: string;
  /** Where AWS gives it once, as a text that two of one place share. */
  readonly place: string;
  readonly environment: string;
  /** The service or the job that it is for. @default the environment */
  readonly owner?: string;
  readonly source: SourceLocation;
}

/** Two environments that ask AWS for one name. The second apply fails, or takes over what the first made. */
export function checkNamesBeyondStacks(environments: readonly Environment[], diagnostics: Diagnostics): void {
  const first = new Map<string, WideName>();
  const told = new Set<string>();
  for (const wide of environments.flatMap(wideNames)) {
    const id = JSON.stringify([wide.kind, wide.place, wide.name]);
    const other = first.get(id);
    if (other === undefined) first.set(id, wide);
    else if (other.environment !== wide.environment) {
      const pair = JSON.stringify([wide.environment, wide.owner, other.environment, other.owner]);
      if (!told.has(pair)) report(wide, other, diagnostics);
      told.add(pair);
    }
  }
}

function report(wide: WideName, other: WideName, diagnostics: Diagnostics): void {
  const params = { kind: wide.kind, name: wide.name, owner: ownerText(wide), other: ownerText(other) };
  diagnostics.report("NK240", wide.source, params, [placeOf(other)]);
}

function placeOf({ owner, environment, source }: WideName): RelatedLocation {
  return owner === undefined
    ? related("nameInEnvironment", source, { environment })
    : related("nameOfOwner", source, { owner, environment });
}

function ownerText({ owner, environment }: WideName): string {
  return owner === undefined ? `environment \`${environment}\`` : `\`${owner}\` in \`${environment}\``;
}

/** Hosts of which two environments make the record in one zone: it leads to the one that was applied last, or stops the apply. */
export function checkHostsOfZones(environments: readonly Environment[], diagnostics: Diagnostics): void {
  const first = new Map<string, { readonly environment: string; readonly service: Service }>();
  for (const { name: environment, services, loadBalancer } of environments) {
    const zone = loadBalancer?.hostedZone;
    if (zone === undefined) continue;
    for (const service of services) {
      for (const { name: host } of service.route?.hosts ?? []) {
        const before = first.get(`${zone} ${host}`);
        if (before === undefined) first.set(`${zone} ${host}`, { environment, service });
        else if (before.environment !== environment) {
          const params = { host, zone, environment, other: before.environment };
          const others = related("hostInEnvironment", before.service.source, { environment: before.environment });
          diagnostics.report("NK241", service.source, params, [others]);
        }
      }
    }
  }
}

function wideNames(environment: Environment): readonly WideName[] {
  return [
    ...ofEnvironment(environment),
    ...ofBackup(environment),
    ...ofServices(environment),
    ...ofSidecars(environment),
    ...ofJobs(environment),
  ];
}

/** What the names of one owner have in common, and how a name of a kind becomes one. */
function namer({ name: environment, region, network }: Environment, source: SourceLocation, owner?: string) {
  const inRegion = region ?? "the provider's region";
  const places = {
    account: "account",
    region: inRegion,
    vpc: network.kind === "existing" ? network.vpcId : `that of ${environment}`,
  };
  return (kind: string, name: string, place: keyof typeof places, limit?: NameLimit): WideName => ({
    kind,
    name: limit?.ignoresCase ? name.toLowerCase() : name,
    place: places[place],
    environment,
    ...(owner === undefined ? {} : { owner }),
    source,
  });
}

function ofEnvironment(environment: Environment): readonly WideName[] {
  const { project, services, cronJobs = [], fileSystem, loadBalancer, networks = [], shared } = environment;
  const env = nameScope(environment);
  const roles = roleNames(environment);
  const [first] = services;
  if (first === undefined) return [];
  const named = namer(environment, first.source);
  const group = (name: string) => named("security group", name, "vpc", NAME_LIMITS.securityGroup);
  const hasMountTargets = fileSystem !== undefined && (fileSystem.kind === "managed" || fileSystem.mountTargets);
  return [
    ...(environment.cluster === undefined ? [named("cluster", environmentName(project, env), "region")] : []),
    ...(sharesExecutionRole(environment) ? [named("IAM role", roles.execution, "account", NAME_LIMITS.iamRole)] : []),
    ...(cronJobs.length > 0
      ? [
          named("IAM role", roles.scheduler, "account", NAME_LIMITS.iamRole),
          named("group of schedules", scheduleGroupName(project, env), "region"),
        ]
      : []),
    ...(cronJobs.some(({ deadLetterQueue }) => deadLetterQueue === true)
      ? [named("queue", deadLetterQueueName(project, env), "region")]
      : []),
    ...(environment.privateNamespace === undefined
      ? []
      : [named("DNS namespace", environment.privateNamespace, "vpc")]),
    ...ofFlowLogs(environment, named),
    ...(fileSystem?.kind === "managed" ? [named("creation token", fileSystem.name, "region")] : []),
    ...(hasMountTargets ? [group(fileSystemName(project, env))] : []),
    ...(fileSystem ? [group(fileSystemClientsName(project, env))] : []),
    ...(loadBalancer && !loadBalancer.existing
      ? [named("load balancer", loadBalancerName(project, env), "region"), group(loadBalancerGroupName(project, env))]
      : []),
    ...(shared ? [] : networks).map((network) => group(networkGroupName(project, env, network))),
  ];
}

function ofFlowLogs(environment: Environment, named: ReturnType<typeof namer>): readonly WideName[] {
  const { project } = environment;
  if (!hasFlowLogGroup(environment)) return [];
  return [
    named("IAM role", roleNames(environment).flowLogs, "account", NAME_LIMITS.iamRole),
    named("log group", flowLogGroupName(project, nameScope(environment)), "region"),
  ];
}

function ofBackup(environment: Environment): readonly WideName[] {
  const { project, services, fileSystem } = environment;
  const env = nameScope(environment);
  const roles = roleNames(environment);
  const [first] = services;
  if (first === undefined || fileSystem?.kind !== "managed" || !fileSystem.backupPlan) return [];
  const { kmsKeyArn, backupPlan } = fileSystem;
  const named = namer(environment, first.source);
  const copies = backupPlan.copyTo?.kind === "region" ? backupPlan.copyTo : undefined;
  const inCopies = copies && namer({ ...environment, region: copies.region }, first.source);
  return [
    named("IAM role", roles.backup, "account", NAME_LIMITS.iamRole),
    named("backup plan", backupName(project, env), "region"),
    named("backup vault", backupName(project, env, kmsKeyArn), "region"),
    ...(inCopies ? [inCopies("backup vault", backupCopiesName(project, env), "region")] : []),
  ];
}

function ofServices(environment: Environment): readonly WideName[] {
  const { project, services } = environment;
  const env = nameScope(environment);
  const roles = roleNames(environment);
  return services.flatMap((service) => {
    const named = namer(environment, service.source, service.name);
    return [
      ...(service.taskRole === undefined
        ? [named("IAM role", roles.taskOf(service.name), "account", NAME_LIMITS.iamRole)]
        : []),
      ...(hasExecutionRole(service)
        ? [named("IAM role", roles.executionOf(service.name), "account", NAME_LIMITS.iamRole)]
        : []),
      named("log group", logGroupName(project, env, service.name), "region"),
      named("security group", serviceResourceName(project, env, service.name), "vpc", NAME_LIMITS.securityGroup),
      // One family of two services: each rolls out the other's revisions.
      named("task family", serviceResourceName(project, env, service.name), "region"),
      ...(service.build ? [named("ECR repository", repositoryName(project, env, service.name), "region")] : []),
    ];
  });
}

function ofSidecars(environment: Environment): readonly WideName[] {
  const { project, services } = environment;
  const env = nameScope(environment);
  return services.flatMap(({ sidecars = [] }) =>
    sidecars.flatMap(({ name, build, source }) =>
      build ? [namer(environment, source, name)("ECR repository", repositoryName(project, env, name), "region")] : [],
    ),
  );
}

function ofJobs(environment: Environment): readonly WideName[] {
  const { project, cronJobs = [] } = environment;
  const env = nameScope(environment);
  const roles = roleNames(environment);
  return cronJobs.flatMap((job: CronJob) => {
    const named = namer(environment, job.source, job.name);
    const family = named("task family", jobResourceName(project, env, job.name), "region");
    if (job.run.kind === "service") return [family];
    return [
      named("IAM role", roles.ofJob(job.name), "account", NAME_LIMITS.iamRole),
      ...(job.run.secrets
        ? [named("IAM role", roles.executionOf(jobKey(job.name)), "account", NAME_LIMITS.iamRole)]
        : []),
      named("log group", jobLogGroupName(project, env, job.name), "region"),
      named("security group", jobResourceName(project, env, job.name), "vpc", NAME_LIMITS.securityGroup),
      family,
    ];
  });
}
