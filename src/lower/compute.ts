import { CONTAINER_SETTINGS, HEALTH_CHECK_SETTINGS, LOG_GROUP_SETTINGS, PROCESS_SETTINGS } from "../aws/settings.js";
import type { CapacityProvider } from "../constructs/capacity-providers.js";
import type { ContainerHealthCheck, ContainerSettings, ContainerTmpfs } from "../constructs/container-settings.js";
import type { FargateServiceProps } from "../constructs/fargate-service.js";
import { literal } from "../constructs/terraform-string.js";
import type { Compute, Environment, HealthCheck, Service, Tmpfs } from "../model/project.js";
import { settingProps } from "./settings.js";

/** Both, so that a service can go from one to the other. */
const PROVIDERS: readonly CapacityProvider[] = ["FARGATE", "FARGATE_SPOT"];

/** What the services of an environment name to say where they run; undefined when none says it. */
export function capacityProvidersOf({ services }: Environment): readonly CapacityProvider[] | undefined {
  return services.some(({ compute }) => compute?.spot !== undefined) ? PROVIDERS : undefined;
}

/** What a service asks of Fargate, as props, with what the environment says of all logs. */
export function lowerCompute(
  compute: Compute = {},
  { logRetention }: Pick<Environment, "logRetention"> = {},
): Partial<FargateServiceProps> {
  const { architecture, spot, ephemeralStorage, exec } = compute;
  return {
    ...(architecture === "arm64" && { cpuArchitecture: "ARM64" }),
    ...(spot !== undefined && { capacityProvider: spot ? "FARGATE_SPOT" : "FARGATE" }),
    ...(ephemeralStorage !== undefined && { ephemeralStorageInGib: ephemeralStorage }),
    ...(exec && { enableExecuteCommand: true }),
    ...settingProps(LOG_GROUP_SETTINGS, { ...(logRetention !== undefined && { logRetention }), ...compute }),
  };
}

/** The part of it that is the container's, and what the service asks of Linux and of docker. */
export function lowerContainerSettings({
  compute = {},
  process = {},
}: Pick<Service, "compute" | "process">): ContainerSettings {
  const { healthCheck, exec } = compute;
  const { init = exec, tmpfs, ulimits, capabilities, sysctls, labels } = process;
  return {
    ...(healthCheck && { healthCheck: lowerHealthCheck(healthCheck) }),
    ...settingProps(CONTAINER_SETTINGS, compute),
    ...settingProps(PROCESS_SETTINGS, process),
    ...(init && { initProcess: true }),
    ...(tmpfs && { tmpfs: tmpfs.map(lowerTmpfs) }),
    ...(ulimits && {
      ulimits: ulimits.map(({ name, soft, hard }) => ({ name: literal(name), softLimit: soft, hardLimit: hard })),
    }),
    ...(capabilities && {
      capabilities: { add: capabilities.add.map(literal), drop: capabilities.drop.map(literal) },
    }),
    ...(sysctls && {
      systemControls: sysctls.map(({ name, value }) => ({ namespace: literal(name), value: literal(value) })),
    }),
    ...(labels && { dockerLabels: Object.fromEntries(labels.map(({ name, value }) => [name, literal(value)])) }),
  };
}

function lowerTmpfs({ containerPath, mib, options }: Tmpfs): ContainerTmpfs {
  return { containerPath: literal(containerPath), sizeInMib: mib, mountOptions: options.map(literal) };
}

function lowerHealthCheck(check: HealthCheck): ContainerHealthCheck {
  return { command: check.command.map(literal), ...settingProps(HEALTH_CHECK_SETTINGS, check) };
}
