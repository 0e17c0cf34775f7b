import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../src/changes/changes.js";
import type { JsonObject } from "../../src/stack/json.js";
import { runs } from "../support/sampled.js";
import { anyEdit } from "./edits.js";
import { changesBy } from "./large.js";

/** Resources that something happens to on AWS. */
function touched(changes: readonly Change[]): readonly string[] {
  return changes
    .filter(({ kind, action }) => kind === "resource" && action !== "none")
    .map(({ address }) => address)
    .sort();
}

/** What differs between two stacks, by a plain look at each block: the addresses without the keys of instances. */
function differing(before: JsonObject, after: JsonObject): readonly string[] {
  const blocks = (stack: JsonObject) => {
    const flat = (section: unknown, prefix: string) =>
      Object.entries((section ?? {}) as object).map(([name, body]) => [`${prefix}${name}`, body] as const);
    const typed = (section: unknown, prefix: string) =>
      Object.entries((section ?? {}) as object).flatMap(([type, named]) => flat(named, `${prefix}${type}.`));
    return new Map<string, unknown>([
      ...typed(stack.resource, ""),
      ...typed(stack.data, "data."),
      ...flat(stack.locals, "local."),
      ...flat(stack.variable, "var."),
      ...flat(stack.output, "output."),
    ]);
  };
  const [old, now] = [blocks(before), blocks(after)];
  const all = [...new Set([...old.keys(), ...now.keys()])];
  return all.filter((address) => !isDeepStrictEqual(old.get(address), now.get(address))).sort();
}

describe("an edit of a large example", () => {
  it("has check name exactly the resources that it touches, and tell what differs from what follows", {
    timeout: 240_000,
  }, () => {
    fc.assert(
      fc.property(anyEdit, (edit) => {
        const { before, after, changes } = changesBy((tree) => edit.apply(tree));
        expect({ edit: edit.name, touches: touched(changes) }).toEqual({
          edit: edit.name,
          touches: [...new Set(edit.touches)].sort(),
        });
        const own = changes.filter(
          ({ action, attributes }) => action === "create" || action === "destroy" || attributes.length > 0,
        );
        const bases = new Set(own.map(({ address }) => address.replace(/\[".*"\]$/, "")));
        expect([...bases].sort()).toEqual(differing(before, after));
      }),
      runs(150),
    );
  });
});
