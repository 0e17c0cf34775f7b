import { TAGS } from "../aws/tags.js";
import { type Json, type JsonObject, objectOf } from "../stack/json.js";
import type { Blocks } from "../stack/stack.js";
import type { Action, Change } from "./changes.js";

/** A change without what is to be said of it. */
export type UnmarkedChange = Omit<Change, "marks">;

/** What a rule about marks may look at beside its change. */
export interface Surroundings {
  readonly before: Blocks;
  readonly after: Blocks;
  /** By address. */
  readonly changes: ReadonlyMap<string, UnmarkedChange>;
}

/** What a resource says before and after. Undefined: it is not there. */
export function bodies({ address }: UnmarkedChange, { before, after }: Surroundings) {
  const [old, now] = [before, after].map((blocks) => {
    const block = blocks.get(address);
    return block === undefined ? undefined : objectOf(block.body);
  });
  return { old, now };
}

/** Whether a resource of a type is destroyed, or, where that is asked, replaced. */
export function goes(type: string, { changes }: Surroundings, ...actions: readonly Action[]): boolean {
  return [...changes.values()].some(
    (change) => change.kind === "resource" && change.type === type && actions.includes(change.action),
  );
}

/** What is said of a resource that goes: for a while or for ever. */
export function goneText(action: Action): string {
  return action === "replace" ? "replaced" : "destroyed";
}

/** A value as text: a string without quotes, anything else as JSON. */
export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** The key of a service in nanokit.yml: in a cluster that others use too it has another name. */
export function serviceKey(body: JsonObject | undefined): string {
  const key = objectOf(body?.tags)[TAGS.service];
  return typeof key === "string" ? key : textOf(body?.name);
}

/** A block, which may stand in a list. */
export function firstBlock(value: Json | undefined): JsonObject {
  return objectOf(Array.isArray(value) ? value[0] : value);
}
