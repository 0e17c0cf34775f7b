import { deliveryOf } from "../aws/logging.js";
import type { FargateServiceBaseProps } from "../constructs/fargate-service.js";
import type { Logging } from "../model/project.js";

/** How logs are delivered and kept, as props of what writes them. */
export function lowerLogging(logging: Logging): Pick<FargateServiceBaseProps, "keepLogs" | "logDelivery"> {
  return {
    ...(logging.keep && { keepLogs: true }),
    ...(logging.mode !== undefined && { logDelivery: deliveryOf(logging) }),
  };
}
