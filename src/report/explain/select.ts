import type { SourceLocation } from "../../diagnostics/source.js";
import type { Step, WrittenNode } from "../../model/provenance.js";
import { isWithin } from "./pattern.js";

/** The file as it stands, and as one environment sees it. */
export interface Views {
  readonly whole: readonly WrittenNode[];
  readonly environment: string;
  readonly nodes: readonly WrittenNode[];
}

/**
 * The values that a path means to an environment: all at and below this place, and where aliases repeat what is written there; or those
 * that came from this part of the file, for a path below `environments`, `runtimes` or a key of the user's own.
 */
export function selected(path: readonly Step[], views: Views): readonly WrittenNode[] {
  const [block, id, ...rest] = path;
  const { whole, environment, nodes } = views;
  const there = whole.find((node) => isWithin(node.path, path) && node.path.length === path.length);
  const isSource = block === "runtimes" || String(block).startsWith("x-");
  if (block === "environments") {
    if (id !== environment || !there) return [];
    return nodes.filter((node) => isWithin(node.path, rest) && (contains(there.location, node) || isOverlaid(node)));
  }
  if (isSource) return there ? nodes.filter((node) => node.path[0] !== block && contains(there.location, node)) : [];
  const here = nodes.filter((node) => isWithin(node.path, path));
  const repeated = there && isWrittenThere(there, whole) ? here.filter((node) => contains(there.location, node)) : [];
  const places = new Set(repeated.map(placeOf));
  return nodes.filter((node) => isWithin(node.path, path) || places.has(placeOf(node)));
}

/** Whether a value stands in the file where its path leads. What an alias repeats stands outside of what the alias is in. */
function isWrittenThere(node: WrittenNode, whole: readonly WrittenNode[]): boolean {
  return whole.every(({ path, location }) => !isWithin(node.path, path) || contains(location, node));
}

function contains({ start, end }: SourceLocation, { location }: WrittenNode): boolean {
  return location.start >= start && location.end <= end && location.end > location.start;
}

/** What an alias repeats has the place at which it was written. An empty place is nobody's. */
function placeOf({ location: { start, end }, path }: WrittenNode): string {
  return end > start ? `${start}-${end}` : path.join(" ");
}

/** A value of an environment's block stands elsewhere when it is an alias. */
function isOverlaid({ origin, text }: WrittenNode): boolean {
  return origin === "environment" && text !== undefined;
}
