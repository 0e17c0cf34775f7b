import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StackFault } from "../../src/diagnostics/stack-fault.js";
import { preventsDestroy } from "../../src/stack/blocks.js";
import { readHcl } from "../../src/stack/hcl-reader.js";
import { type Json, same } from "../../src/stack/json.js";
import { madeStacks, readStack } from "../../src/stack/read.js";
import { readText, stackOf } from "../support/read-stack.js";

const ADDRESS = "aws_efs_file_system.main";

function faultOf(text: string, path = "cdk.tf.json"): StackFault | undefined {
  const reading = readStack([{ path, text }]);
  return reading.readable ? undefined : reading.fault;
}

function isProtected(text: string, path: string): boolean {
  return preventsDestroy(readText(text, path).declared.get(ADDRESS)?.body);
}

/** Every legal way to write one object, or nothing, in Terraform JSON. */
function forms(value: Json): fc.Arbitrary<Json> {
  return fc.constantFrom<Json>(value, [value], [{}, value], [value, {}]);
}

/** One protected file system, in any legal form. */
const anyForm: fc.Arbitrary<Json> = fc
  .constantFrom<Json>(true, "true", "${true}")
  .chain((prevents) => fc.constantFrom<Json>({ prevent_destroy: prevents }, [{ prevent_destroy: prevents }]))
  .chain((lifecycle) => fc.constantFrom<Json>({ lifecycle }, [{ lifecycle }]))
  .chain((body) => forms({ main: body }))
  .chain((named) => forms({ aws_efs_file_system: named }))
  .chain((resource) => forms({ resource }));

describe("readStack, of Terraform JSON", () => {
  it("sees a protected file system in each legal form, with a byte order mark and other line ends too", () => {
    const spacing = fc.constantFrom(undefined, 1, 2, "\t");
    const around = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `\ufeff${text}`,
      (text) => text.replaceAll("\n", "\r\n"),
      (text) => `\n ${text} \n`,
    );
    fc.assert(
      fc.property(anyForm, spacing, around, (document, space, change) => {
        expect(isProtected(change(JSON.stringify(document, undefined, space)), "cdk.tf.json")).toBe(true);
      }),
    );
  });

  it.each([false, "false", null])("takes `prevent_destroy: %j` for no protection", (prevents) => {
    const stack = stackOf({
      resource: { aws_efs_file_system: { main: { lifecycle: [{ prevent_destroy: prevents }] } } },
    });
    expect(preventsDestroy(stack.declared.get(ADDRESS)?.body)).toBe(false);
  });

  it.each<[string, Partial<StackFault>]>([
    ["", { kind: "empty", at: 0 }],
    ["\ufeff \r\n", { kind: "empty", at: 0 }],
    ["{", { kind: "cutOff", at: 1 }],
    ['{ "resource": {\n', { kind: "cutOff", at: 15 }],
    ["{} x", { kind: "syntax", at: 3 }],
    ["{}{}", { kind: "syntax", at: 2 }],
    ['{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}', { kind: "conflict", at: 2 }],
    ['{\r\n<<<<<<< HEAD\r\n"a": 1\r\n', { kind: "conflict", at: 2 }],
    ['{ "a": 1\n||||||| base\n', { kind: "conflict", at: 9 }],
    ["null", { kind: "form", detail: "the whole" }],
    ["[]", { kind: "form", detail: "the whole" }],
    ["3", { kind: "form", detail: "the whole" }],
    ['{ "resource": 3 }', { kind: "form", detail: "resource" }],
    ['{ "resource": { "aws_x": "y" } }', { kind: "form", detail: "resource.aws_x" }],
    ['{ "resource": { "aws_x": { "y": [1] } } }', { kind: "form", detail: "resource.aws_x.y" }],
    ['{ "resource": {}, "resource": {} }', { kind: "twice", at: 18, detail: "resource" }],
    ['{ "resource": [{ "a": { "b": {} } }, { "a": { "b": {} } }] }', { kind: "twice", detail: "resource.a.b" }],
    ['{ "locals": [{ "a": 1 }, { "a": 2 }] }', { kind: "twice", detail: "locals.a" }],
    ['{ "resource": { "a": { "b": { "lifecycle": [{}, {}] } } } }', { kind: "twice", detail: "a.b.lifecycle" }],
  ])("cannot read %j, and says why", (text, fault) => {
    expect(faultOf(text)).toMatchObject(fault);
  });

  it("takes no part of a file for a whole one", () => {
    const text = `${JSON.stringify(stackOf({ resource: { a: { b: { c: [1, null, "x y"] } } } }).document, null, 2)}\n`;
    const readable = Array.from({ length: text.length }, (_, end) => text.slice(0, end)).filter(
      (part) => faultOf(part) === undefined,
    );
    expect(readable).toEqual([text.trimEnd()]);
  });

  it("knows names that every object inherits, as names", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const text = `{"locals":{"${name}":1},"resource":{"${name}":{"${name}":{"${name}":{"a":1}}}}}`;
      const { declared } = readText(text);
      expect([...declared.keys()]).toEqual([`local.${name}`, `${name}.${name}`]);
      expect(JSON.stringify(declared.get(`${name}.${name}`)?.body)).toBe(`{"${name}":{"a":1}}`);
    }
  });

  it("is not thrown over by depth", () => {
    expect(faultOf("[".repeat(200_000))).toMatchObject({ kind: "syntax" });
    expect(faultOf(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)).toMatchObject({ kind: "syntax" });
  });
});

