import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plainEntry } from "../../e2e/entries.js";
import { readParts, readStack, stackOf } from "../../e2e/stack-source.js";

const root = join(import.meta.dirname, "../..");

const file = (environments: string) => ({
  path: "shop/nanokit.yml",
  text: `name: shop\nservices: { web: { build: true } }\nenvironments: ${environments}\n`,
});
const everything = { exists: () => true };

describe("readStack", () => {
  it("reads the file of a folder", async () => {
    const dir = "generated/stacks/mynapp-stage";
    expect(await readStack(root, plainEntry(dir))).toBe(readFileSync(join(root, dir, "cdk.tf.json"), "utf8"));
  });

  it("synthesizes a nanokit.yml to what is committed", async () => {
    const entry = { ...plainEntry("."), file: { path: "nanokit.yml", environment: "stage" } };
    const committed = readFileSync(join(root, "generated/stacks/mynapp-stage/cdk.tf.json"), "utf8");
    expect(await readStack(root, entry)).toBe(committed);
  });

  it("makes the file of a large one", async () => {
    const entry = { ...plainEntry("e2e/two-hundred-services"), made: "two-hundred-services" };
    const { resource } = JSON.parse(await readStack(root, entry));
    const count = (type: string) => Object.keys(resource[type]).length;
    expect([count("aws_ecs_service"), count("aws_efs_access_point"), count("aws_lb_target_group")]).toEqual([
      200, 200, 80,
    ]);
  });
});

describe("readParts", () => {
  it("gives the stack itself, or the modules that a root calls, each in a folder of its name", async () => {
    const entry = plainEntry("generated/stacks/mynapp-stage");
    const [only, ...none] = await readParts(root, entry);
    expect([only.folder, only.text, none]).toEqual(["", await readStack(root, entry), []]);
    const modules = "__tests__/specs/stacks-module/two-environments/expected/stacks";
    const dirs = [`${modules}/shop-stage`, `${modules}/shop-production`];
    const parts = await readParts(root, { ...plainEntry("e2e/roots/two-environments"), modules: dirs });
    expect(parts.map(({ folder }) => folder)).toEqual(["shop-stage", "shop-production"]);
    for (const { text, versions } of parts) {
      expect(JSON.parse(text).provider).toBeUndefined();
      expect(versions).toContain("required_version");
    }
  });
});

describe("stackOf", () => {
  it("takes the only environment, or the one that is named", () => {
    const only = stackOf(file("{ stage: {} }"), { path: "shop/nanokit.yml" }, everything);
    const named = { path: "shop/nanokit.yml", environment: "stage" };
    expect(stackOf(file("{ stage: {}, production: {} }"), named, everything)).toBe(only);
  });

  it("does not choose among several", () => {
    expect(() => stackOf(file("{ stage: {}, live: {} }"), { path: "shop/nanokit.yml" }, everything)).toThrow(
      "2 stacks",
    );
  });

  it("says what is wrong with the file", () => {
    const wrong = { path: "shop/nanokit.yml", text: "name: shop\nservices: {}\n" };
    expect(() => stackOf(wrong, { path: wrong.path }, everything)).toThrow("NK208");
  });
});
