import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from "yaml";
import type { KnownSecrets } from "../secrets/known.js";
import { secretsWithin } from "../secrets/written.js";
import { type AliasTargets, aliasTargets } from "./aliases.js";

/** Whether what stands at the end of this path, and all below it, may never be shown. The text is there when a scalar stands there. */
export type IsSecret = (path: readonly string[], text?: string) => boolean;

/** How secrets are told, and where those are noted that messages could quote. */
export interface Secrecy {
  readonly isSecret: IsSecret;
  /** What is shown although all around it is secret. @default nothing */
  readonly isShown?: IsSecret;
  readonly known?: KnownSecrets;
}

/** What a path has for a place in a list. */
const IN_LIST = "-";

type Range = readonly [start: number, end: number];

/**
 * The text with every value below a secret key blanked, so that no code frame shows it. Where aliases lead out of the secret part,
 * the value is blanked where it stands.
 */
export function blankSecrets(text: string, documents: readonly Document.Parsed[], secrecy: Secrecy): string {
  const [first] = documents;
  const parsed = first?.contents ? new SecretFinder(text, aliasTargets(first, text), secrecy).find(first.contents) : [];
  const sound = documents.length === 1 && first?.contents && first.errors.length === 0;
  const ranges = sound ? parsed : [...parsed, ...guessedSecrets(text, secrecy.isSecret)];
  return blank(text, [...ranges, ...secretsInComments(text)]);
}

class SecretFinder {
  readonly #text: string;
  readonly #targets: AliasTargets;
  readonly #isSecret: IsSecret;
  readonly #isShown: IsSecret;
  readonly #known: KnownSecrets | undefined;
  readonly #ranges: Range[] = [];
  /** Below which keys each node was visited: an anchor may be plain in one place and secret in another. */
  readonly #seen = new Map<Node, Set<string>>();

  constructor(text: string, targets: AliasTargets, { isSecret, isShown = () => false, known }: Secrecy) {
    this.#text = text;
    this.#targets = targets;
    this.#isSecret = isSecret;
    this.#isShown = isShown;
    this.#known = known;
  }

  find(root: Node): readonly Range[] {
    this.#visit(root, [], false);
    return this.#ranges;
  }

