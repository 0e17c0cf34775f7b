import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type Scalar } from "yaml";
import { type AliasTargets, aliasTargets } from "./aliases.js";
import {
  COMPOSE_TAGS,
  type Commented,
  type CommentedAlias,
  type CommentedEntry,
  type CommentedItem,
  type CommentedMap,
  type CommentedScalar,
  type Comments,
} from "./commented.js";

/** A document with its comments. */
export interface CommentedDocument {
  /** Comments above everything, apart from it. */
  readonly header: readonly string[];
  readonly root: CommentedMap;
}

/** The comments of a text that `parseYaml` takes: it has to be sound, with a map at its root. */
export function readCommented(text: string): CommentedDocument {
  const lines = text.replaceAll("\r\n", "\n");
  const document = parseDocument(lines, {
    version: "1.2",
    merge: false,
    uniqueKeys: false,
    logLevel: "silent",
  });
  const root = new Reader(aliasTargets(document, text), lines).read(document.contents);
  if (root.kind !== "map") throw new Error("Internal error: comments are read of maps that were parsed before.");
  return { header: linesOf(document.commentBefore), root };
}

class Reader {
  readonly #targets: AliasTargets;
  readonly #text: string;
  readonly #read = new Map<Node, Exclude<Commented, CommentedAlias>>();

  constructor(targets: AliasTargets, text: string) {
    this.#targets = targets;
    this.#text = text;
  }

  read(node: Node | null | undefined): Commented {
    if (!node) return nothing;
    if (!isAlias(node)) return this.#once(node);
    const target = this.#targets.get(node);
    return { kind: "alias", name: node.source, ...(target ? { target: this.#once(target) } : {}) };
  }

  #once(node: Node): Exclude<Commented, CommentedAlias> {
    const known = this.#read.get(node);
    if (known) return known;
    const read = this.#convert(node);
    this.#read.set(node, read);
    return read;
  }

  #convert(node: Node): Exclude<Commented, CommentedAlias> {
    const tag = COMPOSE_TAGS.get(node.tag ?? "");
    const about = {
      ...("anchor" in node && typeof node.anchor === "string" && { anchor: node.anchor }),
      ...(tag && { tag }),
    };
    if (isScalar(node)) return { ...scalarOf(node), ...about };
    if (isSeq(node)) {
      const items = (node.items as Node[]).map((item, index): CommentedItem => {
        const comments = commentsOf(item, item);
        return { value: this.read(item), comments: index === 0 ? withInner(comments, node) : comments };
      });
      return { kind: "list", items, ...about, closing: linesOf(node.comment), flow: node.flow === true };
    }
    if (!isMap(node)) return nothing;
    const pairs = node.items as Pair<Node, Node | null>[];
    const empty = pairs.map(({ value }, index) => this.#behindNothing(value, pairs[index + 1]?.key));
    const entries = pairs.map((pair, index): CommentedEntry => {
      const beside = isScalar(pair.value) || isAlias(pair.value) ? pair.value : undefined;
      const comments = {
        ...commentsOf(pair.key, empty[index] ? undefined : beside),
        ...empty[index]?.own,
        ...empty[index - 1]?.next,
      };
      return {
        key: isScalar(pair.key) ? scalarOf(pair.key).text : String(pair.key),
        value: this.read(pair.value),
        comments: index === 0 ? withInner(comments, node) : comments,
      };
    });
    const closing = [...(empty.at(-1)?.next.before ?? []), ...linesOf(node.comment)];
    return { kind: "map", entries, ...about, closing, flow: node.flow === true };
  }

  /**
   * The comments behind a key with nothing behind its colon. The library takes those of the lines below for comments of the value, which has
   * no line; they belong to the next key, or to the end of the map.
   */
  #behindNothing(value: Node | null, next: Node | undefined): Behind | undefined {
    const [start, end, after] = (isScalar(value) && value.comment && value.range) || [];
    if (start === undefined || start !== end || after === undefined) return undefined;
    const [line = "", ...below] = this.#text.slice(start, next?.range?.[0] ?? after).split("\n");
    const lines = below.map((one) => one.trim());
    const [beside] = linesOf(/^\s*#(.*)$/.exec(line)?.[1]);
    const before = lines.slice(
      lines.findIndex((one) => one !== ""),
      lines.findLastIndex((one) => one !== "") + 1,
    );
    return {
      own: beside === undefined ? {} : { beside },
      // The last line is that of the next key.
      next: { before: before.map((one) => one.replace(/^# ?/, "")), gap: lines.length > 1 && lines[0] === "" },
    };
  }
}

/** Comments behind an empty value: beside its key, and above the next one. */
interface Behind {
  readonly own: Pick<Comments, "beside">;
  readonly next: Pick<Comments, "before" | "gap">;
}

const nothing: CommentedScalar = { kind: "scalar", value: null, text: "" };

function scalarOf(node: Scalar): CommentedScalar {
  const { value } = node;
  const plain = value === null || ["string", "number", "boolean"].includes(typeof value);
  const text = typeof value === "string" ? value : (node.source ?? String(value ?? ""));
  const isPlain = node.type === "PLAIN" && node.tag === undefined;
  return {
    kind: "scalar",
    value: plain ? (value as CommentedScalar["value"]) : text,
    text,
    ...(isPlain && { plain: true }),
  };
}

function commentsOf(above: Node, beside: Node | null | undefined): Comments {
  const [line] = linesOf(beside?.comment);
  return {
    before: linesOf(above.commentBefore),
    ...(line === undefined ? {} : { beside: line }),
    ...(above.spaceBefore ? { gap: true } : {}),
  };
}

/** A comment between a collection's key and its first entry belongs to the collection. */
function withInner(comments: Comments, { commentBefore }: Node): Comments {
  return { ...comments, before: [...linesOf(commentBefore), ...comments.before] };
}

function linesOf(comment: string | null | undefined): readonly string[] {
  return comment ? comment.split("\n").map((line) => line.replace(/^ /, "").trimEnd()) : [];
}
