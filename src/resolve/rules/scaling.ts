import { parsePercent, percentDigits } from "../../aws/quantity.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { resolveCapacity, type ScaleField } from "../scaling.js";

/** Refuses limits that leave no number of tasks, thresholds that are no percentage, and a start outside of the limits. */
export function checkScaling(entry: Entry<ServiceDocument>, diagnostics: Diagnostics): void {
  const { scale } = entry.value.value.fields;
  if (!scale) return;
  checkLimits(scale, entry.key.value, diagnostics);
  const { cpu_threshold, memory_threshold } = scale.value.fields;
  for (const threshold of [cpu_threshold, memory_threshold]) if (threshold) checkPercent(threshold, diagnostics);
  checkStart(entry, scale, diagnostics);
}

function checkLimits({ location, value }: ScaleField, service: string, diagnostics: Diagnostics): void {
  const { min, max } = value.fields;
  const least = min?.value ?? 1;
  if (min && least === 0) diagnostics.report("NK350", min.location, {});
  if (max && least > max.value) {
    const others = min ? [related("minimum", min.location)] : [];
    diagnostics.report("NK351", max.location, { min: least, max: max.value }, others);
  }
  if (!value.written.has("max")) diagnostics.report("NK352", location, { service });
}

function checkPercent({ value, location }: Located<number | string>, diagnostics: Diagnostics): void {
  if (parsePercent(value) !== undefined) return;
  diagnostics.report("NK353", location, { found: String(value) }, [], shareAsPercent(value, location));
}

/** A share of one as a percentage: `0.7` to `70%`. */
function shareAsPercent(value: number | string, location: Located<unknown>["location"]): Fix | undefined {
  const digits = percentDigits(value);
  const share = /^\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : Number.NaN;
  const percent = Number((share * 100).toFixed(2));
  return share < 1 && percent >= 1 && percent <= 100 ? replaceText(location, digits, `${percent}%`) : undefined;
}

function checkStart({ key, value }: Entry<ServiceDocument>, scale: ScaleField, diagnostics: Diagnostics): void {
  const { instances: written } = value.value.fields;
  const { instances, scaling } = resolveCapacity(value.value.fields);
  if (!written || !scaling || scaling.min > scaling.max) return;
  const { min, max } = scaling;
  if (instances < min || instances > max) {
    diagnostics.report("NK354", written.location, { instances, min, max }, [related("limits", scale.location)]);
  } else diagnostics.report("NK927", written.location, { service: key.value, instances });
}
