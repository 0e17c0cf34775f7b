import { DEFAULT_CPU, fitTaskSize, LARGEST_TASK, SERVICE_CONNECT_PROXY, type TaskRequest } from "../aws/fargate.js";
import { parseCpu, parseMemory } from "../aws/quantity.js";
import type { TaskSize } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";

/** The keys that ask for a size. */
export type SizeFields = Pick<ServiceDocument["fields"], "cpu" | "memory">;

/** What a service asks of Fargate, and what Fargate has for it. */
export interface SizeReading {
  /** What is written, as far as it is understood. */
  readonly wanted: TaskRequest;
  /** The same, with room for the proxy beside the service. */
  readonly request: TaskRequest;
  readonly fitted: ReturnType<typeof fitTaskSize>;
}

/** The size that is billed for a service. `proxy`: whether that of Service Connect runs beside it. */
export function resolveSize(fields: SizeFields, proxy: boolean): TaskSize {
  const { fitted } = readSize(fields, proxy);
  return "exceeds" in fitted ? fitted.maximum : fitted;
}

/** What decides the size of a job: its own keys, over those of its service. Undefined where it has none. No proxy runs beside a job. */
export function sizeFieldsOfJob(own: SizeFields, service: SizeFields | undefined): SizeFields | undefined {
  return own.cpu || own.memory ? { ...sizeFields(service ?? {}), ...sizeFields(own) } : undefined;
}

function sizeFields({ cpu, memory }: SizeFields): SizeFields {
  return { ...(cpu && { cpu }), ...(memory && { memory }) };
}

/** Reads `cpu` and `memory`, and finds the size that has room for both. */
export function readSize({ cpu: cpuField, memory: memoryField }: SizeFields, proxy: boolean): SizeReading {
  const cpu = cpuField && parseCpu(cpuField.value);
  const memory = memoryField && parseMemory(memoryField.value);
  const wanted = { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  const request = proxy ? withProxy(wanted) : wanted;
  return { wanted, request, fitted: fitTaskSize(request) };
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
