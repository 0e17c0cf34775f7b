import { FARGATE_VCPUS } from "../../aws/quotas.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { Context } from "../context.js";
import { type Counted, quotaNeeds, tasksOfService } from "../quota-needs.js";

/** Warns of what an account takes only when AWS has raised a quota of it. */
export function checkQuotas(environment: Environment, { diagnostics }: Pick<Context, "diagnostics">): void {
  for (const { quota, fixed, each } of quotaNeeds(environment)) {
    const beyond = firstBeyond(quota.max - fixed, each);
    if (beyond === undefined) continue;
    diagnostics.report("NK472", beyond, {
      environment: environment.name,
      count: fixed + sum(each),
      limit: quota.max,
      of: quota.of,
      quota: quota.name,
      service: quota.service,
    });
  }
  for (const spot of [false, true]) noteVcpus(environment, spot, { diagnostics });
}

/** Says that the tasks take more than a new account may run: ECS starts those that fit, and waits with the others. */
function noteVcpus(
  { name, services }: Environment,
  spot: boolean,
  { diagnostics }: Pick<Context, "diagnostics">,
): void {
  const each = services
    .filter(({ compute }) => (compute?.spot === true) === spot)
    .map((service) => ({ source: service.source, count: (tasksOfService(service) * service.size.cpu) / 1024 }));
  const beyond = firstBeyond(FARGATE_VCPUS.max, each);
  if (beyond === undefined) return;
  const quota = spot ? FARGATE_VCPUS.spot : FARGATE_VCPUS.onDemand;
  diagnostics.report("NK473", beyond, { environment: name, count: sum(each), limit: FARGATE_VCPUS.max, quota });
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
