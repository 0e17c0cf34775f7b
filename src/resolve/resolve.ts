import { accessPointPathProblem, POLICY_MAX_CHARACTERS } from "../aws/efs.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Environment, Identity, Service, Volume } from "../model/project.js";
import { closest, decode } from "../schema/decode.js";
import { type EnvironmentDocument, environmentSchema } from "../schema/language.js";
import { childOf, type MapNode } from "../syntax/nodes.js";
import { byName, type Context, sortedByKey } from "./context.js";
import { correctedName } from "./corrected-name.js";
import { resolveCron } from "./cron.js";
import { BUILT_IN_RUNTIMES, type FileExists } from "./discovery.js";
import type { PreparedEnvironment } from "./environments.js";
import { resolveFileSystem } from "./file-system.js";
import { resolveLoadBalancer } from "./front-door.js";
import { mountParts } from "./mounts.js";
import { resolveNetwork } from "./network.js";
import { resolveReach } from "./reach.js";
import { checkDependencyCycles } from "./rules/depends-on.js";
import { checkExposedSecrets } from "./rules/exposed-secrets.js";
import { checkImages } from "./rules/images.js";
import { checkDistinctNames } from "./rules/names.js";
import { noteReach } from "./rules/reach.js";
import { checkSecrets } from "./rules/secrets.js";
import { checkSingleWriter } from "./rules/single-writer.js";
import { checkTexts } from "./rules/text.js";
import { applyRuntimes } from "./runtimes.js";
import { resolveSecrets } from "./secrets.js";
import { resolveService } from "./service.js";
import { withSiblingUrls } from "./sibling-urls.js";
import { resolveVolumes, userOf, usesOf, type VolumeUses } from "./volumes.js";

/**
 * What one environment of the document means on AWS. Everything that is wrong with it is reported; the result is complete only when
 * nothing was.
 */
export function resolveEnvironment(
  project: string,
  prepared: PreparedEnvironment,
  diagnostics: Diagnostics,
  exists?: FileExists,
): Environment | undefined {
  const merged = applyRuntimes(prepared, diagnostics, exists);
  checkTexts(merged, diagnostics);
  checkSecrets(merged, diagnostics);
  checkExposedSecrets(merged, diagnostics);
  const document = decode(environmentSchema, merged, diagnostics, { notes: true });
  if (!document) return undefined;
  const context: Context = {
    ...contextOf(project, prepared, merged, document.value, diagnostics),
    ...(exists ? { exists } : {}),
  };
  checkRuntimeNames(document.value, context);
  const written = childOf(merged, "services");
  if (!written || (written.kind === "map" && written.entries.size === 0)) {
    const location = written?.location ?? { ...merged.location, start: 0, end: 0 };
    diagnostics.report("NK208", location, { environment: prepared.name });
  }
  checkDependencyCycles(context);
  checkDistinctNames(
    "services",
    [...context.services.values()].map(({ key }) => key),
    diagnostics,
  );

  const services = [...context.services.values()]
    .map((entry) => resolveService(entry, context))
    .filter((service) => service !== undefined)
    .sort(byName);
  const uses = usesOf(services);
  checkDistinctNames("volumes", volumeKeys(uses, context), diagnostics);
  checkSingleWriter(uses, context);
  checkImages(services, uses, context);
  noteReach(services, context);
  return assemble(services, uses, document.value, context);
}

function assemble(
  services: readonly Service[],
  uses: VolumeUses,
  document: EnvironmentDocument,
  context: Context,
): Environment {
  const { infra, diagnostics } = context;
  if (infra.fields.shared?.value) diagnostics.report("NK437", infra.fields.shared.location, {});
  const network = resolveNetwork(infra, document.fields.networks, diagnostics);
  const loadBalancer = resolveLoadBalancer(services, network, context);
  const volumes = resolveVolumes(uses, infra.fields.efs?.value.fields.existing !== undefined, context);
  const fileSystem = volumes.length > 0 ? resolveFileSystem(network, context) : undefined;
  if (!fileSystem && infra.fields.efs)
    diagnostics.report("NK433", infra.fields.efs.location, { environment: context.environment });
  if (fileSystem?.kind === "managed") checkPolicySize(services, volumes, context);
  checkDirectories(volumes, context);
  checkDistinctNames("networks", sharedNetworkKeys(document, context), diagnostics);
  const { shared, parts } = context.reach;
  const withSecrets = resolveSecrets(services, document, context);
  const cronJobs = resolveCron(document, withSecrets, context);
  const region = infra.fields.region?.value;
  const byVolume = new Map(volumes.map((volume) => [volume.name, volume]));
  return {
    project: context.project,
    name: context.environment,
    ...(region === undefined ? {} : { region }),
    network,
    ...(fileSystem ? { fileSystem } : {}),
    volumes,
    services: withSiblingUrls(withSecrets, loadBalancer, context).map((service) => {
      const user = userOf(service, byVolume, context);
      return user === undefined ? service : { ...service, user };
    }),
    ...(loadBalancer ? { loadBalancer } : {}),
    ...(infra.fields.secretsKmsKeyArn ? { secretsKmsKeyArn: infra.fields.secretsKmsKeyArn.value } : {}),
    ...(shared.length > 0 ? { networks: shared } : {}),
    ...(cronJobs.length > 0 ? { cronJobs } : {}),
    ...(parts.size > 0 ? { discovery: "service-connect" } : {}),
  };
}

