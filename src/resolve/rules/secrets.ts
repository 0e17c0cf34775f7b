import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { ScalarNode, SyntaxNode } from "../../syntax/nodes.js";

/** Keys whose own keys are names that the user chose: a volume may be called `secrets` too. */
const NAME_MAPS: ReadonlySet<string> = new Set([
  "services",
  "volumes",
  "runtimes",
  "networks",
  "databases",
  "cron",
  "environments",
  "env",
  "args",
]);

const SECRET_KEYS: ReadonlySet<string> = new Set(["secrets", "rootPassword"]);

/** Whether the values below the last key of a path may be shown nowhere: the parser blanks them in what diagnostics quote. */
export function isSecretPath(path: readonly string[]): boolean {
  return secretKeyOf(path) !== undefined;
}

/** Whether a path ends at a block of references to secrets. */
export function isSecretsBlock(path: readonly string[]): boolean {
  return path.at(-1) === "secrets" && secretKeyOf(path) === "secrets" && secretKeyOf(path.slice(0, -1)) === undefined;
}

function secretKeyOf(path: readonly string[]): string | undefined {
  for (let at = 0; at < path.length; at++) {
    const key = path[at] ?? "";
    if (SECRET_KEYS.has(key)) return key;
    if (NAME_MAPS.has(key)) at++;
  }
  return undefined;
}

/**
 * Refuses plain values under any `secrets` of a document: what stands there would stand in a file that is committed. A reference is
 * `{ from: vault }` or a `vault://` address. The value itself is never repeated.
 */
export function checkSecrets(node: SyntaxNode, diagnostics: Diagnostics): void {
  for (const block of secretsBlocks(node, [])) checkEntries(block, diagnostics);
}

/** The plain values under `secrets`, for whoever must not repeat them. */
export function plainSecrets(node: SyntaxNode): ReadonlySet<string> {
  return new Set(secretsBlocks(node, []).flatMap(textsIn));
}

function secretsBlocks(node: SyntaxNode, path: readonly string[]): readonly SyntaxNode[] {
  if (isSecretsBlock(path)) return [node];
  if (node.kind === "list") return node.items.flatMap((item) => secretsBlocks(item, [...path, "-"]));
  if (node.kind === "scalar") return [];
  return [...node.entries.values()].flatMap(({ key, value }) => secretsBlocks(value, [...path, key]));
}

function textsIn(node: SyntaxNode): readonly string[] {
  if (node.kind === "list") return node.items.flatMap(textsIn);
  if (node.kind === "map") return [...node.entries.values()].flatMap(({ value }) => textsIn(value));
  return node.text === "" || node.text === "vault" || isReference(node) ? [] : [node.text];
}

function isReference(node: ScalarNode): boolean {
  return node.text.startsWith("vault://");
}

function checkEntries(secrets: SyntaxNode, diagnostics: Diagnostics): void {
  if (secrets.kind !== "map") return;
  for (const { key, keyLocation, value } of secrets.entries.values()) {
    if (value.kind !== "scalar" || value.value === null || isReference(value)) continue;
    const reason = /^env:\/\/|\$\{/.test(value.text) ? "variable" : "plain";
    diagnostics.report("NK207", keyLocation, { key, reason });
  }
}
