import { isFoundByName, overlap, type PortRange, portText, tcpPort } from "../aws/ports.js";
import type { Port, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { ownPort } from "./own-port.js";
import { type WrittenPort, writtenPorts } from "./written-ports.js";

type Fields = ServiceDocument["fields"];

/** What a service listens on beside its own port, and what an entry says of that one. */
export function resolvePorts(fields: Fields): Pick<Service, "portEntry" | "ports"> {
  const { described, further } = entriesOf(fields);
  return {
    ...(described && {
      portEntry: { source: described.source, ...(described.scheme && { scheme: described.scheme }) },
    }),
    ...(further.length > 0 && { ports: apart(further).map(portOf).sort(inOrder) }),
  };
}

/** The entries of `ports`: the first that is of the service's own port, and the others. */
export function entriesOf(fields: Fields): {
  readonly described?: WrittenPort;
  readonly further: readonly WrittenPort[];
} {
  const written = writtenPorts(fields);
  const own = ownPort(fields)?.value;
  const described = written.find((one) => isFoundByName(one) && one.from === own);
  return { ...(described && { described }), further: written.filter((one) => one !== described) };
}

/** Those that have no port in common with one before. */
function apart(ports: readonly WrittenPort[]): readonly WrittenPort[] {
  return ports.filter((one, index) => !ports.slice(0, index).some((before) => overlap(one, before)));
}

function portOf({ number: _, protocolKey: __, name, ...port }: WrittenPort): Port {
  return { ...port, ...(name && { name: name.value }) };
}

function inOrder(one: Port, other: Port): number {
  return one.from - other.from || (portText(one) < portText(other) ? -1 : 1);
}

/** The port of a service by its name or its number: the one that `aws.targetGroup.port` means. */
export function namedPort(fields: Fields, wanted: number | string): PortRange | undefined {
  const written = writtenPorts(fields);
  const byName = written.find(({ name }) => name?.value === wanted);
  if (byName) return byName;
  const number = Number(wanted);
  if (ownPort(fields)?.value === number) return tcpPort(number);
  const byNumber = written.filter(({ from, to }) => from <= number && number <= to);
  return byNumber.find(isFoundByName) ?? byNumber[0];
}

/** The port that `aws.targetGroup.port` leads to: one by TCP that is no range. */
export function routedPort(fields: Fields): number | undefined {
  const named = fields.aws?.value.fields.targetGroup?.value.fields.port;
  const port = named && namedPort(fields, named.value);
  return port && isFoundByName(port) ? port.from : undefined;
}
