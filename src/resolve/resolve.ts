import { environmentName } from "../aws/names.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located } from "../diagnostics/source.js";
import type { CronJob, Environment, Service, Volume } from "../model/project.js";
import { decode } from "../schema/decode.js";
import { documentSchema, type EnvironmentDocument, environmentSchema } from "../schema/language.js";
import { childOf, type MapNode, type SyntaxNode } from "../syntax/nodes.js";
import { resolveAccount } from "./account.js";
import { resolveBackend } from "./backend.js";
import type { ReadBeside } from "./beside.js";
import { byName, type Context, componentOf, type ResolveContext, sharesInfra, sortedByKey } from "./context.js";
import { resolveCron } from "./cron.js";
import { databasePlaces } from "./database-places.js";
import { withDatabaseFacts } from "./database-variables.js";
import { withDatabases } from "./databases.js";
import type { FileExists } from "./discovery.js";
import type { PreparedEnvironment } from "./environments.js";
import { resolveFileSystem } from "./file-system.js";
import { resolveDnsRole, resolveLoadBalancer, withHostsApart } from "./front-door.js";
import type { Variables } from "./interpolate.js";
import { namespaceOf } from "./job-names.js";
import { lockOf, withLocks } from "./locks.js";
import { resolveSharedLogging } from "./logging.js";
import { resolveManagedCaches } from "./managed-caches.js";
import { resolveManagedDatabases } from "./managed-databases.js";
import { mountParts } from "./mounts.js";
import { resolveNetwork } from "./network.js";
import type { Tasks } from "./private-subnets.js";
import { provides } from "./provided.js";
import { resolveReach } from "./reach.js";
import { checkEnvironment } from "./rules/environment.js";
import { checkExposedSecrets } from "./rules/exposed-secrets.js";
import { checkSecrets } from "./rules/secrets.js";
import { checkTexts } from "./rules/text.js";
import { applyRuntimes } from "./runtimes.js";
import { resolveSecrets } from "./secrets.js";
import { withSeeds } from "./seeds.js";
import { resolveService } from "./service.js";
import { withSharedImages } from "./shared-images.js";
import { withSiblingUrls } from "./sibling-urls.js";
import { factsByService, type VolumeUses } from "./volume-use.js";
import { resolveVolumes, userOf, usesOf } from "./volumes.js";

/** What a file says of the project as a whole. */
export interface Identity {
  readonly project: string;
  readonly component?: Located<string>;
}

/** What is known beside the text of the file. */
export interface Surroundings {
  /** @default files tell nothing */
  readonly exists?: FileExists | undefined;
  /** @default files cannot be read */
  readonly read?: ReadBeside | undefined;
  /** @default none */
  readonly variables?: Variables | undefined;
}

/**
 * What one environment of the document means on AWS. Everything that is wrong with it is reported; the result is complete only when
 * nothing was.
 */
export function resolveEnvironment(
  { project, component }: Identity,
  prepared: PreparedEnvironment,
  diagnostics: Diagnostics,
  { exists, read, variables = {} }: Surroundings,
): Environment | undefined {
  const merged = applyRuntimes(prepared, diagnostics, exists);
  checkTexts(merged, diagnostics);
  checkSecrets(merged, diagnostics);
  checkExposedSecrets(merged, diagnostics);
  const complete = withServicesOf(merged);
  const document = decode(environmentSchema, complete, diagnostics, { notes: true, language: documentSchema });
  if (!document) return undefined;
  const context: Context = {
    ...contextOf({ project, ...(component && { component: component.value }) }, prepared, complete, document.value),
    diagnostics,
    ...(exists ? { exists } : {}),
    ...(read ? { read } : {}),
    variables,
  };
  const alone = [...context.services.values()]
    .map((entry) => resolveService(entry, context))
    .filter((service) => service !== undefined)
    .sort(byName);
  const services = withHostsApart(withSecrets(alone, document.value, context), context);
  const cronJobs = document.value.fields.cron ? resolveCron(document.value.fields.cron.value, services, context) : [];
  const uses = usesOf(services, cronJobs, context);
  const environment = assemble({ services, cronJobs }, uses, document.value, context);
  checkEnvironment({ merged: complete, document: document.value, services, uses, environment }, context);
  return environment;
}

/** The tree with the services that its databases are, and with the images that services share. */
function withServicesOf(root: MapNode): MapNode {
  const whole = root.entries.has("databases") ? withDatabases(root) : root;
  return sharesImages(whole) ? withSharedImages(whole) : whole;
}

/** Whether some service of a tree runs the image of another one, or some sidecar. */
function sharesImages(root: MapNode): boolean {
  const services = childOf(root, "services");
  const valuesOf = (node: SyntaxNode | undefined) =>
    node?.kind === "map" ? [...node.entries.values()].map(({ value }) => value) : [];
  return valuesOf(services).some((service) =>
    [service, ...valuesOf(childOf(service, "sidecars"))].some((one) => childOf(one, "imageOf") !== undefined),
  );
}

/** The services with their secrets, and with what they are told of databases. */
function withSecrets(
  alone: readonly Service[],
  document: EnvironmentDocument,
  context: ResolveContext,
): readonly Service[] {
  const services = resolveSecrets(alone, document, context);
  return context.databases.size > 0 ? withDatabaseFacts(services, context) : services;
}

