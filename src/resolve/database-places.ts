import { childOf, type MapNode, type SyntaxNode } from "../syntax/nodes.js";

/** In what the environments of a file run a database: one may run it in a container, and another have AWS run it. */
export interface DatabasePlaces {
  readonly managed: boolean;
  readonly container: boolean;
}

/** How the environments of a file run a database, whether they are translated or not. Without `environments` there is one. */
export function databasePlaces(database: string, base: MapNode, environments: MapNode | undefined): DatabasePlaces {
  const global = managedIn(base, database) ?? false;
  const blocks = [...(environments?.entries.values() ?? [])].map(({ value }) => value);
  const places = blocks.length > 0 ? blocks.map((block) => managedIn(block, database) ?? global) : [global];
  return { managed: places.includes(true), container: places.includes(false) };
}

/** What a block says of `managed`; undefined where it says nothing. */
function managedIn(block: SyntaxNode, database: string): boolean | undefined {
  const written = childOf(childOf(childOf(block, "databases"), database), "managed");
  return written?.kind === "scalar" ? written.text === "true" : undefined;
}
