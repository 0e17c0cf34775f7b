import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { ScalarNode } from "../syntax/nodes.js";
import { interpolate, type Variables } from "./interpolate.js";
import { secretExpansion } from "./known-secrets.js";

/** Why the variables of a file cannot be put in. Lines count from 1. */
export type ExpansionProblem =
  | { readonly kind: "binary" }
  | { readonly kind: "missing" | "secret"; readonly name: string; readonly line: number }
  | { readonly kind: "form"; readonly found: string; readonly line: number };

/** The key under which the text is looked at. It is none of the language. */
const KEY = "text";

/** Puts variables into a text as into one of nanokit.yml: `${NAME}`, `${NAME:-default}`, `$$` for a `$`. No secret gets into it. */
export function expandText(
  text: string | undefined,
  variables: Variables,
): { readonly text: string } | { readonly problem: ExpansionProblem } {
  if (text === undefined) return { problem: { kind: "binary" } };
  const file = { path: "", text };
  const location = { file, start: 0, end: text.length };
  const node: ScalarNode = { kind: "scalar", location, origin: "file", value: text, text, variables: "none" };
  const root = { kind: "map", location, origin: "file", entries: new Map([[KEY, entryOf(node)]]) } as const;
  const findings = new Diagnostics();
  const expanded = interpolate(root, variables, findings).entries.get(KEY)?.value;
  const [first] = findings.sorted();
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  if (first) {
    const { params } = first;
    const line = lineAt(first.location.start);
    const problem =
      first.code === "NK211"
        ? { kind: "missing" as const, name: String(params.name), line }
        : { kind: "form" as const, found: String(params.reference), line };
    return { problem };
  }
  if (expanded?.kind !== "scalar") return { text };
  const secret = expanded.expanded?.find((one) => secretExpansion(one) !== undefined);
  if (secret) return { problem: { kind: "secret", name: secret.name, line: lineAt(secret.location.start) } };
  return { text: expanded.text };
}

function entryOf(node: ScalarNode) {
  return { key: KEY, keyLocation: node.location, value: node };
}
