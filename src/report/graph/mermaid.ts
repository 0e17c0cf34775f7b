import { isDense } from "./dense.js";
import { ink, palette } from "./palette.js";
import {
  type Card,
  type Edge,
  type FileSystemShape,
  type Group,
  type Picture,
  routeText,
  type SubnetShape,
  titleOf,
} from "./picture.js";
import {
  aloneText,
  callersText,
  descriptionOf,
  doorsText,
  furtherText,
  listenTexts,
  networksText,
  onOneLine,
  outwardText,
  PRIVATE,
  reachText,
  subnetsTexts,
  volumeNames,
  vpcTexts,
  zoneTexts,
} from "./texts.js";

/** The picture for Mermaid, which GitHub, GitLab and others draw in a Markdown file. Colours are said, so that it holds on dark pages too. */
export function mermaidText(picture: Picture): string {
  const ids = idsOf(picture);
  const dense = isDense(picture);
  const [vpc, ...more] = vpcTexts(picture);
  return lines([
    "flowchart LR",
    [
      `accTitle: ${plain(titleOf(picture))}`,
      `accDescr: ${plain(descriptionOf(picture))}`,
      ...(picture.loadBalancer ? [`internet(["${callersText(picture)}"]):::public`] : []),
      `subgraph vpc[${label(`VPC ${vpc}`, ...more, outwardText(picture))}]`,
      [
        ...(picture.loadBalancer
          ? [`load_balancer[${label("load balancer", ...listenTexts(picture), ...zoneTexts(picture))}]:::public`]
          : []),
        ...subnetsNode(picture),
        ...picture.groups.flatMap((group) => groupLines(group, ids, dense)),
        ...picture.networks.map((network) => `${ids.network(network)}{{${label("network", network)}}}:::network`),
        ...(picture.fileSystem ? fileSystemLines(picture.fileSystem, ids) : []),
      ],
      "end",
      ...picture.edges.filter(({ kind }) => !dense || kind !== "mount").map((edge) => edgeLine(edge, ids)),
      ...styles(picture),
    ],
  ]);
}

function subnetsNode(picture: Picture): readonly string[] {
  const { vpc } = picture;
  const texts = subnetsTexts(picture);
  const rangesOf = (subnets: readonly SubnetShape[]) =>
    subnets.map(({ name, range }) => (range === undefined ? name : `${name} ${range}`));
  const title = vpc.existing ? "subnets" : "public subnets";
  const outside = label(title, texts.outside.join(" "), ...rangesOf(vpc.subnets));
  return [
    ...(vpc.subnets.length > 0 ? [`subnets[${outside}]:::plain`] : []),
    ...(vpc.private
      ? [`private_subnets[${label("private subnets", ...texts.inside, ...rangesOf(vpc.private.subnets))}]:::plain`]
      : []),
  ];
}

function groupLines(group: Group, ids: Ids, dense: boolean): readonly (string | readonly string[])[] {
  const text = [networksText(group), reachText(group)].filter((part) => part !== "");
  return [
    `subgraph ${ids.group(group.id)}[${label(...text)}]`,
    group.cards.map((card) => cardLine(card, ids, dense)),
    "end",
  ];
}

/** With the names of its volumes, where there are too many lines to them. */
function cardLine(card: Card, ids: Ids, dense: boolean): string {
  const { kind, name, image, database, port, ports, alone = [], count, schedules, rights } = card;
  const title = [name, ...(count === undefined ? [] : [count]), ...(port === undefined ? [] : [`:${port}`])].join(" ");
  const times = schedules.map(({ job, times }) => (kind === "job" ? times : `job ${job}: ${times}`));
  const places = [...(card.public ? ["public"] : []), ...(card.private ? [PRIVATE] : []), ...alone.map(aloneText)];
  const text = label(
    title,
    image,
    ...(ports ? [furtherText(ports)] : []),
    ...places,
    ...times,
    ...rights,
    ...(dense && card.mounts.length > 0 ? [volumeNames(card.mounts).join(", ")] : []),
  );
  const look = kind === "job" ? "job" : card.public ? "public" : "internal";
  if (kind === "job") return `${ids.job(name)}[${text}]:::${look}`;
  return database ? `${ids.service(name)}[(${text})]:::${look}` : `${ids.service(name)}[${text}]:::${look}`;
}

