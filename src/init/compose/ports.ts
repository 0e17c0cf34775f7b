import { serverPorts } from "../../aws/images/index.js";
import { isFoundByName, overlap, PORT_NAME, PORTS, type PortRange, portText, tcpPort } from "../../aws/ports.js";
import { builtPorts } from "./build.js";
import { portsToldOf } from "./own-ports.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { Builder, inline, scalar, type Target, type TargetList } from "./target.js";
import { translateVariables } from "./variables.js";

/** So many ports of a range by TCP become one each, so that others find them by name. */
const SHORT_RANGE = 16;

/** A port that compose names. */
interface Port extends PortRange {
  /** As nanokit.yml has it. */
  readonly text: string;
  readonly published?: string;
  readonly name?: string;
  /** Whether the file says that it speaks HTTP. */
  readonly http?: boolean;
}

/** A service whose ports are translated, or a part that services merge. */
export interface PortsOf {
  /** What it is called here. */
  readonly name: string;
  readonly entries: ReadonlyMap<string, SourceEntry>;
  readonly image: string | undefined;
  /** The ports at which others call it, those that most ask for first. */
  readonly called: readonly number[];
  /** Whether others wait for it, or name it as a host. */
  readonly needed: boolean;
}

/** `expose` of a service, which is the port that the file marks or that others call, and `ports` with all others. */
export function translatePorts(service: PortsOf, project: ComposeProject): Builder {
  const { called } = service;
  const builder = new Builder();
  const written = writtenPorts(service, project, builder);
  sayNameless(service, written, builder, project);
  const unwritten = called.filter((port) => !written.some(({ from, to }) => from <= port && port <= to));
  const known = knownPorts(service, project);
  const own = ownPort(service, written, known);
  if (own) {
    const outside = own.published;
    const beside =
      outside === undefined || outside.replace(/-.*/, "") === String(own.from)
        ? {}
        : { beside: `${outside} outside of compose` };
    if (outside !== undefined) project.findings.published(service.name);
    builder.add("expose", numberOrText(own.text), { before: [], ...beside });
    addFurther(builder, [...written.filter((port) => port !== own), ...unwritten.map(plainPort)]);
    return builder;
  }
  const told = known.length > 0 || unwritten.length > 0 || !service.needed ? known : toldPorts(service, project);
  const [port = told[0]] = told[0] === undefined ? unwritten : [];
  if (port !== undefined) addUnwritten(builder, service.name, port, port === told[0], project);
  addFurther(builder, [...written, ...unwritten.filter((one) => one !== port).map(plainPort)]);
  return builder;
}

/** The ports outside that are none of the container's own. */
export function outsidePorts(service: Node, project: ComposeProject): readonly number[] {
  const ports = itemsOf(keysOf(service).get("ports")?.value).flatMap(({ value }) => portOf(value, project).port ?? []);
  const outside = ports.map(({ published }) => Number(published));
  return outside.filter((number) => !ports.some(({ from, to }) => from <= number && number <= to));
}

/** Tells of ports that others call by a name which leads to TCP alone. */
function sayNameless(
  { name, called }: PortsOf,
  written: readonly Port[],
  builder: Builder,
  { findings }: ComposeProject,
): void {
  const why = "others call it, and no name leads to UDP: tell them the address of a task";
  const holding = (number: number) => written.filter(({ from, to }) => from <= number && number <= to);
  for (const number of called) {
    const ports = holding(number);
    if (ports.length > 0 && ports.every(({ protocol }) => protocol === "udp"))
      builder.remark(findings.changed(name, `port ${number}/udp`, why));
  }
}

/** The ports of an image: one that runs something else, or that nobody needs, may listen on none. */
function knownPorts({ entries, image, needed }: PortsOf, project: ComposeProject): readonly number[] {
  if (image === undefined) return needed ? builtPorts(entries, project) : [];
  return needed || !entries.has("entrypoint") ? serverPorts(image).map(({ port }) => port) : [];
}

/** The ports of a service that names none, as far as the file and the Dockerfile tell. */
function toldPorts({ entries, image }: PortsOf, project: ComposeProject): readonly number[] {
  const built = builtPorts(entries, project);
  return built.length > 0 ? built : portsToldOf(entries, image, project);
}

/** The port that requests are meant for: one that the file marks, that others call, that the image is known for, or the first by TCP. */
function ownPort({ entries, called }: PortsOf, ports: readonly Port[], known: readonly number[]): Port | undefined {
  const single = ports.filter(isFoundByName);
  const numbers = [
    ...markedPorts(entries),
    ...single.filter(({ http }) => http).map(({ from }) => from),
    ...called,
    ...known,
  ];
  const wanted = numbers.find((number) => single.some(({ from }) => from === number));
  return single.find(({ from }) => from === wanted) ?? single[0];
}

