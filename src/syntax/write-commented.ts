import { Alias, Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { filled } from "../diagnostics/lists.js";
import { type Commented, type CommentedMap, type CommentedScalar, type Comments, MERGE_KEY } from "./commented.js";

/** Columns that a line has at most, where words and lists allow. */
const COLUMNS = 120;

/** Columns by which a part stands further in than what it is in. */
const INDENT = 2;

/** A tree as YAML. */
export function writeCommented(root: CommentedMap): string {
  const document = new Document();
  document.contents = nodeOf(root, 0) as typeof document.contents;
  return document.toString({ lineWidth: COLUMNS, flowCollectionPadding: true, singleQuote: false });
}

/** `[a, b]` beside `{ a: b }`, as people write them. */
class TightList extends YAMLSeq {
  override toString(...[context, ...rest]: Parameters<YAMLSeq["toString"]>): string {
    return super.toString(context && { ...context, flowCollectionPadding: "" }, ...rest);
  }
}

/** `column` is that at which lines of it begin; `used` are the columns of its first that what it belongs to takes. */
function nodeOf(tree: Commented, column: number, used = 0): Node {
  switch (tree.kind) {
    case "alias":
      return new Alias(tree.name);
    case "scalar":
      return scalarNode(tree, column + used);
    case "list": {
      const list = new TightList();
      list.flow = tree.flow === true || tree.items.length === 0;
      for (const { value, comments: written } of tree.items) {
        const comments = besideWhereItFits(written, column + INDENT + widthOf(value));
        const node = nodeOf(value, column + INDENT);
        comment(node, comments, column + INDENT);
        if (comments.beside !== undefined) node.comment = ` ${comments.beside}`;
        list.items.push(node);
      }
      if (tree.closing && tree.closing.length > 0) list.comment = commentText(tree.closing, column);
      return anchored(list, tree.anchor);
    }
    case "map": {
      const map = new YAMLMap();
      map.flow = (tree.flow === true && column + used + widthOf(tree) <= COLUMNS) || tree.entries.length === 0;
      for (const { key, value, comments: written } of tree.entries) {
        const comments = besideWhereItFits(written, column + key.length + 2 + widthOf(value));
        const name = new Scalar(key);
        if (key === MERGE_KEY) name.type = "PLAIN";
        comment(name, comments, column);
        const node = nodeOf(value, column + INDENT, key.length);
        besideOrAbove(node, comments);
        map.items.push(new Pair(name, node));
      }
      if (tree.closing && tree.closing.length > 0) map.comment = commentText(tree.closing, column);
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

/** Columns of a part on one line, about; of one over several lines, none. */
function widthOf(tree: Commented): number {
  if (tree.kind === "alias") return tree.name.length + 1;
  if (tree.kind === "scalar") return tree.text.includes("\n") ? 0 : tree.text.length;
  if (tree.flow !== true) return 0;
  const widths =
    tree.kind === "map"
      ? tree.entries.map(({ key, value }) => key.length + 2 + widthOf(value))
      : tree.items.map(({ value }) => widthOf(value));
  return widths.reduce((sum, width) => sum + width + 2, 2);
}

/** A comment beside what would be too long with it goes above. */
function besideWhereItFits(comments: Comments, width: number): Comments {
  const { beside, ...others } = comments;
  if (beside === undefined || width + beside.length + 3 <= COLUMNS) return comments;
  return { ...others, before: [...comments.before, beside] };
}

/** A text of several words over several lines, where one would be too long. */
function isFolded(text: string, column: number): boolean {
  return column + text.length + 2 > COLUMNS && /^\S+(?: \S+)+$/.test(text);
}

function scalarNode({ value, text, anchor }: CommentedScalar, column: number): Scalar {
  // What would be read as another text, `1.10` for one, is written as a text.
  const node = new Scalar(value === null || typeof value === "string" || String(value) === text ? value : text);
  if (typeof value === "string" && value.includes("\n")) node.type = "BLOCK_LITERAL";
  else if (typeof value === "string" && isFolded(value, column)) node.type = "BLOCK_FOLDED";
  if (value === null) node.source = "";
  return anchored(node, anchor);
}

function comment(node: Node, { before, gap }: Comments, column: number): void {
  if (before.length > 0) node.commentBefore = commentText(before, column);
  if (gap) node.spaceBefore = true;
}

function commentText(lines: readonly string[], column: number): string {
  const width = COLUMNS - column - 2;
  return lines
    .flatMap((line) => (line.length <= width || SETTING.test(line) ? [line] : filled(line, width)))
    .map((line) => (line === "" ? "" : ` ${line}`))
    .join("\n");
}

/** A comment that is no sentence: a setting that is off, a drawing. */
const SETTING = /^(?:[\s\-#{["'=*|+]|[\w.-]+=|[a-z][\w.-]*:(?:\s|$))/;
