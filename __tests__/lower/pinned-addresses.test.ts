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

/**
 * What has left all the same: rules of services that one rule for all of them has taken the place of, as AWS takes 60 in a group. Nothing is
 * lost with a rule; that it goes is in the changelog.
 */
const successors: readonly (readonly [left: RegExp, by: string])[] = [
  [/^(aws_vpc_security_group_(?:ingress|egress)_rule)\.[^.]+_(nfs(?:_sg-[0-9a-f]+)?)$/, "$1.$2"],
];

function successorOf(address: string): string | undefined {
  const [left, by] = successors.find(([pattern]) => pattern.test(address)) ?? [];
  return left && by && address.replace(left, by);
}

describe("addresses once given", () => {
  it.each(Object.entries(pinned))("%s keeps them, or has the one that took their place", (name, addresses) => {
    const [spec = "", stack = ""] = name.split("/");
    const text = readFileSync(join(specs, spec, "expected/stacks", stack, "cdk.tf.json"), "utf8");
    const declared = declaredAddresses(JSON.parse(text));
    const missing = addresses.filter((address) => !declared.has(address));
    expect(missing.filter((address) => !declared.has(successorOf(address) ?? address))).toEqual([]);
  });
});