/** What proxies in front of compose are told: the label of traefik, the variable of nginx-proxy. */
function markedPorts(entries: ReadonlyMap<string, SourceEntry>): readonly number[] {
  const texts = ["labels", "environment"].flatMap((key) => {
    const { value } = entries.get(key) ?? {};
    const pairs = [...keysOf(value).values()].map((entry) => `${entry.key}=${textOf(entry.value) ?? ""}`);
    return value?.kind === "list" ? itemsOf(value).map((item) => textOf(item.value) ?? "") : pairs;
  });
  return texts.flatMap((text) => {
    const [, port] =
      /^(?:traefik\.http\.services\..+\.loadbalancer\.server\.port|VIRTUAL_PORT)=(\d+)$/.exec(text) ?? [];
    return port === undefined ? [] : [Number(port)];
  });
}

/** A port that no line of compose names, as there all are open between services. */
function addUnwritten(
  builder: Builder,
  service: string,
  port: number,
  isKnown: boolean,
  { findings }: ComposeProject,
): void {
  const why = isKnown
    ? "compose opens all ports to other services, ECS the one that is named"
    : "others call it there; compose opens all ports to them, ECS those that are named";
  findings.general(service, `expose ${port}`, why);
  builder.add("expose", scalar(port));
}

function addFurther(builder: Builder, ports: readonly Port[]): void {
  if (ports.length > 0) builder.add("ports", listOf(ports));
}

function listOf(ports: readonly Port[]): TargetList {
  const names = ports.map(({ name }) => name);
  const items = ports.map(({ name, text, http, ...range }, index): { value: Target; comments: { before: [] } } => {
    const isNamed = name !== undefined && names.indexOf(name) === index;
    const value = numberOrText(isFoundByName(range) ? text : portText(range));
    const whole = isNamed ? inline({ port: value.value, name, ...(http ? { protocol: "http" } : {}) }) : value;
    return { value: whole, comments: { before: [] } };
  });
  return { kind: "list", items, closing: [], flow: true };
}

function numberOrText(text: string) {
  return scalar(/^\d+$/.test(text) ? Number(text) : text);
}

function plainPort(port: number): Port {
  return { ...tcpPort(port), text: String(port) };
}

/** The ports that `ports` and `expose` name, each once. */
function writtenPorts({ name, entries }: PortsOf, project: ComposeProject, builder: Builder): readonly Port[] {
  const ports: Port[] = [];
  for (const { value, comments } of [
    ...itemsOf(entries.get("ports")?.value),
    ...itemsOf(entries.get("expose")?.value),
  ]) {
    builder.keep(comments.before);
    const { port, shown } = portOf(value, project);
    if (!port) builder.remark(project.findings.leftOut(name, `port ${shown}`, "it is not a port of a container"));
    for (const one of port ? eachOf(port) : []) if (!ports.some((other) => overlap(one, other))) ports.push(one);
  }
  return ports;
}

/** The ports of a short range by TCP. */
function eachOf(port: Port): readonly Port[] {
  const { from, to, protocol } = port;
  if (protocol === "udp" || from === to || to - from >= SHORT_RANGE) return [port];
  const { published: _, ...rest } = port;
  return Array.from({ length: to - from + 1 }, (_none, index) => {
    const number = from + index;
    return { ...(index === 0 ? port : rest), from: number, to: number, text: String(number) };
  });
}

function portOf(node: Node, { values }: ComposeProject): { readonly port?: Port; readonly shown: string } {
  const keys = keysOf(node);
  const keyText = (key: string) => textOf(keys.get(key)?.value);
  const published = keyText("published");
  const written =
    textOf(node) ??
    `${published === undefined ? "" : `${published}:`}${keyText("target") ?? ""}/${keyText("protocol") ?? "tcp"}`;
  const { resolved } = translateVariables(written, values);
  const [, host, first = "", last = first, protocolText = "tcp"] =
    /^(?:(.*):)?(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(resolved) ?? [];
  const protocol = protocolText.toLowerCase();
  const shown = resolved.replace(/\/tcp$/, "");
  const [from, to] = [Number(first), Number(last)];
  const isPort = first !== "" && from >= PORTS.minimum && to <= PORTS.maximum && from <= to;
  if (!isPort || (protocol !== "tcp" && protocol !== "udp")) return { shown };
  // The container's own port stands last; what is before a variable's braces close belongs to it.
  const own = /(\$\{[^{}]*\})(?:\/\w+)?$/.exec(written)?.[1];
  const translated = own === undefined ? undefined : translateVariables(own, values);
  const text = translated && /^\d+$/.test(translated.resolved) ? translated.text : first;
  const outside = host === undefined || host === "" ? undefined : host.replace(/^.*:/, "");
  const name = keyText("name");
  const http = keyText("app_protocol")?.toLowerCase() === "http";
  return {
    shown,
    port: {
      from,
      to,
      protocol,
      text,
      ...(outside === undefined ? {} : { published: outside }),
      ...(name !== undefined && isPortName(name) && { name }),
      ...(http && { http }),
    },
  };
}

function isPortName(name: string): boolean {
  return PORT_NAME.pattern.test(name) && name.length <= PORT_NAME.max;
}
