import type { EcsServiceServiceConnectConfiguration } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import type { ContainerLogs, ContainerProps } from "./container.js";
import type { IServiceConnectNamespace } from "./service-connect-namespace.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** What a service is called in a namespace. */
export interface ServiceConnectNames {
  /** Unique in the namespace: at most 64 lower-case letters, digits, `_` and `-`. */
  readonly discoveryName: TerraformString;
  /** The host name by which others reach it; it may hold dots too. */
  readonly dnsName: TerraformString;
}

/**
 * The part of a service in Service Connect: it reaches others by name, and a container whose port has a name is reached by that, at its
 * further ports too. Only TCP passes, and no range of ports. Source: ECS API, ServiceConnectService and ServiceConnectClientAlias.
 *
 * The port has no `appProtocol`, so the proxy passes on TCP: that serves databases, HTTP, gRPC and WebSockets alike, while for HTTP it would
 * cut off a request that takes longer than 15 seconds. And `appProtocol` could never be changed. A TCP connection that is idle for an hour is
 * closed. Source: ECS API, TimeoutConfiguration and PortMapping; the 15 seconds are those of Envoy, which the proxy is.
 */
export function serviceConnect(
  namespace: IServiceConnectNamespace,
  { port, portName, ports = [] }: ContainerProps,
  logs: ContainerLogs,
  names?: ServiceConnectNames,
): EcsServiceServiceConnectConfiguration {
  return {
    enabled: true,
    namespace: namespace.namespaceArn,
    // Streams of the proxy are told from the container's own by their prefix.
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.logGroupName,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": literal("service-connect"),
      },
    },
    ...(port !== undefined &&
      portName !== undefined && {
        service: [
          {
            portName,
            discoveryName: names?.discoveryName ?? portName,
            clientAlias: { port, dnsName: names?.dnsName ?? portName },
          },
          // A name and a port together are unique in a namespace, so all ports of a service have one name, as they have with docker.
          ...ports.flatMap(({ from, name, discoveryName }) =>
            name === undefined || discoveryName === undefined
              ? []
              : [
                  {
                    portName: name,
                    discoveryName,
                    clientAlias: { port: from, dnsName: names?.dnsName ?? portName },
                  },
                ],
          ),
        ],
      }),
  };
}
