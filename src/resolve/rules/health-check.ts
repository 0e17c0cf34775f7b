import { healthCommandProblem } from "../../aws/compute.js";
import { findImage, serverQuestion } from "../../aws/images/index.js";
import { HEALTH_CHECK_SETTINGS } from "../../aws/settings.js";
import { related } from "../../diagnostics/related.js";
import type { Service } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { type Dependency, dependenciesOf } from "../dependencies.js";
import { wholeWithin } from "../durations.js";
import { CHECK_NUMBERS, testCommand } from "../health-check.js";
import { storeMounts } from "./store.js";

/** Refuses checks that ECS does not run, and tells of those that would end the first start of a store. */
export function checkHealthCheck(
  { key, value }: Entry<ServiceDocument>,
  service: Service | undefined,
  { diagnostics }: Context,
): void {
  const { healthCheck, aws } = value.value.fields;
  if (!healthCheck) return;
  const { fields } = healthCheck.value;
  const other = aws?.value.fields.healthCheck;
  if (other) diagnostics.report("NK558", healthCheck.location, {}, [related("otherOne", other.location)]);
  const { written, unknown } = healthCheck.value;
  // A `test` that could not be read is reported as such, and what stands in its place too.
  if (!written.has("test") && !unknown && !fields.disable?.value) {
    const at = written.values().next().value?.location ?? healthCheck.location;
    diagnostics.report("NK562", at, {});
  }
  const command = testCommand(fields);
  const problem = command && healthCommandProblem(command);
  if (fields.test && problem !== undefined) {
    if (typeof fields.test.value === "string") diagnostics.report("NK373", fields.test.location, { key: "test" });
    else diagnostics.report("NK376", fields.test.location, { problem });
  }
  for (const [name, setting] of CHECK_NUMBERS) {
    const said = fields[name];
    const { minimum, maximum } = HEALTH_CHECK_SETTINGS[setting].form;
    if (!said || wholeWithin(said.value, { minimum, maximum }) !== undefined) continue;
    const params = { key: name, found: String(said.value), minimum, maximum, isTime: name !== "retries" };
    diagnostics.report("NK557", said.location, params);
  }
  const { start_period: start } = fields;
  if (start && service && isShort(service)) {
    diagnostics.report("NK559", start.location, {
      service: key.value,
      most: HEALTH_CHECK_SETTINGS.startPeriod.form.maximum,
    });
  }
}

/** Whether a check of a store gives up before the longest start period of ECS is over. */
function isShort(service: Service): boolean {
  const { image, compute } = service;
  const facts = image.kind === "reference" ? findImage(image.reference) : undefined;
  const check = compute?.healthCheck;
  if (!facts || !check || storeMounts(service, facts).length === 0) return false;
  const { interval, retries, startPeriod } = HEALTH_CHECK_SETTINGS;
  const patience = (check.startPeriod ?? 0) + (check.interval ?? interval.default) * (check.retries ?? retries.default);
  return patience < startPeriod.form.maximum;
}

/** Says what of the conditions of `depends_on` ECS does not hold. */
export function noteConditions({ key, value }: Entry<ServiceDocument>, context: Context): void {
  for (const dependency of dependenciesOf(value.value.fields)) noteCondition(key.value, dependency, context);
}

/** Whether a service comes before another, over as many others as there are: what goes round in a circle is refused, and has no order. */
function isReached(
  service: string,
  from: string,
  services: Context["services"],
  seen: Set<string> = new Set(),
): boolean {
  if (from === service) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const next = dependenciesOf(services.get(from)?.value.value.fields ?? {});
  return next.some(({ on }) => isReached(service, on.value, services, seen));
}

function noteCondition(service: string, { on, condition }: Dependency, context: Context): void {
  const { services, infra, diagnostics } = context;
  const other = services.get(on.value);
  if (!condition || !other) return;
  if (condition.value === "service_completed_successfully") {
    diagnostics.report("NK561", condition.location, { service, other: on.value });
  } else if (condition.value === "service_healthy" && !isReached(service, on.value, services)) {
    const { healthCheck, aws, image } = other.value.value.fields;
    const checked = healthCheck !== undefined || aws?.value.fields.healthCheck !== undefined;
    const waits = infra.fields.waitForDeployments?.value === true;
    const question = image && serverQuestion(image.value, on.value.toLowerCase());
    diagnostics.report("NK560", condition.location, {
      service,
      other: on.value,
      checked,
      waits,
      ...(question !== undefined && { question }),
    });
  }
}