describe("readStack, of HCL", () => {
  const system = `resource "aws_efs_file_system" "main" {\n  encrypted = true\n\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n`;

  it.each([
    system,
    `\ufeff${system}`,
    system.replaceAll("\n", "\r\n"),
    system.replaceAll('"aws_efs_file_system"', "aws_efs_file_system"),
    'resource aws_efs_file_system main { lifecycle { prevent_destroy = "true" } }',
    `# first\n${system.replace("lifecycle {", "lifecycle { // }\n    /* } */ # }")}`,
    `locals {\n  a = <<-EOT\n    }\n    \${b}\n    EOT\n}\n${system}`,
    `locals { a = f(1,\n  2) /* c */ }\n${system.trimEnd()}`,
  ])("sees a protected file system in %j", (text) => {
    expect(isProtected(text, "cdk.tf")).toBe(true);
  });

  it("reads labels of nested blocks, texts over several lines, colons and comments", () => {
    const { document } = readText(
      [
        "terraform {",
        '  backend "s3" {',
        '    bucket = "b" // where',
        "  }",
        "}",
        "terraform {",
        "  required_providers {",
        '    aws = { source : "hashicorp/aws", "version" = ">= 5" }',
        "  }",
        "}",
        "moved {",
        "  from = aws_x.a",
        "  to   = aws_x.b",
        "}",
        "locals {",
        "  text = <<-EOT",
        "    one",
        "      two",
        "    EOT",
        "}",
      ].join("\n"),
      "x.tf",
    );
    expect(document).toEqual({
      terraform: {
        backend: { s3: { bucket: "b" } },
        required_providers: { aws: { source: "hashicorp/aws", version: ">= 5" } },
      },
      moved: [{ from: "aws_x.a", to: "aws_x.b" }],
      locals: { text: "one\n  two\n" },
    });
  });

  it.each<[string, Partial<StackFault>]>([
    ["", { kind: "empty" }],
    ['resource "a" "b" {', { kind: "cutOff", at: 18 }],
    ['resource "a" "b" {\n  c = "d', { kind: "syntax", detail: "the end of a string" }],
    ["locals {\n  a = \n}\n", { kind: "syntax", at: 15, detail: "a value" }],
    ["locals {\n  a = [1\n}\n", { kind: "cutOff" }],
    ['locals {\n  a = "b\n}\n', { kind: "syntax", detail: "the end of a string" }],
    ["locals {\n  a = 1\n  a = 2\n}\n", { kind: "twice", detail: "a" }],
    ['resource "a" "b" {}\nresource "a" "b" {}\n', { kind: "twice", detail: "resource.a.b" }],
    ["<<<<<<< HEAD\n", { kind: "conflict", at: 0 }],
    ["locals {\n=======\n}\n", { kind: "conflict", at: 9 }],
  ])("cannot read %j, and says why", (text, fault) => {
    expect(faultOf(text, "cdk.tf")).toMatchObject(fault);
  });
});

describe("readStack, of several files", () => {
  it("reads them as one, and names the one in which something stands a second time", () => {
    const json = { path: "cdk.tf.json", text: '{ "terraform": { "required_providers": {} }, "locals": { "a": 1 } }' };
    const hcl = { path: "versions.tf", text: 'terraform {\n  required_version = ">= 1.2.0"\n}\n' };
    const reading = readStack([json, hcl]);
    expect(reading.readable && reading.stack.document.terraform).toEqual({
      required_providers: {},
      required_version: ">= 1.2.0",
    });
    expect(readStack([json, { path: "cdk.tf", text: "locals {\n  a = 2\n}\n" }])).toMatchObject({
      readable: false,
      file: { path: "cdk.tf" },
      fault: { kind: "twice", detail: "locals.a" },
    });
  });

  it("throws where what was made just now cannot be read", () => {
    expect(() => madeStacks([{ path: "stacks/a/cdk.tf.json", text: "{" }])).toThrow("Internal error");
  });

  it("gives each stack of an output its own files", () => {
    const files = ["a", "b"].map((id) => ({ path: `stacks/${id}/cdk.tf.json`, text: `{ "locals": { "${id}": 1 } }` }));
    const stacks = madeStacks([{ path: "manifest.json", text: "x" }, ...files]);
    expect([...stacks].map(([id, { declared }]) => [id, ...declared.keys()])).toEqual([
      ["a", "local.a"],
      ["b", "local.b"],
    ]);
  });
});

describe("same", () => {
  it("does not mind the order of keys, and minds all else", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(same(object as Json, turned as Json)).toBe(true);
        expect(same(object as Json, { ...turned, "": "another" } as Json)).toBe(object[""] === "another");
      }),
    );
  });
});

describe("what Terraform JSON does not evaluate", () => {
  it("is read as it is meant, however deep it stands, and what is no text stays as it is", () => {
    const text = `variable "x" {
  type = string
  default = {
    a = "$\${x}"
    b = ["%%{y}", { c = "$\${z}" }]
    d = [5, true, null]
  }
}
`;
    const declared = { a: "${x}", b: ["%{y}", { c: "${z}" }], d: [5, true, null] };
    expect(readHcl(text)).toEqual([
      { section: "variable", labels: ["x"], body: { type: "string", default: declared } },
    ]);
  });
});
