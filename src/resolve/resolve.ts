import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Environment, Service } from "../model/project.js";
import { decode } from "../schema/decode.js";
import { type EnvironmentDocument, environmentSchema } from "../schema/language.js";
import { childOf, type MapNode } from "../syntax/nodes.js";
import { byName, type Context, sortedByKey } from "./context.js";
import { resolveCron } from "./cron.js";
import type { FileExists } from "./discovery.js";
import type { PreparedEnvironment } from "./environments.js";
import { resolveFileSystem } from "./file-system.js";
import { resolveLoadBalancer } from "./front-door.js";
import { mountParts } from "./mounts.js";
import { resolveNetwork } from "./network.js";
import { resolveReach } from "./reach.js";
import { checkDependencyCycles } from "./rules/depends-on.js";
import { checkExposedSecrets } from "./rules/exposed-secrets.js";
import { checkPolicySize } from "./rules/file-system-policy.js";
import { checkImages } from "./rules/images.js";
import { checkDistinctNames } from "./rules/names.js";
import { noteReach } from "./rules/reach.js";
import { checkRuntimeNames } from "./rules/runtimes.js";
import { checkSecrets } from "./rules/secrets.js";
import { checkSingleWriter } from "./rules/single-writer.js";
import { checkTexts } from "./rules/text.js";
import { checkDirectories } from "./rules/volumes.js";
import { applyRuntimes } from "./runtimes.js";
import { resolveSecrets } from "./secrets.js";
import { resolveService } from "./service.js";
import { withSiblingUrls } from "./sibling-urls.js";
import type { VolumeUses } from "./volume-use.js";
import { resolveVolumes, userOf, usesOf } from "./volumes.js";

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
