import { portDiscoveryName } from "../../aws/names.js";
import { isFoundByName, overlap, PORTS, type PortRange, portText, tcpPort } from "../../aws/ports.js";
import { related } from "../../diagnostics/related.js";
import type { Located, SourceLocation } from "../../diagnostics/source.js";
import type { ServiceDocument } from "../../schema/language.js";
import { urlVariable } from "../../schema/own-variables.js";
import type { Entry } from "../../schema/schema.js";
import { type Context, sharingComponent } from "../context.js";
import { publicHostsOf } from "../hosts.js";
import { ownPort } from "../own-port.js";
import { entriesOf, namedPort, routedPort } from "../ports.js";
import { type WrittenPort, writtenPorts } from "../written-ports.js";

type Service = Entry<ServiceDocument>;

/** What can be wrong with the `ports` of a service, and what is to be known of those that it has beside its own. */
export function checkPorts(entry: Service, context: Context): void {
  const { fields } = entry.value.value;
  const written = writtenPorts(fields);
  const { described, further } = entriesOf(fields);
  const checks = [
    written.map((port) => areNumbersRight(port, context)),
    areApart(entry, further, context),
    areNamesApart(entry.key.value, described, further, context),
  ];
  if (further.length === 0 || checks.flat().includes(false)) return;
  noteNameless(entry.key.value, further, context);
  notePrivate(entry, further, context);
}

/** Refuses what is no port, and one of which two protocols are said. */
function areNumbersRight({ from, to, protocol, number, protocolKey }: WrittenPort, { diagnostics }: Context): boolean {
  const said = protocolKey?.value === "http" ? "tcp" : protocolKey?.value;
  if (protocolKey && said !== protocol) {
    const params = { port: String(number.value), protocol: protocolKey.value, written: protocol };
    diagnostics.report("NK567", protocolKey.location, params, [related("otherOne", number.location)]);
    return false;
  }
  const isOutside = [from, to].some((port) => port < PORTS.minimum || port > PORTS.maximum);
  const isRange = String(number.value).includes("-");
  const problem = isOutside ? "outside" : isRange && from >= to ? "order" : undefined;
  if (problem) diagnostics.report("NK551", number.location, { found: String(number.value), problem });
  return problem === undefined;
}

/** Refuses a port that two entries have. ECS refuses it too. */
function areApart({ value }: Service, further: readonly WrittenPort[], { diagnostics }: Context): boolean {
  const own = ownPort(value.value.fields);
  const before: { readonly range: PortRange; readonly location: SourceLocation }[] = own
    ? [{ range: tcpPort(own.value), location: own.location }]
    : [];
  let apart = true;
  for (const { number, ...range } of further) {
    const same = before.find((one) => overlap(one.range, range));
    if (same) {
      const params = { port: portText(range), other: portText(same.range) };
      diagnostics.report("NK550", number.location, params, [related("otherOne", same.location)]);
      apart = false;
    }
    before.push({ range, location: number.location });
  }
  return apart;
}

/** Refuses a name that two ports would have in the task definition. The service's own port is called after the service there. */
function areNamesApart(
  service: string,
  described: WrittenPort | undefined,
  further: readonly WrittenPort[],
  context: Context,
): boolean {
  const { diagnostics } = context;
  const component = sharingComponent(context);
  const generated = further.flatMap((port): readonly (readonly [string, SourceLocation])[] =>
    port.name || !isFoundByName(port) ? [] : [[portDiscoveryName(port.from, service, component), port.source]],
  );
  const taken = new Map<string, SourceLocation | undefined>([[service.toLowerCase(), undefined], ...generated]);
  const named = new Map<string, Located<string>>();
  for (const { name } of [...(described ? [described] : []), ...further]) {
    if (!name) continue;
    const variable = urlVariable(service, name.value);
    const other = named.get(variable);
    if (other || (name !== described?.name && taken.has(name.value))) {
      const place = other ? other.location : taken.get(name.value);
      const own = place === undefined;
      const params = { service, name: name.value, own, ...(other && other.value !== name.value && { variable }) };
      diagnostics.report("NK552", name.location, params, place ? [related("otherOne", place)] : []);
      return false;
    }
    named.set(variable, name);
  }
  return true;
}

/** Says of which ports others find no name, where there are others. */
function noteNameless(service: string, further: readonly WrittenPort[], { reach, diagnostics }: Context): void {
  const nameless = further.filter((port) => !isFoundByName(port));
  const [first] = nameless;
  const networks = reach.networks.get(service) ?? [];
  if (!first || !reach.names || !networks.some((name) => reach.shared.includes(name))) return;
  diagnostics.report("NK555", first.source, { service, ports: textsOf(nameless) });
}

/** Says which ports nothing outside reaches: the load balancer leads to one. */
function notePrivate({ key, value }: Service, further: readonly WrittenPort[], context: Context): void {
  const { fields } = value.value;
  const { ports, aws } = fields;
  const service = key.value;
  const own = ownPort(fields);
  const all = [...(own ? [tcpPort(own.value)] : []), ...further];
  const chosen = aws?.value.fields.targetGroup?.value.fields.port;
  const from = [own, chosen].flatMap((one) => one?.location ?? []);
  if (publicHostsOf(service, context).length === 0) {
    // Of a port that `port` or `expose` names, notes of their own tell.
    const told = (fields.expose ?? fields.port) ? further : all;
    if (ports)
      context.diagnostics.report("NK556", ports.location, { service, ports: textsOf(told) }, [], undefined, from);
    return;
  }
  const published = chosen ? routedPort(fields) : own?.value;
  if (published === undefined || !ports) return; // and that is an error
  const rest = all.filter((port) => !(isFoundByName(port) && port.from === published));
  const params = { service, ports: textsOf(rest), published };
  context.diagnostics.report("NK556", ports.location, params, [], undefined, from);
}

function textsOf(ports: readonly PortRange[]): readonly string[] {
  return ports.map(portText);
}

/** Refuses what `aws.targetGroup.port` does not find, or what the load balancer cannot send requests to. */
export function checkRoutedPort(
  { key, value }: Service,
  { value: wanted, location }: Located<number | string>,
  { diagnostics }: Context,
): void {
  const { fields } = value.value;
  const service = key.value;
  const port = namedPort(fields, wanted);
  if (!port) {
    const own = ownPort(fields);
    const written = writtenPorts(fields);
    const names = written.flatMap(({ name, ...one }) => (isFoundByName(one) ? [name?.value ?? portText(one)] : []));
    const known = [...new Set([...(own ? [String(own.value)] : []), ...names])];
    diagnostics.report("NK553", location, { service, wanted: String(wanted), known });
  } else if (!isFoundByName(port)) {
    diagnostics.report("NK554", location, { service, ports: [portText(port)] });
  }
}

/** Refuses a host where no port of the service can be reached by the load balancer. */
export function checkOtherPorts({ key, value }: Service, host: SourceLocation, { diagnostics }: Context): void {
  const ports = textsOf(writtenPorts(value.value.fields));
  if (ports.length > 0) diagnostics.report("NK554", host, { service: key.value, ports });
  else diagnostics.report("NK441", host, { service: key.value });
}
