import { reversedCodes } from "../../aws/load-balancer.js";
import { TARGET_HEALTH_SETTINGS } from "../../aws/settings.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";

/** Refuses checks of a load balancer that AWS does not run, and tells settings of a service that no load balancer leads to. */
export function checkTargetGroup({ key, value }: Entry<ServiceDocument>, diagnostics: Diagnostics): void {
  const { fields, written } = value.value;
  const targetGroup = fields.aws?.value.fields.targetGroup;
  if (!targetGroup) return;
  if (!written.has("host")) diagnostics.report("NK457", targetGroup.location, { service: key.value });
  const { codes, interval, timeout } = targetGroup.value.fields.healthCheck?.value.fields ?? {};
  const range = codes && reversedCodes(codes.value);
  if (codes && range !== undefined) diagnostics.report("NK456", codes.location, { range });
  const between = interval?.value ?? TARGET_HEALTH_SETTINGS.interval.default;
  const within = timeout?.value ?? TARGET_HEALTH_SETTINGS.timeout.default;
  const last = timeout ?? interval;
  if (last && within >= between) diagnostics.report("NK455", last.location, { interval: between, timeout: within });
}
