import { CARD_POINTS, cardLabel, cardLines, GAP } from "./card-label.js";
import { isDense } from "./dense.js";
import { linesIn, rowsOf } from "./grid.js";
import { bold, box, cell, escaped, linesOf, row, SMALL_TEXT_POINTS, smallText, TEXT_POINTS } from "./html-label.js";
import { ink, palette } from "./palette.js";
import {
  type Card,
  type FileSystemShape,
  type Group,
  type Picture,
  type PlannedBackups,
  routeText,
  type SubnetShape,
} from "./picture.js";
import { ports } from "./ports.js";
import { doorsText, fitted, listenTexts, networksText, reachText, subnetsTexts, zoneTexts } from "./texts.js";

/** Widths in points: of a volume, and of what stands between its edge and its text. */
const VOLUME = 132;
const PADDING = 3;

export function loadBalancerLabel(picture: Picture): string {
  const all = picture.edges.filter((edge) => edge.kind === "route").map(routeText);
  const hosts = isDense(picture) ? [] : all;
  const elsewhere = hosts.length < all.length ? ["hosts: on the cards they lead to"] : [];
  const zone = zoneTexts(picture).map((text) => escaped(fitted(text, { width: 200, size: SMALL_TEXT_POINTS })));
  const head = linesOf([bold("load balancer"), ...[...listenTexts(picture), ...zone, ...elsewhere].map(smallText)]);
  const rows = hosts.map((host, index) => {
    const text = escaped(fitted(host, { width: 150, size: TEXT_POINTS }));
    return row(cell(text, { align: "RIGHT", port: ports.host(index), padding: 4 }));
  });
  return box([row(cell(head, { align: "LEFT" })), ...rows], { look: palette.public, padding: 5 });
}

export function subnetsLabel(picture: Picture): string {
  const { vpc } = picture;
  const title = vpc.existing ? "subnets" : "public subnets";
  return subnetBox(title, subnetsTexts(picture).outside, vpc.subnets);
}

export function privateSubnetsLabel(picture: Picture): string {
  return subnetBox("private subnets", subnetsTexts(picture).inside, picture.vpc.private?.subnets ?? []);
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
  return groupBox(
    group,
    rows.map((cards) => {
      const lines = Math.max(...cards.map((card) => (card ? linesIn(card) : 0)));
      return row(...cards.map((card) => cardCell(card, cards.length === 1 ? columns : 1, lines)));
    }),
    columns,
  );
}

/** The heading of a group over rows of its cards. */
export function groupBox(group: Group, rows: readonly string[], columns: number): string {
  const reach = reachText(group);
  const head = linesOf([bold(escaped(networksText(group))), ...(reach === "" ? [] : [smallText(reach)])]);
  const border = group.networks.length > 0 ? palette.network.border : palette.plain.border;
  return box([row(cell(head, { align: "LEFT", span: columns })), ...rows], {
    look: { fill: ink.paper, border },
    padding: 0,
    spacing: GAP,
  });
}

function cardCell(card: Card | undefined, span: number, lines: number): string {
  if (!card) return cell("");
  const width = CARD_POINTS * span + GAP * (span - 1);
  return cell(cardLabel(card, { lines: cardLines(card, width), width, count: lines }), {
    span,
    port: ports.card(card),
  });
}

export function networkLabel(network: string): string {
  const name = escaped(fitted(network, { width: 90, size: TEXT_POINTS, weight: "bold" }));
  return box([row(cell(`${smallText("network")}<BR/>${bold(name)}`))], { look: palette.network, padding: 6 });
}

/** The file system with its volumes, which stand in so many columns. */
export function fileSystemLabel(shape: FileSystemShape, columns = 1): string {
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
  const cells = volumes.map((volume) => {
    const texts = [
      bold(escaped(fitted(volume.name, { ...setting, size: TEXT_POINTS, weight: "bold" }))),
      smallText(escaped(fitted(volume.path, { ...setting, size: SMALL_TEXT_POINTS }))),
    ];
    const label = box([row(cell(linesOf(texts), { align: "LEFT", width: VOLUME }))], {
      look: palette.volume,
      padding: PADDING,
    });
    return cell(label, { port: ports.volume(volume.name) });
  });
  const height = Math.ceil(cells.length / columns);
  const rows = cells
    .slice(0, height)
    .map((_, index) =>
      row(...Array.from({ length: columns }, (_, column) => cells[column * height + index] ?? cell(""))),
    );
  return box([row(cell(head, { align: "LEFT", span: columns })), ...rows], {
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
