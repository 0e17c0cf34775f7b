import { FARGATE_VCPUS } from "../../aws/quotas.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { Context } from "../context.js";
import { type Counted, quotaNeeds, tasksOfService } from "../quota-needs.js";

type Counting = Pick<Context, "services" | "diagnostics">;

/** Warns of what an account takes only when AWS has raised a quota of it. */
export function checkQuotas(environment: Environment, context: Counting): void {
  for (const { quota, fixed, each } of quotaNeeds(environment)) {
    const beyond = firstBeyond(quota.max - fixed, each);
    if (beyond === undefined) continue;
    const { max: limit, of, name, service } = quota;
    const params = { environments: [environment.name], count: fixed + sum(each), limit, of, quota: name, service };
    context.diagnostics.report("NK472", beyond, params, [], undefined, countedFrom(context));
  }
  for (const spot of [false, true]) noteVcpus(environment, spot, context);
}

/** Says that the tasks take more than a new account may run: ECS starts those that fit, and waits with the others. */
function noteVcpus({ name, services }: Environment, spot: boolean, context: Counting): void {
  const each = services
    .filter(({ compute }) => (compute?.spot === true) === spot)
    .map((service) => ({ source: service.source, count: (tasksOfService(service) * service.size.cpu) / 1024 }));
  const beyond = firstBeyond(FARGATE_VCPUS.max, each);
  if (beyond === undefined) return;
  const quota = spot ? FARGATE_VCPUS.spot : FARGATE_VCPUS.onDemand;
  const params = { environments: [name], count: sum(each), limit: FARGATE_VCPUS.max, quota };
  context.diagnostics.report("NK473", beyond, params, [], undefined, countedFrom(context));
}

/** The values that numbers of tasks and sizes are read from: where one is a secret, no number may tell it. */
function countedFrom({ services }: Counting): readonly SourceLocation[] {
  return [...services.values()].flatMap(({ value }) => {
    const { instances, cpu, memory, scale } = value.value.fields;
    return [instances, cpu, memory, scale].flatMap((field) => (field ? [field.location] : []));
  });
}

function sum(each: readonly Counted[]): number {
  return each.reduce((total, { count }) => total + count, 0);
}

/** Where, in the order of the file, there is more than the limit for the first time. */
function firstBeyond(limit: number, each: readonly Counted[]): SourceLocation | undefined {
  if (sum(each) <= limit) return undefined;
  let total = 0;
  const inOrder = [...each].sort((a, b) => a.source.start - b.source.start);
  return inOrder.find(({ count }) => {
    total += count;
    return total > limit;
  })?.source;
}
