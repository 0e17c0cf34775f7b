import type { Environment, Service } from "../../model/project.js";
import type { BalancerFields, EnvironmentDocument } from "../../schema/language.js";
import { childOf, type MapNode } from "../../syntax/nodes.js";
import type { Context } from "../context.js";
import { existingVpc } from "../network.js";
import { privateTasks } from "../private-subnets.js";
import type { VolumeUses } from "../volume-use.js";
import { checkBackend } from "./backend.js";
import { checkBuiltSidecars } from "./built-sidecars.js";
import { checkJobs } from "./cron.js";
import { checkDatabases } from "./databases.js";
import { checkDependencyCycles, checkDependencyNames } from "./depends-on.js";
import { checkDroppedCapabilities } from "./dropped-capabilities.js";
import { checkExistingCluster } from "./existing-cluster.js";
import { checkExistingLoadBalancer } from "./existing-load-balancer.js";
import { checkExistingRoles } from "./existing-roles.js";
import { noteExistingVpc } from "./existing-vpc.js";
import { checkFileSystem } from "./file-system.js";
import { checkImages } from "./images.js";
import { checkIsolation } from "./isolation.js";
import { checkJobVolumes } from "./job-volumes.js";
import { checkKmsKey } from "./kms-key.js";
import { checkLoadBalancer } from "./load-balancer.js";
import { checkLocks } from "./locks.js";
import { checkDelivery } from "./logging.js";
import { checkDistinctNames } from "./names.js";
import { checkNetwork } from "./network.js";
import { checkServiceNetworks } from "./networks.js";
import { checkPerformance } from "./performance.js";
import { checkPermissions } from "./permissions.js";
import { checkPrivateNetworks } from "./private-networks.js";
import { checkQuotas } from "./quotas.js";
import { noteReach } from "./reach.js";
import { checkRegistries } from "./registry.js";
import { checkRuntimeNames } from "./runtimes.js";
import { checkSecretCount } from "./secret-count.js";
import { checkSecretReferences } from "./secret-references.js";
import { checkSecretVariables } from "./secret-variables.js";
import { checkSeeds } from "./seeds.js";
import { checkService } from "./service.js";
import { checkShared } from "./shared.js";
import { checkSiblingUrls } from "./sibling-urls.js";
import { checkSingleWriter } from "./single-writer.js";
import { checkTags } from "./tags.js";
import { checkTaskSizes } from "./task-size.js";
import { checkUpdateStrategy } from "./update-strategy.js";
import { checkUsers, checkVolumes } from "./volumes.js";

/** An environment in every form in which rules look at it. */
export interface EnvironmentForms {
  /** Its nodes, with services laid over their runtimes, and those that databases are. */
  readonly merged: MapNode;
  readonly document: EnvironmentDocument;
  /** The services that could be told, without the URLs of others. */
  readonly services: readonly Service[];
  readonly uses: VolumeUses;
  readonly environment: Environment;
}

/**
 * Every rule about one environment that is checked for form. In no order: findings are sorted by place. Rules of what few files say are
 * asked only then: the command loads them apart (`scripts/build.mjs`).
 */
export function checkEnvironment(forms: EnvironmentForms, context: Context): void {
  const { merged, document, services, uses, environment } = forms;
  const { infra, diagnostics } = context;
  checkServices(merged, context);
  checkRuntimeNames(document, context);
  if (context.databases.size > 0) {
    checkDatabases(services, environment.cronJobs ?? [], document.fields.cron?.value, context);
  }
  checkDependencyNames(context);
  checkDependencyCycles(context);
  checkEveryService(services, context);
  checkNames(forms, context);
  if (services.some(({ sidecars = [] }) => sidecars.some(({ build }) => build))) checkBuiltSidecars(context);
  if (environment.services.some(dropsCapabilities)) checkDroppedCapabilities(environment.services, context);
  checkSingleWriter(uses, context);
  checkImages(services, uses, context);
  checkUpdateStrategy(services, uses, context);
  checkLocks(uses, environment.services, context);
  noteReach(services, context);
  if (infra.fields.shared?.value || infra.fields.provide) checkShared(document, environment, context);
  checkNetwork(infra, document.fields.networks, environment.shared === true, diagnostics);
  const vpc = existingVpc(infra.fields, document.fields.networks);
  if (vpc) noteExistingVpc(vpc, environment, context);
  if (mayBePrivate(environment, context)) checkPrivateNetworks(document, environment, context);
  if (infra.fields.cluster) checkExistingCluster(infra.fields.cluster, environment, context);
  const balancer = infra.fields.loadBalancer?.value.fields;
  if (balancer && saysExisting(balancer)) checkExistingLoadBalancer(balancer, environment, context);
  if (infra.fields.logging) checkDelivery(infra.fields.logging.value.fields, diagnostics);
  if (infra.fields.kmsKeyArn) checkKmsKey(infra.fields.kmsKeyArn, context);
  checkTags(infra, context);
  if (infra.fields.backend) checkBackend(infra.fields.backend, diagnostics);
  checkServiceNetworks(document, context);
  checkLoadBalancer(services, environment.network, context);
  checkFiles(forms, context);
  checkSecretReferences(document, services, context);
  checkSecretCount(services, environment, context);
  checkPermissions(environment, context);
  if (services.some(({ permissions }) => permissions)) checkIsolation(services, context);
  if (environment.services.some(({ taskRole, executionRole }) => taskRole ?? executionRole)) {
    checkExistingRoles(environment, context);
  }
  checkRegistries(services, context);
  checkSiblingUrls(services, environment.loadBalancer, context);
  if (document.fields.cron) {
    const jobs = environment.cronJobs ?? [];
    checkJobs(document.fields.cron.value, jobs, services, context);
    if (jobs.some(({ run }) => run.kind === "image" && run.mounts)) {
      checkJobVolumes(document.fields.cron.value, jobs, { volumes: environment.volumes, uses }, context);
    }
  }
  checkTaskSizes(environment, context);
  checkQuotas(environment, context);
}

