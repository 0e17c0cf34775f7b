/** Attributes whose strings are addresses: bare in HCL, so that hcl2json takes them for expressions. */
const ADDRESSES: ReadonlySet<string> = new Set(["depends_on", "ignore_changes", "provider", "replace_triggered_by"]);

/**
 * A document of Terraform such that two that mean the same are equal, whichever way they were written: a list of one block is the block, the
 * parts of `locals` are joined, and an expression has no spaces but in its strings. Nothing else is forgiven.
 */
export function normalForm(document: unknown): unknown {
  const { "//": _, locals, ...rest } = document as Record<string, unknown>;
  return value({ ...rest, locals: Object.assign({}, ...[locals ?? {}].flat()) });
}

function value(given: unknown, key = ""): unknown {
  if (Array.isArray(given)) {
    const items = given.map((item) => value(item, key));
    return items.length === 1 && isObject(items[0]) ? items[0] : items;
  }
  if (isObject(given))
    return Object.fromEntries(Object.entries(given).map(([name, inner]) => [keyName(name), value(inner, name)]));
  if (typeof given !== "string") return given;
  // hcl2json has the type of a variable as an expression.
  if (ADDRESSES.has(key) || (key === "type" && given === "${string}")) return given.replace(/^\$\{(.*)\}$/s, "$1");
  return template(given);
}

/** hcl2json keeps the parentheses of a key that is an expression. */
function keyName(name: string): string {
  return template(name.replace(/^\$\{\((.*)\)\}$/s, (_, inner: string) => `\${${inner}}`));
}

/** hcl2json evaluates an expression that is nothing but a string. */
function template(text: string): string {
  const evaluated = text.replace(/(?<!\$)\$\{("(?:[^"\\$%]|[$%](?!\{)|\\.)*")\}/g, (_, quoted: string) =>
    JSON.parse(quoted),
  );
  return evaluated.replace(/(?<!\$)\$\{[\s\S]*\}/g, withoutSpaces);
}

function withoutSpaces(code: string): string {
  return code.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (part) => (part.startsWith('"') ? part : ""));
}

function isObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
