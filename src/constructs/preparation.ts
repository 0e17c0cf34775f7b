import { CONTAINER_SETTINGS } from "../aws/settings.js";
import { type ContainerLogs, type ContainerMount, type ContainerProps, containerDefinition } from "./container.js";
import type { TerraformJson } from "./json-document.js";
import { withoutSettings } from "./settings.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** Name of the container that runs before another. */
export function preparationName({ containerName }: ContainerProps): TerraformString {
  return template`${containerName}-prepare`;
}

/**
 * The definition of a container that runs to its end before another of the same task: same image, user, variables and mounts, another
 * entry point. It listens on nothing. Streams of the log group are named `prepare/<container>/<task>`.
 */
export function preparationDefinition(
  container: ContainerProps,
  entryPoint: readonly TerraformString[],
  mounts: readonly ContainerMount[],
  logs: ContainerLogs,
): { readonly [key: string]: TerraformJson } {
  const {
    port: _,
    portName: _name,
    ports: _ports,
    command: _command,
    healthCheck: _check,
    initProcess: _init,
    ...rest
  } = container;
  const shared = withoutSettings(CONTAINER_SETTINGS, rest);
  const definition = containerDefinition({ ...shared, containerName: preparationName(container), entryPoint }, mounts, {
    ...logs,
    streamPrefix: literal("prepare"),
  });
  return { ...definition, essential: false };
}