/** Whether the container of a service drops capabilities of Linux, or one beside it. */
function dropsCapabilities(service: Service): boolean {
  return [service, ...(service.sidecars ?? [])].some(({ process }) => process?.capabilities);
}

/** Refuses an environment without services. */
function checkServices(merged: MapNode, { environment, diagnostics }: Context): void {
  const written = childOf(merged, "services");
  if (written && !(written.kind === "map" && written.entries.size === 0)) return;
  diagnostics.report("NK208", written?.location ?? { ...merged.location, start: 0, end: 0 }, {
    environments: [environment],
  });
}

/** Whether a key is written that is for a load balancer that is there already. */
function saysExisting(balancer: BalancerFields): boolean {
  const { arn, listenerArn, shared, securityGroup, https, priorities } = balancer;
  return [arn, listenerArn, shared, securityGroup, https, priorities].some((field) => field !== undefined);
}

function mayBePrivate({ services, cronJobs = [] }: Environment, { infra }: Context): boolean {
  const { nat, endpoints, subnets } = infra.fields;
  const said = [nat, endpoints, subnets].some((field) => field !== undefined);
  return said || privateTasks({ services, cronJobs }).length > 0;
}

function checkEveryService(services: readonly Service[], context: Context): void {
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const [name, entry] of context.services) {
    checkService(entry, byName.get(name), context);
    checkSecretVariables(entry.value.value.fields.env?.value, context.diagnostics);
  }
}

function checkFiles({ environment, services, uses }: EnvironmentForms, context: Context): void {
  const { volumes } = environment;
  checkVolumes(uses, volumes, context);
  const byVolume = new Map(volumes.map((volume) => [volume.name, volume]));
  for (const service of services) checkUsers(service, byVolume, context);
  const settings = [...context.volumes.values()].map(({ value }) => value.value.fields);
  if (settings.some(({ seed }) => seed)) checkSeeds(uses, context);
  if (settings.some(({ performance }) => performance)) checkPerformance(environment, context);
  checkFileSystem(environment, context);
}

/** Keys that would meet in one name in AWS. */
function checkNames({ document, uses }: EnvironmentForms, context: Context): void {
  const { diagnostics } = context;
  const services = [...context.services.values()].map(({ key }) => key);
  checkDistinctNames("services", services, diagnostics);
  checkDistinctNames("volumes", volumeKeys(uses, context), diagnostics);
  checkDistinctNames("networks", sharedNetworkKeys(document, context), diagnostics);
}

/** The keys of networks that become security groups. `default` may be declared nowhere: it is found at the first service on it. */
function sharedNetworkKeys({ fields }: EnvironmentDocument, { reach, services }: Context) {
  return reach.shared.flatMap((name) => {
    const member = [...services.values()].find(({ key }) => reach.networks.get(key.value)?.includes(name));
    const key = fields.networks?.value.get(name)?.key ?? (member && { ...member.key, value: name });
    return key ? [key] : [];
  });
}

function volumeKeys(uses: VolumeUses, { volumes }: Context) {
  return [...uses].flatMap(([name, mounts]) => {
    const location = volumes.get(name)?.key.location ?? mounts[0]?.mount.source;
    return location ? [{ value: name, location, origin: "file" as const }] : [];
  });
}
