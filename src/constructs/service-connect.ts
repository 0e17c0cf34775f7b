import type { EcsServiceServiceConnectConfiguration } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import type { ContainerLogs, ContainerProps } from "./container.js";
import type { ServiceConnectNamespace } from "./service-connect-namespace.js";
import { literal } from "./terraform-string.js";

/**
 * The part of a service in Service Connect: it reaches others by name, and a container whose port has a name is reached by that.
 *
 * The port has no `appProtocol`, so the proxy passes on TCP: that serves databases, HTTP, gRPC and WebSockets alike, while for HTTP it would
 * cut off a request that takes longer than 15 seconds. And `appProtocol` could never be changed. A TCP connection that is idle for an hour is
 * closed. Source: ECS API, TimeoutConfiguration and PortMapping; the 15 seconds are those of Envoy, which the proxy is.
 */
export function serviceConnect(
  namespace: ServiceConnectNamespace,
  { port, portName }: ContainerProps,
  logs: ContainerLogs,
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
        service: [{ portName, discoveryName: portName, clientAlias: { port, dnsName: portName } }],
      }),
  };
}
