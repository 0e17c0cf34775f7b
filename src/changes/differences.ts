import { canonical, isList, isObject, type Json, type JsonObject, same, valueAt } from "../stack/json.js";
import type { Difference, Step } from "./difference.js";
import { areFileWords, inFiles } from "./file-words.js";

/** Names that tell the elements of a list apart, the best first. */
const KEYS = [
  "Sid",
  "name",
  "Name",
  "containerPath",
  "containerName",
  "containerPort",
  "port_name",
  "capacity_provider",
  "rulePriority",
  "sourceVolume",
] as const;

/**
 * Lists whose order has no meaning: sets of the AWS provider, and lists in policies. Source: the schemas of the types that we emit, in
 * hashicorp/terraform-provider-aws; reference of IAM policies, "Grammar".
 */
const SETS: ReadonlySet<string> = new Set([
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "Condition",
  "security_groups",
  "subnets",
  "capacity_providers",
  "requires_compatibilities",
  "subject_alternative_names",
  "records",
  "values",
  "depends_on",
  "exclude_zone_ids",
]);

/** Every place where two values differ, the smallest ones that make sense to a reader. */
export function differences(before: Json, after: Json, path: readonly Step[] = []): readonly Difference[] {
  if (same(before, after)) return [];
  const [a, b] = asBlocks(before, after);
  if (isObject(a) && isObject(b)) return inObjects(a, b, path);
  if (isList(a) && isList(b)) return inLists(a, b, path);
  return [{ path, before, after }];
}

/** A block may stand in a list of one. */
function asBlocks(before: Json, after: Json): readonly [Json, Json] {
  if (isList(before) && before.length === 1 && isObject(before[0]) && isObject(after)) return [before[0], after];
  if (isList(after) && after.length === 1 && isObject(after[0]) && isObject(before)) return [before, after[0]];
  return [before, after];
}

function inObjects(before: JsonObject, after: JsonObject, path: readonly Step[]): readonly Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => between(valueAt(before, key), valueAt(after, key), [...path, key]));
}

function between(before: Json | undefined, after: Json | undefined, path: readonly Step[]): readonly Difference[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, after: after ?? null }];
  if (after === undefined) return [{ path, before }];
  return differences(before, after, path);
}

function inLists(before: readonly Json[], after: readonly Json[], path: readonly Step[]): readonly Difference[] {
  const key = keyOf([before, after]);
  if (key !== undefined) return byKey(before as readonly JsonObject[], after as readonly JsonObject[], key, path);
  if ([...before, ...after].every(isObject)) {
    return byLikeness(before as readonly JsonObject[], after as readonly JsonObject[], path);
  }
  if (path.some((step) => typeof step === "string" && SETS.has(step))) return asSets(before, after, path);
  if (areFileWords(before) && areFileWords(after)) return inFiles(before, after, path);
  return [{ path, before, after }];
}

/** The first name under which all elements of each list have a value of their own. */
function keyOf(lists: readonly (readonly Json[])[]): string | undefined {
  return KEYS.find((key) => lists.every((list) => hasOwnValues(list, key)));
}

function hasOwnValues(list: readonly Json[], key: string): boolean {
  const values = list.map((element) => (isObject(element) ? valueAt(element, key) : undefined));
  const scalar = values.every((value) => typeof value === "string" || typeof value === "number");
  return scalar && new Set(values).size === values.length;
}

function byKey(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  key: string,
  path: readonly Step[],
): readonly Difference[] {
  const [old, now] = [before, after].map(
    (list) => new Map(list.map((element) => [String(valueAt(element, key)), element])),
  );
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  const found = names.flatMap((name) => {
    const [a, b] = [old?.get(name), now?.get(name)].map((element) => withoutKey(element, key));
    return between(a, b, [...path, { key: name }]);
  });
  return found.length === 0 ? [{ path, before: [...before], after: [...after], order: true }] : found;
}

/** What an element says beside its key: the one value that is left, or all of it where there are more. */
function withoutKey(element: JsonObject | undefined, key: string): Json | undefined {
  if (element === undefined) return undefined;
  const { [key]: _, ...rest } = element;
  const [only, ...more] = Object.values(rest);
  return only !== undefined && more.length === 0 && !isObject(only) && !isList(only) ? only : rest;
}

function asSets(before: readonly Json[], after: readonly Json[], path: readonly Step[]): readonly Difference[] {
  const missing = (from: readonly Json[], other: readonly Json[]) => {
    const there = new Set(other.map(canonical));
    return from.flatMap((element, index) => (there.has(canonical(element)) ? [] : [{ element, index }]));
  };
  const removed = missing(before, after).map(({ element, index }) => ({ path: [...path, index], before: element }));
  const added = missing(after, before).map(({ element, index }) => ({ path: [...path, index], after: element }));
  const found = [...removed, ...added];
  const [gone, come, ...more] = found;
  // One for one: shown as a change, what differs between the two is seen.
  if (gone && come && more.length === 0 && removed.length === 1) return [{ ...gone, ...come }];
  return found.length === 0 ? [{ path, before: [...before], after: [...after], order: true }] : found;
}

/** Objects without a key: those that are the same go together, of the rest those that have most in common. */
function byLikeness(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  path: readonly Step[],
): readonly Difference[] {
  const left = before.map((element, index) => ({ element, index }));
  const take = (index: number) => left.splice(index, 1)[0];
  const pending = after.flatMap((element, index) => {
    const twin = left.findIndex((one) => same(one.element, element));
    if (twin === -1) return [{ element, index }];
    take(twin);
    return [];
  });
  const changed = pending.flatMap(({ element, index }) => {
    const scores = left.map((one) => likeness(one.element, element));
    const best = Math.max(0, ...scores);
    const partner = best > 0 ? take(scores.indexOf(best)) : undefined;
    return between(partner?.element, element, [...path, index]);
  });
  const removed = left.map(({ element, index }) => ({ path: [...path, index], before: element }));
  const found = [...removed, ...changed];
  return found.length === 0 ? [{ path, before: [...before], after: [...after], order: true }] : found;
}

/** How much of two objects is the same: two for each key of equal value, one for each list or map that shares something. */
function likeness(a: JsonObject, b: JsonObject): number {
  return Object.entries(a).reduce((sum, [key, value]) => {
    const other = valueAt(b, key);
    if (other === undefined) return sum;
    if (same(value, other)) return sum + (key === "Effect" ? 0 : 2);
    const there = new Set(leaves(other));
    return sum + (leaves(value).some((leaf) => there.has(leaf)) ? 1 : 0);
  }, 0);
}

function leaves(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [JSON.stringify(value)];
}

/** As people write it: `network_configuration.security_groups[0]`, `environment["LOG_LEVEL"]`. */
export function pathText(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (typeof step === "object") return `[${JSON.stringify(step.key)}]`;
      const plain = /^[\w-]+$/.test(step);
      return plain ? `${index === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}

/** The names of a path, without indices and keys: what a schema knows. */
export function attributeNames(path: readonly Step[]): readonly string[] {
  return path.filter((step) => typeof step === "string");
}
