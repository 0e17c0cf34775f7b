import { serverPorts } from "../../aws/images/index.js";
import { PORTS } from "../../schema/patterns.js";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { Builder, scalar } from "./target.js";
import { translateVariables } from "./variables.js";

interface Port {
  /** As nanokit.yml has it. */
  readonly text: string;
  readonly number: number;
  readonly published?: string;
}

/** `expose` of a service: the first port of its container, as there is one that others reach it at. */
export function translatePorts(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  image: string | undefined,
  project: ComposeProject,
): Builder {
  const { findings } = project;
  const builder = new Builder();
  const ports: Port[] = [];
  for (const { value, comments } of [
    ...itemsOf(entries.get("ports")?.value),
    ...itemsOf(entries.get("expose")?.value),
  ]) {
    builder.keep(comments.before);
    const { port, shown, udp } = portOf(value, project);
    if (udp)
      builder.remark(
        findings.leftOut(
          service,
          `port ${shown}`,
          "services reach each other by TCP, and the load balancer speaks HTTP",
        ),
      );
    else if (!port) builder.remark(findings.leftOut(service, `port ${shown}`, "it is not a port of a container"));
    else ports.push(port);
  }
  const [first, ...others] = ports;
  if (first) {
    const beside =
      first.published === undefined
        ? {}
        : { beside: `compose publishes it as ${first.published}; here \`host\` does that` };
    builder.add("expose", scalar(/^\d+$/.test(first.text) ? first.number : first.text), { before: [], ...beside });
    for (const number of new Set(others.map((other) => other.number))) {
      if (number !== first.number)
        builder.remark(findings.leftOut(service, `port ${number}`, "a service has one port here"));
    }
    return builder;
  }
  const known = image === undefined ? undefined : serverPorts(image)[0]?.port;
  if (known !== undefined) {
    builder.remark(
      findings.changed(
        service,
        `expose ${known}`,
        "compose opens all ports to other services, ECS the one that is named",
      ),
    );
    builder.add("expose", scalar(known));
  }
  return builder;
}

function portOf(
  node: Node,
  { values }: ComposeProject,
): { readonly port?: Port; readonly shown: string; readonly udp: boolean } {
  const keys = keysOf(node);
  const published = textOf(keys.get("published")?.value);
  const written =
    textOf(node) ??
    `${published === undefined ? "" : `${published}:`}${textOf(keys.get("target")?.value) ?? ""}/${textOf(keys.get("protocol")?.value) ?? "tcp"}`;
  const { resolved } = translateVariables(written, values);
  const [, host, numbers = "", protocol = "tcp"] = /^(?:(.*):)?(\d+)(?:-\d+)?(?:\/(\w+))?$/.exec(resolved) ?? [];
  const shown = resolved.replace(/\/tcp$/, "");
  const number = Number(numbers);
  if (protocol !== "tcp") return { shown, udp: true };
  if (numbers === "" || number < PORTS.minimum || number > PORTS.maximum) return { shown, udp: false };
  // The container's own port stands last; what is before a variable's braces close belongs to it.
  const own = /(\$\{[^{}]*\})(?:\/\w+)?$/.exec(written)?.[1];
  const text = own === undefined ? numbers : translateVariables(own, values).text;
  const kept = own !== undefined && /^\d+$/.test(translateVariables(own, values).resolved) ? text : numbers;
  const outside = host === undefined || host === "" ? undefined : host.replace(/^.*:/, "");
  return { shown, udp: false, port: { text: kept, number, ...(outside === undefined ? {} : { published: outside }) } };
}
