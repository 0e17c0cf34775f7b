import { NFS_PORT } from "../../aws/efs.js";
import { type Card, type FileSystemShape, type Group, type MountShape, type Picture, portsOf } from "./picture.js";
import { widthOf } from "./text-width.js";

/** How a text is set. */
export interface Setting {
  /** Points that there are for it. */
  readonly width: number;
  /** Of the font, in points. */
  readonly size: number;
  readonly weight?: "regular" | "bold";
}

/** A text on one line, shortened in the middle where it is too wide. */
export function fitted(text: string, { width, size, weight }: Setting): string {
  const line = onOneLine(text);
  if (widthOf(line, size, weight) <= width) return line;
  const characters = [...line];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const tail = Math.floor(kept / 2);
    const short = `${characters.slice(0, kept - tail).join("")}…${characters.slice(-tail).join("")}`;
    if (widthOf(short, size, weight) <= width) return short;
  }
  return "…";
}

/** Texts with commas between them, on as few lines as they take; one that is too wide for a line is shortened. */
export function wrapped(texts: readonly string[], setting: Setting): readonly string[] {
  const lines: string[] = [];
  for (const [index, text] of texts.entries()) {
    const part = index < texts.length - 1 ? `${text},` : text;
    const longer = `${lines.at(-1)} ${part}`;
    if (lines.length > 0 && widthOf(longer, setting.size, setting.weight) <= setting.width)
      lines[lines.length - 1] = longer;
    else lines.push(fitted(part, setting));
  }
  return lines;
}

/** An image, of which the end tells most: without its registry, and with little of a digest, where it is too wide. */
export function fittedImage(reference: string, setting: Setting): string {
  const short = reference.replace(/(@sha256:[0-9a-f]{7})[0-9a-f]+$/, "$1…");
  const ends = [
    short,
    ...short
      .split("/")
      .map((_, index, parts) => `…/${parts.slice(index + 1).join("/")}`)
      .slice(0, -1),
  ];
  const fits = ends.find((end) => widthOf(end, setting.size, setting.weight) <= setting.width);
  return fits ?? fitted(ends.at(-1) ?? short, setting);
}

/** Control characters, lone surrogates and non-characters have no place in XML, and a line break none in a label. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(/[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD");
}

/** What a group is called: by its networks. */
export function networksText({ networks, cards }: Group): string {
  if (networks.length === 0) return cards.some(({ alone }) => alone) ? "no network in common" : "no network";
  return `${networks.length === 1 ? "network" : "networks"} ${networks.join(", ")}`;
}

/** What tasks of a group may do with each other. */
export function reachText({ networks, cards }: Group): string {
  if (networks.length === 0) return "not in touch with other tasks";
  return cards.length > 1 && cards.some((card) => portsOf(card).length > 0) ? "each may call all ports here" : "";
}

/** Of a task without a public address. */
export const PRIVATE = "in a private subnet";

/** Of a network on which a task can call nobody, and nobody it. */
export function aloneText(network: string): string {
  return `on ${network}: no calls`;
}

/** The volumes of a task by name, each once, the first with a word before it. */
export function volumeNames(mounts: readonly MountShape[]): readonly string[] {
  const names = [...new Set(mounts.map(({ volume }) => volume))];
  return names.map((name, index) => {
    const readOnly = mounts.every((mount) => mount.volume !== name || mount.readOnly);
    return `${index === 0 ? "volume " : ""}${name}${readOnly ? " (read only)" : ""}`;
  });
}

/** What is in the public subnets, and what is in those that are private. */
export function subnetsTexts({ vpc, groups, loadBalancer, fileSystem }: Picture): {
  readonly outside: readonly string[];
  readonly inside: readonly string[];
} {
  const inPublic = groups.some(({ cards }) => cards.some((card) => !card.private));
  const tasks = inPublic ? `${vpc.private ? "other tasks" : "tasks"} run in each` : "no task runs here";
  const targets = fileSystem?.mountTargets ? [`${inPublic ? "and each" : "each"} has a mount target`] : [];
  return {
    outside: [targets.length > 0 ? `${tasks},` : tasks, ...targets],
    inside: [
      ...(loadBalancer?.internal && !loadBalancer.existing ? ["the load balancer is in them"] : []),
      ...(vpc.private?.ways ?? []),
    ],
  };
}

