import { filled } from "../../diagnostics/lists.js";
import type { Comments } from "../../syntax/commented.js";
import type { Remark } from "./findings.js";

/** What a part of nanokit.yml was made of: where several share one anchor, they can share it again. */
export interface Origin {
  readonly anchor?: string;
  readonly merges: readonly string[];
}

/** A part of the nanokit.yml that is made, with everything spelled out. */
export type Target = TargetScalar | TargetMap | TargetList;

export interface TargetScalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  readonly origin?: Origin;
}

export interface TargetList {
  readonly kind: "list";
  readonly items: readonly TargetItem[];
  readonly closing: readonly string[];
  readonly flow?: boolean;
  readonly origin?: Origin;
}

export interface TargetMap {
  readonly kind: "map";
  readonly entries: readonly TargetEntry[];
  readonly closing: readonly string[];
  readonly flow?: boolean;
  readonly origin?: Origin;
}

export interface TargetEntry {
  readonly key: string;
  readonly value: Target;
  readonly comments: Comments;
}

export interface TargetItem {
  readonly value: Target;
  readonly comments: Comments;
}

const NO_COMMENTS: Comments = { before: [] };

/** Comments with words of ours beside what they are about; where somebody's own stand there, ours go above. */
export function withBeside(comments: Comments, words: string | undefined): Comments {
  if (words === undefined) return comments;
  const { before, beside } = comments;
  return beside === undefined ? { ...comments, beside: words } : { ...comments, before: [...before, words] };
}

export function scalar(value: TargetScalar["value"]): TargetScalar {
  return { kind: "scalar", value };
}

/** A text, without the quotes that a number or a switch would need: variables are texts, whatever YAML takes them for. */
export function unquoted(text: string): TargetScalar {
  if (text === "true" || text === "false") return scalar(text === "true");
  return scalar(/^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text);
}

/** A map on one line, such as `{ from: vault }`. */
export function inline(entries: Readonly<Record<string, TargetScalar["value"]>>): TargetMap {
  const written = Object.entries(entries).map(([key, value]) => ({ key, value: scalar(value), comments: NO_COMMENTS }));
  return { kind: "map", entries: written, closing: [], flow: true };
}

/** Columns that a list on one line has at most. */
const LINE = 80;

/** A list of texts without comments, on one line where they fit. */
export function texts(values: readonly string[]): TargetList {
  const items = values.map((value) => ({ value: scalar(value), comments: NO_COMMENTS }));
  return { kind: "list", items, closing: [], flow: values.join(", ").length <= LINE };
}

/** Columns that a comment has at most, its indentation not counted. */
const COMMENT_WIDTH = 100;

/** Puts together a map or a list: remarks go above what follows them, or to the end. */
export class Builder {
  readonly #parts: { key: string; value: Target; comments: Comments }[] = [];
  #pending: (string | Remark)[] = [];
  #about: (string | Remark)[] = [];

  /** A comment at this place, if there is one to make. */
  remark(remark: Remark | string | undefined): this {
    if (typeof remark === "string") this.#pending.push(...wrap(remark));
    else if (remark) this.#pending.push(remark);
    return this;
  }

  /** A comment about what is added next, below those that it has. */
  about(remark: Remark | string | undefined): this {
    if (typeof remark === "string") this.#about.push(...wrap(remark));
    else if (remark) this.#about.push(remark);
    return this;
  }

  /** Comments as they were. */
  keep(lines: readonly string[]): this {
    this.#pending.push(...lines);
    return this;
  }

  add(key: string, value: Target | undefined, comments: Comments = NO_COMMENTS): this {
    if (value === undefined) return this;
    this.#parts.push({
      key,
      value,
      comments: { ...comments, before: [...linesOf(this.#pending), ...comments.before, ...linesOf(this.#about)] },
    });
    this.#pending = [];
    this.#about = [];
    return this;
  }

  item(value: Target, comments: Comments = NO_COMMENTS): this {
    return this.add("", value, comments);
  }

  get empty(): boolean {
    return this.#parts.length === 0;
  }

  /** Whether nothing is remarked on within. */
  get plain(): boolean {
    return (
      this.#pending.length === 0 &&
      this.#parts.every(({ comments }) => comments.before.length === 0 && comments.beside === undefined)
    );
  }

  /** Remarks that found nothing to stand above. */
  get rest(): readonly string[] {
    return linesOf(this.#pending);
  }

  map(origin?: Origin): TargetMap {
    return { kind: "map", entries: [...this.#parts], closing: this.rest, ...(origin ? { origin } : {}) };
  }

  list(origin?: Origin): TargetList {
    const items = this.#parts.map(({ value, comments }) => ({ value, comments }));
    return { kind: "list", items, closing: this.rest, ...(origin ? { origin } : {}) };
  }
}

/** Comments, of which those of ours that have one reason are one. */
function linesOf(comments: readonly (string | Remark)[]): readonly string[] {
  const isLike = (one: string | Remark, { head, why }: Remark): one is Remark =>
    typeof one !== "string" && one.head === head && one.why === why;
  return comments.flatMap((comment, index) => {
    if (typeof comment === "string") return [comment];
    const like = comments.filter((one) => isLike(one, comment));
    if (comments.findIndex((one) => isLike(one, comment)) < index) return [];
    const { head, why } = comment;
    return wrap(`${head}: ${[...new Set(like.map(({ what }) => what))].join(", ")}: ${why}.`);
  });
}

/** The lines of a comment of ours. */
export function wrap(text: string): readonly string[] {
  return filled(text.replaceAll(/\s+/g, " ").trim(), COMMENT_WIDTH);
}
