import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { nestedBlocksOf, resourceRow } from "../../src/aws/types/index.js";

const root = path.join(import.meta.dirname, "../..");
const bindings = path.join(root, "node_modules/@cdktf/provider-aws/lib");

/** In the provider's schema these are attributes that may be written as blocks; the bindings know no such thing. */
const attributesAsBlocks: Readonly<Record<string, readonly string[]>> = {
  aws_default_security_group: ["egress", "ingress"],
  aws_route_table: ["route"],
  aws_security_group: ["egress", "ingress"],
};

/** The bindings that constructs and stacks import. */
const imported = [
  ...new Set(
    ["src/constructs", "src/lower"].flatMap((folder) =>
      readdirSync(path.join(root, folder), { encoding: "utf8", recursive: true })
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) =>
          [...readFileSync(path.join(root, folder, file), "utf8").matchAll(/provider-aws\/lib\/([a-z0-9-]+)\//g)].map(
            ([, name = ""]) => name,
          ),
        ),
    ),
  ),
].sort();

/** The type that a binding is for, as the table has it, and the names that it synthesizes as blocks and as attributes. */
function readBinding(name: string) {
  const folder = path.join(bindings, name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".js"));
  const code = files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
  const type = /tfResourceType = "([^"]+)"/.exec(code)?.[1] ?? "";
  // Each has an entry in what synthesizes HCL: `name: { value: ..., isBlock: true,`. `repetition` is for any depth.
  const entries = [
    ...code.matchAll(/^ {8,12}(\w+): \{\n\s+value: [^\n]*,\n\s+isBlock: (true|false),\n\s+type: "(\w+)"/gm),
  ];
  const named = (wanted: string) => new Set(entries.filter(([, , is]) => is === wanted).map(([, entry = ""]) => entry));
  const prefix = name.startsWith("data-") ? "data." : name === "provider" ? "provider." : "";
  return { type: prefix + type, blocks: named("true"), attributes: named("false") };
}

/** The attributes that the type of a binding's constructor takes. It ends with `A` where another type has its name. */
function readAttributes(name: string): readonly string[] {
  const types = readFileSync(path.join(bindings, name, "index.d.ts"), "utf8");
  const config =
    /export interface \w+ConfigA? extends cdktf\.TerraformMetaArguments \{([\s\S]*?)\n\}/.exec(types)?.[1] ?? "";
  return [...config.matchAll(/^ {4}readonly (\w+)\??:/gm)].map(([, attribute = ""]) => attribute);
}

describe("the nested blocks of a type", () => {
  it.each(imported)("are those that the binding %s has", (name) => {
    const { type, blocks } = readBinding(name);
    const names = [...blocks].filter((block) => !attributesAsBlocks[type]?.includes(block));
    expect([...(nestedBlocksOf(type) ?? [])]).toEqual(names.sort());
  });

  it.each(imported)("has no name that %s uses for an attribute too", (name) => {
    const { blocks, attributes } = readBinding(name);
    expect([...blocks].filter((block) => attributes.has(block))).toEqual([]);
  });
});

describe("the attributes that force a replacement", () => {
  const rows = imported.flatMap((name) => {
    const { type } = readBinding(name);
    const row = resourceRow(type);
    return row === undefined ? [] : [{ name, type, row }];
  });

  it.each(rows)("of $type are such that the binding has", ({ name, row }) => {
    const plain = (text: string) => (text.split(".")[0] ?? "").replaceAll(/[_0-9]/g, "").toLowerCase();
    const known = new Set(readAttributes(name).map(plain));
    expect(known.size).toBeGreaterThan(0);
    const { forceNew, forceNewWhole = [], forceNewIn6 = [] } = row;
    expect([...forceNew, ...forceNewWhole, ...forceNewIn6].filter((one) => !known.has(plain(one)))).toEqual([]);
  });

  it.each(rows)("of $type have the region of version 6, unless it is in none", ({ name, row }) => {
    expect(readAttributes(name).includes("region")).toBe(row.global !== true);
  });
});