/** From where requests come. */
export function callersText({ loadBalancer }: Picture): string {
  if (loadBalancer?.existing) return "whoever reaches the load balancer";
  return loadBalancer?.internal ? "the VPC and its networks" : "internet";
}

/** What a load balancer listens to, and what looks at requests first. */
export function listenTexts({ loadBalancer }: Picture): readonly string[] {
  if (loadBalancer?.existing) {
    return [loadBalancer.shared ? "shared" : "existing", loadBalancer.ports.includes(443) ? "HTTPS 443" : "HTTP 80"];
  }
  const ports = loadBalancer?.ports.includes(443) ? "HTTPS 443, HTTP 80 redirects" : "HTTP 80";
  return [ports, ...(loadBalancer?.filtered ? ["filtered by a web ACL"] : [])];
}

/** Where the hosts have their records. */
export function zoneTexts({ loadBalancer }: Picture): readonly string[] {
  return loadBalancer?.zone === undefined ? [] : [`records in ${loadBalancer.zone}`];
}

/** How tasks reach the file system. */
export function doorsText({ mountTargets, shared, securityGroupIds }: FileSystemShape): string {
  if (mountTargets || shared) return `NFS ${NFS_PORT}, mount target in each zone`;
  return `NFS ${NFS_PORT}${securityGroupIds.length > 0 ? "" : ", if its groups let it in"}`;
}

/** What is true of every task and would be a line from each. */
export function outwardText(picture: Picture): string {
  return `${callersOut(picture)} call out to the internet, and ${openText(picture)}.`;
}

/** What the internet reaches. Of a load balancer that is someone else's, only its owner knows. */
function openText({ loadBalancer }: Picture): string {
  if (!loadBalancer || loadBalancer.internal) return "nothing here is open to it";
  return loadBalancer.existing
    ? "nothing but that load balancer can be open to it"
    : "only the load balancer is open to it";
}

function callersOut({ vpc, groups }: Picture): string {
  if (!vpc.private || vpc.private.internet) return "Every task may";
  if (groups.some(({ cards }) => cards.some((card) => !card.private))) return "Tasks in public subnets may";
  return vpc.existing ? "Where the VPC lets them out, tasks" : "No task may";
}

/** What the VPC is called, where its traffic is recorded, the cluster where that is someone else's, and whether other repositories are on the networks too. */
export function vpcTexts({ vpc }: Picture): readonly [string, ...string[]] {
  const { name, existing, shared, recorded, cluster } = vpc;
  const whose = shared ? " (shared)" : " (existing)";
  return [
    `${name}${existing ? whose : ""}`,
    ...(recorded === undefined ? [] : [recorded]),
    ...(cluster === undefined ? [] : [`cluster ${cluster}${whose}`]),
    ...(shared ? ["Services of other repositories are on these networks too."] : []),
  ];
}

/** Ports of a card beside the one in its title. */
export function furtherText(ports: readonly string[]): string {
  return `:${ports.join(", ")}`;
}

/** The picture in words, for who does not see it. */
export function descriptionOf(picture: Picture): string {
  const { groups, edges, fileSystem } = picture;
  const routes = edges.filter((edge) => edge.kind === "route");
  const parts = [
    ...routes.map(({ host, service, port }) => `${host} leads to ${service} on port ${port}.`),
    ...groups.map((group) => `On ${networksText(group)}: ${group.cards.map(cardText).join(", ")}.`),
    outwardText(picture),
    ...(fileSystem ? [`On the file system: ${fileSystem.volumes.map(({ name }) => name).join(", ")}.`] : []),
  ];
  return parts.join(" ");
}

function cardText(card: Card): string {
  const ports = portsOf(card);
  if (ports.length === 0) return card.name;
  return `${card.name} with port${ports.length === 1 ? "" : "s"} ${ports.join(", ")}`;
}
