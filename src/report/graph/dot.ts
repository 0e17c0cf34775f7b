import { isDense } from "./dense.js";
import { denseColumns, denseEdges, denseNodes } from "./dense-dot.js";
import {
  fileSystemLabel,
  groupLabel,
  loadBalancerLabel,
  networkLabel,
  privateSubnetsLabel,
  subnetsLabel,
} from "./dot-labels.js";
import { cluster, end, font, lines, node, quoted } from "./dot-syntax.js";
import { bold, escaped, linesOf, smallText, TEXT_POINTS } from "./html-label.js";
import { legendLabel } from "./legend.js";
import { ink, palette } from "./palette.js";
import { type Edge, isPublished, type Picture, titleOf } from "./picture.js";
import { ports } from "./ports.js";
import { callersText, outwardText, vpcTexts } from "./texts.js";

/**
 * The picture for Graphviz; the svg is drawn from it. From left to right: the internet, the load balancer, what the internet reaches,
 * the networks, everything else, the file system. So no line passes more than it must.
 */
export function dotText(picture: Picture): string {
  const { loadBalancer, edges } = picture;
  const dense = isDense(picture);
  return lines([
    "digraph environment {",
    [
      `graph [${defaults(picture)}]`,
      `node [shape=plain, ${font(TEXT_POINTS, ink.text)}]`,
      `edge [${font(10, palette.public.border)}, arrowsize=0.65, penwidth=1.2]`,
      ...cluster("picture", bold(escaped(titleOf(picture))), `pencolor=none, margin=8, ${font(16, ink.text)}`, [
        ...(loadBalancer ? [callers(picture)] : []),
        ...cluster("vpc", vpcLabel(picture), vpcLook, dense ? denseNodes(picture) : nodesInVpc(picture)),
      ]),
      ...standing(dense ? denseColumns(picture) : columnsOf(picture)),
      ...edges.filter(({ kind }) => !dense || kind === "inward").map((edge) => edgeLine(edge, picture)),
      ...(dense ? denseEdges(picture) : []),
    ],
    "}",
  ]);
}

function defaults(picture: Picture): string {
  const layout = "rankdir=LR, newrank=true, nodesep=0.2, ranksep=0.44, splines=true, outputorder=nodesfirst, pad=0.15";
  return `${layout}, bgcolor="${ink.paper}", ${font(TEXT_POINTS, ink.small)}, labelloc=b, labeljust=l, label=<${legendLabel(picture)}>`;
}

const vpcLook = `style="rounded,filled", fillcolor="${ink.vpc}", pencolor="${ink.vpcBorder}", margin=18, ${font(TEXT_POINTS, ink.text)}`;

function vpcLabel(picture: Picture): string {
  const [vpc, ...more] = vpcTexts(picture);
  return linesOf([`${bold("VPC")} ${escaped(vpc)}`, ...[...more.map(escaped), outwardText(picture)].map(smallText)]);
}

function callers(picture: Picture): string {
  return `internet [shape=ellipse, style=filled, fillcolor="${palette.public.fill}", color="${palette.public.border}", margin="0.1,0.08", label=<${bold(callersText(picture))}>]`;
}

function nodesInVpc(picture: Picture): readonly string[] {
  return [
    ...(picture.loadBalancer ? [node("load-balancer", loadBalancerLabel(picture))] : []),
    ...(picture.vpc.subnets.length > 0 ? [node("subnets", subnetsLabel(picture))] : []),
    ...(picture.vpc.private ? [node("private-subnets", privateSubnetsLabel(picture))] : []),
    ...picture.groups.map((group) => node(group.id, groupLabel(group))),
    ...picture.networks.map((network) => node(networkId(network), networkLabel(network))),
    ...lanesOf(picture).flatMap((lane) =>
      ([1, 2] as const).map((part) => `${quoted(laneId(lane, part))} [${laneLook}]`),
    ),
    ...(picture.fileSystem ? [node("file-system", fileSystemLabel(picture.fileSystem))] : []),
  ];
}

