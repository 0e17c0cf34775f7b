import { environmentNameProblem } from "../aws/container.js";
import { DEFAULT_CPU, fitTaskSize, LARGEST_TASK, SERVICE_CONNECT_PROXY, type TaskRequest } from "../aws/fargate.js";
import { parseImageReference } from "../aws/images/index.js";
import { parseCpu, parseMemory } from "../aws/quantity.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located } from "../diagnostics/source.js";
import type { EnvironmentVariable, Image, Service, TaskSize } from "../model/project.js";
import { closest } from "../schema/decode.js";
import type { ServiceDocument } from "../schema/language.js";
import { isOwnVariable, OWN_VARIABLES } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { commandWords } from "../shell/command-words.js";
import { byName, type Context } from "./context.js";
import { correctedImage } from "./corrected-image.js";
import { correctedName } from "./corrected-name.js";
import { inMebibytes, inVcpus, sizeAsBilled } from "./corrected-size.js";
import { resolveRoute } from "./front-door.js";
import { resolveMounts } from "./mounts.js";
import { resolveCapacity } from "./scaling.js";
import { resolveTask } from "./task.js";

/**
 * One service as far as it can be told from itself: everything but the user that its volumes may impose. Returns undefined when
 * it has no image that can be told.
 */
export function resolveService(entry: Entry<ServiceDocument>, context: Context): Service | undefined {
  const { diagnostics } = context;
  const name = entry.key.value;
  const { fields } = entry.value.value;
  const image = resolveImage(entry, diagnostics);
  const port = fields.expose ?? fields.port;
  const route = resolveRoute(entry, port?.value, context);
  if (fields.port && !fields.host) {
    diagnostics.report("NK914", fields.port.location, { service: name, port: fields.port.value });
  }
  const entryPoint = fields.start && resolveEntryPoint(fields.start, diagnostics);
  const mounts = resolveMounts(fields.volumes?.value ?? [], name, diagnostics);
  const service = {
    name,
    ...(entryPoint ? { entryPoint } : {}),
    environment: resolveEnvironment(entry, context),
    ...(port ? { port: port.value } : {}),
    ...(route ? { route } : {}),
    size: resolveSize(entry, context),
    ...resolveCapacity(entry, diagnostics),
    updateStrategy: fields.updateStrategy?.value ?? "recreate",
    mounts,
    dependsOn: resolveDependsOn(entry, context),
    ...resolveTask(entry, image, mounts, context),
    ...resolveNetworks(name, context),
    source: entry.key.location,
  };
  return image && { ...service, image };
}

function resolveImage(entry: Entry<ServiceDocument>, diagnostics: Diagnostics): Image | undefined {
  const { fields, written } = entry.value.value;
  const name = entry.key.value;
  if (fields.image) {
    const { value: reference, location } = fields.image;
    if (parseImageReference(reference)) return { kind: "reference", reference };
    diagnostics.report("NK301", location, { reference }, [], correctedImage(fields.image));
    return undefined;
  }
  if (written.has("image")) return undefined;
  const build = fields.build && fields.build.value !== false ? fields.build : undefined;
  const from = build ?? fields.runtime;
  if (from) return { kind: "variable", reason: build ? "build" : "runtime" };
  const wrong = (["build", "runtime"] as const).some((key) => written.has(key) && !fields[key]);
  if (!wrong) {
    diagnostics.report("NK302", entry.key.location, { service: name });
  }
  return undefined;
}

/** What needs no shell becomes the argument list itself, so that the program is process 1 and gets the stop signal. */
function resolveEntryPoint(start: Located<string>, diagnostics: Diagnostics): readonly string[] | undefined {
  const command = start.value.trim();
  if (command === "") {
    diagnostics.report("NK308", start.location, {});
    return undefined;
  }
  const words = commandWords(command);
  return words?.[0] ? words : ["/bin/sh", "-c", command];
}

