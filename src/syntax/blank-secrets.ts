import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { type AliasTargets, aliasTargets } from "./aliases.js";

/** Whether the values below this key, the last of the path, may never be shown. */
export type IsSecret = (path: readonly string[]) => boolean;

/** What a path has for a place in a list. */
const IN_LIST = "-";

type Range = readonly [start: number, end: number];

/**
 * The text with every value below a secret key blanked, so that no code frame shows it. Where aliases lead out of the secret part,
 * the value is blanked where it stands.
 */
export function blankSecrets(text: string, documents: readonly Document.Parsed[], isSecret: IsSecret): string {
  const [first] = documents;
  const parsed = first?.contents ? new SecretFinder(aliasTargets(first), isSecret).find(first.contents) : [];
  const sound = documents.length === 1 && first?.contents && first.errors.length === 0;
  return blank(text, sound ? parsed : [...parsed, ...guessedSecrets(text, isSecret)]);
}

class SecretFinder {
  readonly #targets: AliasTargets;
  readonly #isSecret: IsSecret;
  readonly #ranges: Range[] = [];
  readonly #seen = { plain: new Set<Node>(), secret: new Set<Node>() };

  constructor(targets: AliasTargets, isSecret: IsSecret) {
    this.#targets = targets;
    this.#isSecret = isSecret;
  }

  find(root: Node): readonly Range[] {
    this.#visit(root, [], false);
    return this.#ranges;
  }

  #visit(node: unknown, path: readonly string[], secret: boolean): void {
    const target = isAlias(node) ? this.#targets.get(node) : (node as Node | null);
    const seen = secret ? this.#seen.secret : this.#seen.plain;
    if (!target || seen.has(target)) return;
    seen.add(target);
    if (isScalar(target) && secret && target.range) this.#ranges.push([target.range[0], target.range[1]]);
    if (isSeq(target)) {
      const merged = path.at(-1) === "<<";
      for (const item of target.items) this.#visit(item, merged ? path : [...path, IN_LIST], secret);
    }
    if (isMap(target)) {
      const above = path.filter((key) => key !== "<<");
      for (const { key, value } of target.items as Pair[]) {
        const below = [...above, isScalar(key) ? String(key.value) : ""];
        this.#visit(value, below, secret || this.#isSecret(below));
      }
    }
  }
}

/** Where secrets may stand in a text that cannot be parsed: behind their key, and on the deeper indented lines that follow. */
function guessedSecrets(text: string, isSecret: IsSecret): readonly Range[] {
  const ranges: Range[] = [];
  let reached = 0;
  for (const match of text.matchAll(/([A-Za-z_]+)["']?[ \t]*:/g)) {
    if (match.index < reached || !isSecret([match[1] ?? ""])) continue;
    const start = match.index + match[0].length;
    const lineStart = Math.max(text.lastIndexOf("\n", match.index) + 1, 0);
    const indent = /^[ \t-]*/.exec(text.slice(lineStart, match.index + 1))?.[0].length ?? 0;
    const next = new RegExp(`\\n(?=[ \\t]{0,${indent}}[^ \\t\\r\\n])`, "g");
    next.lastIndex = start;
    reached = next.exec(text)?.index ?? text.length;
    ranges.push([start, reached]);
  }
  return ranges;
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
