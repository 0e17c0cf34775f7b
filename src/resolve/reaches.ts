/** Whether a way along edges leads from one name to another, by whatever is between them. Every name leads to itself. */
export function reaches(edges: ReadonlyMap<string, Iterable<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === to) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...(edges.get(name) ?? []));
  }
  return false;
}
