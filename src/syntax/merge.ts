import { isNull, type MapEntry, type MapNode, type SyntaxNode } from "./nodes.js";

/**
 * Lays one tree over another: maps merge key by key, lists and scalars replace, an explicit null removes the key.
 * Every value keeps the position at which it was written.
 */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (isNull(entry.value)) entries.delete(key);
    else entries.set(key, below ? { ...entry, value: mergeNodes(below.value, entry.value) } : entry);
  }
  return { ...over, location: base.location, entries };
}

function mergeNodes(base: SyntaxNode, over: SyntaxNode): SyntaxNode {
  return base.kind === "map" && over.kind === "map" ? mergeMaps(base, over) : over;
}
