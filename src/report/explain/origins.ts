import type { Environment } from "../../model/project.js";
import type { WrittenNode } from "../../model/provenance.js";
import type { BookEntry } from "./book.js";
import { keyAt } from "./key.js";
import { conditionOf, isOnlyItself, isWithin, matches, placeText, type Surroundings, standsWithin } from "./pattern.js";
import { relationsOf } from "./relations.js";

/** An environment as far as explaining needs it. */
export interface Explained {
  readonly environment: Environment;
  /** What the file says, as this environment sees it. */
  readonly nodes: readonly WrittenNode[];
  readonly book: ReadonlyMap<string, BookEntry>;
}

/** Where an address comes from. */
export interface Origins {
  /** What brings it about: for each cause the values of which one is enough. A cause of which nothing is written is left out. */
  readonly made: readonly (readonly WrittenNode[])[];
  /** What decides about its attributes, in the order of the file: keys that do so whatever is in them, and others with all that is. */
  readonly shaped: readonly { readonly node: WrittenNode; readonly withContent: boolean }[];
  /** Keys that would decide about its attributes if they were written. */
  readonly open: readonly string[];
  /** Keys that would take it away if they were written. */
  readonly unless: readonly string[];
}

/** Where an address of an environment comes from. */
export function originsOf(entry: BookEntry, explained: Explained): Origins {
  const { shaped: patterns = [], unless = [] } = entry.row;
  const around = surroundings(entry, explained);
  const made = causesOf(entry, around).map(({ nodes }) => nodes);
  const first = new Set(made.flat());
  const shaped = patterns.map((pattern) => ({ pattern, nodes: matches(pattern, around) }));
  const nodes = new Map(shaped.flatMap((one) => one.nodes.map((node) => [node, !isOnlyItself(one.pattern)] as const)));
  const open = shaped
    .filter((one) => one.nodes.length === 0)
    .flatMap(({ pattern }) => writable(placeText(pattern, entry.parts), explained.environment));
  return {
    made,
    shaped: explained.nodes.flatMap((node) => {
      const withContent = nodes.get(node);
      return withContent === undefined || first.has(node) ? [] : [{ node, withContent }];
    }),
    open: [...new Set(open)].filter((place) => !place.includes("<")),
    unless: unless.flatMap((pattern) => writable(placeText(pattern, entry.parts), explained.environment)),
  };
}

/** Where a key of a service would be written; of a database, where that has such a key. */
function writable(place: string, { services }: Environment): readonly string[] {
  const [block, name, ...key] = place.split(".");
  if (block !== "services" || !services.some((service) => service.database && service.name === name)) return [place];
  const ofDatabase = ["databases", name ?? "", ...key];
  return keyAt(ofDatabase).kind === "key" ? [ofDatabase.join(".")] : [];
}

/** What comes of a part of the file. */
export interface Effects {
  /** There because of it alone. */
  readonly made: readonly BookEntry[];
  /** There because of it, and of something else too, that would be enough. */
  readonly shared: readonly { readonly entry: BookEntry; readonly others: readonly WrittenNode[] }[];
  /** There in any case, with attributes that depend on it. */
  readonly shaped: readonly BookEntry[];
}

/** What comes of these values. A map or list counts when it is among them, not when a part of it is. */
export function effectsOf(selected: readonly WrittenNode[], explained: Explained): Effects {
  const all = new Set(selected);
  const isSelected = (node: WrittenNode) => all.has(node);
  const made: BookEntry[] = [];
  const shared: { entry: BookEntry; others: readonly WrittenNode[] }[] = [];
  const shaped: BookEntry[] = [];
  for (const entry of explained.book.values()) {
    const around = surroundings(entry, explained);
    const causes = causesOf(entry, around)
      .filter(({ conditions }) => !conditions.some((nodes) => nodes.every(isSelected)))
      .filter(({ nodes }) => nodes.some(isSelected));
    if (causes.some(({ nodes }) => nodes.every(isSelected))) made.push(entry);
    else if (causes.length > 0) {
      const others = causes.flatMap(({ nodes }) => nodes.filter((node) => !isSelected(node)));
      shared.push({ entry, others: [...new Set(others)] });
    } else if (shapes(entry, selected, around)) shaped.push(entry);
  }
  return { made, shared, shaped };
}

/** Whether one of the values decides about attributes: its row names it, or what it is within. */
function shapes(entry: BookEntry, selected: readonly WrittenNode[], around: Surroundings): boolean {
  return (entry.row.shaped ?? []).some(
    (pattern) =>
      matches(pattern, around).some((node) =>
        selected.some((one) => one === node || (!isOnlyItself(pattern) && isWithin(one.path, node.path))),
      ) ||
      (!isOnlyItself(pattern) && selected.some((one) => standsWithin(one, pattern, around))),
  );
}

interface Cause {
  /** Any of them is enough. */
  readonly nodes: readonly WrittenNode[];
  /** Each: values without which the cause is none. */
  readonly conditions: readonly (readonly WrittenNode[])[];
}

function causesOf({ row }: BookEntry, around: Surroundings): readonly Cause[] {
  return (row.made ?? [])
    .map((text): Cause => {
      const written = text.split(" | ").filter((pattern) => matches(pattern, around).length > 0);
      const conditions = written.map(conditionOf).filter((condition) => condition !== undefined);
      return {
        nodes: [...new Set(written.flatMap((pattern) => matches(pattern, around)))],
        // An alternative without a condition is enough.
        conditions: conditions.length < written.length ? [] : conditions.map((condition) => matches(condition, around)),
      };
    })
    .filter(({ nodes }) => nodes.length > 0);
}

const known = new WeakMap<Explained, Map<BookEntry, Surroundings>>();

/** What the patterns of an entry are read against: found once, whoever asks how often. */
function surroundings(entry: BookEntry, explained: Explained): Surroundings {
  const ofEntries = known.get(explained) ?? new Map<BookEntry, Surroundings>();
  known.set(explained, ofEntries);
  const { environment, nodes } = explained;
  const around = ofEntries.get(entry) ?? {
    nodes,
    parts: entry.parts,
    relations: relationsOf(environment),
    known: new Map(),
  };
  ofEntries.set(entry, around);
  return around;
}
