import { isList, isObject, type Json, type JsonObject, mapValues, objectOf } from "./json.js";

export type BlockKind = "resource" | "data" | "local" | "variable" | "output" | "provider" | "terraform" | "other";

/** One thing that a stack declares. */
export interface Block {
  /** `aws_vpc.main`, `data.aws_vpc.main`, `local.x`, `var.x`, `output.x`, `provider.aws`, `terraform`; with a key where there are instances. */
  readonly address: string;
  /** The address without the key of an instance: what references name. */
  readonly base: string;
  readonly kind: BlockKind;
  /** Of a resource or data source: `aws_vpc`. */
  readonly type: string;
  readonly body: Json;
}

/** Everything that the Terraform JSON of a stack declares, by address. The comment of cdktf, `//`, declares nothing. */
export function blocksOf(stack: JsonObject): ReadonlyMap<string, Block> {
  const blocks = Object.entries(stack).flatMap(([section, content]) => sectionBlocks(section, content));
  return new Map(blocks.map((block) => [block.address, block]));
}

function sectionBlocks(section: string, content: Json): readonly Block[] {
  switch (section) {
    case "//":
      return [];
    case "resource":
    case "data":
      return Object.entries(objectOf(content)).flatMap(([type, named]) =>
        Object.entries(objectOf(named)).flatMap(([name, body]) => instances(section, type, name, single(body))),
      );
    case "locals":
      return named("local", "local", content);
    case "variable":
      return named("variable", "var", content);
    case "output":
      return named("output", "output", content);
    case "provider":
      return Object.entries(objectOf(content)).flatMap(([name, bodies]) =>
        (isList(bodies) ? bodies : [bodies]).map((body, index) =>
          block("provider", `provider.${name}${index === 0 ? "" : `[${index}]`}`, body),
        ),
      );
    case "terraform":
      return [block("terraform", "terraform", single(content))];
    default:
      return isObject(content) ? named("other", section, content) : [block("other", section, content)];
  }
}

function named(kind: BlockKind, prefix: string, content: Json): readonly Block[] {
  return Object.entries(objectOf(content)).map(([name, body]) => block(kind, `${prefix}.${name}`, body));
}

function block(kind: BlockKind, address: string, body: Json, base = address, type = ""): Block {
  return { kind, address, base, type, body };
}

/** In Terraform JSON, a block may stand in a list. */
function single(body: Json): Json {
  return isList(body) && body.length === 1 ? (body[0] ?? {}) : body;
}

/** A resource is one block, or one for each key of a `for_each` that can be read. */
function instances(kind: "resource" | "data", type: string, name: string, body: Json): readonly Block[] {
  const base = `${kind === "data" ? "data." : ""}${type}.${name}`;
  const keys = forEachKeys(objectOf(body).for_each);
  if (keys === undefined) return [block(kind, base, body, base, type)];
  const { for_each: _, ...rest } = objectOf(body);
  return keys.map(([key, value]) => {
    const address = `${base}[${JSON.stringify(key)}]`;
    return block(
      kind,
      address,
      mapValues(rest, (inner) => withEach(inner, key, value)),
      base,
      type,
    );
  });
}

/** The pairs of a `for_each` that is a map, or `toset` of a list of texts; undefined for what only Terraform can tell. */
function forEachKeys(forEach: Json | undefined): readonly (readonly [string, Json])[] | undefined {
  if (isObject(forEach)) return Object.entries(forEach);
  const list = typeof forEach === "string" ? /^\$\{toset\((\[.*\])\)\}$/s.exec(forEach)?.[1] : undefined;
  if (list === undefined) return undefined;
  try {
    const keys = JSON.parse(list) as Json;
    if (isList(keys) && keys.every((key) => typeof key === "string")) return keys.map((key) => [key, key]);
  } catch {
    // An expression within: Terraform alone can tell.
  }
  return undefined;
}

/** The value with `each.key` and `each.value` put in, where they stand alone in their braces. */
function withEach(json: Json, key: string, value: Json): Json {
  if (isList(json)) return json.map((inner) => withEach(inner, key, value));
  if (isObject(json)) return mapValues(json, (inner) => withEach(inner, key, value));
  if (typeof json !== "string") return json;
  if (json === "${each.value}") return value;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return json.replaceAll("${each.key}", () => key).replaceAll("${each.value}", () => text);
}
