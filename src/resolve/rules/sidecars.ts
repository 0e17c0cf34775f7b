import { RESERVED_CONTAINER_NAMES } from "../../aws/container.js";
import { filesContainerName } from "../../aws/container-files.js";
import { findImage, parseImageReference } from "../../aws/images/index.js";
import { seedContainerName } from "../../aws/volume-seed.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Mount, Service, Sidecar } from "../../model/project.js";
import type { ServiceDocument, SidecarDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { isBuilt } from "../build.js";
import type { Context } from "../context.js";
import { correctedImage } from "../corrected-image.js";
import type { Dependency } from "../dependencies.js";
import { resolveMounts } from "../mounts.js";
import { reaches } from "../reaches.js";
import { writesFiles } from "../secrets.js";
import { shareOf, waitsOfService, waitsOfSidecar } from "../sidecars.js";
import { checkBuild } from "./build.js";
import { checkContainer } from "./container.js";
import { checkFiles } from "./files.js";
import { checkHealthCheck } from "./health-check.js";
import { checkDelivery } from "./logging.js";
import { checkMounts } from "./mounts.js";
import { checkSecretFiles } from "./secret-files.js";
import { checkSecretVariables } from "./secret-variables.js";
import { checkSharedImage } from "./shared-images.js";
import { storeMounts } from "./store.js";
import { checkVariableNames } from "./variables.js";

/** What can be wrong with the sidecars of a service. `service` is what was made of it, undefined where its image cannot be told. */
export function checkSidecars(entry: Entry<ServiceDocument>, service: Service | undefined, context: Context): void {
  const sidecars = entry.value.value.fields.sidecars?.value ?? new Map<string, Entry<SidecarDocument>>();
  const resolved = new Map(service?.sidecars?.map((one) => [one.name, one]));
  for (const sidecar of sidecars.values()) {
    checkName(sidecar, entry, context);
    checkSidecar(sidecar, resolved.get(sidecar.key.value), { entry, service }, context);
  }
  checkOrder(entry, sidecars, context.diagnostics);
  if (service) checkShares(sidecars, service, context.diagnostics);
}

/** What a sidecar is beside. */
interface Beside {
  readonly entry: Entry<ServiceDocument>;
  readonly service: Service | undefined;
}

function checkSidecar(
  entry: Entry<SidecarDocument>,
  sidecar: Sidecar | undefined,
  { entry: host, service }: Beside,
  context: Context,
): void {
  const { diagnostics } = context;
  const { fields } = entry.value.value;
  const { image, cpu, memory, healthCheck, logging } = fields;
  checkImageSource(entry, host, sidecar, context);
  const share = shareOf(fields);
  if (cpu && share.cpu === undefined) diagnostics.report("NK305", cpu.location, { found: String(cpu.value) });
  if (memory && share.memory === undefined) diagnostics.report("NK306", memory.location, { found: memory.value });
  const size = service && { ...service.size, ...(share.memory !== undefined && { memory: share.memory }) };
  checkContainer(entry, sidecar && size && { mounts: sidecar.mounts, size }, context);
  checkVariableNames(fields.env?.value, diagnostics);
  checkSecretVariables(fields.env?.value, diagnostics);
  checkMounts(entry.key.value, fields.volumes?.value ?? [], diagnostics);
  if (writesFiles(fields)) checkFiles(entry, resolveMounts(fields.volumes?.value ?? []), true, context);
  if (fields.secrets) checkSecretFiles(fields.secrets.value, diagnostics);
  if (healthCheck) checkHealthCheck(entry, undefined, context);
  if (logging) checkDelivery(logging.value.fields, diagnostics);
  if (!sidecar) return;
  if (service) for (const mount of sidecar.mounts) checkMount(mount, sidecar, service, diagnostics);
  if (image) checkStore(sidecar, image.location, diagnostics);
}

/** Refuses what is no reference to an image, and a sidecar that says nothing of its image; says where one comes from that is built. */
function checkImageSource(
  entry: Entry<SidecarDocument>,
  host: Entry<ServiceDocument>,
  sidecar: Sidecar | undefined,
  context: Context,
): void {
  const { diagnostics } = context;
  const { fields, written } = entry.value.value;
  const { image, imageOf, build } = fields;
  const { location, value: name } = entry.key;
  if (imageOf) checkSharedImage(entry, host.value.value.fields.aws?.value.fields.architecture, context);
  else if (image) {
    if (!parseImageReference(image.value))
      diagnostics.report("NK301", image.location, { reference: image.value }, [], correctedImage(image));
  } else if (isBuilt(fields)) {
    checkBuild(entry, sidecar?.build, context);
    if (sidecar?.build) diagnostics.report("NK912", build?.location ?? location, { service: name, reason: "build" });
  } else if (!written.has("image") && !written.has("imageOf") && !(written.has("build") && !build)) {
    const service = host.key.value;
    const lender = host.value.value.fields.imageOf?.value ?? service;
    diagnostics.report("NK599", location, { sidecar: name, service, lender });
  }
}

/** A container has its name once in a task, and that of a service says under `depends_on` that the service is meant. */
function checkName(
  { key }: Entry<SidecarDocument>,
  { key: service, value }: Entry<ServiceDocument>,
  context: Context,
): void {
  const { services, databases, diagnostics } = context;
  const name = key.value;
  const sidecars = value.value.fields.sidecars?.value;
  const report = (taken: "service" | "preparation" | "files" | "seed" | "sidecar" | "aws") =>
    diagnostics.report("NK584", key.location, { name, service: service.value, taken });
  if (services.has(name) || databases.has(name)) report("service");
  else if (name === `${service.value}-prepare`) report("preparation");
  else if (name === filesContainerName(service.value)) report("files");
  else if (name === seedContainerName(service.value)) report("seed");
  else if ([...(sidecars?.keys() ?? [])].some((other) => name === filesContainerName(other))) report("sidecar");
  else if (RESERVED_CONTAINER_NAMES.test(name)) report("aws");
}

/** The volumes of a task are those of its service: their access points, and what its role may do with them. */
function checkMount(mount: Mount, { name }: Sidecar, service: Service, diagnostics: Diagnostics): void {
  const same = service.mounts.filter(({ volume }) => volume === mount.volume);
  const readable = same.length > 0;
  if (readable && (mount.readOnly || same.some(({ readOnly }) => !readOnly))) return;
  const places = same.map(({ source }) => related("firstMount", source));
  const params = { sidecar: name, service: service.name, volume: mount.volume, readable };
  diagnostics.report("NK586", mount.source, params, places);
}

/** Engines that serve as a cache as often as not. */
const CACHE = /(?:^|\/)(?:redis|valkey|redis-stack|redis-stack-server|dragonfly|memcached)$/;

function checkStore(sidecar: Sidecar, at: Sidecar["source"], diagnostics: Diagnostics): void {
  const facts = sidecar.image.kind === "reference" ? findImage(sidecar.image.reference) : undefined;
  if (!facts?.database) return;
  const [store] = storeMounts(sidecar, facts);
  const params = { sidecar: sidecar.name, image: facts.name };
  if (store) diagnostics.report("NK582", store.source, { ...params, volume: store.volume });
  else if (!CACHE.test(facts.name)) diagnostics.report("NK587", at, params);
}

/** What sidecars take together has to leave something for the service. Source: ECS API, RegisterTaskDefinition, `cpu` and `memory`. */
function checkShares(
  sidecars: ReadonlyMap<string, Entry<SidecarDocument>>,
  { name, size }: Service,
  diagnostics: Diagnostics,
): void {
  for (const key of ["cpu", "memory"] as const) {
    let taken = 0;
    for (const { value } of sidecars.values()) {
      const written = value.value.fields[key];
      taken += shareOf(value.value.fields)[key] ?? 0;
      if (!written || taken < size[key]) continue;
      diagnostics.report("NK583", written.location, { service: name, key, taken, size: size[key] });
      break;
    }
  }
}

/** What each container of a task waits for, by name. */
type Order = ReadonlyMap<string, readonly Dependency[]>;

/** Refuses what ECS would not hold, or would wait for without an end. Source: ECS API, ContainerDependency. */
function checkOrder(
  { key, value }: Entry<ServiceDocument>,
  sidecars: ReadonlyMap<string, Entry<SidecarDocument>>,
  diagnostics: Diagnostics,
): void {
  const order: Order = new Map([
    [key.value, waitsOfService(value.value.fields)],
    ...[...sidecars].map(([name, one]) => [name, waitsOfSidecar(one.value.value.fields)] as const),
  ]);
  const { healthCheck, aws } = value.value.fields;
  const checked = (name: string) =>
    name === key.value
      ? healthCheck !== undefined || aws?.value.fields.healthCheck !== undefined
      : sidecars.get(name)?.value.value.fields.healthCheck !== undefined;
  const stays = (name: string) =>
    name === key.value || sidecars.get(name)?.value.value.fields.essential?.value === true;
  const edges = new Map([...order].map(([name, waits]) => [name, waits.map(({ on }) => on.value)]));
  for (const [container, waits] of order) {
    for (const { on, condition } of waits) {
      const report = (problem: "unknown" | "unchecked" | "stays" | "circle") =>
        diagnostics.report("NK585", (condition ?? on).location, { container, other: on.value, problem });
      if (!order.has(on.value)) report("unknown");
      else if (reaches(edges, on.value, container)) report("circle");
      else if (condition?.value === "service_healthy" && !checked(on.value)) report("unchecked");
      else if (condition?.value === "service_completed_successfully" && stays(on.value)) report("stays");
    }
  }
}
