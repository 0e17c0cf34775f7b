import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, nanokit, ROOT } from "./command.js";

// The bundle holds of each binding of the provider only what our sources name (scripts/slim-bindings.mjs). The goldens are made from the
// sources with whole bindings, so a bundle that lacks something writes other stacks.

const SPECS = path.join(ROOT, "__tests__/specs");

interface Golden {
  readonly spec: string;
  /** What the command is told beside the file. */
  readonly options: readonly string[];
  /** The text of each stack, by its name. */
  readonly stacks: ReadonlyMap<string, string>;
  /** All attributes that stand in them, as `aws_vpc.cidr_block`. */
  readonly attributes: ReadonlySet<string>;
}

/** The specs whose nanokit.yml alone gives their stacks. */
function goldens(): readonly Golden[] {
  const specs = readdirSync(SPECS, { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "nanokit.yml")
    .map((name) => path.dirname(name))
    .filter((spec) => existsSync(path.join(SPECS, spec, "expected/stacks")) && !hasSurroundings(spec));
  return specs.sort().map((spec) => {
    const folder = path.join(SPECS, spec, "expected/stacks");
    const stacks = new Map(
      readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name, "cdk.tf.json"), "utf8")]),
    );
    return {
      spec,
      options: settingsOf(spec).module === true ? ["--module"] : [],
      stacks,
      attributes: new Set([...stacks.values()].flatMap((text) => attributesIn(JSON.parse(text)))),
    };
  });
}

function settingsOf(spec: string): Readonly<Record<string, unknown>> {
  const description = path.join(SPECS, spec, "case.json");
  return existsSync(description) ? (JSON.parse(readFileSync(description, "utf8")) as Record<string, unknown>) : {};
}

function hasSurroundings(spec: string): boolean {
  const { environments, env, files, folder } = settingsOf(spec);
  return (
    [environments, env, files, folder].some((one) => one !== undefined) || existsSync(path.join(SPECS, spec, "beside"))
  );
}

interface Stack {
  readonly [kind: string]: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

function attributesIn({ resource = {}, data = {} }: Stack): readonly string[] {
  return [resource, data].flatMap((types) =>
    Object.entries(types).flatMap(([type, blocks]) => Object.values(blocks).flatMap((block) => keysIn(block, type))),
  );
}

function keysIn(value: unknown, above: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, above));
  if (typeof value !== "object" || value === null) return [above];
  return Object.entries(value).flatMap(([key, inner]) => keysIn(inner, `${above}.${key}`));
}

/** As few of them as have all attributes between them, as each is a process of its own: always the one that adds the most. */
function covering(all: readonly Golden[]): readonly Golden[] {
  const missing = new Set(all.flatMap(({ attributes }) => [...attributes]));
  const chosen: Golden[] = [];
  while (missing.size > 0) {
    const adds = ({ attributes }: Golden) => [...attributes].filter((one) => missing.has(one)).length;
    const best = all.reduce((one, other) => (adds(other) > adds(one) ? other : one));
    chosen.push(best);
    for (const one of best.attributes) missing.delete(one);
  }
  return chosen;
}

describe("the bundled bindings", () => {
  it.each(covering(goldens()))("give the stacks of $spec", ({ spec, options, stacks }) => {
    const folder = folderWith({ "nanokit.yml": readFileSync(path.join(SPECS, spec, "nanokit.yml")) });
    const { status, stderr } = nanokit(folder, ["synth", "-q", ...options]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    for (const [name, text] of stacks) {
      expect(readFileSync(path.join(folder, "generated/stacks", name, "cdk.tf.json"), "utf8")).toBe(text);
    }
  });
});
