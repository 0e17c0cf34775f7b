import { isNull, type MapEntry, type MapNode, type SyntaxNode } from "./nodes.js";

/**
 * Lays one tree over another: maps merge key by key, lists and scalars replace, an explicit null removes the key. A null that removes
 * nothing stays, for the schema to judge; that of an environment goes. Every value keeps the position at which it was written.
 */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = entries.get(key);
    if (isNull(entry.value) && (below || entry.value.origin === "environment")) entries.delete(key);
    else entries.set(key, { ...entry, value: mergeNodes(below?.value, entry.value) });
  }
  return { ...over, location: base.location, entries };
}

function mergeNodes(base: SyntaxNode | undefined, over: SyntaxNode): SyntaxNode {
  if (over.kind !== "map") return over;
  return mergeMaps(base?.kind === "map" ? base : { ...over, entries: new Map() }, over);
}
