import type { Declaration } from "./declarations.js";
import { isList, isObject, type Json, type JsonObject } from "./json.js";
import { endOfString, templateParts } from "./template.js";
import { UnreadableFile } from "./unreadable.js";

/** Attributes that hold addresses or a type: bare in HCL, plain strings in Terraform JSON. */
const BARE: ReadonlySet<string> = new Set([
  "depends_on",
  "from",
  "ignore_changes",
  "provider",
  "replace_triggered_by",
  "to",
  "type",
]);

/** What Terraform JSON does not evaluate, by the path of the block. */
const LITERAL: readonly RegExp[] = [/^terraform\b/, /^variable\/(?:description|default)$/, /^output\/description$/];

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" }),
);

/**
 * The blocks of a file in HCL: what `printHcl` wrote, also after somebody has put comments into it or set it otherwise. Expressions are
 * texts, with the spaces that they have. A nested block that is there once is an object.
 *
 * @throws UnreadableFile
 */
export function readHcl(text: string): readonly Declaration[] {
  return new Reader(text).declarations();
}

interface Block {
  readonly labels: readonly [kind: string, ...names: string[]];
  readonly body: JsonObject;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The blocks of the document. */
  declarations(): readonly Declaration[] {
    const found: Declaration[] = [];
    for (;;) {
      this.skipSpace();
      if (this.at === this.text.length) return found;
      const { labels, body } = this.block(this.name("a block"), []);
      const [section, ...names] = labels;
      found.push({ section, labels: names, body });
    }
  }

  /** What follows the name of a block: its labels and its body. */
  private block(kind: string, path: readonly string[]): Block {
    const labels: [string, ...string[]] = [kind];
    while (!this.took(/\{/y)) {
      const label = this.took(/"([^"\\$%\n]*)"/y)?.[1] ?? this.took(NAME)?.[0];
      if (label === undefined) throw this.unexpected("a block");
      labels.push(label);
      this.skipBlanks();
    }
    const body = this.body([...path, kind]);
    this.skipBlanks();
    return { labels, body };
  }

  /** Up to the brace that ends it. */
  private body(path: readonly string[]): JsonObject {
    const attributes = new Map<string, Json>();
    const nested: Block[] = [];
    for (;;) {
      this.skipSpace();
      if (this.took(/\}/y)) break;
      const name = this.key();
      this.skipBlanks();
      if (this.sees(/=(?!=)/y)) this.setOnce(attributes, name, () => asInJson([...path, name], this.assigned()));
      else nested.push(this.block(name, path));
    }
    return { ...Object.fromEntries(attributes), ...nestedIn(nested) };
  }

  private setOnce(members: Map<string, Json>, name: string, value: () => Json): void {
    if (members.has(name)) throw new UnreadableFile({ kind: "twice", at: this.at, detail: name });
    members.set(name, value());
  }

  /** `= value`. */
  private assigned(): Json {
    this.take(/=/y, "`=`");
    this.skipBlanks();
    const value = this.value();
    this.skipBlanks();
    return value;
  }

  private name(what: string): string {
    const [name] = this.take(NAME, what);
    this.skipBlanks();
    return name;
  }

  /** The name of an attribute, or a key of an object. */
  private key(): string {
    const bare = this.took(NAME)?.[0];
    return bare ?? (this.sees(/"/y) ? this.quoted() : this.parenthesized());
  }

  private parenthesized(): string {
    this.take(/\(/y, "a name");
    const source = this.expression();
    this.take(/\)/y, "`)`");
    return `\${${source}}`;
  }

  /** A value; what begins like one and goes on is an expression: `"a" == var.b`. */
  private value(): Json {
    const start = this.at;
    if (this.sees(/<</y)) return this.heredoc();
    if (this.sees(/["[{]/y) && !this.sees(/[[{]\s*for\s/y)) {
      const value = this.sees(/"/y) ? this.quoted() : this.sees(/\[/y) ? this.list() : this.object();
      if (value !== undefined && this.endsHere()) return value;
      this.at = start;
    }
    const source = this.expression();
    if (source === "null") return null;
    if (source === "true" || source === "false") return source === "true";
    return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/.test(source) ? Number(source) : `\${${source}}`;
  }

  /** Whether nothing of the value follows. Stays where it is. */
  private endsHere(): boolean {
    const before = this.at;
    this.skipBlanks();
    const ends = this.at === this.text.length || this.sees(/[\n,\]})]/y);
    this.at = before;
    return ends;
  }

  private list(): Json | undefined {
    this.take(/\[/y, "a list");
    const items: Json[] = [];
    for (;;) {
      this.skipSpace();
      if (this.took(/\]/y)) return items;
      items.push(this.value());
      this.skipSpace();
      if (!this.took(/,/y) && !this.sees(/\]/y)) return undefined;
    }
  }

  private object(): Json | undefined {
    this.take(/\{/y, "an object");
    const members = new Map<string, Json>();
    for (;;) {
      this.skipSpace();
      if (this.took(/\}/y)) return Object.fromEntries(members);
      const key = this.key();
      this.skipBlanks();
      if (!this.sees(/[=:]/y)) return undefined;
      this.took(/:/y) ? this.skipBlanks() : this.take(/=/y, "`=`");
      this.skipBlanks();
      this.setOnce(members, key, () => this.value());
      this.skipBlanks();
      if (!this.took(/,/y) && !this.sees(/[\n}]/y)) return undefined;
    }
  }

  /** A quoted template, as Terraform JSON has it: without quotes and their escapes. */
  private quoted(): string {
    const start = this.at;
    const end = this.endOfString();
    const source = this.text.slice(start + 1, end - 1);
    if (source.includes("\n")) throw this.unexpected("the end of a string");
    this.at = end;
    const parts = templateParts(source);
    return parts.map(({ kind, source: part }) => (kind === "text" ? unescaped(part) : part)).join("");
  }

  /** `<<EOT`, or `<<-EOT`, which leaves out the spaces that all lines begin with. */
  private heredoc(): string {
    const [, dash, , body = ""] = this.take(/<<(-?)([A-Za-z_]\w*)\n([\s\S]*?\n)??[ \t]*\2(?=\n|$)/y, "a value");
    if (dash === "") return body;
    const lines = body.split("\n");
    const depths = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
    const depth = depths.length === 0 ? 0 : Math.min(...depths);
    return lines.map((line) => line.slice(depth)).join("\n");
  }

  /** Up to where the value ends: at the end of the line, or at what closes or goes on around it. Within brackets, lines may end. */
  private expression(): string {
    const start = this.at;
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? "";
      if (depth === 0 && (/[\n,)\]}]/.test(char) || (/[#/]/.test(char) && this.sees(COMMENT)))) break;
      if (/[([{]/.test(char)) depth += 1;
      if (/[)\]}]/.test(char)) depth -= 1;
      this.at = char === '"' ? this.endOfString() : this.at + 1;
    }
    const source = this.text.slice(start, this.at).trimEnd();
    if (source === "" || depth !== 0) throw this.unexpected("a value");
    return source;
  }

  private endOfString(): number {
    try {
      return endOfString(this.text, this.at + 1);
    } catch {
      throw this.unexpected("the end of a string");
    }
  }

  /** Comments and all spaces, the ends of lines among them. */
  private skipSpace(): void {
    while (this.took(/\s+/y) || this.took(COMMENT));
  }

  /** Spaces, and comments, up to the end of the line. */
  private skipBlanks(): void {
    while (this.took(/[ \t]+/y) || this.took(COMMENT));
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

  private sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private unexpected(what: string): UnreadableFile {
    const cutOff = this.at >= this.text.trimEnd().length;
    return new UnreadableFile(
      cutOff ? { kind: "cutOff", at: this.text.trimEnd().length } : { kind: "syntax", at: this.at, detail: what },
    );
  }
}

