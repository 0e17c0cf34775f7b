import { Alias, Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { type Commented, type CommentedMap, type CommentedScalar, type Comments, MERGE_KEY } from "./commented.js";

/** A tree as YAML. */
export function writeCommented(root: CommentedMap): string {
  const document = new Document();
  document.contents = nodeOf(root) as typeof document.contents;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, singleQuote: false });
}

/** `[a, b]` beside `{ a: b }`, as people write them. */
class TightList extends YAMLSeq {
  override toString(...[context, ...rest]: Parameters<YAMLSeq["toString"]>): string {
    return super.toString(context && { ...context, flowCollectionPadding: "" }, ...rest);
  }
}

function nodeOf(tree: Commented): Node {
  switch (tree.kind) {
    case "alias":
      return new Alias(tree.name);
    case "scalar":
      return scalarNode(tree);
    case "list": {
      const list = new TightList();
      list.flow = tree.flow === true || tree.items.length === 0;
      for (const { value, comments } of tree.items) {
        const node = nodeOf(value);
        comment(node, comments);
        if (comments.beside !== undefined) node.comment = ` ${comments.beside}`;
        list.items.push(node);
      }
      if (tree.closing && tree.closing.length > 0) list.comment = commentText(tree.closing);
      return anchored(list, tree.anchor);
    }
    case "map": {
      const map = new YAMLMap();
      map.flow = tree.flow === true || tree.entries.length === 0;
      for (const { key, value, comments } of tree.entries) {
        const name = new Scalar(key);
        if (key === MERGE_KEY) name.type = "PLAIN";
        comment(name, comments);
        const node = nodeOf(value);
        besideOrAbove(node, comments);
        map.items.push(new Pair(name, node));
      }
      if (tree.closing && tree.closing.length > 0) map.comment = commentText(tree.closing);
      return anchored(map, tree.anchor);
    }
  }
}

/** The library writes a comment beside a collection below it, where it would belong to what follows. */
function besideOrAbove(node: Node, { beside }: Comments): void {
  if (beside === undefined) return;
  const block = (node instanceof YAMLMap || node instanceof YAMLSeq) && !node.flow;
  if (block) node.commentBefore = ` ${beside}`;
  else node.comment = ` ${beside}`;
}

function anchored<N extends YAMLMap | YAMLSeq | Scalar>(node: N, anchor: string | undefined): N {
  if (anchor !== undefined) node.anchor = anchor;
  return node;
}

function scalarNode({ value, text, anchor }: CommentedScalar): Scalar {
  // What would be read as another text, `1.10` for one, is written as a text.
  const node = new Scalar(value === null || typeof value === "string" || String(value) === text ? value : text);
  if (typeof value === "string" && value.includes("\n")) node.type = "BLOCK_LITERAL";
  if (value === null) node.source = "";
  return anchored(node, anchor);
}

function comment(node: Node, { before, gap }: Comments): void {
  if (before.length > 0) node.commentBefore = commentText(before);
  if (gap) node.spaceBefore = true;
}

function commentText(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "" : ` ${line}`)).join("\n");
}