function assemble(
  { services, cronJobs: withoutUsers }: Tasks,
  uses: VolumeUses,
  document: EnvironmentDocument,
  context: Context,
): Environment {
  const { infra } = context;
  const loadBalancer = resolveLoadBalancer(services, context);
  const unlocked = resolveVolumes(uses, context);
  const byVolume = new Map(unlocked.map((volume) => [volume.name, volume]));
  const { shared: networks, parts } = context.reach;
  const isShared = sharesInfra(context);
  const shared = isShared ? environmentName(context.project, context.environment) : undefined;
  const cluster = infra.fields.cluster?.value ?? shared;
  const cronJobs = withoutUsers.map((job) => withUser(job, byVolume));
  const called = new Set(cronJobs.flatMap(({ dependsOn = [] }) => dependsOn));
  const databases = context.databases.size > 0 ? resolveManagedDatabases(context) : [];
  const caches = context.databases.size > 0 ? resolveManagedCaches(context) : [];
  const region = infra.fields.region?.value;
  const logging = infra.fields.logging && resolveSharedLogging(infra.fields);
  const backend = infra.fields.backend && resolveBackend(infra.fields.backend, context);
  const facts = factsByService(uses);
  const seeded = [...context.volumes.values()].some(({ value }) => value.value.fields.seed?.value === "image");
  const filling = seeded ? withSeeds(services, uses, byVolume, context) : services;
  const complete = withSiblingUrls(filling, loadBalancer, context).map((service) => {
    const user = service.user ?? userOf(service, byVolume);
    const lock = lockOf(service, facts.get(service.name), byVolume, context);
    const sidecars = service.sidecars?.map((one) => {
      const user = one.user ?? userOf(one, byVolume);
      return user === undefined ? one : { ...one, user };
    });
    return {
      ...service,
      ...(lock && { lock }),
      ...(user !== undefined && { user }),
      ...(sidecars && { sidecars }),
      ...(called.has(service.name) && { registered: true as const }),
    };
  });
  const volumes = withLocks(unlocked, complete);
  return {
    project: context.project,
    name: context.environment,
    ...componentOf(context),
    ...(isShared ? { shared: true } : {}),
    ...(region === undefined ? {} : { region }),
    network: resolveNetwork(infra, document.fields.networks, { services, cronJobs, databases, caches }, shared),
    ...(cluster === undefined ? {} : { cluster }),
    ...(infra.fields.containerInsights ? { containerInsights: infra.fields.containerInsights.value } : {}),
    ...(volumes.length > 0 || provides(infra, "efs") ? { fileSystem: resolveFileSystem(volumes, context) } : {}),
    volumes,
    services: complete,
    ...(databases.length > 0 ? { databases } : {}),
    ...(caches.length > 0 ? { caches } : {}),
    ...(loadBalancer ? { loadBalancer } : {}),
    ...resolveDnsRole(infra.fields),
    ...(infra.fields.secretsKmsKeyArn ? { secretsKmsKeyArn: infra.fields.secretsKmsKeyArn.value } : {}),
    ...(infra.fields.kmsKeyArn ? { kmsKeyArn: infra.fields.kmsKeyArn.value } : {}),
    ...(infra.fields.waitForDeployments?.value ? { waitForDeployments: true } : {}),
    ...(infra.fields.logRetention ? { logRetention: infra.fields.logRetention.value } : {}),
    ...(logging ? { logging } : {}),
    ...(infra.fields.keepImages ? { keepImages: infra.fields.keepImages.value } : {}),
    ...resolveAccount(infra),
    ...(networks.length > 0 ? { networks } : {}),
    ...(called.size > 0 ? { privateNamespace: namespaceOf(context) } : {}),
    ...(cronJobs.length > 0 ? { cronJobs } : {}),
    ...(parts.size > 0 || (provides(infra, "discovery") && context.reach.names)
      ? { discovery: "service-connect" }
      : {}),
    ...(backend && { backend }),
  };
}

/** A job with the user that its volumes enforce. */
function withUser(job: CronJob, volumes: ReadonlyMap<string, Volume>): CronJob {
  const { run } = job;
  if (run.kind !== "image" || !run.mounts) return job;
  const user = userOf({ mounts: run.mounts }, volumes);
  return user === undefined ? job : { ...job, run: { ...run, user } };
}

function contextOf(
  identity: Pick<ResolveContext, "project" | "component">,
  { name: environment, base, written }: PreparedEnvironment,
  merged: MapNode,
  document: EnvironmentDocument,
): Omit<ResolveContext, "variables"> {
  const { fields } = document;
  const services = sortedByKey(fields.services?.value ?? new Map());
  return {
    ...identity,
    environment,
    infra: fields.infra?.value ?? { fields: {}, written: new Map() },
    services,
    volumes: sortedByKey(fields.volumes?.value ?? new Map()),
    databases: fields.databases?.value ?? new Map(),
    placesOf: (database) => databasePlaces(database, base, written),
    removed: removedKeys(base, merged),
    mountedInFile: new Set([...mountedVolumes(withServicesOf(base)), ...mountedVolumes(merged)]),
    reach: resolveReach(document, services, identity.component !== undefined),
  };
}

function removedKeys(base: MapNode, merged: MapNode): ReadonlySet<string> {
  const keys = (root: MapNode) =>
    ["services", "databases"].flatMap((block) => {
      const node = childOf(root, block);
      return node?.kind === "map" ? [...node.entries.keys()] : [];
    });
  const kept = new Set(keys(merged));
  return new Set(keys(base).filter((key) => !kept.has(key)));
}

/** What stands before the colon in the mounts of all services and jobs, whether the rest of them is right or not. */
function mountedVolumes(root: MapNode): readonly string[] {
  const mounting = ["services", "cron"].flatMap((block) => {
    const node = childOf(root, block);
    return node?.kind === "map" ? [...node.entries.values()] : [];
  });
  return mounting.flatMap(({ value }) => {
    const mounts = childOf(value, "volumes");
    return mounts?.kind === "list"
      ? mounts.items.map((item) => (item.kind === "scalar" ? mountParts(item.text).volume : ""))
      : [];
  });
}
