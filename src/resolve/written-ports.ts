import { isFoundByName, type PortProtocol, type PortRange } from "../aws/ports.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { PortScheme } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";

type Fields = Pick<ServiceDocument["fields"], "ports">;

/** One entry of `ports` as it stands. */
export interface WrittenPort extends PortRange {
  readonly name?: Located<string>;
  readonly scheme?: PortScheme;
  /** The whole entry. */
  readonly source: SourceLocation;
  /** Its number, or its range, as it stands. */
  readonly number: Located<number | string>;
  /** What stands beside it for the protocol. */
  readonly protocolKey?: Located<PortProtocol>;
}

/** The entries of `ports`, in the order of the file. One that names no port is left out. */
export function writtenPorts({ ports }: Fields): readonly WrittenPort[] {
  return (ports?.value ?? []).flatMap((entry) => {
    const { value, location: source } = entry;
    if (typeof value !== "object") return [{ ...rangeOf(value), source, number: { ...entry, value } }];
    const { port, name, protocol } = value.fields;
    if (!port) return [];
    const scheme = protocol?.value === "udp" ? undefined : protocol?.value;
    const range = rangeOf(port.value, protocol?.value);
    const written = { source, number: port, ...(protocol && { protocolKey: protocol }) };
    return [{ ...range, ...(scheme && { scheme }), ...(name && { name }), ...written }];
  });
}

/** Reads `8080`, `9000/udp` or `10000-10010/udp`. What stands behind the slash counts. */
function rangeOf(written: number | string, protocol: PortProtocol = "tcp"): PortRange {
  const [numbers = "", behind = protocol] = String(written).split("/");
  const [from = 0, to = from] = numbers.split("-").map(Number);
  return { from, to, protocol: behind === "udp" ? "udp" : "tcp" };
}

/** The first entry by TCP that is no range. */
export function firstByTcp(fields: Fields): Located<number> | undefined {
  const first = writtenPorts(fields).find(isFoundByName);
  return first && { ...first.number, value: first.from };
}
