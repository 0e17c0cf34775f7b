import { getExpressionAst } from "@cdktf/hcl2json";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

/** One place in a stack where something does not resolve, or does not parse. */
interface Finding {
  readonly at: string;
  readonly problem: string;
}

/** Roots of references that Terraform itself provides. */
const providedRoots: ReadonlySet<string> = new Set(["each", "self", "count", "path", "terraform"]);

/** Keys of a block whose strings are addresses, not templates. Source: Terraform, language/syntax/json. */
const addressKeys: ReadonlySet<string> = new Set(["depends_on", "replace_triggered_by"]);

/** Keys of a block whose strings Terraform takes as they are. */
const plainKeys: ReadonlySet<string> = new Set(["ignore_changes", "provider"]);

/**
 * What is wrong with the references of a stack (the JSON of a `cdk.tf.json`), each as `where: what`: templates that Terraform could not
 * parse, and references to what the stack does not declare. Empty when all is well.
 */
export async function danglingReferences(stackJson: unknown): Promise<string[]> {
  const stack = stackJson as JsonObject;
  const declared = declaredAddresses(stack);
  const findings: Finding[] = [];
  for (const section of ["locals", "output", "provider", "resource", "data"]) {
    findings.push(...(await inJson(stack[section] ?? {}, section, declared)));
  }
  for (const [name, block] of entries(stack.variable)) {
    // Of a variable, only the validations are evaluated.
    findings.push(...(await inJson(object(block).validation ?? [], `variable.${name}.validation`, declared)));
  }
  return findings.map(({ at, problem }) => `${at}: ${problem}`);
}

/** What the stack declares: `aws_vpc.main`, `data.aws_vpc.main`, `local.x`, `var.x`. */
export function declaredAddresses(stackJson: unknown): ReadonlySet<string> {
  const stack = stackJson as JsonObject;
  const below = (section: string, prefix: string) =>
    entries(stack[section]).flatMap(([type, named]) => entries(named).map(([name]) => `${prefix}${type}.${name}`));
  return new Set([
    ...below("resource", ""),
    ...below("data", "data."),
    ...entries(stack.locals).map(([name]) => `local.${name}`),
    ...entries(stack.variable).map(([name]) => `var.${name}`),
  ]);
}

async function inJson(json: Json, at: string, declared: ReadonlySet<string>): Promise<readonly Finding[]> {
  if (typeof json === "string") return inTemplate(json, at, declared);
  if (typeof json !== "object" || json === null) return [];
  const findings: Finding[] = [];
  for (const [key, value] of Object.entries(json)) {
    const place = `${at}.${key}`;
    if (addressKeys.has(key)) findings.push(...missingAddresses(value, place, declared));
    else if (!plainKeys.has(key)) {
      findings.push(...(await inTemplate(key, place, declared)), ...(await inJson(value as Json, place, declared)));
    }
  }
  return findings;
}

function missingAddresses(json: Json, at: string, declared: ReadonlySet<string>): readonly Finding[] {
  const addresses = Array.isArray(json) ? json : [json];
  return (
    addresses
      // What makes a resource be replaced may be an attribute of another.
      .filter((address) => typeof address !== "string" || !declared.has(/^[^.]+\.[^.]+/.exec(address)?.[0] ?? ""))
      .map((address) => ({ at, problem: `${JSON.stringify(address)} is not declared` }))
  );
}

/** In JSON, the decoded string is the template. A heredoc is the form of it that needs no further escapes. */
async function inTemplate(template: string, at: string, declared: ReadonlySet<string>): Promise<readonly Finding[]> {
  if (!/[$%]\{/.test(template)) return [];
  let end = "END";
  while (template.includes(end)) end += "_";
  try {
    const tree = (await getExpressionAst("template.tf", `<<${end}\n${template}\n${end}\n`)) as unknown as Node | null;
    const missing = tree
      ? [...referencesIn(tree, new Set())].filter((reference) => !resolves(reference, declared))
      : [];
    return missing.map((reference) => ({ at, problem: `${reference.join(".")} is not declared` }));
  } catch (error) {
    return [{ at, problem: String(error) }];
  }
}

interface Node {
  readonly type: string;
  readonly children: readonly Node[];
  readonly meta?: {
    readonly traversal?: readonly { readonly segment: string }[];
    readonly keyVar?: string;
    readonly valVar?: string;
  };
}

/** Every reference below a node, as its segments; the variables of `for` are none. */
function* referencesIn(node: Node, variables: ReadonlySet<string>): Generator<readonly string[]> {
  const inner =
    node.type === "for" ? new Set([...variables, node.meta?.keyVar ?? "", node.meta?.valVar ?? ""]) : variables;
  if (node.type === "scopeTraversal") {
    const segments = (node.meta?.traversal ?? []).map(({ segment }) => segment);
    if (!inner.has(segments[0] ?? "")) yield segments;
  }
  for (const child of node.children) yield* referencesIn(child, inner);
}

function resolves(reference: readonly string[], declared: ReadonlySet<string>): boolean {
  const [root = ""] = reference;
  return providedRoots.has(root) || declared.has(reference.slice(0, root === "data" ? 3 : 2).join("."));
}

function entries(json: Json | undefined): readonly (readonly [string, Json])[] {
  return Object.entries(object(json ?? {}));
}

function object(json: Json): JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
}