function fileSystemLines(shape: FileSystemShape, ids: Ids): readonly (string | readonly string[])[] {
  const inside = shape.volumes.map(
    (volume) => `${ids.volume(volume.name)}[(${label(volume.name, volume.path)})]:::volume`,
  );
  return [`subgraph file_system[${label("EFS file system", shape.name, doorsText(shape))}]`, inside, "end"];
}

function edgeLine(edge: Edge, ids: Ids): string {
  switch (edge.kind) {
    case "inward":
      return `internet -->|${label(edge.ports.join(", "))}| load_balancer`;
    case "route":
      return `load_balancer -->|${label(routeText(edge))}| ${ids.service(edge.service)}`;
    case "network": {
      const [group, network] = [ids.group(edge.group), ids.network(edge.network)];
      if (!edge.answers) return `${group} --> ${network}`;
      return edge.before ? `${group} <--> ${network}` : `${network} <--> ${group}`;
    }
    case "mount": {
      const arrow = edge.readOnly ? "-.->" : "-->";
      const text = edge.readOnly ? `${edge.path} (read only)` : edge.path;
      return `${ids[edge.from.kind](edge.from.name)} ${arrow}|${label(text)}| ${ids.volume(edge.volume)}`;
    }
  }
}

function styles({ groups, fileSystem }: Picture): readonly string[] {
  const look = ({ fill, border }: { fill: string; border: string }) =>
    `fill:${fill},stroke:${border},color:${ink.text}`;
  const paper = { fill: ink.paper, border: palette.network.border };
  return [
    ...Object.entries(palette).map(
      ([name, one]) => `classDef ${name} ${look(one)}${name === "job" ? ",stroke-dasharray:4" : ""}`,
    ),
    `style vpc ${look({ fill: ink.vpc, border: ink.vpcBorder })}`,
    ...groups.map(({ id, networks }) => {
      const border = networks.length > 0 ? palette.network.border : palette.plain.border;
      return `style ${id.replaceAll("-", "_")} ${look({ ...paper, border })}`;
    }),
    ...(fileSystem ? [`style file_system ${look({ ...paper, border: palette.volume.border })}`] : []),
  ];
}

/** What things are called in the text. */
interface Ids {
  group(id: string): string;
  service(name: string): string;
  job(name: string): string;
  network(name: string): string;
  volume(name: string): string;
}

/** Mermaid takes a hyphen for the beginning of a line, so names are written with `_`, and told apart by a number where that makes two alike. */
function idsOf({ groups, networks, fileSystem }: Picture): Ids {
  const cards = groups.flatMap((group) => group.cards);
  const named = (kind: Card["kind"]) => cards.filter((card) => card.kind === kind).map(({ name }) => name);
  const service = uniqueIds("service", named("service"));
  const job = uniqueIds("job", named("job"));
  const network = uniqueIds("network", networks);
  const volume = uniqueIds("volume", fileSystem?.volumes.map(({ name }) => name) ?? []);
  return { group: (id) => id.replaceAll("-", "_"), service, job, network, volume };
}

function uniqueIds(prefix: string, names: readonly string[]): (name: string) => string {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const wished = `${prefix}_${name.replaceAll(/[^A-Za-z0-9_]/g, "_")}`;
    let id = wished;
    for (let number = 2; taken.has(id); number++) id = `${wished}_${number}`;
    taken.add(id);
    ids.set(name, id);
  }
  return (name) => ids.get(name) ?? `${prefix}_`;
}

/** Lines of text in quotes. Whatever Mermaid, Markdown or HTML would read in it is written as its number. */
function label(...texts: readonly string[]): string {
  const encoded = texts.map((text) => onOneLine(text).replaceAll(/[^\p{L}\p{M}\p{N} .,:/()@+=×–…-]/gu, asNumber));
  return `"${encoded.join("<br/>")}"`;
}

function asNumber(character: string): string {
  return `#${character.codePointAt(0)};`;
}

/** A text without quotes around it: there is no way to write a sign by its number. */
function plain(text: string): string {
  return onOneLine(text).replaceAll(/[^\p{L}\p{M}\p{N} .,:/()@+=×·–…*_-]/gu, " ");
}

type Lines = readonly (string | Lines)[];

function lines(all: Lines, indent = ""): string {
  return all.map((one) => (typeof one === "string" ? `${indent}${one}\n` : lines(one, `${indent}  `))).join("");
}
