import { type Alias, type Document, isAlias, type Node, visit } from "yaml";

/** What each alias of a document stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * The node behind each alias: the last one before it with its anchor. `Alias.resolve` of the library walks the whole document for every
 * single alias, which takes minutes on a file of many.
 *
 * @param text what the document was read from; without a `*` in it, as in most files, there is no alias to look for
 */
export function aliasTargets(document: Document, text: string): AliasTargets {
  if (!text.includes("*")) return new Map();
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}
