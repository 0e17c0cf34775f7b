import { isObject, type Json, type JsonObject } from "./json.js";
import { endOfString, templateParts } from "./template.js";

/** The text is not as `printHcl` writes it. */
export class UnreadableHcl extends Error {}

/** Attributes that hold addresses or a type: bare in HCL, plain strings in Terraform JSON. */
const BARE: ReadonlySet<string> = new Set(["depends_on", "ignore_changes", "replace_triggered_by", "provider", "type"]);

/** What Terraform JSON does not evaluate, by the path of the block. */
const LITERAL: readonly RegExp[] = [/^terraform\b/, /^variable\/(?:description|default)$/, /^output\/description$/];

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/**
 * The Terraform JSON of what `printHcl` wrote: what is compared when a stack lies there as HCL. A nested block that is there once is an
 * object, and expressions keep the spaces that the printer gave them. This is no parser of HCL: it reads our own.
 *
 * @throws UnreadableHcl for anything else
 */
export function readHcl(text: string): JsonObject {
  const reader = new Reader(text.replaceAll("\r\n", "\n"));
  const document: Tree = {};
  for (const { labels, body } of reader.blocks()) {
    const [kind = "", ...names] = labels;
    // Providers are a list, as there may be several of a kind.
    place(document, [kind, ...names], kind === "provider" ? [body] : body);
  }
  return document;
}

interface Tree {
  [key: string]: Json;
}

interface Block {
  readonly labels: readonly string[];
  readonly body: JsonObject;
}

