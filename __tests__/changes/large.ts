import { readFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import type { JsonObject } from "../../src/stack/json.js";
import { compareDocuments } from "../support/read-stack.js";

/** A nanokit.yml as a tree of plain values. */
export type Tree = { [key: string]: Tree | unknown };

const text = readFileSync(path.join(import.meta.dirname, "large.yml"), "utf8");

/** The large example, to be edited. */
export function large(): Tree {
  return load(text) as Tree;
}

/** The map at a path of keys, which is made where it is missing. */
export function at(tree: Tree, ...keys: readonly string[]): Tree {
  return keys.reduce<Tree>((map, key) => {
    map[key] ??= {};
    return map[key] as Tree;
  }, tree);
}

/** The Terraform JSON of one environment of the large example, or of an edited one. Throws for one with errors. */
export function stackOf(tree: Tree, environment = "stage"): JsonObject {
  const source = { path: "nanokit.yml", text: dump(tree) };
  const { project, diagnostics } = compile(source, { environments: [environment] });
  if (!project) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const stack = synthesize(project).find((file) => file.path.endsWith("cdk.tf.json"));
  return JSON.parse(stack?.text ?? "{}") as JsonObject;
}

const base = stackOf(large());

/** What an edit of the large example changes in `stage`. */
export function changesBy(edit: (tree: Tree) => void) {
  const tree = large();
  edit(tree);
  const after = stackOf(tree);
  return { before: base, after, changes: compareDocuments("shop-stage", base, after).changes };
}
