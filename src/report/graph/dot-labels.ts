import { linesIn, rowsOf } from "./grid.js";
import { bold, box, cell, escaped, linesOf, row, SMALL_TEXT_POINTS, smallText } from "./html-label.js";
import { ink, palette } from "./palette.js";
import {
  type Card,
  type FileSystemShape,
  type Group,
  type MountShape,
  type Picture,
  type PlannedBackups,
  type PrivateShape,
  routeText,
  type Schedule,
  type SubnetShape,
} from "./picture.js";
import {
  doorsText,
  fitted,
  fittedImage,
  furtherText,
  listenTexts,
  networksText,
  PRIVATE,
  reachText,
  zoneTexts,
} from "./texts.js";

/** Size of text in points. */
export const SIZE = 11;

/** Widths in points: of a card, of a volume, and of what stands between edge and text. */
const CARD = 160;
const VOLUME = 132;
const PADDING = 3;
const GAP = 6;

/** Room between the edge of a card and what is in it. */
const ROOM = 6;

const spacer = `<TR><TD HEIGHT="3"></TD></TR>`;

/** The part of a label at which a line ends. */
export const ports = {
  host: (index: number) => `host-${index + 1}`,
  card: ({ kind, name }: Pick<Card, "kind" | "name">) => `${kind}-${name}`,
  // No key holds a space.
  mount: ({ kind, name }: Pick<Card, "kind" | "name">, index: number) =>
    `${kind === "job" ? "job " : ""}mount-${name}-${index + 1}`,
  volume: (name: string) => `volume-${name}`,
} as const;

export function loadBalancerLabel(picture: Picture): string {
  const hosts = picture.edges.filter((edge) => edge.kind === "route").map(routeText);
  const zone = zoneTexts(picture).map((text) => escaped(fitted(text, { width: 200, size: SMALL_TEXT_POINTS })));
  const head = linesOf([bold("load balancer"), ...[...listenTexts(picture), ...zone].map(smallText)]);
  const rows = hosts.map((host, index) => {
    const text = escaped(fitted(host, { width: 150, size: SIZE }));
    return row(cell(text, { align: "RIGHT", port: ports.host(index), padding: 4 }));
  });
  return box([row(cell(head, { align: "LEFT" })), ...rows], { look: palette.public, padding: 5 });
}

export function subnetsLabel({ vpc, fileSystem }: Picture): string {
  const inEach = fileSystem?.mountTargets ? "tasks run in each, and each has a mount target" : "tasks run in each";
  return subnetBox(vpc.existing ? "subnets" : "public subnets", inEach.split(/(?<=,) /), vpc.subnets);
}

export function privateSubnetsLabel({ subnets, ways }: PrivateShape): string {
  return subnetBox("private subnets", ways, subnets);
}

function subnetBox(title: string, words: readonly string[], subnets: readonly SubnetShape[]): string {
  const rows = subnets.map(({ name, range }) =>
    row(
      cell(escaped(name), { align: "LEFT" }),
      cell(range === undefined ? "" : smallText(escaped(range)), { align: "RIGHT" }),
    ),
  );
  const head = linesOf([bold(title), ...words.map(smallText)]);
  return box([row(cell(head, { align: "LEFT", span: 2 })), ...rows], { look: palette.plain, padding: 4 });
}

export function groupLabel(group: Group): string {
  const rows = rowsOf(group.cards);
  const columns = Math.max(...rows.map((cards) => cards.length));
  const reach = reachText(group);
  const head = linesOf([bold(escaped(networksText(group))), ...(reach === "" ? [] : [smallText(reach)])]);
  const border = group.networks.length > 0 ? palette.network.border : palette.plain.border;
  return box(
    [
      row(cell(head, { align: "LEFT", span: columns })),
      ...rows.map((cards) => {
        const lines = Math.max(...cards.map((card) => (card ? linesIn(card) : 0)));
        return row(...cards.map((card) => cardCell(card, cards.length === 1 ? columns : 1, lines)));
      }),
    ],
    { look: { fill: ink.paper, border }, padding: 0, spacing: GAP },
  );
}

function cardCell(card: Card | undefined, span: number, lines: number): string {
  if (!card) return cell("");
  return cell(cardLabel(card, CARD * span + GAP * (span - 1), lines), { span, port: ports.card(card) });
}

/** A line of a card: at the left, at the right. */
interface CardLine {
  readonly left: string;
  readonly right?: string;
  /** Points that the right part has. @default all of them where there is one, and nothing at the left */
  readonly rightWidth?: number;
  readonly port?: string;
}

/** Lines between a little room on both sides; what is not used is below. */
function cardLabel(card: Card, width: number, lines: number): string {
  const look = card.kind === "job" ? palette.job : card.public ? palette.public : palette.internal;
  const own = cardLines(card, width - 2 * ROOM);
  const blank = Array.from({ length: lines - own.length }, () => ({ left: smallText("") }));
  const rows = [...own, ...blank].map((line) => cardRow(line, width));
  return box([spacer, ...rows, spacer], { look, padding: 0, width, dashed: card.kind === "job" });
}