/** Nested blocks as Terraform JSON has them: below their labels, and in a list where there are several. */
function nestedIn(blocks: readonly Block[]): JsonObject {
  const byKind = new Map<string, Block[]>();
  for (const block of blocks) byKind.set(block.labels[0], [...(byKind.get(block.labels[0]) ?? []), block]);
  return Object.fromEntries(
    [...byKind].map(([kind, members]) => {
      const bodies = members.map(({ labels: [, ...names], body }) => below(names, body));
      return [kind, bodies.length === 1 && bodies[0] !== undefined ? bodies[0] : bodies];
    }),
  );
}

function below(names: readonly string[], body: JsonObject): JsonObject {
  return names.reduceRight<JsonObject>((inner, name) => Object.fromEntries([[name, inner]]), body);
}

const NAME = /[A-Za-z_][\w-]*/y;

/** To the end of its line, or of what it encloses. */
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//y;

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g, (_, short?: string, long?: string, char = "") => {
    const code = short ?? long;
    return code === undefined ? (ESCAPES.get(char) ?? char) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}

/** A value as Terraform JSON has it at a path: addresses are plain there, and some texts are not evaluated. */
function asInJson(path: readonly string[], value: Json): Json {
  const name = path.at(-1) ?? "";
  if (BARE.has(name) && isBareAt(name, path)) return mapStrings(value, bare);
  if (LITERAL.some((pattern) => pattern.test(path.join("/")))) return withBareAliases(path, mapStrings(value, literal));
  return value;
}

/** What a module asks of a provider names those that the caller is to pass. */
function withBareAliases([, block]: readonly string[], asked: Json): Json {
  if (block !== "required_providers" || !isObject(asked) || !("configuration_aliases" in asked)) return asked;
  return { ...asked, configuration_aliases: mapStrings(asked.configuration_aliases ?? null, bare) };
}

/** `type` is a type in a variable only, and `from` and `to` are addresses in the blocks that are about addresses. */
function isBareAt(name: string, [section = ""]: readonly string[]): boolean {
  if (name === "type") return section === "variable";
  return (name !== "from" && name !== "to") || /^(?:moved|removed|import)$/.test(section);
}

function bare(text: string): string {
  return /^\$\{(.*)\}$/s.exec(text)?.[1] ?? text;
}

function literal(text: string): string {
  return text.replace(/([$%])\1\{/g, "$1{");
}

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (isList(value)) return value.map((item) => mapStrings(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}
