import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { replaceText } from "../diagnostics/fix.js";
import type { Located } from "../diagnostics/source.js";
import type { Scaling } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";

/** Average CPU use to aim at when the file names no threshold, in percent. */
const DEFAULT_CPU_PERCENT = 70;

/** How many tasks of a service run, and what changes that. */
export interface Capacity {
  /** Tasks to begin with. */
  readonly instances: number;
  readonly scaling?: Scaling;
}

/** `instances` and `scale` of a service. `instances: 0` switches both off: what is off does not scale. */
export function resolveCapacity(entry: Entry<ServiceDocument>, diagnostics: Diagnostics): Capacity {
  const { instances, scale } = entry.value.value.fields;
  const scaling = scale && resolveScaling(scale, entry.key.value, diagnostics);
  if (!scaling || instances?.value === 0) return { instances: instances?.value ?? 1 };
  if (instances && scaling.min <= scaling.max) checkStart(instances, scaling, entry, diagnostics);
  return { instances: instances?.value ?? scaling.min, scaling };
}

function checkStart(
  { value: instances, location }: Located<number>,
  { min, max }: Scaling,
  { key, value }: Entry<ServiceDocument>,
  diagnostics: Diagnostics,
): void {
  const { scale } = value.value.fields;
  const related = scale ? [{ message: "the limits", location: scale.location }] : [];
  if (instances < min || instances > max) diagnostics.report("NK354", location, { instances, min, max }, related);
  else diagnostics.report("NK927", location, { service: key.value, instances });
}

type ScaleField = NonNullable<ServiceDocument["fields"]["scale"]>;

function resolveScaling(scale: ScaleField, service: string, diagnostics: Diagnostics): Scaling | undefined {
  const { fields, written } = scale.value;
  const min = fields.min?.value ?? 1;
  if (fields.min && min === 0) diagnostics.report("NK350", fields.min.location, {});
  if (fields.max && min > fields.max.value) {
    const related = fields.min ? [{ message: "the minimum", location: fields.min.location }] : [];
    diagnostics.report("NK351", fields.max.location, { min, max: fields.max.value }, related);
  }
  if (!written.has("max")) diagnostics.report("NK352", scale.location, { service });
  const cpu = fields.cpu_threshold && percentOf(fields.cpu_threshold, diagnostics);
  const memory = fields.memory_threshold && percentOf(fields.memory_threshold, diagnostics);
  if (!fields.max) return undefined;
  return {
    min,
    max: fields.max.value,
    ...(cpu === undefined ? {} : { cpuPercent: cpu }),
    ...(memory === undefined ? {} : { memoryPercent: memory }),
    ...(cpu === undefined && memory === undefined ? { cpuPercent: DEFAULT_CPU_PERCENT } : {}),
  };
}

/** `70`, `"70"` and `"70%"`: a percentage from 1 to 100. */
function percentOf({ value, location }: Located<number | string>, diagnostics: Diagnostics): number | undefined {
  const digits = typeof value === "number" ? String(value) : value.trim().replace(/ *%$/, "");
  const percent = /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  if (percent >= 1 && percent <= 100) return percent;
  const share = Number((percent * 100).toFixed(2));
  const meant = percent < 1 && share >= 1 && share <= 100;
  const fix = meant ? replaceText(location, digits, `${share}%`) : undefined;
  diagnostics.report("NK353", location, { found: String(value) }, [], fix);
  return undefined;
}