  #visit(node: unknown, path: readonly string[], secret: boolean): void {
    const target = isAlias(node) ? this.#targets.get(node) : (node as Node | null);
    if (!target || !this.#isNew(target, path, secret)) return;
    if (isScalar(target) && secret && target.range) this.#ranges.push([target.range[0], target.range[1]]);
    if (isSeq(target)) {
      const merged = path.at(-1) === "<<";
      const inList = [...path, IN_LIST];
      for (const item of target.items) {
        if (merged) this.#visit(item, path, secret);
        else this.#visit(item, inList, secret || this.#isSecret(inList, this.#textOf(item)));
      }
    }
    if (isMap(target)) {
      const above = path.filter((key) => key !== "<<");
      for (const { key, value } of target.items as Pair[]) {
        const below = [...above, isScalar(key) ? String(key.value) : ""];
        const text = this.#textOf(value);
        const isSecret = (secret || this.#isSecret(below, text)) && !this.#isShown(below, text);
        if (isScalar(key)) this.#visitKey(key, isSecret && text === undefined);
        if (isSecret) this.#blankProperties(value);
        this.#visit(value, below, isSecret);
      }
    }
  }

  /** Without a space behind its colon a value is part of the key: `{DB_PASSWORD:hunter2}`. */
  #visitKey({ value, range }: Scalar, holdsValue: boolean): void {
    if (typeof value !== "string" || !range) return;
    const [, name = "", inKey = ""] = /^([\w.-]+["']?\s*[:=])(.+)$/s.exec(value) ?? [];
    const found = inKey !== "" && holdsValue ? [inKey] : secretsWithin(value);
    for (const one of found) {
      this.#known?.add(one);
      this.#ranges.push([range[0] + (one === inKey ? name.length : 0), range[1]]);
    }
  }

  /** A password that begins with `!`, `&` or `*` and has no quotes is a tag, an anchor or an alias to YAML, and one with `#` a comment. */
  #blankProperties(value: unknown): void {
    if (isAlias(value)) {
      if (!this.#targets.get(value)) this.#add(value.source, value.range);
      return;
    }
    if (!isScalar(value) || !value.range) return;
    const [start, end] = value.range;
    if (end > start) return;
    const line = this.#text.lastIndexOf("\n", start) + 1;
    const rest = /^[^\r\n]*/.exec(this.#text.slice(start))?.[0] ?? "";
    const before = /[!&][^\s,[\]{}]+\s*$/.exec(this.#text.slice(line, start));
    const from = before ? line + before.index : start;
    for (const word of `${value.tag ?? ""} ${value.anchor ?? ""}`.split(" ")) this.#known?.add(word.replace(/^!/, ""));
    this.#ranges.push([from, /^\s*#/.test(rest) ? start + rest.length : start]);
  }

  #add(secret: string, range: readonly number[] | null | undefined): void {
    this.#known?.add(secret);
    if (range) this.#ranges.push([range[0] ?? 0, range[1] ?? 0]);
  }

  /** The last two keys decide what the keys below mean; more would never come to an end where aliases hold aliases. */
  #isNew(node: Node, path: readonly string[], secret: boolean): boolean {
    // Without aliases nothing is visited twice.
    if (this.#targets.size === 0) return true;
    const place = secret ? "secret" : JSON.stringify(path.slice(-2));
    const seen = this.#seen.get(node) ?? new Set();
    this.#seen.set(node, seen);
    return seen.size < seen.add(place).size;
  }

  /** Undefined where nothing is written, be it behind a tag. */
  #textOf(node: unknown): string | undefined {
    const target = isAlias(node) ? this.#targets.get(node) : node;
    if (!isScalar(target) || target.range?.[0] === target.range?.[1]) return undefined;
    return String(target.value ?? "");
  }
}

/** How far behind a key a secret is looked for: a file can be a single line with keys without number. */
const MAX_LOOK = 4096;

/**
 * Where secrets may stand in a text that cannot be parsed: behind their key and on the deeper lines that follow, behind the anchors that
 * such a part refers to, and in what is a private key by its looks.
 */
function guessedSecrets(text: string, isSecret: IsSecret): readonly Range[] {
  const ranges: Range[] = [];
  let reached = 0;
  for (const match of text.matchAll(/([\w.-]+)["']?\s*:/g)) {
    const start = match.index + match[0].length;
    const onLine = /^[^\r\n]*/.exec(text.slice(start, start + MAX_LOOK))?.[0] ?? "";
    // Other keys on the same line are looked at on their own.
    const value = /^\s*\{/.test(onLine) ? "{" : onLine.replace(/,\s*[\w.-]+["']?\s*:.*$/, "").trim();
    if (match.index < reached || !isSecret([match[1] ?? ""], value)) continue;
    reached = endOfBlock(text, match.index, start);
    ranges.push([start, reached]);
  }
  const anchored = anchoredIn(text, ranges);
  const keys = [...text.matchAll(/-----BEGIN[A-Z0-9 ]*PRIVATE KEY[\s\S]*?(?:-----END|$)/g)];
  return [...ranges, ...anchored, ...keys.map(({ 0: key, index }): Range => [index, index + key.length])];
}

/** Where the value ends that begins at `start`, behind a key at `key`: at the next line that is not indented deeper. A tab is deep. */
function endOfBlock(text: string, key: number, start: number): number {
  const opening = /^\s*(?:[&!]\S+\s+)*([{["'])/.exec(text.slice(start));
  const closing = opening && endOfFlow(text, start + opening[0].length - 1);
  const lineStart = text.lastIndexOf("\n", key - 1) + 1;
  const indent = /^[ -]*/.exec(text.slice(lineStart, key + 1))?.[0].length ?? 0;
  const next = new RegExp(`\\n(?= {0,${indent}}[^ \\t\\r\\n])`, "g");
  next.lastIndex = start;
  return Math.max(next.exec(text)?.index ?? text.length, closing ?? 0);
}

/** Where comments have a setting that is a secret: `# DB_PASSWORD=...`. What only looks like a comment, within quotes, may be blanked too. */
function secretsInComments(text: string): readonly Range[] {
  return [...text.matchAll(/(?:^|[ \t])#[^\r\n]*/gm)].flatMap(({ 0: comment, index }) =>
    secretsWithin(comment).map((secret): Range => {
      const start = index + comment.indexOf(secret);
      return [start, start + secret.length];
    }),
  );
}

/** Where a flow collection or a quoted text ends that begins here; the end of the text when it is never closed. */
function endOfFlow(text: string, start: number): number {
  const open: string[] = [];
  const closing = new Map(Object.entries({ "{": "}", "[": "]", '"': '"', "'": "'" }));
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? "";
    const inner = open.at(-1);
    if (sign === inner) open.pop();
    else if (inner === '"' || inner === "'") at += inner === '"' && sign === "\\" ? 1 : 0;
    else open.push(...[closing.get(sign) ?? []].flat());
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

/** The values behind the anchors whose aliases stand in these parts of the text. */
function anchoredIn(text: string, ranges: readonly Range[]): readonly Range[] {
  const aliases = ranges.flatMap(([start, end]) => [...text.slice(start, end).matchAll(/\*([^\s,[\]{}]+)/g)]);
  if (aliases.length === 0) return [];
  const names = new Set(aliases.map(([, name]) => name));
  const values: Range[] = [];
  let reached = 0;
  for (const { 0: anchor, 1: name, index } of text.matchAll(/&([^\s,[\]{}]+)/g)) {
    if (index < reached || !names.has(name)) continue;
    reached = endOfBlock(text, index, index + anchor.length);
    values.push([index + anchor.length, reached]);
  }
  return values;
}

/** The text with these ranges blanked. Line breaks stay, so that every position still holds. */
function blank(text: string, ranges: readonly Range[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push(text.slice(at, from), text.slice(from, end).replace(/[^\r\n]/g, "*"));
    at = end;
  }
  return [...parts, text.slice(at)].join("");
}
