import type { ICluster } from "../constructs/cluster.js";
import type { FargateService } from "../constructs/fargate-service.js";
import { ServiceScaling } from "../constructs/service-scaling.js";
import type { Environment } from "../model/project.js";
import { serviceTags } from "./tags.js";

/** Has the services that scale do so. */
export function lowerScaling(
  { services }: Environment,
  cluster: ICluster,
  lowered: ReadonlyMap<string, FargateService>,
): void {
  for (const { name, scaling } of services) {
    const service = lowered.get(name);
    if (!scaling || !service) continue;
    new ServiceScaling(service, "scaling", { cluster, service, ...scaling, tags: serviceTags(name) });
  }
}
