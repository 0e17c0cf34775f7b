import { DEFAULT_CPU } from "../../aws/fargate.js";
import type { Located } from "../../diagnostics/source.js";
import type { TaskSize } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { inMebibytes, inVcpus, sizeAsBilled } from "../corrected-size.js";
import { readSize, type SizeFields, type SizeReading } from "../size.js";

/** Refuses sizes that are not understood or that no task has, and notes a size that is larger than what was asked for. */
export function checkSize(entry: Entry<ServiceDocument>, { reach, diagnostics }: Context): void {
  const { fields } = entry.value.value;
  const proxy = reach.parts.has(entry.key.value);
  checkSizeOf(entry.key, fields, readSize(fields, proxy), { proxy, diagnostics });
}

/** The same for what has a size: `written` are its own keys, which the reading may take others beside. */
export function checkSizeOf(
  key: Located<string>,
  written: SizeFields,
  reading: SizeReading,
  { proxy, diagnostics }: Pick<Context, "diagnostics"> & { readonly proxy: boolean },
): void {
  const { cpu, memory } = written;
  const { wanted, fitted } = reading;
  if (cpu && wanted.cpu === undefined) diagnostics.report("NK305", cpu.location, { found: String(cpu.value) });
  if (memory && wanted.memory === undefined)
    diagnostics.report("NK306", memory.location, { found: memory.value }, [], inMebibytes(memory));
  if ("exceeds" in fitted) {
    const culprit = fitted.exceeds === "memory" ? memory : cpu;
    const params = { ...fitted, ...wanted, written: String(culprit?.value) };
    const fix = fitted.exceeds === "cpu" && cpu ? inVcpus(cpu) : undefined;
    diagnostics.report("NK307", (culprit ?? key).location, params, [], fix);
    return;
  }
  const raisedBy = raisedKey(reading, fitted);
  const raised = raisedBy && written[raisedBy];
  if (!raised) return;
  const fix = proxy ? undefined : sizeAsBilled(cpu, memory, fitted);
  const other = raisedBy === "cpu" ? memory : cpu;
  const sources = other ? [other.location] : [];
  diagnostics.report("NK913", raised.location, { service: key.value, size: fitted, proxy }, [], fix, sources);
}

/** The key that asks for less than what is billed. */
function raisedKey({ wanted, request }: SizeReading, fitted: TaskSize): "cpu" | "memory" | undefined {
  if (wanted.cpu !== undefined && fitted.cpu !== request.cpu) return "cpu";
  if (wanted.memory === undefined) return undefined;
  const same = fitted.memory === request.memory && fitted.cpu === (request.cpu ?? DEFAULT_CPU);
  return same ? undefined : "memory";
}
