import { fargateSizes, LARGEST_TASK, SMALLEST_TASK } from "../aws/fargate.js";
import { CPU_UNITS_PER_VCPU, parseCpu, parseMemory } from "../aws/quantity.js";
import { type Fix, replaceText, together, writtenAt } from "../diagnostics/fix.js";
import type { Located } from "../diagnostics/source.js";
import type { TaskSize } from "../model/project.js";

/** A number of memory without its unit that is MiB: so many bytes would be less than any program takes. */
export function inMebibytes({ value, location }: Located<string>): Fix | undefined {
  const mib = /^\d+$/.test(value) ? Number(value) : 0;
  const sound = mib >= SMALLEST_TASK.memory && mib <= LARGEST_TASK.memory;
  return sound ? replaceText(location, value, `${value}mb`) : undefined;
}

/** CPU units, as ECS counts, where the file counts vCPUs: no task has so many vCPUs. */
export function inVcpus({ value, location }: Located<number | string>): Fix | undefined {
  const sizes = fargateSizes().map(({ cpu }) => String(cpu));
  const written = String(value);
  return sizes.includes(written)
    ? replaceText(location, written, String(Number(written) / CPU_UNITS_PER_VCPU))
    : undefined;
}

/** The size that is billed in place of the one asked for, in the units that are written. */
export function sizeAsBilled(
  cpu: Located<number | string> | undefined,
  memory: Located<string> | undefined,
  size: TaskSize,
): Fix | undefined {
  return together([
    ...(cpu && parseCpu(cpu.value) !== size.cpu ? [rewritten(cpu, size.cpu, parseCpu)] : []),
    ...(memory && parseMemory(memory.value) !== size.memory ? [rewritten(memory, size.memory, parseMemory)] : []),
  ]);
}

/** The amount in the spelling of what is there: `300m` to `250m`, `600mb` to `1024mb`, `1.5 GB` to `2 GB`. */
function rewritten(
  { value, location }: Located<number | string>,
  amount: number,
  parse: (text: string) => number | undefined,
): Fix | undefined {
  const written = writtenAt(location);
  const [number = ""] = /\d*\.?\d+/.exec(written) ?? [];
  const before = parse(written);
  if (before === undefined || before !== parse(String(value))) return undefined;
  const text = written.replace(number, String(Number(((Number(number) * amount) / before).toFixed(3))));
  return parse(text) === amount ? replaceText(location, written, text) : undefined;
}
