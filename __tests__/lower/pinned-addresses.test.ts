import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredAddresses } from "../support/references.js";

const specs = join(import.meta.dirname, "../specs/stacks");

/**
 * The resources of each golden stack when version 0.1.0 first made it, by `<spec>/<stack>`. Terraform destroys what leaves its address:
 * nothing may leave this file without a `moved` block and a line in the changelog.
 */
const pinned: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "pinned-addresses.json"), "utf8"),
);

describe("addresses once given", () => {
  it.each(Object.entries(pinned))("%s keeps them", (name, addresses) => {
    const [spec = "", stack = ""] = name.split("/");
    const text = readFileSync(join(specs, spec, "expected/stacks", stack, "cdk.tf.json"), "utf8");
    const declared = declaredAddresses(JSON.parse(text));
    expect(addresses.filter((address) => !declared.has(address))).toEqual([]);
  });
});
