import { deliveryOf } from "../aws/logging.js";
import { parseCpu, parseMemory } from "../aws/quantity.js";
import { CONTAINER_SETTINGS } from "../aws/settings.js";
import type { Compute, Image, Logging, Mount, Service, Sidecar, Wait } from "../model/project.js";
import type { ServiceDocument, SidecarDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { resolveBuild } from "./build.js";
import { byName, type ResolveContext, sortedByKey } from "./context.js";
import { type Dependency, writtenDependencies } from "./dependencies.js";
import { readFiles } from "./files.js";
import { resolveHealthCheck } from "./health-check.js";
import { resolveImage } from "./image.js";
import { resolveDelivery } from "./logging.js";
import { resolveMounts } from "./mounts.js";
import { resolveProcess } from "./process.js";
import { resolveProgram } from "./program.js";
import { resolveRegistry } from "./registry.js";
import { conventionFor, secretsIn, writesFiles } from "./secrets.js";
import { writtenSettings } from "./settings.js";
import { settableVariables } from "./variables.js";

type Fields = ServiceDocument["fields"];
type Condition = NonNullable<Dependency["condition"]>["value"];

const CONDITIONS: Readonly<Record<Condition, Wait["condition"]>> = {
  service_started: "START",
  service_healthy: "HEALTHY",
  service_completed_successfully: "SUCCESS",
};

/** What the container of a service waits for in its own task: the sidecars under `depends_on`. */
export function waitsOfService({ depends_on, sidecars }: Fields): readonly Dependency[] {
  return writtenDependencies(depends_on).filter(({ on }) => sidecars?.value.has(on.value));
}

/** What a sidecar waits for. */
export function waitsOfSidecar({ depends_on }: SidecarDocument["fields"]): readonly Dependency[] {
  return writtenDependencies(depends_on);
}

function resolveWaits(written: readonly Dependency[]): readonly Wait[] {
  const conditions = new Map(
    written.map(({ on, condition }) => [on.value, CONDITIONS[condition?.value ?? "service_started"]]),
  );
  return [...conditions]
    .map(([container, condition]) => ({ container, condition }))
    .sort((a, b) => (a.container < b.container ? -1 : 1));
}

/** The sidecars of a service, sorted by name, and what its own container waits for; those whose image cannot be told are left out. */
export function resolveSidecars(
  { key, value }: Entry<ServiceDocument>,
  ofService: Logging | undefined,
  context: ResolveContext,
): Pick<Service, "sidecars" | "waits"> {
  const { fields } = value.value;
  const entries = [...sortedByKey(fields.sidecars?.value ?? new Map<string, Entry<SidecarDocument>>()).values()];
  const awaited = new Set(
    [...waitsOfService(fields), ...entries.flatMap((entry) => waitsOfSidecar(entry.value.value.fields))]
      .filter(({ condition }) => condition?.value === "service_completed_successfully")
      .map(({ on }) => on.value),
  );
  const sidecars = entries.flatMap((entry) => {
    const image = resolveImage(entry, context);
    if (!image) return [];
    return [resolveSidecar(entry, image, { service: key.value, logging: ofService, awaited }, context)];
  });
  const waits = resolveWaits(waitsOfService(fields));
  return { ...(sidecars.length > 0 && { sidecars }), ...(waits.length > 0 && { waits }) };
}

interface Beside {
  readonly service: string;
  readonly logging: Logging | undefined;
  /** What others wait for to complete. */
  readonly awaited: ReadonlySet<string>;
}

function resolveSidecar(
  { key, value }: Entry<SidecarDocument>,
  image: Image,
  { service, logging: ofService = {}, awaited }: Beside,
  context: ResolveContext,
): Sidecar {
  const { fields } = value.value;
  const mounts = resolveMounts(fields.volumes?.value ?? []);
  const secrets = secretsIn(fields.secrets?.value ?? new Map(), conventionFor(service, context));
  const process = resolveProcess(fields);
  const build = image.kind === "variable" && image.of === undefined ? resolveBuild(fields, context.exists) : undefined;
  const files = writesFiles(fields) ? readFiles(fields, mounts, context).files : undefined;
  const compute = computeOf(fields, mounts);
  const logging = resolveDelivery(fields.logging?.value.fields ?? {}, deliveryOf(ofService));
  const waits = resolveWaits(waitsOfSidecar(fields));
  return {
    name: key.value,
    image,
    ...(build && { build }),
    ...resolveRegistry(fields, image),
    ...resolveProgram(fields),
    ...(fields.user && { user: fields.user.value }),
    environment: [...settableVariables(fields.env?.value)].sort(byName),
    ...(secrets.length > 0 && { secrets: [...secrets].sort(byName) }),
    ...(files && { files }),
    mounts,
    ...shareOf(fields),
    ...(compute && { compute }),
    ...(process && { process }),
    essential: fields.essential?.value ?? !awaited.has(key.value),
    ...(waits.length > 0 && { waits }),
    ...(logging.mode !== undefined && { logging }),
    source: key.location,
  };
}

function computeOf(fields: SidecarDocument["fields"], mounts: readonly Mount[]): Compute | undefined {
  const healthCheck = fields.healthCheck && resolveHealthCheck(fields.healthCheck.value, mounts);
  const compute = { ...(healthCheck && { healthCheck }), ...writtenSettings(CONTAINER_SETTINGS, fields) };
  return Object.keys(compute).length > 0 ? compute : undefined;
}

/** The part of the task's size that a sidecar asks for, in whole CPU units and MiB. */
export function shareOf({ cpu, memory }: SidecarDocument["fields"]): Pick<Sidecar, "cpu" | "memory"> {
  const units = cpu && parseCpu(cpu.value);
  const mib = memory && parseMemory(memory.value);
  return {
    ...(units !== undefined && { cpu: Math.max(1, Math.ceil(units)) }),
    ...(mib !== undefined && { memory: Math.max(MEMORY_MIN, Math.ceil(mib)) }),
  };
}

/** MiB that docker gives a container at the least. Source: ECS API, ContainerDefinition, `memory`. */
const MEMORY_MIN = 6;
