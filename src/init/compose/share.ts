import {
  type Commented,
  type CommentedEntry,
  type CommentedMap,
  type CommentedScalar,
  MERGE_KEY,
} from "../../syntax/commented.js";
import type { Origin, Target, TargetEntry, TargetMap } from "./target.js";

/**
 * Lets parts share again what they shared by anchors, aliases and merge keys before they were translated one by one: the first part with
 * an anchor keeps it, equal ones after it become aliases, and a map that merged others holds only what differs from them.
 */
export function shareAnchors(root: TargetMap): CommentedMap {
  const sharing = new Sharing();
  const shared = sharing.write(root);
  const clean = withoutUnused(shared, sharing.used) as CommentedMap;
  // Blocks at the top that were there for their anchors alone.
  return { ...clean, entries: clean.entries.filter(({ key, value }) => !key.startsWith("x-") || hasAnchor(value)) };
}

class Sharing {
  /** Names of anchors that something refers to. */
  readonly used = new Set<string>();
  readonly #known = new Map<string, Target>();

  write(part: Target): Commented {
    const { anchor } = part.origin ?? {};
    const known = anchor === undefined ? undefined : this.#known.get(anchor);
    if (anchor !== undefined && known && same(known, part)) {
      this.used.add(anchor);
      return { kind: "alias", name: anchor };
    }
    const written = this.#writeContent(part, known && anchor !== undefined ? [anchor] : []);
    if (anchor === undefined || known) return written;
    this.#known.set(anchor, part);
    return { ...written, anchor };
  }

  #writeContent(part: Target, alsoMerged: readonly string[]): Exclude<Commented, { kind: "alias" }> {
    switch (part.kind) {
      case "scalar":
        return { kind: "scalar", value: part.value, text: String(part.value ?? "") } satisfies CommentedScalar;
      case "list": {
        const items = part.items.map(({ value, comments }) => ({ value: this.write(value), comments }));
        return { kind: "list", items, closing: part.closing, ...(part.flow ? { flow: true } : {}) };
      }
      case "map":
        return this.#map(part, [...alsoMerged, ...mergesOf(part.origin)]);
    }
  }

  #map({ entries, closing, flow }: TargetMap, merges: readonly string[]): CommentedMap {
    const sources = merges.filter((name) => this.#known.get(name)?.kind === "map");
    const inherited = new Map<string, Target>();
    for (const name of sources) {
      for (const { key, value } of mapEntries(this.#known.get(name)))
        if (!inherited.has(key)) inherited.set(key, value);
    }
    const differs = ({ key, value }: TargetEntry) => {
      const other = inherited.get(key);
      return !other || !same(other, value);
    };
    const worthwhile = entries.some((entry) => !differs(entry));
    const own = worthwhile ? entries.filter(differs) : entries;
    const kept = own.map(({ key, value, comments }): CommentedEntry => ({ key, value: this.write(value), comments }));
    const rest = { kind: "map", closing, ...(flow ? { flow } : {}) } as const;
    if (!worthwhile) return { ...rest, entries: kept };
    for (const name of sources) this.used.add(name);
    const aliases = sources.map((name): Commented => ({ kind: "alias", name }));
    const [only] = aliases;
    const merged: Commented =
      aliases.length === 1 && only
        ? only
        : { kind: "list", flow: true, items: aliases.map((value) => ({ value, comments: { before: [] } })) };
    const present = new Set(entries.map(({ key }) => key));
    const removed = [...inherited.keys()].filter((key) => !present.has(key));
    const nothing = removed.map((key): CommentedEntry => ({ key, value: NOTHING, comments: { before: [] } }));
    return { ...rest, entries: [{ key: MERGE_KEY, value: merged, comments: { before: [] } }, ...kept, ...nothing] };
  }
}

const NOTHING: CommentedScalar = { kind: "scalar", value: null, text: "" };

function mergesOf(origin: Origin | undefined): readonly string[] {
  return origin?.merges ?? [];
}

function mapEntries(part: Target | undefined): readonly TargetEntry[] {
  return part?.kind === "map" ? part.entries : [];
}

/** Whether two parts say the same, whatever is remarked about them. */
function same(one: Target, other: Target): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(part: Target): unknown {
  if (part.kind === "scalar") return part.value;
  if (part.kind === "list") return part.items.map(({ value }) => plain(value));
  const entries = part.entries.map(({ key, value }) => [key, plain(value)] as const);
  return { map: entries.sort(([a], [b]) => (a < b ? -1 : 1)) };
}

/** The same without the anchors that nothing refers to. */
function withoutUnused(part: Commented, used: ReadonlySet<string>): Commented {
  if (part.kind === "alias") return part;
  const { anchor, ...rest } = part;
  const kept = anchor !== undefined && used.has(anchor) ? { ...rest, anchor } : rest;
  if (kept.kind === "scalar") return kept;
  if (kept.kind === "list") {
    return { ...kept, items: kept.items.map((item) => ({ ...item, value: withoutUnused(item.value, used) })) };
  }
  return { ...kept, entries: kept.entries.map((entry) => ({ ...entry, value: withoutUnused(entry.value, used) })) };
}

function hasAnchor(part: Commented): boolean {
  if (part.kind === "alias") return false;
  if (part.anchor !== undefined) return true;
  if (part.kind === "list") return part.items.some(({ value }) => hasAnchor(value));
  return part.kind === "map" && part.entries.some(({ value }) => hasAnchor(value));
}
