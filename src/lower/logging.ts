import type { FargateServiceBaseProps } from "../constructs/fargate-service.js";
import type { Logging } from "../model/project.js";

/** How logs are delivered and kept, as props of what writes them. */
export function lowerLogging({
  keep,
  mode,
  buffer,
}: Logging): Pick<FargateServiceBaseProps, "keepLogs" | "logDelivery"> {
  const logDelivery = { ...(mode !== undefined && { mode }), ...(buffer !== undefined && { buffer }) };
  return { ...(keep && { keepLogs: true }), ...(mode !== undefined && { logDelivery }) };
}
