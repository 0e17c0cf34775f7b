import { OTHER_SECURITY_GROUPS_MAX } from "../aws/network.js";
import { isFoundByName } from "../aws/ports.js";
import { QUOTAS, type RaisableQuota } from "../aws/quotas.js";
import { hasExecutionRole, sharesExecutionRole } from "../aws/role-names.js";
import type { SourceLocation } from "../diagnostics/source.js";
import type { CronJob, Environment, Service } from "../model/project.js";
import { hasFlowLogGroup } from "./flow-logs.js";

/** So many of something, because of what stands here. */
export interface Counted {
  readonly count: number;
  readonly source: SourceLocation;
}

/** What an environment takes of a quota. */
export interface QuotaNeed {
  readonly quota: RaisableQuota;
  /** What is there however many services there are. */
  readonly fixed: number;
  readonly each: readonly Counted[];
}

/** What an environment takes of each quota that one can reach, whatever else is in the account. */
export function quotaNeeds(environment: Environment): readonly QuotaNeed[] {
  const { services, volumes, cronJobs = [], databases = [], caches = [], discovery } = environment;
  const imageJobs = cronJobs.filter(({ run }) => run.kind === "image");
  const servers = services.filter(({ connect }) => discovery !== undefined && connect === "server");
  return [
    {
      quota: QUOTAS.roles,
      // That which starts all tasks without secrets, the one of the scheduler, that which makes backups by a plan, and that which
      // writes flow logs.
      fixed:
        (sharesExecutionRole(environment) ? 1 : 0) +
        (cronJobs.length > 0 ? 1 : 0) +
        (hasBackupPlan(environment) ? 1 : 0) +
        (hasFlowLogGroup(environment) ? 1 : 0),
      each: [
        ...services.map((service) => ({ source: service.source, count: rolesOf(service) })),
        ...imageJobs.map(rolesOfJob),
      ],
    },
    { quota: QUOTAS.services, fixed: 0, each: one(services) },
    {
      quota: QUOTAS.accessPoints,
      fixed: 0,
      each: volumes.map(({ source, lock }) => ({ source, count: lock === undefined ? 1 : 2 })),
    },
    {
      quota: QUOTAS.securityGroups,
      fixed: sharedGroups(environment),
      each: one([...services, ...databases, ...caches, ...imageJobs]),
    },
    { quota: QUOTAS.securityGroupRules, ...rulesOfMountTargets(environment) },
    { quota: QUOTAS.networkInterfaces, fixed: 0, each: tasksOf(services) },
    { quota: QUOTAS.targets, fixed: 0, each: tasksOf(services.filter(({ route }) => route !== undefined)) },
    { quota: QUOTAS.instances, fixed: 0, each: tasksOf(servers, namesOf) },
    ...services.flatMap((service) => (service.ports ? [rulesOfPorts(service, environment)] : [])),
  ];
}

/** The names by which others find a service: one for each port. */
function namesOf({ ports = [] }: Service): number {
  return 1 + ports.filter(isFoundByName).length;
}

/** A service has a rule for each of its ports and networks, and one for the load balancer. */
function rulesOfPorts(service: Service, { networks = [] }: Environment): QuotaNeed {
  const { ports = [], port, route, source } = service;
  const shared = (service.networks ?? []).filter((name) => networks.includes(name)).length;
  const count = shared * (ports.length + (port === undefined ? 0 : 1)) + (route ? 1 : 0);
  return { quota: QUOTAS.securityGroupRules, fixed: 0, each: [{ source, count }] };
}

/** The roles that are made for a service alone. */
function rolesOf(service: Service): number {
  return (service.taskRole === undefined ? 1 : 0) + (hasExecutionRole(service) ? 1 : 0);
}

/** That of its container, and one that starts it where it has secrets. */
function rolesOfJob({ run, source }: CronJob): Counted {
  return { source, count: run.kind === "image" && run.secrets ? 2 : 1 };
}

function hasBackupPlan({ fileSystem }: Environment): boolean {
  return fileSystem?.kind === "managed" && fileSystem.backupPlan !== undefined;
}

/** The most tasks that a service has, those aside that a deployment runs beside them for a while. */
export function tasksOfService({ instances, scaling }: Service): number {
  return scaling?.max ?? instances;
}

function one(items: readonly { readonly source: SourceLocation }[]): readonly Counted[] {
  return items.map(({ source }) => ({ source, count: 1 }));
}

function tasksOf(services: readonly Service[], times: (service: Service) => number = () => 1): readonly Counted[] {
  return services.map((service) => ({ source: service.source, count: tasksOfService(service) * times(service) }));
}

function sharedGroups({ network, networks = [], shared, fileSystem, volumes, loadBalancer }: Environment): number {
  const own = fileSystem?.kind === "managed" || fileSystem?.mountTargets === true;
  const ofMountTargets = own ? 1 : 0;
  const ofClients = volumes.length > 0 && (own || guardedByOthers(fileSystem)) ? 1 : 0;
  const ofVpc = network.kind === "dedicated" ? 1 : 0;
  // All endpoints of services have one.
  const ofEndpoints = network.kind === "dedicated" && network.private?.endpoints ? 1 : 0;
  return (
    ofVpc +
    ofEndpoints +
    (shared ? 0 : networks.length) +
    ofMountTargets +
    ofClients +
    (loadBalancer && !loadBalancer.existing ? 1 : 0)
  );
}

/** Whether groups of mount targets made elsewhere are known, which let tasks in. */
function guardedByOthers(fileSystem: Environment["fileSystem"]): boolean {
  return fileSystem?.kind === "existing" && (fileSystem.byName === true || fileSystem.securityGroupIds.length > 0);
}

/** Tasks with volumes share a group, which one rule lets in; those that carry five groups without it are let in by one each. */
function rulesOfMountTargets({ services, networks = [], fileSystem, volumes }: Environment): Omit<QuotaNeed, "quota"> {
  if (fileSystem === undefined || volumes.length === 0) return { fixed: 0, each: [] };
  const shared = new Set(networks);
  const full = services.filter(
    (service) =>
      service.mounts.length > 0 &&
      (service.networks ?? []).filter((name) => shared.has(name)).length >= OTHER_SECURITY_GROUPS_MAX,
  );
  return { fixed: 1, each: one(full) };
}
