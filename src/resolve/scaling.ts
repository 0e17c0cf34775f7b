import { parsePercent } from "../aws/quantity.js";
import type { Scaling } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";

/** Average CPU use to aim at when the file names no threshold, in percent. */
const DEFAULT_CPU_PERCENT = 70;

/** `scale` of a service, as it is written. */
export type ScaleField = NonNullable<ServiceDocument["fields"]["scale"]>;

/** How many tasks of a service run, and what changes that. */
export interface Capacity {
  /** Tasks to begin with. */
  readonly instances: number;
  readonly scaling?: Scaling;
}

/** `instances` and `scale` of a service. `instances: 0` switches both off: what is off does not scale. */
export function resolveCapacity({ instances, scale }: ServiceDocument["fields"]): Capacity {
  const scaling = scale && resolveScaling(scale);
  if (!scaling || instances?.value === 0) return { instances: instances?.value ?? 1 };
  return { instances: instances?.value ?? scaling.min, scaling };
}

function resolveScaling({ value: { fields } }: ScaleField): Scaling | undefined {
  const { min, max, cpu_threshold, memory_threshold } = fields;
  const cpu = cpu_threshold && parsePercent(cpu_threshold.value);
  const memory = memory_threshold && parsePercent(memory_threshold.value);
  if (!max) return undefined;
  return {
    min: min?.value ?? 1,
    max: max.value,
    ...(cpu === undefined ? {} : { cpuPercent: cpu }),
    ...(memory === undefined ? {} : { memoryPercent: memory }),
    ...(cpu === undefined && memory === undefined ? { cpuPercent: DEFAULT_CPU_PERCENT } : {}),
  };
}
