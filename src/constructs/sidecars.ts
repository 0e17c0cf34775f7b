import { filesContainerName } from "../aws/container-files.js";
import type { LogDelivery } from "../aws/logging.js";
import { type ContainerLogs, type ContainerMount, type ContainerProps, containerDefinition } from "./container.js";
import { filesDefinition, filesName, type TaskFilesProps, withFiles } from "./container-files.js";
import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** What a container waits for before it starts. */
export interface ContainerDependency {
  readonly containerName: TerraformString;
  /** That the other has started, is healthy by its check, or has ended well. What is waited for to end is not essential. */
  readonly condition: "START" | "HEALTHY" | "SUCCESS";
}

/** A container that runs beside that of a service in each of its tasks, sharing network and volumes. */
export interface SidecarProps extends ContainerProps {
  /** The key of its definition: letters, digits, `_` and `-`. */
  readonly key: string;
  /** Volumes of the task. @default none */
  readonly mounts?: readonly ContainerMount[];
  /** What is put into it before it begins. @default nothing */
  readonly files?: TaskFilesProps;
  /** CPU units of the task's that it gets while all are busy. @default what the others leave */
  readonly cpu?: number;
  /** MiB of the task's memory that it may take; it is stopped when it takes more. @default what the others leave */
  readonly memory?: number;
  /** Whether the task stops when it ends. @default true */
  readonly essential?: boolean;
  /** @default it starts at once */
  readonly startsAfter?: readonly ContainerDependency[];
  /** How its output is delivered. @default as the account has it */
  readonly logDelivery?: LogDelivery;
}

/**
 * The definitions of a sidecar, and of what writes its files before, by key. Streams of the log group are named `sidecar/<container>/<task>`, and
 * `files/<container>/<task>`.
 */
export function sidecarDefinitions(
  { key, mounts = [], files, cpu, memory, essential = true, startsAfter = [], logDelivery, ...container }: SidecarProps,
  { logGroupName, region }: ContainerLogs,
): Readonly<Record<string, { readonly [key: string]: TerraformJson }>> {
  const logs = { logGroupName, region, ...logDelivery };
  const afterFiles = files ? [{ containerName: filesName(container), condition: "SUCCESS" } as const] : [];
  const definition = {
    ...containerDefinition(container, withFiles(mounts, files), { ...logs, streamPrefix: literal("sidecar") }),
    essential,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...dependsOn([...afterFiles, ...startsAfter]),
  };
  return {
    [key]: definition,
    ...(files && { [filesContainerName(key)]: filesDefinition(container, files, logs) }),
  };
}

/** What a container waits for, as part of its definition. */
export function dependsOn(dependencies: readonly ContainerDependency[]): { readonly [key: string]: TerraformJson } {
  if (dependencies.length === 0) return {};
  return {
    dependsOn: dependencies.map(({ containerName, condition }) => ({ containerName, condition: literal(condition) })),
  };
}
