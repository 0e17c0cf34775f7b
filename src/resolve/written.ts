import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import type { Step, WrittenNode } from "../model/provenance.js";
import type { MapNode, SyntaxNode } from "../syntax/nodes.js";
import { parseYaml } from "../syntax/parse.js";
import type { FileExists } from "./discovery.js";
import { prepareEnvironments } from "./environments.js";
import { isSecretPath } from "./rules/secrets.js";
import { applyRuntimes } from "./runtimes.js";

/** What the file says, value by value. */
export interface WrittenFile {
  /** As it stands there; the variables of environments that are not translated stay. */
  readonly whole: readonly WrittenNode[];
  /** As each environment that is translated sees it: merged, services laid over their runtimes. */
  readonly environments: readonly { readonly name: string; readonly nodes: readonly WrittenNode[] }[];
}

/**
 * The values of a nanokit.yml with their positions. Reads the text once more than compiling does, so that compiling need not keep what
 * only few ask for. Reports nothing: whoever asks has compiled the file.
 */
export function writtenValues(
  source: SourceFile,
  options: {
    readonly environments?: readonly string[];
    readonly variables?: Readonly<Record<string, string>>;
    readonly exists?: FileExists;
  },
): WrittenFile {
  const discarded = new Diagnostics();
  const root = parseYaml(source, discarded, { isSecret: isSecretPath });
  if (!root) return { whole: [], environments: [] };
  const { whole, environments } = prepareEnvironments(root, options.environments, options.variables ?? {}, discarded);
  const own = nodesOf({ ...root, entries: new Map([...root.entries, ...whole.entries]) });
  const byPlace = new Map(own.map((node) => [placeOf(node), node]));
  return {
    whole: own,
    environments: environments.map((prepared) => {
      const blocks = applyRuntimes(prepared, discarded, options.exists);
      const name = whole.entries.get("name");
      const entries = new Map([...(name ? [["name", name] as const] : []), ...blocks.entries]);
      return {
        name: prepared.name,
        nodes: nodesOf({ ...blocks, entries }).map((node) => byPlace.get(placeOf(node)) ?? node),
      };
    }),
  };
}

/** A map that an environment lays something over begins where it was first written: its key is that one, and not the environment's. */
function placeOf({ path, location: { start, end }, origin, text }: WrittenNode): string {
  return text !== undefined && origin !== "file" ? "" : `${path.join("\n")}\n${start}-${end}`;
}

function nodesOf(root: MapNode): readonly WrittenNode[] {
  const found: WrittenNode[] = [];
  const visit = (node: SyntaxNode, path: readonly Step[], keyLocation?: WrittenNode["keyLocation"]): void => {
    const { location, origin } = node;
    const text = node.kind === "scalar" ? node.text : undefined;
    found.push({
      path,
      location,
      origin,
      ...(keyLocation && { keyLocation }),
      ...(text !== undefined && { text }),
    });
    if (node.kind === "list") for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    if (node.kind === "map") {
      for (const { key, keyLocation: at, value } of node.entries.values()) visit(value, [...path, key], at);
    }
  };
  visit(root, []);
  return found.slice(1);
}