function contextOf(
  project: string,
  { name: environment, base }: PreparedEnvironment,
  merged: MapNode,
  document: EnvironmentDocument,
  diagnostics: Diagnostics,
): Context {
  const { fields } = document;
  const services = sortedByKey(fields.services?.value ?? new Map());
  return {
    project,
    environment,
    diagnostics,
    infra: fields.infra?.value ?? { fields: {}, written: new Map() },
    services,
    volumes: sortedByKey(fields.volumes?.value ?? new Map()),
    databases: new Set(fields.databases?.value.keys()),
    removed: removedKeys(base, merged),
    mountedInFile: new Set([...mountedVolumes(base), ...mountedVolumes(merged)]),
    reach: resolveReach(document, services, diagnostics),
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

/** What stands before the colon in the mounts of all services, whether the rest of them is right or not. */
function mountedVolumes(root: MapNode): readonly string[] {
  const services = childOf(root, "services");
  if (services?.kind !== "map") return [];
  return [...services.entries.values()].flatMap(({ value }) => {
    const mounts = childOf(value, "volumes");
    return mounts?.kind === "list"
      ? mounts.items.map((item) => (item.kind === "scalar" ? mountParts(item.text).volume : ""))
      : [];
  });
}

function checkRuntimeNames({ fields }: EnvironmentDocument, { services, diagnostics }: Context): void {
  const known = [...(fields.runtimes?.value.keys() ?? [])];
  for (const { value } of services.values()) {
    const { runtime } = value.value.fields;
    if (runtime && !known.includes(runtime.value) && !BUILT_IN_RUNTIMES.includes(runtime.value)) {
      const all = [...new Set([...known, ...BUILT_IN_RUNTIMES])].sort();
      const suggestion = closest(runtime.value, all);
      const params = { name: runtime.value, known: all, suggestion };
      diagnostics.report("NK319", runtime.location, params, [], correctedName(runtime, all));
    }
  }
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

/** Two access points on one directory, or one below the other: what one volume holds, the other shows. */
function checkDirectories(volumes: Environment["volumes"], { diagnostics }: Context): void {
  const byPath = new Map<string, Volume>();
  for (const volume of volumes) if (!byPath.has(volume.path)) byPath.set(volume.path, volume);
  for (const volume of volumes) {
    const other = [volume.path, ...foldersAbove(volume.path)]
      .map((path) => byPath.get(path))
      .find((one) => one !== undefined && one !== volume);
    if (!other) continue;
    const params = { path: volume.path, volume: volume.name, otherPath: other.path, other: other.name };
    diagnostics.report("NK332", volume.source, params, [{ message: "the other volume", location: other.source }]);
  }
}

/** `/a/b/c`: `/a/b`, `/a` and `/`. */
function foldersAbove(path: string): readonly string[] {
  // One that EFS does not take has its own finding.
  if (path === "/" || accessPointPathProblem(path) !== undefined) return [];
  const parts = path.split("/").slice(1, -1);
  return [...parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`), "/"];
}

/**
 * What the file system policy takes at most, in characters: the statement that refuses clients without TLS, one for all roles that may
 * do the same with the same volumes, and the ARNs in them (a role's name has up to 64 characters).
 */
const POLICY = { fixed: 300, perStatement: 400, perRole: 106, perVolume: 100 } as const;

function checkPolicySize(
  services: readonly Service[],
  volumes: Environment["volumes"],
  { infra, services: entries, diagnostics }: Context,
): void {
  const mounting = services.filter((service) => service.mounts.length > 0);
  const identities = new Map(volumes.map(({ name, identity }) => [name, identity]));
  const grants = mounting.flatMap((service) => grantsOf(service, identities));
  const statements = new Set(grants);
  const named = [...statements].reduce((sum, grant) => sum + grant.split(" ").length - 1, 0);
  const characters =
    POLICY.fixed + statements.size * POLICY.perStatement + grants.length * POLICY.perRole + named * POLICY.perVolume;
  const last = mounting.at(-1);
  if (characters <= POLICY_MAX_CHARACTERS || !last) return;
  const location = infra.fields.efs?.location ?? entries.get(last.name)?.key.location ?? last.source;
  diagnostics.report("NK435", location, { services: mounting.length, limit: POLICY_MAX_CHARACTERS });
}

/** What one role may do with which volumes, a text for each kind of access: `write-root data uploads`. */
function grantsOf({ mounts }: Service, identities: ReadonlyMap<string, Identity | undefined>): readonly string[] {
  const writes = new Map<string, boolean>();
  for (const { volume, readOnly } of mounts) writes.set(volume, (writes.get(volume) ?? false) || !readOnly);
  const byAccess = new Map<string, string[]>();
  for (const [name, writable] of [...writes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const identity = identities.get(name);
    const write = writable ? "write" : "read";
    const access = identity && identity.uid !== 0 ? write : `${write}-root`;
    const names = byAccess.get(access);
    if (names) names.push(name);
    else byAccess.set(access, [name]);
  }
  return [...byAccess].map(([access, names]) => [access, ...names].join(" "));
}
