import { distance } from "fastest-levenshtein";
import { secretVariable } from "../../aws/backend-secrets.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { secretLook } from "../../secrets/forms.js";
import { namesSecret } from "../../secrets/names.js";
import { secretsWithin } from "../../secrets/written.js";
import type { ScalarNode, SyntaxNode } from "../../syntax/nodes.js";

/** Keys whose own keys are names that the user chose: a volume may be called `secrets` too. */
const NAME_MAPS: ReadonlySet<string> = new Set([
  "services",
  "volumes",
  "runtimes",
  "sidecars",
  "networks",
  "databases",
  "cron",
  "environments",
  "env",
  "environment",
  "args",
]);

const SECRET_KEYS: readonly string[] = ["secrets", "rootPassword"];

/** Keys of a database whose value is a reference to one secret. */
const DATABASE_SECRETS: readonly string[] = ["rootPassword", "url"];

/** Keys, also of neighbouring languages, under which variables stand: some of them look like a secret. */
const VARIABLE_MAPS: ReadonlySet<string> = new Set(["env", "environment", "args"]);

/**
 * Whether what stands at the end of a path may be shown nowhere: the parser blanks it in what diagnostics quote. That is all below
 * `secrets`, what has the name of a secret, and what is one by its form. The store in `infra.secrets` is no secret. Without a text, the
 * path is that of a map, a list, or nothing.
 */
export function isSecretPath(path: readonly string[], text?: string): boolean {
  if (isStore(path)) return text === undefined;
  const argument = backendArgument(path);
  if (argument) return argument.secret || (text !== undefined && isSecretText("", text));
  if (secretKeyOf(path) !== undefined || isBelowDatabaseSecret(path)) return true;
  const [key = "", parent = ""] = path.filter((step) => step !== "-").reverse();
  if (text !== undefined && parent === "files") return isSecretText("", text);
  return text === undefined ? VARIABLE_MAPS.has(parent.toLowerCase()) && namesSecret(key) : isSecretText(key, text);
}

function isSecretText(key: string, text: string): boolean {
  // The name of a variable says nothing; its default may.
  if (/^\$\{\w+\}$/.test(text)) return false;
  return secretLook(key, text) !== undefined || secretsWithin(text).length > 0;
}

/** `Secrets`, `secret` and `secerts` are no keys, and likely meant for `secrets`. */
function meansSecrets(key: string): boolean {
  return key.length > 4 && distance(key.toLowerCase(), "secrets") <= 2;
}

/** Whether a path leads below `secrets`, as the language spells it, where references stand, and what is none is reported as such. */
export function isBelowSecrets(path: readonly string[]): boolean {
  if (isBelowDatabaseSecret(path)) return true;
  return path.some((_, index) => isSecretsBlock(path.slice(0, index + 1)) || isStore(path.slice(0, index + 1)));
}

/** Whether a path ends at a block of references to secrets. */
export function isSecretsBlock(path: readonly string[]): boolean {
  return path.at(-1) === "secrets" && secretKeyOf(path) === "secrets" && secretKeyOf(path.slice(0, -1)) === undefined;
}

/** Whether a path ends at a reference to the one secret of a database, of the file or of an environment. */
export function isDatabaseSecret(path: readonly string[]): boolean {
  const [block, , key, ...below] = path[0] === "environments" ? path.slice(2) : path;
  return block === "databases" && key !== undefined && DATABASE_SECRETS.includes(key) && below.length === 0;
}

function isBelowDatabaseSecret(path: readonly string[]): boolean {
  return isDatabaseSecret(path.slice(0, path[0] === "environments" ? 5 : 3));
}

function secretKeyOf(path: readonly string[]): string | undefined {
  for (let at = 0; at < path.length; at++) {
    const key = path[at] ?? "";
    if ((SECRET_KEYS.includes(key) || meansSecrets(key)) && !isStore(path.slice(0, at + 1))) return key;
    if (NAME_MAPS.has(key.toLowerCase())) at++;
  }
  return undefined;
}

/** Whether a path ends at `infra.secrets`, of the file or of an environment. */
function isStore(path: readonly string[]): boolean {
  const within = path[0] === "environments" ? path.slice(2) : path;
  return within.length === 2 && within[0] === "infra" && within[1] === "secrets";
}

/**
 * Whether an argument of `infra.backend` at which a path ends is a secret, which a rule of its own refuses: Terraform says which are,
 * whatever they are called. All below a secret is one. Undefined for any other path.
 */
export function backendArgument(path: readonly string[]): { readonly secret: boolean } | undefined {
  const [infra, block, type, argument, ...below] = path[0] === "environments" ? path.slice(2) : path;
  if (infra !== "infra" || block !== "backend" || type === undefined || argument === undefined) return undefined;
  const secret = secretVariable(type, argument) !== undefined;
  return secret || below.length === 0 ? { secret } : undefined;
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
  return new Set([
    ...secretsBlocks(node, []).flatMap((block) => textsIn(block, [])),
    ...nodesAt(node, [], isDatabaseSecret).flatMap((secret) => textsIn(secret, ["rootPassword"])),
  ]);
}

function secretsBlocks(node: SyntaxNode, path: readonly string[]): readonly SyntaxNode[] {
  return nodesAt(node, path, (at, { kind }) => isSecretsBlock(at) || (isStore(at) && kind !== "scalar"));
}

/** The outermost nodes at places that are asked for. */
function nodesAt(
  node: SyntaxNode,
  path: readonly string[],
  isMeant: (path: readonly string[], node: SyntaxNode) => boolean,
): readonly SyntaxNode[] {
  if (isMeant(path, node)) return [node];
  if (node.kind === "scalar") return [];
  if (node.kind === "list") {
    const inList = [...path, "-"];
    return node.items.flatMap((item) => nodesAt(item, inList, isMeant));
  }
  return [...node.entries.values()].flatMap(({ key, value }) => nodesAt(value, [...path, key], isMeant));
}

/** Keys of a reference to a secret: what stands there names a secret, or says of the file that it becomes, and is none. */
const REFERENCE_KEYS: ReadonlySet<string> = new Set(["name", "key", "arn", "file", "mode", "owner"]);

const STORES: ReadonlySet<string> = new Set(["vault", "ssm", "secretsmanager"]);

/** Whether a text is the store of a reference, `<secret>.from`: which one it is, no frame has to hide. */
export function isStoreOfReference(path: readonly string[], text?: string): boolean {
  const [key, secret = "secrets"] = path.toReversed();
  return key === "from" && secret !== "secrets" && STORES.has(text ?? "");
}

/** The texts below a block, those left out that belong to a reference: `<secret>.name`, `<secret>.from`. */
function textsIn(node: SyntaxNode, path: readonly string[]): readonly string[] {
  if (node.kind === "list") return node.items.flatMap((item) => textsIn(item, [...path, "-"]));
  if (node.kind === "map") {
    return [...node.entries.values()].flatMap(({ key, value }) => textsIn(value, [...path, key]));
  }
  const [, field = ""] = path;
  const refers = path.length === 2 && (REFERENCE_KEYS.has(field) || (field === "from" && STORES.has(node.text)));
  return node.text === "" || refers || (path.length === 1 && isReference(node)) ? [] : [node.text];
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
