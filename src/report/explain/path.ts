import { listed } from "../../diagnostics/lists.js";
import type { Step, WrittenNode } from "../../model/provenance.js";
import { placed, spotOf } from "./address.js";
import type { BookEntry, ExplainedRow } from "./book.js";
import type { Key } from "./key.js";
import { columns, frame, paragraph, type Style, strong } from "./layout.js";
import { type Effects, type Explained, effectsOf } from "./origins.js";
import { matches, pathText } from "./pattern.js";
import { relationsOf } from "./relations.js";
import { selected } from "./select.js";

/** What the language says of a key. */
export function explainKey(
  { field, means, keys, isMap, named }: Key,
  path: readonly Step[],
  style: Style,
): readonly string[] {
  const own = named
    ? paragraph(`Part of \`${pathText(path.slice(0, -1))}\`. ${field.doc}`, style, 2)
    : [...paragraph(field.doc, style, 2), ...paragraph(outcomeOf(field), style, 2)];
  return [
    ...own,
    ...(isMap ? [] : paragraph(`${means}.`, style, 2, "Takes:")),
    ...(keys.length > 0 ? paragraph(`${keys.join(", ")}.`, style, 2, "Keys:") : []),
    ...(named || field.default === undefined ? [] : paragraph(`${field.default}.`, style, 2, "Default:")),
  ];
}

function outcomeOf({ outcome, required }: Key["field"]): string {
  const must = required ? " It must be written." : "";
  switch (outcome.kind) {
    case "used":
      return `Becomes: ${outcome.becomes}.${must}`;
    case "missed":
      return `Not done on AWS: ${outcome.because}.`;
    case "ignored":
      return `No effect on AWS: ${outcome.because}.`;
  }
}

/** What comes of a place of the file in one environment, as lines; undefined when nothing is written there for this environment. */
export function explainPath(
  path: readonly Step[],
  whole: readonly WrittenNode[],
  explained: Explained,
  rows: readonly ExplainedRow[],
  style: Style,
): readonly string[] | undefined {
  const nodes = selected(path, { whole, environment: explained.environment.name, nodes: explained.nodes });
  if (nodes.length === 0) return undefined;
  const effects = effectsOf(nodes, explained);
  const instead = insteadOf(nodes, explained, rows);
  return [
    ...placesOf(path, [...nodes, ...whole], style),
    ...section("Makes", effects.made, style),
    ...sharedSections(effects, style),
    ...section("Sets parts of", effects.shaped, style),
    ...insteadSection(instead, style),
    ...(nothing(effects) && instead.length === 0
      ? ["", ...paragraph("Nothing of the output depends on it here.", style)]
      : []),
  ];
}

/** Where the value itself stands; of what a whole block gives, its parts tell. */
function placesOf(path: readonly Step[], nodes: readonly WrittenNode[], style: Style): readonly string[] {
  const itself = nodes.find(
    (node) => node.path.length === path.length && node.path.every((step, at) => step === path[at]),
  );
  return itself ? ["", ...placed(itself, style), ...frame(spotOf(itself), style)] : [];
}

function section(title: string, entries: readonly BookEntry[], style: Style): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(({ address, row }) => [address, row.about] as const);
  return ["", strong(title, style), ...columns(rows, style)];
}

/** What others would keep there too, by who they are. */
function sharedSections({ shared }: Effects, style: Style): readonly string[] {
  const groups = new Map<string, BookEntry[]>();
  for (const { entry, others } of shared) {
    const names = [...new Set(others.map(({ path }) => pathText(path)))];
    const rest = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names;
    const who = rest.map((name) => (/^\d+ others$/.test(name) ? name : `\`${name}\``));
    const text = listed(who);
    groups.set(text, [...(groups.get(text) ?? []), entry]);
  }
  return [...groups].flatMap(([who, entries]) => {
    const [title = "", ...rows] = section("Makes", entries, style).slice(1);
    return ["", ...paragraph(`(shared with ${who})`, style, 0, title === "" ? "" : "Makes"), ...rows];
  });
}

/** Rows that are not there, as this is written. */
function insteadOf(
  nodes: readonly WrittenNode[],
  { environment, nodes: all, book }: Explained,
  rows: readonly ExplainedRow[],
): readonly ExplainedRow[] {
  const there = new Set([...book.values()].map(({ row }) => row));
  const relations = relationsOf(environment);
  const around = { nodes: all, parts: {}, relations, known: new Map() };
  return rows.filter((row) => {
    if (there.has(row) || row.address.includes("{service}")) return false;
    const { made = [], unless = [] } = row;
    const isMade = made.every(
      (cause) =>
        cause.includes("{zone}") ||
        cause.includes(" if ") ||
        cause.split(" | ").some((one) => matches(one, around).length > 0),
    );
    return isMade && unless.some((pattern) => matches(pattern, around).some((node) => nodes.includes(node)));
  });
}

function insteadSection(rows: readonly ExplainedRow[], style: Style): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.map(({ address, about }) => [address.replaceAll("{", "<").replaceAll("}", ">"), about] as const);
  return ["", strong("Takes the place of", style), ...columns(shown, style)];
}

function nothing({ made, shared, shaped }: Effects): boolean {
  return made.length + shared.length + shaped.length === 0;
}

/** The keys and items that there are at a path's end, for a path that leads nowhere. */
export function namesAt(path: readonly Step[], nodes: readonly WrittenNode[]): readonly Step[] {
  return nodes
    .filter((node) => node.path.length === path.length + 1 && path.every((step, at) => node.path[at] === step))
    .map((node) => node.path.at(-1) ?? "");
}
