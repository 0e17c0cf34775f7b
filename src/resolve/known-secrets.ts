import type { SourceLocation } from "../diagnostics/source.js";
import { carriedSecret } from "../secrets/forms.js";
import type { KnownSecrets } from "../secrets/known.js";
import { isHarmlessValue, namesSecret } from "../secrets/names.js";
import { secretsWithin } from "../secrets/written.js";
import type { ExpandedVariable, MapNode, ScalarNode, SyntaxNode } from "../syntax/nodes.js";
import { isBelowSecrets, isSecretPath, plainSecrets } from "./rules/secrets.js";

/** A place of the file, and the secrets that its value holds. */
export interface SecretPlace {
  readonly location: SourceLocation;
  readonly secrets: readonly string[];
}

/** Why the value of a variable must not be shown: by the variable's name, or by the value's form. */
export function secretExpansion({ name, value }: ExpandedVariable): "name" | "form" | undefined {
  if (namesSecret(name) && !isHarmlessValue(value)) return "name";
  return carriedSecret(value) === undefined ? undefined : "form";
}

/**
 * Notes the secrets of a document: plain values under `secrets`, values of variables that are secret, values under such keys, and what is
 * one by its form. Returns where they stand, so that what is said of these places is blanked even where a secret is short.
 *
 * @param plain what stands under `secrets` and is no reference; a compose file has only names there
 */
export function gatherSecrets(
  whole: MapNode,
  known: KnownSecrets,
  plain: Iterable<string> = plainSecrets(whole),
): readonly SecretPlace[] {
  for (const secret of plain) known.add(secret);
  const places = placesIn(whole, []);
  for (const { secrets } of places) for (const secret of secrets) known.add(secret);
  const secretStarts = new Set(places.map(({ location }) => location.start));
  allowWords(whole, secretStarts, known);
  return places;
}

function placesIn(node: SyntaxNode, path: readonly string[]): readonly SecretPlace[] {
  if (node.kind === "list") {
    const inList = [...path, "-"];
    return node.items.flatMap((item) => placesIn(item, inList));
  }
  if (node.kind === "map") {
    return [...node.entries.values()].flatMap(({ key, value }) => placesIn(value, [...path, key]));
  }
  const secrets = secretsOf(node, path);
  return secrets.length === 0 ? [] : [{ location: node.location, secrets }];
}

function secretsOf(node: ScalarNode, path: readonly string[]): readonly string[] {
  const expanded = (node.expanded ?? []).filter((one) => secretExpansion(one) !== undefined);
  const within = secretsWithin(node.text);
  if (expanded.length === 0 && within.length === 0) return isPlainSecret(node, path) ? [node.text] : [];
  return [...expanded.map(({ value }) => value), ...within];
}

/** What stands below `secrets` is noted on its own: a reference there is no secret. */
function isPlainSecret({ text, value }: ScalarNode, path: readonly string[]): boolean {
  return text !== "" && value !== null && !isBelowSecrets(path) && isSecretPath(path, text);
}

/** Names and other plain words of the file are no secrets, also when one is used as a password. */
function allowWords(node: SyntaxNode, secretStarts: ReadonlySet<number>, known: KnownSecrets): void {
  if (node.kind === "list") for (const item of node.items) allowWords(item, secretStarts, known);
  else if (node.kind === "map") {
    for (const { key, value } of node.entries.values()) {
      known.allow(key);
      allowWords(value, secretStarts, known);
    }
  } else if (!secretStarts.has(node.location.start)) {
    for (const word of node.text.match(/[a-z]+/g) ?? []) known.allow(word);
  }
}
