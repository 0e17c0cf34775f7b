import type { TerraformStack } from "cdktf";
import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import { madeWhole } from "../constructs/token-marks.js";
import { setAt } from "../stack/json.js";

const resolver = new DefaultTokenResolver(new StringConcat());

/** What cdktf puts for a token into a text, a list or a key of a map. */
const MARKER = "{TfToken[";

/** A number token within a text, as in `"${-1.8881545897087505e+289} MiB"`. */
const NUMBER_MARKER = /-\d(?:\.\d+)?e\+2\d\d/;

/** Number tokens lie below this; no number of ours does. Source: cdktf 0.21, tokens/private/encoding. */
const NUMBER_TOKENS_BELOW = -1e200;

/**
 * An element's JSON with every token replaced, and without the attributes that are not set. cdktf's own resolver gives the same, but
 * looks for tokens in each name and value with several patterns, and the bindings name every attribute there is: half the time of a
 * synth went there. Whatever may hold a token is given to it.
 *
 * @param preparing whether cdktf is to make what references from stack to stack need
 */
export function plainJson(value: unknown, stack: TerraformStack, preparing = false): unknown {
  const resolved = (part: unknown) => Tokenization.resolve(part, { scope: stack, preparing, resolver });
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === "string" && item.includes(`#${MARKER}`))) return resolved(value);
    return value.map((item) => plainJson(item, stack, preparing)).filter((item) => item !== undefined);
  }
  if (typeof value === "string") {
    return value.includes(MARKER) || NUMBER_MARKER.test(value) ? resolved(value) : value;
  }
  if (typeof value === "number") return value < NUMBER_TOKENS_BELOW ? resolved(value) : value;
  if (typeof value !== "object" || value === null) return value;
  const isToken = Tokenization.isResolvable(value) || Object.getPrototypeOf(value) !== Object.prototype;
  if (isToken || Object.keys(value).some((key) => key.includes(MARKER))) return resolved(value);
  const plain: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const json = plainJson(inner, stack, preparing);
    if (json !== undefined) setAt(plain, key, json);
  }
  return plain;
}

/**
 * A document with every text and name as it was before it was written so that cdktf sees no mark of its own in it. Nearly none was: a part
 * in which nothing changes stays the same one, as making all of it anew takes longer than looking.
 */
export function documentMadeWhole(value: unknown): unknown {
  if (typeof value === "string") return madeWhole(value);
  if (Array.isArray(value)) {
    const items = value.map(documentMadeWhole);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value);
  const names = entries.map(([key]) => madeWhole(key));
  const parts = entries.map(([, inner]) => documentMadeWhole(inner));
  const isSame = entries.every(([key, inner], index) => names[index] === key && parts[index] === inner);
  return isSame ? value : Object.fromEntries(names.map((name, index) => [name, parts[index]]));
}

/** Adds the JSON of one element to what others gave: maps merge, lists add up (two providers of one kind), everything else replaces. */
export function mergeInto(target: Record<string, unknown>, source: object): void {
  for (const [key, value] of Object.entries(source)) {
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isMap(before) && isMap(value)) mergeInto(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) setAt(target, key, [...before, ...value]);
    else setAt(target, key, value);
  }
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
