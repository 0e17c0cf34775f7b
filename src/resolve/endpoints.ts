import { type EndpointId, endpointsOfTask, type TaskNeeds } from "../aws/vpc-endpoints.js";
import type { CronJob, Service } from "../model/project.js";

/** The endpoints that some of these tasks need, sorted. */
export function endpointsOf(tasks: readonly (Service | CronJob)[]): readonly EndpointId[] {
  return [...new Set(tasks.flatMap((task) => endpointsOfTask("run" in task ? needsOf(task) : task)))].sort();
}

/** A job with an image of its own has secrets and nothing else; one of a service has what that has. */
function needsOf({ run }: CronJob): TaskNeeds {
  if (run.kind === "service") return { image: { kind: "reference", reference: "" } };
  return { image: { kind: "reference", reference: run.image }, ...(run.secrets && { secrets: run.secrets }) };
}
