import { deliveryOptions, type LogDelivery } from "../aws/logging.js";
import { mappedPorts, type PortRange, tcpPort } from "../aws/ports.js";
import { type ContainerSettings, containerSettings } from "./container-settings.js";
import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** Props of the container of a {@link FargateService}. */
export interface ContainerProps extends ContainerSettings {
  /** Letters, digits, `_` and `-`, at most 255. */
  readonly containerName: TerraformString;
  readonly image: TerraformString;
  /** Replaces the entry point of the image. @default the image's own */
  readonly entryPoint?: readonly TerraformString[];
  /** Replaces the command of the image: arguments of the entry point. @default the image's own, unless `entryPoint` is given */
  readonly command?: readonly TerraformString[];
  /** `uid:gid` that it runs as. @default the image's own user */
  readonly user?: TerraformString;
  /** @default none */
  readonly environment?: readonly ContainerVariable[];
  /** Variables whose values ECS reads when a task starts. The execution role has to be let read them. @default none */
  readonly secrets?: readonly ContainerSecret[];
  /**
   * ARN of a secret in Secrets Manager with which ECS logs in to the registry of the image: JSON with `username` and `password`. The execution
   * role has to be let read it. @default none
   */
  readonly repositoryCredentials?: TerraformString;
  /** TCP port that it listens on. @default none */
  readonly port?: number;
  /** Name of that port, by which Service Connect knows it: `a` to `z`, digits, `_` and `-`, at most 64. @default none */
  readonly portName?: TerraformString;
  /** What it listens on beside that port, in the order of the definition. @default nothing */
  readonly ports?: readonly ContainerPort[];
}

/** A port of a container beside the first one, or a range of them. */
export interface ContainerPort extends PortRange {
  /** What the task definition calls it, once: `a` to `z`, digits, `_` and `-`, at most 64. @default it has no name */
  readonly name?: TerraformString;
  /** What Service Connect knows it by, where it has a name: once in the namespace. @default it is not found by name */
  readonly discoveryName?: TerraformString;
}

/** An environment variable. */
export interface ContainerVariable {
  readonly name: TerraformString;
  readonly value: TerraformString;
}

/** An environment variable whose value ECS reads from a store. */
export interface ContainerSecret {
  readonly name: TerraformString;
  /** Name or ARN of an SSM parameter; or the ARN of a secret in Secrets Manager, for a key of its JSON with `:<key>::` behind it. */
  readonly valueFrom: TerraformString;
}

/** A directory of a container that is a volume. */
export interface ContainerMount {
  /** Name of the volume in the task definition. */
  readonly volumeName: TerraformString;
  readonly containerPath: TerraformString;
  readonly readOnly: boolean;
}

/** Where a container's output goes. */
export interface ContainerLogs extends LogDelivery {
  readonly logGroupName: TerraformString;
  readonly region: TerraformString;
  /** What the names of its streams begin with. @default "ecs" */
  readonly streamPrefix?: TerraformString;
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
    ...(props.command && props.command.length > 0 && { command: props.command }),
    ...(props.user !== undefined && { user: props.user }),
    environment: [...(props.environment ?? [])].sort(byName).map(({ name, value }) => ({ name, value })),
    ...(props.repositoryCredentials !== undefined && {
      repositoryCredentials: { credentialsParameter: props.repositoryCredentials },
    }),
    ...(props.secrets && props.secrets.length > 0 && { secrets: secretsOf(props.secrets) }),
    portMappings: portMappings(props),
    mountPoints: mounts.map(({ volumeName, containerPath, readOnly }) => ({
      sourceVolume: volumeName,
      containerPath,
      readOnly,
    })),
    ...containerSettings(props),
    volumesFrom: [],
    systemControls: (props.systemControls ?? []).map(({ namespace, value }) => ({ namespace, value })),
    logConfiguration: {
      logDriver: literal("awslogs"),
      options: {
        "awslogs-group": logs.logGroupName,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": logs.streamPrefix ?? literal("ecs"),
        ...literals(deliveryOptions(logs)),
      },
    },
  };
}

function literals(values: Readonly<Record<string, string>>): Readonly<Record<string, TerraformString>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, literal(value)]));
}

function portMappings({ port, portName, ports = [] }: ContainerProps): TerraformJson {
  const own = port === undefined ? [] : [{ ...tcpPort(port), name: portName }];
  return mappedPorts([...own, ...ports]).map(({ from, name, protocol }) => ({
    containerPort: from,
    hostPort: from,
    ...(name !== undefined && { name }),
    protocol: literal(protocol),
  }));
}

function secretsOf(secrets: readonly ContainerSecret[]): TerraformJson {
  return [...secrets].sort(byName).map(({ name, valueFrom }) => ({ name, valueFrom }));
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
