/** A picture as its Mermaid text has it, read by a grammar of what `graph` writes and nothing else. */
export interface MermaidReading {
  readonly nodes: ReadonlyMap<string, MermaidNode>;
  readonly boxes: ReadonlyMap<string, MermaidBox>;
  readonly edges: readonly MermaidEdge[];
}

interface MermaidNode {
  readonly id: string;
  readonly lines: readonly string[];
  readonly look: string;
  readonly box: string;
}

interface MermaidBox {
  readonly id: string;
  readonly lines: readonly string[];
}

interface MermaidEdge {
  readonly from: string;
  readonly to: string;
  readonly arrow: string;
  readonly label: string;
}

const ID = String.raw`[A-Za-z]\w*`;
const LABEL = String.raw`"((?:[^"#\n\`<]|#\d+;|<br/>)*)"`;
const node = new RegExp(
  `^(${ID})(?:\\[${LABEL}\\]|\\(\\[${LABEL}\\]\\)|\\[\\(${LABEL}\\)\\]|\\{\\{${LABEL}\\}\\}):::(\\w+)$`,
);
const box = new RegExp(`^subgraph (${ID})\\[${LABEL}\\]$`);
const edge = new RegExp(`^(${ID}) (-->|-\\.->|<-->)(?:\\|${LABEL}\\|)? (${ID})$`);
const other = /^(?:accTitle: .*|accDescr: [^{}]*|classDef \w+ [\w:#,-]+|style \w+ [\w:#,-]+)$/u;

/** Reads a Mermaid text. @throws Error at a line that is none of what may be there */
export function readMermaid(text: string): MermaidReading {
  const [first, ...rest] = text.trimEnd().split("\n");
  if (first !== "flowchart LR") throw new Error(`begins with ${first}`);
  const reading = {
    nodes: new Map<string, MermaidNode>(),
    boxes: new Map<string, MermaidBox>(),
    edges: [] as MermaidEdge[],
  };
  const open: string[] = [];
  for (const line of rest.map((one) => one.trim())) {
    const asNode = node.exec(line);
    const asBox = box.exec(line);
    const asEdge = edge.exec(line);
    if (asNode) {
      const [, id = "", ...labels] = asNode;
      const look = labels.pop() ?? "";
      if (reading.nodes.has(id)) throw new Error(`${id} is there twice`);
      reading.nodes.set(id, {
        id,
        look,
        lines: decoded(labels.find((label) => label !== undefined)),
        box: open.at(-1) ?? "",
      });
    } else if (asBox) {
      const [, id = "", label] = asBox;
      reading.boxes.set(id, { id, lines: decoded(label) });
      open.push(id);
    } else if (line === "end") {
      if (open.pop() === undefined) throw new Error("ends what did not begin");
    } else if (asEdge) {
      const [, from = "", arrow = "", label, to = ""] = asEdge;
      reading.edges.push({ from, to, arrow, label: decoded(label).join("\n") });
    } else if (!other.test(line)) throw new Error(`not understood: ${line}`);
  }
  if (open.length > 0) throw new Error(`${open.join()} never ends`);
  for (const { from, to } of reading.edges) {
    const unknown = [from, to].find((id) => !reading.nodes.has(id) && !reading.boxes.has(id));
    if (unknown !== undefined) throw new Error(`${unknown} is not there`);
  }
  return reading;
}

function decoded(label = ""): readonly string[] {
  const sign = (_: string, number: string) => String.fromCodePoint(Number(number));
  return label.split("<br/>").map((line) => line.replaceAll(/#(\d+);/g, sign));
}

/** `client -> server:port` for each way that the picture shows, in the words of `edgesOf` of support/security-groups.ts. */
export function shownEdges({ nodes, boxes, edges }: MermaidReading): readonly string[] {
  const taskIds = [...nodes.values()].filter(({ id }) => /^(?:service|job)_/.test(id));
  const nameOf = (id: string) => (id.startsWith("job_") ? "job" : (nodes.get(id)?.lines[0]?.split(" ")[0] ?? ""));
  // A job of a service is a line of the service's, and has its networks.
  const callersOf = (id: string) => [
    nameOf(id),
    ...(nodes.get(id)?.lines.some((line) => line.startsWith("job ")) ? ["job"] : []),
  ];
  const portOf = (id: string) => / :(\d+)$/.exec(nodes.get(id)?.lines[0] ?? "")?.[1];
  /** In the words of rules: `9090`, `udp 9000-9000`. */
  const portsOf = (id: string) => {
    const further = nodes.get(id)?.lines.find((line) => /^:\d/.test(line)) ?? ":";
    const others = further
      .slice(1)
      .split(", ")
      .filter((port) => port !== "")
      .map(ruleText);
    return [...(portOf(id) === undefined ? [] : [portOf(id)]), ...others];
  };
  const within = (group: string) => taskIds.filter((task) => task.box === group).map(({ id }) => id);
  const ways = (clients: readonly string[], servers: readonly string[]) =>
    servers.flatMap((server) =>
      portsOf(server).flatMap((port) =>
        clients.flatMap(callersOf).map((client) => `${client} -> ${nameOf(server)}:${port}`),
      ),
    );
  const inGroups = [...boxes.values()]
    .filter(({ lines }) => /^networks? /.test(lines[0] ?? ""))
    .flatMap(({ id }) => ways(within(id), within(id)));
  const throughNetworks = [...nodes.values()]
    .filter(({ look }) => look === "network")
    .flatMap(({ id }) => {
      const joined = edges.filter(({ from, to }) => from === id || to === id);
      const group = ({ from, to }: MermaidEdge) => (from === id ? to : from);
      const answering = joined.filter(({ arrow, from }) => arrow === "<-->" || from === id);
      const calling = joined.filter(({ arrow, to }) => arrow === "<-->" || to === id);
      return ways(
        calling.flatMap((one) => within(group(one))),
        answering.flatMap((one) => within(group(one))),
      );
    });
  const routes = edges
    .filter(({ from }) => from === "load_balancer")
    .map(({ to, label }) => `load_balancer -> ${nameOf(to)}:${/ to :(\d+)$/.exec(label)?.[1] ?? portOf(to)}`);
  return [...new Set([...inGroups, ...throughNetworks, ...routes])].sort();
}

function ruleText(port: string): string {
  const [numbers = "", protocol = "tcp"] = port.split("/");
  const [from = "", to = from] = numbers.split("-");
  return protocol === "tcp" && from === to ? from : `${protocol} ${from}-${to}`;
}

/** The services that the picture joins to a volume, or that name one on their card. */
export function shownMounts({ nodes, edges }: MermaidReading): readonly string[] {
  const titleOf = (id: string, { lines }: { readonly lines: readonly string[] }) =>
    id.startsWith("job_") ? "job" : (lines[0]?.split(" ")[0] ?? "");
  const joined = edges.filter(({ to }) => nodes.get(to)?.look === "volume").map(({ from }) => from);
  const naming = [...nodes]
    .filter(([, { lines }]) => lines.some((line) => line.startsWith("volume ")))
    .map(([id]) => id);
  return [...new Set([...joined, ...naming].map((id) => titleOf(id, nodes.get(id) ?? { lines: [] })))].sort();
}
