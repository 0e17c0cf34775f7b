import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { danglingReferences } from "../support/references.js";

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
}

function read(path: string): Stack {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}

describe("the committed stacks", () => {
  it("are there", () => {
    expect(stacks.length).toBeGreaterThan(10);
  });

  it.each(stacks)("%s refers only to what it declares", async (path) => {
    expect(await danglingReferences(read(path))).toEqual([]);
  });

  it.each(stacks)("%s lets nothing in but NFS to the file system", (path) => {
    const rules = Object.entries(read(path).resource.aws_vpc_security_group_ingress_rule ?? {});
    for (const [name, rule] of rules) {
      expect(rule, name).toMatchObject({ from_port: 2049, to_port: 2049, ip_protocol: "tcp" });
      expect(rule.referenced_security_group_id, name).toMatch(/^\$\{aws_security_group\.[^.]+_task\.id\}$/);
      expect(Object.keys(rule).filter((key) => /cidr|prefix_list/.test(key))).toEqual([]);
    }
    for (const [name, group] of Object.entries(read(path).resource.aws_security_group ?? {})) {
      expect(Object.keys(group), `${name} has no rules of its own`).not.toContain("ingress");
      expect(Object.keys(group), `${name} has no rules of its own`).not.toContain("egress");
    }
  });

  it.each(stacks)("%s protects the file system that it makes", (path) => {
    for (const fileSystem of Object.values(read(path).resource.aws_efs_file_system ?? {})) {
      expect(fileSystem).toMatchObject({ encrypted: true, lifecycle: { prevent_destroy: true } });
    }
  });
});
