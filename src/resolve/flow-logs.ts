import { LOG_GROUP_SETTINGS } from "../aws/settings.js";
import type { Environment, FlowLogs } from "../model/project.js";
import type { InfraDocument } from "../schema/language.js";

/** Where the traffic of the VPC that is made is recorded; undefined: nowhere. */
export function resolveFlowLogs({ flowLogs, logRetention }: InfraDocument["fields"]): FlowLogs | undefined {
  const written = flowLogs?.value;
  if (written === undefined || written === false) return undefined;
  if (written === true) {
    return { traffic: "all", retention: logRetention?.value ?? LOG_GROUP_SETTINGS.logRetention.default };
  }
  const { retention, bucket, traffic } = written.fields;
  return {
    traffic: traffic?.value ?? "all",
    ...(retention && { retention: retention.value }),
    ...(bucket && { bucket: bucket.value }),
  };
}

/** Whether a log group keeps them, with a role by which AWS writes to it. */
export function hasFlowLogGroup({ network }: Environment): boolean {
  return network.kind === "dedicated" && network.flowLogs?.retention !== undefined;
}
