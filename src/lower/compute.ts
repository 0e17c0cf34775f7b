import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, LOG_GROUP_SETTINGS } from "../aws/settings.js";
import type { CapacityProvider } from "../constructs/capacity-providers.js";
import type { ContainerHealthCheck, ContainerSettings } from "../constructs/container-settings.js";
import type { FargateServiceProps } from "../constructs/fargate-service.js";
import { literal } from "../constructs/terraform-string.js";
import type { Compute, Environment, HealthCheck } from "../model/project.js";
import { settingProps } from "./settings.js";

/** Both, so that a service can go from one to the other. */
const PROVIDERS: readonly CapacityProvider[] = ["FARGATE", "FARGATE_SPOT"];

/** What the services of an environment name to say where they run; undefined when none says it. */
export function capacityProvidersOf({ services }: Environment): readonly CapacityProvider[] | undefined {
  return services.some(({ compute }) => compute?.spot !== undefined) ? PROVIDERS : undefined;
}

/** What a service asks of Fargate, as props. */
export function lowerCompute(compute: Compute = {}): Partial<FargateServiceProps> {
  const { architecture, spot, ephemeralStorage, exec } = compute;
  return {
    ...(architecture === "arm64" && { cpuArchitecture: "ARM64" }),
    ...(spot !== undefined && { capacityProvider: spot ? "FARGATE_SPOT" : "FARGATE" }),
    ...(ephemeralStorage !== undefined && { ephemeralStorageInGib: ephemeralStorage }),
    ...(exec && { enableExecuteCommand: true }),
    ...settingProps(LOG_GROUP_SETTINGS, compute),
  };
}

/** The part of it that is the container's. */
export function lowerContainerSettings(compute: Compute = {}): ContainerSettings {
  const { healthCheck, exec } = compute;
  return {
    ...(healthCheck && { healthCheck: lowerHealthCheck(healthCheck) }),
    ...settingProps(CONTAINER_SETTINGS, compute),
    ...(exec && { initProcess: true }),
  };
}

function lowerHealthCheck(check: HealthCheck): ContainerHealthCheck {
  return { command: check.command.map(literal), ...settingProps(HEALTH_CHECK_SETTINGS, check) };
}
