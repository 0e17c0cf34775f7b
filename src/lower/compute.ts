import type { CapacityProvider } from "../constructs/capacity-providers.js";
import type { ContainerSettings } from "../constructs/container-settings.js";
import type { FargateServiceProps } from "../constructs/fargate-service.js";
import { literal } from "../constructs/terraform-string.js";
import type { Compute, Environment } from "../model/project.js";

/** Both, so that a service can go from one to the other. */
const PROVIDERS: readonly CapacityProvider[] = ["FARGATE", "FARGATE_SPOT"];

/** What the services of an environment name to say where they run; undefined when none says it. */
export function capacityProvidersOf({ services }: Environment): readonly CapacityProvider[] | undefined {
  return services.some(({ compute }) => compute?.spot !== undefined) ? PROVIDERS : undefined;
}

/** What a service asks of Fargate, as props. */
export function lowerCompute(compute: Compute = {}): Partial<FargateServiceProps> {
  const { architecture, spot, ephemeralStorage, exec, logRetention } = compute;
  return {
    ...(architecture === "arm64" && { cpuArchitecture: "ARM64" }),
    ...(spot !== undefined && { capacityProvider: spot ? "FARGATE_SPOT" : "FARGATE" }),
    ...(ephemeralStorage !== undefined && { ephemeralStorageInGib: ephemeralStorage }),
    ...(exec && { enableExecuteCommand: true }),
    ...(logRetention !== undefined && { logRetentionInDays: logRetention }),
  };
}

/** The part of it that is the container's. */
export function lowerContainerSettings({ healthCheck, stopTimeout, exec }: Compute = {}): ContainerSettings {
  return {
    ...(healthCheck && { healthCheck: { ...healthCheck, command: healthCheck.command.map(literal) } }),
    ...(stopTimeout !== undefined && { stopTimeout }),
    ...(exec && { initProcess: true }),
  };
}
