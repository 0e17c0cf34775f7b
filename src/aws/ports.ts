import { type NameLimit, portDiscoveryName } from "./names.js";

/** Ports that a container can listen on. */
export const PORTS = { minimum: 1, maximum: 65_535 } as const;

/** What a port is reached by. HTTP is spoken by TCP; saying so tells how a URL begins. */
export const PORT_PROTOCOLS = ["tcp", "udp", "http"] as const;

export type PortProtocol = (typeof PORT_PROTOCOLS)[number];

/** The name of a port in a task definition, unique there. Source: botocore ecs, PortMapping name. */
export const PORT_NAME: Pick<NameLimit, "max" | "pattern" | "source"> = {
  max: 64,
  pattern: /^[a-z0-9_][a-z0-9_-]*$/,
  source: "botocore ecs, PortMapping name",
};

/** A port by its protocol as it is written: `9090`, `9000/udp`, `10000-10010/udp`. */
export interface PortRange {
  readonly from: number;
  /** The last one, the same as the first where there is one. */
  readonly to: number;
  readonly protocol: "tcp" | "udp";
}

/** A single port by TCP. */
export function tcpPort(port: number): PortRange {
  return { from: port, to: port, protocol: "tcp" };
}

/** As messages and descriptions have it. */
export function portText(range: PortRange): string {
  return range.protocol === "tcp" ? numbersOf(range) : keyOfPort(range);
}

/** As keys have it, always with the protocol: `9090/tcp`, `10000-10010/udp`. */
export function keyOfPort(range: PortRange): string {
  return `${numbersOf(range)}/${range.protocol}`;
}

function numbersOf({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/** Whether two have a port of the same protocol in common. */
export function overlap(one: PortRange, other: PortRange): boolean {
  return one.protocol === other.protocol && one.from <= other.to && other.from <= one.to;
}

/**
 * Those that have a place in the task definition. A range needs none, as each task has an address of its own, on which all that its containers
 * listen on is reached; and ECS takes a number once, so a port by both protocols is there by TCP. Source: botocore ecs, PortMapping, "You can't
 * expose the same container port for multiple protocols".
 */
export function mappedPorts<P extends PortRange>(ports: readonly P[]): readonly P[] {
  const byTcp = new Set(ports.filter(isFoundByName).map(({ from }) => from));
  return ports.filter(({ from, to, protocol }) => from === to && (protocol === "tcp" || !byTcp.has(from)));
}

/** Whether others find it by name: Service Connect passes on TCP, and knows each port by a name. Source: botocore ecs, ServiceConnectService. */
export function isFoundByName({ from, to, protocol }: PortRange): boolean {
  return protocol === "tcp" && from === to;
}

/**
 * What Service Connect knows a further port of a service by; undefined where others do not find it by name.
 *
 * @param component the part of the project that the service is of, where several share a namespace
 */
export function connectName(
  port: PortRange,
  { name, connect }: { readonly name: string; readonly connect?: "client" | "server" },
  component?: string,
): string | undefined {
  return connect === "server" && isFoundByName(port) ? portDiscoveryName(port.from, name, component) : undefined;
}