/** The widths are said, as Graphviz does not stretch what stands within a cell. */
function cardRow({ left, right = "", rightWidth, port }: CardLine, width: number): string {
  const inside = width - 2 * ROOM;
  const rightPart = rightWidth ?? (right === "" ? 0 : inside);
  const parts = [
    ...(rightPart < inside ? [cell(left, { align: "LEFT", padding: 1, width: inside - rightPart })] : []),
    ...(rightPart > 0 ? [cell(right, { align: "RIGHT", padding: 1, width: rightPart })] : []),
  ];
  const side = cell("", { width: ROOM - 1 });
  const both = `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">${row(side, ...parts, side)}</TABLE>`;
  return row(cell(both, { width: width - 2, ...(port !== undefined && { port }) }));
}

function cardLines(card: Card, inside: number): readonly CardLine[] {
  const { kind, name, image, port, ports: further, count, schedules, rights, mounts } = card;
  const portWidth = port === undefined ? 0 : 42;
  const room = inside - portWidth - (count === undefined ? 2 : 8 + count.length * 6);
  const title = bold(escaped(fitted(name, { width: room, size: SIZE, weight: "bold" })));
  const mark = card.public ? "public" : card.database ? "database" : kind === "job" ? "job" : "";
  const markWidth = mark === "" ? 0 : card.database ? 50 : 34;
  return [
    {
      left: count === undefined ? title : `${title} ${escaped(count)}`,
      right: port === undefined ? "" : bold(`:${port}`),
      rightWidth: portWidth,
    },
    {
      left: smallText(escaped(fittedImage(image, { width: inside - markWidth - 2, size: SMALL_TEXT_POINTS }))),
      right: mark === "" ? "" : smallText(mark),
      rightWidth: markWidth,
    },
    ...(further ? [furtherLine(further, inside)] : []),
    ...(card.private ? [{ left: smallText(PRIVATE) }] : []),
    ...schedules.map((schedule) => ({ left: smallText(scheduleText(card, schedule, inside - 2)) })),
    ...rights.map((right) => ({
      left: smallText(escaped(fitted(right, { width: inside - 2, size: SMALL_TEXT_POINTS }))),
    })),
    ...mounts.map((mount, index) => mountLine(card, mount, index, inside)),
  ];
}

function furtherLine(further: readonly string[], inside: number): CardLine {
  const text = fitted(furtherText(further), { width: inside - 2, size: SMALL_TEXT_POINTS });
  return { left: "", right: smallText(escaped(text)) };
}

function scheduleText({ kind }: Card, { job, times }: Schedule, width: number): string {
  return escaped(fitted(kind === "job" ? times : `job ${job}: ${times}`, { width, size: SMALL_TEXT_POINTS }));
}

function mountLine(card: Card, { path, readOnly }: MountShape, index: number, inside: number): CardLine {
  const mark = readOnly ? " (read only)" : "";
  const text = escaped(fitted(path, { width: inside - (readOnly ? 56 : 2), size: SMALL_TEXT_POINTS }));
  return { left: "", right: smallText(text + mark), port: ports.mount(card, index) };
}

export function networkLabel(network: string): string {
  const name = escaped(fitted(network, { width: 90, size: SIZE, weight: "bold" }));
  return box([row(cell(`${smallText("network")}<BR/>${bold(name)}`))], { look: palette.network, padding: 6 });
}

export function fileSystemLabel(shape: FileSystemShape): string {
  const { name, existing, shared, securityGroupIds, encrypted, ownKey, backup, volumes } = shape;
  const facts = [
    existing && (shared ? "shared" : "existing"),
    encrypted && (ownKey ? "encrypted by your key" : "encrypted"),
    backupFact(backup),
  ].filter(Boolean);
  const head = linesOf([
    bold("EFS file system"),
    smallText(escaped(fitted(name, { width: VOLUME, size: SMALL_TEXT_POINTS }))),
    smallText(doorsText(shape)),
    ...securityGroupIds.map((id) => smallText(`lets in by ${escaped(id)}`)),
    ...(facts.length > 0 ? [smallText(facts.join(", "))] : []),
    ...(typeof backup === "object" ? planTexts(backup) : []),
  ]);
  const setting = { width: VOLUME - 2 * PADDING - 4 };
  const rows = volumes.map((volume) => {
    const texts = [
      bold(escaped(fitted(volume.name, { ...setting, size: SIZE, weight: "bold" }))),
      smallText(escaped(fitted(volume.path, { ...setting, size: SMALL_TEXT_POINTS }))),
    ];
    const label = box([row(cell(linesOf(texts), { align: "LEFT", width: VOLUME }))], {
      look: palette.volume,
      padding: PADDING,
    });
    return row(cell(label, { port: ports.volume(volume.name) }));
  });
  return box([row(cell(head, { align: "LEFT" })), ...rows], {
    look: { fill: ink.paper, border: palette.volume.border },
    padding: 0,
    spacing: GAP,
  });
}

function backupFact(backup: FileSystemShape["backup"]): string | undefined {
  if (backup === undefined) return undefined;
  return backup === "daily" ? "backed up daily" : "backed up";
}

function planTexts({ times, keptDays }: PlannedBackups): readonly string[] {
  const days = keptDays === 1 ? "1 day" : `${keptDays} days`;
  const when = escaped(fitted(times, { width: VOLUME, size: SMALL_TEXT_POINTS }));
  return [smallText(when), smallText(`each kept ${days}`)];
}