function columnsOf(picture: Picture): readonly (readonly string[])[] {
  const { loadBalancer, vpc, groups, networks, fileSystem } = picture;
  const lanes = lanesOf(picture);
  const front = groups.filter((group) => networks.length === 0 || isPublished(group)).map(({ id }) => id);
  return [
    loadBalancer ? ["internet"] : [],
    [
      ...(loadBalancer ? ["load-balancer"] : []),
      ...(vpc.subnets.length > 0 ? ["subnets"] : []),
      ...(vpc.private ? ["private-subnets"] : []),
    ],
    front,
    [...networks.map(networkId), ...lanes.map((lane) => laneId(lane, 1))],
    [...groups.map(({ id }) => id).filter((id) => !front.includes(id)), ...lanes.map((lane) => laneId(lane, 2))],
    fileSystem ? ["file-system"] : [],
  ];
}

/** Has the parts stand in columns, by lines that are not drawn. */
function standing(all: readonly (readonly string[])[]): readonly string[] {
  const columns = all.filter((column) => column.length > 0);
  return [
    ...columns.filter(({ length }) => length > 1).map((column) => `{ rank=same; ${column.map(quoted).join("; ")} }`),
    ...columns
      .slice(1)
      .map(
        (column, index) => `${quoted(columns[index]?.[0] ?? "")} -> ${quoted(column[0] ?? "")} [style=invis, weight=0]`,
      ),
  ];
}

function edgeLine(edge: Edge, picture: Picture): string {
  switch (edge.kind) {
    case "inward":
      return `internet -> "load-balancer" [color="${palette.public.border}", penwidth=1.8, label="${edge.ports.join(", ")}"]`;
    case "route": {
      const index = picture.edges.filter(({ kind }) => kind === "route").indexOf(edge);
      const card = { kind: "service", name: edge.service } as const;
      const to = end(groupWith(picture, card), ports.card(card), "w");
      return `${end("load-balancer", ports.host(index), "e")} -> ${to} [color="${palette.public.border}"]`;
    }
    case "network": {
      const [from, to] = edge.before ? [edge.group, networkId(edge.network)] : [networkId(edge.network), edge.group];
      const direction = edge.answers ? "both" : edge.before ? "forward" : "back";
      return `${quoted(from)} -> ${quoted(to)} [color="${palette.network.border}", penwidth=1.8, dir=${direction}]`;
    }
    case "mount": {
      const index = mountsOf(picture, edge.from).indexOf(edge);
      const from = end(groupWith(picture, edge.from), ports.mount(edge.from, index), "e");
      const style = `color="${palette.volume.border}"${edge.readOnly ? ", style=dashed" : ""}`;
      const to = end("file-system", ports.volume(edge.volume), "w");
      return mountLine(from, to, style, lanesOf(picture).includes(edge) ? edge : undefined);
    }
  }
}

function mountLine(from: string, to: string, style: string, lane: Mount | undefined): string {
  if (!lane) return `${from} -> ${to} [${style}]`;
  const [first, second] = [quoted(laneId(lane, 1)), quoted(laneId(lane, 2))];
  const part = (start: string, stop: string) => `${start} -> ${stop} [${style}, dir=none]`;
  return `${part(from, `${first}:w`)}; ${part(`${first}:e`, `${second}:w`)}; ${second}:e -> ${to} [${style}]`;
}

type Mount = Edge & { readonly kind: "mount" };

/** Lines from the front to the file system: they get a place of their own in each column that they pass, or they would leave the VPC. */
function lanesOf({ groups, networks, edges }: Picture): readonly Mount[] {
  if (networks.length === 0 || groups.every(isPublished)) return [];
  const front = groups.filter(isPublished).flatMap(({ cards }) => cards);
  return edges.filter((edge) => edge.kind === "mount").filter(({ from }) => front.some((card) => isSame(card, from)));
}

/** No more than a place: two lines meet there, with a gap of a point or two. */
const laneLook = `shape=none, fixedsize=true, width=0, height=0, label=""`;

function laneId({ from: { kind, name }, path }: Mount, part: 1 | 2): string {
  return `lane-${part}-${kind === "job" ? "job " : ""}${name}-${path}`;
}

function mountsOf({ edges }: Picture, card: Mount["from"]): readonly Edge[] {
  return edges.filter((edge) => edge.kind === "mount" && isSame(edge.from, card));
}

function groupWith({ groups }: Picture, card: Mount["from"]): string {
  return groups.find(({ cards }) => cards.some((one) => isSame(one, card)))?.id ?? "";
}

function isSame(one: Mount["from"], other: Mount["from"]): boolean {
  return one.kind === other.kind && one.name === other.name;
}

function networkId(network: string): string {
  return `network-${network}`;
}
