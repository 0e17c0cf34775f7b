import { isList, isObject, type Json, type JsonObject, listOf, mapValues, objectAt, objectOf } from "./json.js";

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

/** Everything that a document of `documentOf` declares. The comment of cdktf, `//`, declares nothing. */
export function blocksOf(document: JsonObject): readonly Block[] {
  return Object.entries(document).flatMap(([section, content]) => sectionBlocks(section, content));
}

function sectionBlocks(section: string, content: Json): readonly Block[] {
  switch (section) {
    case "//":
      return [];
    case "resource":
    case "data":
      return Object.entries(objectOf(content)).flatMap(([type, named]) =>
        Object.entries(objectOf(named)).map(([name, body]) => {
          const address = `${section === "data" ? "data." : ""}${type}.${name}`;
          return block(section, address, body, address, type);
        }),
      );
    case "locals":
      return named("local", "local", content);
    case "variable":
      return named("variable", "var", content);
    case "output":
      return named("output", "output", content);
    case "provider":
      return Object.entries(objectOf(content)).flatMap(([name, bodies]) =>
        listOf(bodies).map((body, index) => block("provider", `provider.${name}${providerMark(body, index)}`, body)),
      );
    case "terraform":
      return [block("terraform", "terraform", content)];
    default:
      return isObject(content) ? named("other", section, content) : [block("other", section, content)];
  }
}

/** What tells a provider from the one that most resources have: its alias, whatever its place among the others. */
function providerMark(body: Json, index: number): string {
  const { alias } = objectOf(body);
  if (typeof alias === "string") return `.${alias}`;
  return index === 0 ? "" : `[${index}]`;
}

function named(kind: BlockKind, prefix: string, content: Json): readonly Block[] {
  return Object.entries(objectOf(content)).map(([name, body]) => block(kind, `${prefix}.${name}`, body));
}

function block(kind: BlockKind, address: string, body: Json, base = address, type = ""): Block {
  return { kind, address, base, type, body };
}

/** A resource is one block, or one for each key of a `for_each` that can be read. */
export function instancesOf(declared: Block): readonly Block[] {
  const { kind, base, type, body } = declared;
  const keys = kind === "resource" || kind === "data" ? forEachKeys(objectOf(body).for_each) : undefined;
  if (keys === undefined) return [declared];
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

/** The `lifecycle` block of a resource. */
export function lifecycleOf(body: Json | undefined): JsonObject {
  return objectAt(objectOf(body), "lifecycle");
}

/** Whether Terraform refuses to destroy a resource. What is not plainly a no counts as a yes: Terraform takes `"true"` for one too. */
export function preventsDestroy(body: Json | undefined): boolean {
  const { prevent_destroy: prevents = false } = lifecycleOf(body);
  return prevents !== false && prevents !== null && prevents !== "false";
}

/** The pairs of a `for_each` that is a map, or `toset` of a list of texts; undefined for what only Terraform can tell. */
export function forEachKeys(forEach: Json | undefined): readonly (readonly [string, Json])[] | undefined {
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
  const part = /^\$\{each\.value\.([A-Za-z_]\w*)\}$/.exec(json)?.[1];
  if (part !== undefined && isObject(value) && Object.hasOwn(value, part)) return value[part] ?? null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return json.replaceAll("${each.key}", () => key).replaceAll("${each.value}", () => text);
}
