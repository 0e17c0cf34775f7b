import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** Props of the container of a {@link FargateService}. */
export interface ContainerProps {
  /** Letters, digits, `_` and `-`, at most 255. */
  readonly containerName: TerraformString;
  readonly image: TerraformString;
  /** Replaces the entry point of the image. @default the image's own */
  readonly entryPoint?: readonly TerraformString[];
  /** `uid:gid` that it runs as. @default the image's own user */
  readonly user?: TerraformString;
  /** @default none */
  readonly environment?: readonly ContainerVariable[];
  /** TCP port that it listens on. @default none */
  readonly port?: number;
}

/** An environment variable. */
export interface ContainerVariable {
  readonly name: TerraformString;
  readonly value: TerraformString;
}

/** A directory of a container that is a volume. */
export interface ContainerMount {
  /** Name of the volume in the task definition. */
  readonly volumeName: TerraformString;
  readonly containerPath: TerraformString;
  readonly readOnly: boolean;
}

/** Where a container's output goes. */
export interface ContainerLogs {
  readonly logGroupName: TerraformString;
  readonly region: TerraformString;
}

/**
 * The definition of a container as ECS hands it back, which is what the provider compares: sorted, and with empty lists rather than none.
 * Streams of the log group are named `ecs/<container>/<task>`.
 */
export function containerDefinition(
  props: ContainerProps,
  mounts: readonly ContainerMount[],
  logs: ContainerLogs,
): { readonly [key: string]: TerraformJson } {
  return {
    name: props.containerName,
    image: props.image,
    essential: true,
    ...(props.entryPoint && { entryPoint: props.entryPoint }),
    ...(props.user !== undefined && { user: props.user }),
    environment: [...(props.environment ?? [])].sort(byName).map(({ name, value }) => ({ name, value })),
    portMappings:
      props.port === undefined ? [] : [{ containerPort: props.port, hostPort: props.port, protocol: literal("tcp") }],
    mountPoints: mounts.map(({ volumeName, containerPath, readOnly }) => ({
      sourceVolume: volumeName,
      containerPath,
      readOnly,
    })),
    volumesFrom: [],
    systemControls: [],
    logConfiguration: {
      logDriver: literal("awslogs"),
      options: {
        "awslogs-group": logs.logGroupName,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": literal("ecs"),
      },
    },
  };
}

function byName(a: ContainerVariable, b: ContainerVariable): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