/** Puts a body where its labels say; the parts of one object, as there may be several `locals`, join. */
function place(tree: Tree, labels: readonly string[], body: Json): void {
  const [first = "", ...rest] = labels;
  const there = Object.hasOwn(tree, first) ? tree[first] : undefined;
  if (rest.length > 0) {
    const inner: Tree = isObject(there) ? { ...there } : {};
    place(inner, rest, body);
    tree[first] = inner;
  } else if (Array.isArray(there) && Array.isArray(body)) tree[first] = [...there, ...body];
  else tree[first] = isObject(there) && isObject(body) ? { ...there, ...body } : body;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The blocks of the document. */
  blocks(): readonly Block[] {
    const found: Block[] = [];
    for (;;) {
      this.skip(/(?:#[^\n]*|)\n/y);
      if (this.at === this.text.length) return found;
      found.push(this.block([]));
    }
  }

  /** `kind "label" {`, its body, and `}`. */
  private block(path: readonly string[]): Block {
    const [kind] = this.take(/[A-Za-z_][\w-]*/y, "the name of a block");
    const labels = [kind];
    for (let label = this.took(/ "([^"\\$%]*)"/y); label; label = this.took(/ "([^"\\$%]*)"/y))
      labels.push(label[1] ?? "");
    this.take(/ \{/y, "a block");
    if (this.took(/\}\n/y)) return { labels, body: {} };
    this.take(/\n/y, "the end of a line");
    const body = this.body([...path, kind]);
    this.take(/ *\}\n/y, "the end of a block");
    return { labels, body };
  }

  private body(path: readonly string[]): JsonObject {
    const attributes: Tree = {};
    const nested = new Map<string, JsonObject[]>();
    for (;;) {
      this.skip(/\n/y);
      if (this.sees(/ *\}/y)) break;
      this.take(/ */y, "a line");
      if (this.sees(/[A-Za-z_][\w-]* \{/y)) {
        const { labels, body } = this.block(path);
        const [name = ""] = labels;
        nested.set(name, [...(nested.get(name) ?? []), body]);
      } else {
        const [name, value] = this.assignment();
        attributes[name] = asInJson([...path, name], value);
        this.take(/\n/y, "the end of a line");
      }
    }
    const blocks = [...nested].map(([name, bodies]) => [name, bodies.length === 1 ? bodies[0] : bodies] as const);
    return { ...attributes, ...Object.fromEntries(blocks) } as JsonObject;
  }

  /** `name = value`. */
  private assignment(): readonly [string, Json] {
    const bare = this.took(/[A-Za-z_][\w-]*/y)?.[0];
    const name = bare ?? (this.sees(/"/y) ? this.quoted() : this.parenthesized());
    this.take(/ += /y, "`=`");
    return [name, this.value()];
  }

  private parenthesized(): string {
    this.take(/\(/y, "a key");
    const source = this.expression();
    this.take(/\)/y, "`)`");
    return `\${${source}}`;
  }

  /** A value; what begins like one and goes on is an expression: `"a" == var.b`. */
  private value(): Json {
    const start = this.at;
    if (this.sees(/["[{]/y) && !this.sees(/[[{] ?for /y)) {
      const value = this.sees(/"/y) ? this.quoted() : this.sees(/\[/y) ? this.list() : this.object();
      if (value !== undefined && this.sees(/\n|,| \}|\]|$/y)) return value;
      this.at = start;
    }
    const source = this.expression();
    if (source === "null") return null;
    if (source === "true" || source === "false") return source === "true";
    return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(source) ? Number(source) : `\${${source}}`;
  }

  private list(): Json | undefined {
    this.take(/\[/y, "a list");
    const items: Json[] = [];
    while (!this.took(/\s*\]/y)) {
      this.skip(/\s+/y);
      items.push(this.value());
      if (!this.took(/,/y) && !this.sees(/\s*\]/y)) return undefined;
    }
    return items;
  }

  private object(): Json | undefined {
    this.take(/\{/y, "an object");
    const entries: (readonly [string, Json])[] = [];
    while (!this.took(/\s*\}/y)) {
      this.skip(/\s+/y);
      entries.push(this.assignment());
      if (!this.took(/,/y) && !this.sees(/\s*\}|\n/y)) return undefined;
    }
    return Object.fromEntries(entries);
  }

  /** A quoted template, as Terraform JSON has it: without quotes and their escapes. */
  private quoted(): string {
    const end = this.endOfString();
    const parts = templateParts(this.text.slice(this.at + 1, end - 1));
    this.at = end;
    return parts.map(({ kind, source }) => (kind === "text" ? unescaped(source) : source)).join("");
  }

  /** Up to where the value ends: at the end of the line, or at what closes or goes on around it. */
  private expression(): string {
    const start = this.at;
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? "";
      if (char === "\n" || (depth === 0 && (/[,)\]]/.test(char) || this.sees(/ \}/y)))) break;
      if (/[([{]/.test(char)) depth += 1;
      if (/[)\]}]/.test(char)) depth -= 1;
      this.at = char === '"' ? this.endOfString() : this.at + 1;
    }
    if (this.at === start || depth !== 0) throw this.unexpected("a value");
    return this.text.slice(start, this.at);
  }

  private endOfString(): number {
    try {
      return endOfString(this.text, this.at + 1);
    } catch {
      throw this.unexpected("the end of a string");
    }
  }

  /** What stands here, and moves behind it. */
  private took(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }

  private take(pattern: RegExp, what: string): RegExpExecArray {
    const match = this.took(pattern);
    if (!match) throw this.unexpected(what);
    return match;
  }

  private skip(pattern: RegExp): void {
    while (this.took(pattern));
  }

  private sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private unexpected(what: string): UnreadableHcl {
    const line = this.text.slice(0, this.at).split("\n").length;
    return new UnreadableHcl(`line ${line}: ${what} is expected here`);
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g, (_, short?: string, long?: string, char = "") => {
    const code = short ?? long;
    return code === undefined ? (ESCAPES[char] ?? char) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}

/** A value as Terraform JSON has it at a path: addresses are plain there, and some texts are not evaluated. */
function asInJson(path: readonly string[], value: Json): Json {
  const name = path.at(-1) ?? "";
  if (BARE.has(name) && (name !== "type" || path[0] === "variable")) return mapStrings(value, bare);
  if (LITERAL.some((pattern) => pattern.test(path.join("/")))) return mapStrings(value, literal);
  return value;
}

function bare(text: string): string {
  return /^\$\{(.*)\}$/s.exec(text)?.[1] ?? text;
}

function literal(text: string): string {
  return text.replace(/([$%])\1\{/g, "$1{");
}

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
