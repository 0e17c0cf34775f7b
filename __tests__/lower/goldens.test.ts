import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { OWN_TAGS_MAX } from "../../src/aws/tags.js";
import { danglingReferences } from "../support/references.js";
import { sampled } from "../support/sampled.js";

const root = join(import.meta.dirname, "../..");

/** Every stack that is committed: the goldens of the specs, and the example's own. */
const stacks = ["__tests__/specs", "generated"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("cdk.tf.json"))
    .map((path) => relative(root, join(root, folder, path)))
    .sort(),
);

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** Not in a module. */
  readonly provider?: unknown;
}

function read(path: string): Stack {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

describe("the committed stacks", () => {
  it("are there", () => {
    expect(stacks.length).toBeGreaterThan(10);
  });

  it.each(sampled(stacks, (path) => path, 50))("%s refers only to what it declares", async (path) => {
    expect(await danglingReferences(read(path))).toEqual([]);
  });

  it.each(stacks)("%s gives no resource more tags than are set aside", (path) => {
    const stack = read(path);
    const bodies = Object.values(stack.resource).flatMap((ofType) => Object.values(ofType));
    for (const { tags } of bodies) {
      // Those of `for_each` are an expression: Name, and what the resource belongs to.
      const isExpression = typeof tags === "string";
      const count = isExpression ? 2 : Object.keys(tags ?? {}).filter((key) => /^(?:Name$|nanokit:)/.test(key)).length;
      // Where there is no provider, each resource has those of the environment itself.
      const ofEnvironment = isExpression || stack.provider !== undefined ? 2 : 0;
      expect(count + ofEnvironment).toBeLessThanOrEqual(OWN_TAGS_MAX);
    }
  });

  // Who may reach whom in them is proved in security-groups.test.ts, rule by rule.

  it.each(stacks)("%s protects the file system that it makes", (path) => {
    for (const fileSystem of Object.values(read(path).resource.aws_efs_file_system ?? {})) {
      expect(fileSystem).toMatchObject({ encrypted: true, lifecycle: { prevent_destroy: true } });
    }
  });
});
