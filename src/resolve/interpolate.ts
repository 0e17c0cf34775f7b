import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceLocation } from "../diagnostics/source.js";
import { namesSecret } from "../secrets/names.js";
import { type ExpandedVariable, type MapNode, mapEntries, type ScalarNode, type SyntaxNode } from "../syntax/nodes.js";
import { isDatabaseSecret, isSecretsBlock } from "./rules/secrets.js";

/** Values of `${NAME}`. */
export type Variables = Readonly<Record<string, string>>;

const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Defaults within defaults may nest this deep; nobody writes more than two or three. */
const MAX_NESTED_DEFAULTS = 20;

/**
 * Puts variables into every text of a tree: `${NAME}`, `${NAME:-default}` (for unset or empty), `$$` for a `$`. Defaults may hold
 * variables in turn. A lone `$` stays. What is below `secrets` is taken as it stands: a variable would put a secret into the output.
 * Reports variables without a value, and what cannot be read.
 */
export function interpolate(node: MapNode, variables: Variables, diagnostics: Diagnostics): MapNode {
  const one = (value: SyntaxNode, path: readonly string[]): SyntaxNode => {
    if (isSecretsBlock(path) || isDatabaseSecret(path)) return value;
    if (value.kind === "map") return mapEntries(value, (entry) => one(entry.value, [...path, entry.key]));
    if (value.kind === "list") return { ...value, items: value.items.map((item) => one(item, [...path, "-"])) };
    return typeof value.value === "string" && value.text.includes("$")
      ? new Interpolation(value, variables, diagnostics).run()
      : value;
  };
  return mapEntries(node, (entry) => one(entry.value, [entry.key]));
}

/** Marks the texts that hold variables, for a part of the file that this run does not translate. */
export function deferVariables(node: SyntaxNode): SyntaxNode {
  if (node.kind === "map") return mapEntries(node, (entry) => deferVariables(entry.value));
  if (node.kind === "list") return { ...node, items: node.items.map(deferVariables) };
  return typeof node.value === "string" && node.text.includes("${") ? { ...node, variables: "deferred" } : node;
}

class Interpolation {
  readonly #node: ScalarNode;
  readonly #variables: Variables;
  readonly #diagnostics: Diagnostics;
  /** Where to look for the next `${` in the source, so that the second of two equal references gets its own position. */
  #searchFrom: number;
  #found = false;
  readonly #expanded: ExpandedVariable[] = [];

  constructor(node: ScalarNode, variables: Variables, diagnostics: Diagnostics) {
    this.#node = node;
    this.#variables = variables;
    this.#diagnostics = diagnostics;
    this.#searchFrom = node.location.start;
  }

  run(): ScalarNode {
    const text = this.#expand(this.#node.text, true, 0);
    const expanded = this.#expanded.length > 0 ? { expanded: this.#expanded } : {};
    if (text === undefined) return { ...this.#node, ...expanded, variables: "deferred" };
    return { ...this.#node, ...expanded, value: text, text, variables: this.#found ? "done" : this.#node.variables };
  }

  /** The text with its variables replaced; undefined after a report. `live` is false in a default that is not used. */
  #expand(text: string, live: boolean, depth: number): string | undefined {
    let result = "";
    let failed = false;
    let at = 0;
    while (at < text.length) {
      if (text.startsWith("$$", at)) {
        this.#passEscape();
        result += "$";
        at += 2;
      } else if (text.startsWith("${", at)) {
        const end = closingBrace(text, at + 2);
        const reference = text.slice(at, end === undefined ? text.length : end + 1);
        const value = this.#reference(reference, end !== undefined && depth < MAX_NESTED_DEFAULTS, live, depth);
        if (value === undefined) failed = true;
        else result += value;
        at += reference.length;
      } else {
        result += text[at];
        at++;
      }
    }
    return failed ? undefined : result;
  }

  #reference(reference: string, readable: boolean, live: boolean, depth: number): string | undefined {
    this.#found = true;
    const location = this.#locate(reference);
    const body = reference.slice(2, -1);
    const name = NAME.exec(body)?.[0];
    const rest = name === undefined ? "" : body.slice(name.length);
    if (!readable || name === undefined || (rest !== "" && !rest.startsWith(":-"))) {
      if (live) this.#diagnostics.report("NK212", location, { reference });
      return undefined;
    }
    const value = Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
    if (rest !== "") {
      const useDefault = value === undefined || value === "";
      const fallback = this.#expand(rest.slice(2), live && useDefault, depth + 1);
      return this.#noted(name, useDefault ? fallback : value, live, location);
    }
    if (value === undefined && live) this.#diagnostics.report("NK211", location, { name, secret: namesSecret(name) });
    return this.#noted(name, value ?? (live ? undefined : ""), live, location);
  }

  #noted(name: string, value: string | undefined, live: boolean, location: SourceLocation): string | undefined {
    if (live && value !== undefined && value !== "") this.#expanded.push({ name, value, location });
    return value;
  }

  /** Of `$${A} ${A}` only the second is a reference. */
  #passEscape(): void {
    const { file, end } = this.#node.location;
    const start = file.text.indexOf("$$", this.#searchFrom);
    if (start >= 0 && start < end) this.#searchFrom = start + 2;
  }

  #locate(reference: string): SourceLocation {
    const { file, end } = this.#node.location;
    const start = file.text.indexOf(reference, this.#searchFrom);
    if (start < 0 || start + reference.length > end) return this.#node.location;
    this.#searchFrom = start + 2;
    return { file, start, end: start + reference.length };
  }
}

/** Offset of the brace that closes a reference whose body begins at `from`. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("$$", at)) at++;
    else if (text.startsWith("${", at)) {
      depth++;
      at++;
    } else if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}