function resolveEnvironment(entry: Entry<ServiceDocument>, context: Context): readonly EnvironmentVariable[] {
  const injected: Readonly<Record<string, string>> = {
    [OWN_VARIABLES.project]: context.project,
    [OWN_VARIABLES.service]: entry.key.value,
    [OWN_VARIABLES.environment]: context.environment,
  };
  const variables = new Map(Object.entries(injected));
  for (const { key, value } of entry.value.value.fields.env?.value.values() ?? []) {
    const problem = environmentNameProblem(key.value);
    if (problem !== undefined) context.diagnostics.report("NK303", key.location, { name: key.value, problem });
    else if (isOwnVariable(key.value)) context.diagnostics.report("NK304", key.location, { name: key.value });
    else variables.set(key.value, value.value);
  }
  return [...variables].map(([name, value]) => ({ name, value })).sort(byName);
}

function resolveNetworks(service: string, { reach }: Context): Pick<Service, "networks" | "connect"> {
  const networks = reach.networks.get(service) ?? [];
  const connect = reach.parts.get(service);
  return { ...(networks.length > 0 ? { networks } : {}), ...(connect ? { connect } : {}) };
}

function resolveSize(entry: Entry<ServiceDocument>, { reach, diagnostics }: Context): TaskSize {
  const { cpu: cpuField, memory: memoryField } = entry.value.value.fields;
  const cpu = cpuField && parseCpu(cpuField.value);
  if (cpuField && cpu === undefined) diagnostics.report("NK305", cpuField.location, { found: String(cpuField.value) });
  const memory = memoryField && parseMemory(memoryField.value);
  if (memoryField && memory === undefined)
    diagnostics.report("NK306", memoryField.location, { found: memoryField.value }, [], inMebibytes(memoryField));
  const wanted = { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  const proxy = reach.parts.has(entry.key.value);
  const request = proxy ? withProxy(wanted) : wanted;
  const size = fitTaskSize(request);
  if ("exceeds" in size) {
    const culprit = size.exceeds === "memory" ? memoryField : cpuField;
    const params = { ...size, ...wanted, written: String(culprit?.value) };
    const fix = size.exceeds === "cpu" && cpuField ? inVcpus(cpuField) : undefined;
    diagnostics.report("NK307", (culprit ?? entry.key).location, params, [], fix);
    return size.maximum;
  }
  const raised =
    cpu !== undefined && size.cpu !== request.cpu
      ? cpuField
      : memory !== undefined && (size.memory !== request.memory || size.cpu !== (request.cpu ?? DEFAULT_CPU))
        ? memoryField
        : undefined;
  if (raised) {
    const fix = proxy ? undefined : sizeAsBilled(cpuField, memoryField, size);
    diagnostics.report("NK913", raised.location, { service: entry.key.value, size, proxy }, [], fix);
  }
  return size;
}

/**
 * What is asked for and the proxy. Memory that is not asked for is left to the CPU: the least that goes with it has room for both. In a
 * task of the largest size the proxy has to share: that AWS asks for more is advice, and no reason to refuse one that it takes.
 */
function withProxy({ cpu = DEFAULT_CPU, memory }: TaskRequest): TaskRequest {
  const add = (dimension: "cpu" | "memory", wanted: number) =>
    Math.max(wanted, Math.min(wanted + SERVICE_CONNECT_PROXY[dimension], LARGEST_TASK[dimension]));
  return { cpu: add("cpu", cpu), ...(memory === undefined ? {} : { memory: add("memory", memory) }) };
}

function resolveDependsOn(
  entry: Entry<ServiceDocument>,
  { services, databases, removed, environment, diagnostics }: Context,
): readonly string[] {
  const wanted = entry.value.value.fields.depends_on?.value ?? [];
  const known = [...services.keys(), ...databases];
  const others = known.filter((name) => name !== entry.key.value);
  for (const one of wanted) {
    const { value, location } = one;
    if (known.includes(value)) continue;
    const gone = removed.has(value);
    const params = { name: value, known: others, suggestion: closest(value, others) };
    const fix = gone ? undefined : correctedName(one, others);
    diagnostics.report("NK309", location, { ...params, ...(gone ? { removedIn: environment } : {}) }, [], fix);
  }
  return [...new Set(wanted.map((one) => one.value).filter((name) => services.has(name)))].sort();
}
