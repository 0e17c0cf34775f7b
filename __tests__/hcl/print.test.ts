import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal } from "../../src/constructs/terraform-string.js";
import { type PrintOptions, printHcl } from "../../src/hcl/document.js";
import { valueText } from "../../src/hcl/value.js";
import type { Json, JsonObject } from "../../src/stack/json.js";
import { readText } from "../support/read-stack.js";
import { runs } from "../support/sampled.js";
import { normalForm } from "./normal-form.js";

const options: PrintOptions = {
  header: "# Header",
  placeOf: (address) => ({ section: address.includes("web") ? "Web" : "Base", sectionRank: 0, rank: 0 }),
  nestedBlocks: (type) => (type === "aws_unknown" ? undefined : new Set(["block", "inner"])),
};
const print = (document: JsonObject) => printHcl(document, options);

describe("printHcl", () => {
  it("writes every kind of block, as terraform fmt would leave it", () => {
    const document = {
      "//": { metadata: {} },
      terraform: { required_version: ">= 1.2.0", required_providers: { aws: { source: "hashicorp/aws" } } },
      provider: { aws: [{ region: "eu-west-1", block: [{ tags: { a: "b" } }] }] },
      variable: {
        tag: {
          type: "string",
          default: "${none}",
          description: "Costs $${1}",
          validation: [{ condition: '${var.tag != ""}', error_message: "Not ${var.tag}" }],
        },
      },
      locals: { web: { list: [1], none: null, text: "a" }, short: true, base: [{ name: "A", value: "b" }, "c"] },
      data: { aws_x: { base: {} } },
      resource: {
        aws_x: {
          web: {
            for_each: { a: "${aws_x.base.id}" },
            name: "x",
            longer_name: "${each.value}",
            tags: { "a:b": "c", plain: "d" },
            block: [{ inner: { a: 1 } }, {}],
            lifecycle: {
              ignore_changes: ["name", "block[0].inner"],
              prevent_destroy: true,
              precondition: [{ condition: "${1 > 0}", error_message: "no" }],
            },
            depends_on: ["aws_x.base", "aws_y.other"],
          },
        },
      },
      output: { id: { description: "An ${id}", value: "${aws_x.web.id}", sensitive: true } },
    };
    expect(print(document)).toMatchInlineSnapshot(`
      "# Header

      terraform {
        required_version = ">= 1.2.0"

        required_providers {
          aws = {
            source = "hashicorp/aws"
          }
        }
      }

      provider "aws" {
        region = "eu-west-1"

        block {
          tags = {
            a = "b"
          }
        }
      }

      # Variables
      # ---------

      variable "tag" {
        default     = "$\${none}"
        description = "Costs $$\${1}"
        type        = string

        validation {
          condition     = var.tag != ""
          error_message = "Not \${var.tag}"
        }
      }

      # Base
      # ----

      locals {
        short = true

        base = [
          { name = "A", value = "b" },
          "c",
        ]
      }

      data "aws_x" "base" {}

      # Web
      # ---

      locals {
        web = {
          list = [1]
          none = null
          text = "a"
        }
      }

      resource "aws_x" "web" {
        for_each = {
          a = aws_x.base.id
        }

        longer_name = each.value
        name        = "x"
        tags = {
          "a:b" = "c"
          plain = "d"
        }

        block {
          inner {
            a = 1
          }
        }

        block {}

        lifecycle {
          ignore_changes = [
            name,
            block[0].inner,
          ]
          prevent_destroy = true

          precondition {
            condition     = 1 > 0
            error_message = "no"
          }
        }

        depends_on = [
          aws_x.base,
          aws_y.other,
        ]
      }

      # Outputs
      # -------

      output "id" {
        description = "An $\${id}"
        sensitive   = true
        value       = aws_x.web.id
      }
      "
    `);
  });

  it.each([
    ["${aws_vpc.main.id}", "aws_vpc.main.id"],
    ["arn:${data.x.y.z}:*", '"arn:${data.x.y.z}:*"'],
    ['${toset(["a","b"])}', 'toset(["a", "b"])'],
    ["${{for k, v in {a: 1} : k => v}}", "{ for k, v in { a: 1 } : k => v }"],
    ["$${not} %%{this}", '"$${not} %%{this}"'],
    ['${x["}"]}', 'x["}"]'],
    ['a "b" \\ c\nd\te\r', '"a \\"b\\" \\\\ c\\nd\\te\\r"'],
    ["\u202eevil\u0000", '"\\u202eevil\\u0000"'],
    ["%{ if true }a%{ endif }", '"%{ if true }a%{ endif }"'],
    ['$${Tf${"Token"}[0]}', '"$${Tf${"Token"}[0]}"'],
    ["", '""'],
  ])("writes the template %j as %j", (template, text) => {
    expect(valueText(template, "")).toBe(text);
  });

  it.each([
    ["plain-key_1", "plain-key_1"],
    ["a:b", '"a:b"'],
    ["1a", '"1a"'],
    ["for", '"for"'],
    ["null", '"null"'],
    ["é😀", '"\\u00e9\\U0001f600"'],
    ["${var.key}", "(var.key)"],
    ["a${b}", '"a${b}"'],
  ])("writes the key %j as %j", (key, text) => {
    expect(valueText({ [key]: 1 }, "")).toBe(`{\n  ${text} = 1\n}`);
  });

  it.each([
    [{ module: {} }, "`module`"],
    [{ terraform: { experiments: [] } }, "`terraform.experiments`"],
    [{ resource: { aws_unknown: { a: {} } } }, "aws_unknown"],
    [{ resource: { aws_x: { a: { dynamic: {} } } } }, "`dynamic`"],
    [{ locals: { a: "${b" } }, "does not end"],
    [{ locals: { a: "${b\n+ c}" } }, "several lines"],
  ] satisfies [JsonObject, string][])("throws for %j, which it cannot write", (document, message) => {
    expect(() => print(document)).toThrow(message);
  });

  const piece = fc.oneof(
    fc.constantFrom(
      "$",
      "${",
      "%{",
      "$${",
      "}",
      "\\",
      '"',
      "\n",
      "\r",
      "\t",
      "\0",
      "\u202e",
      "\ufeff",
      "é",
      "😀",
      "<<E\n",
    ),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => literal(pieces.join("").normalize()) as string);
  const template = fc.oneof(
    text,
    text.map((rest) => `\${a.b["c"]}${rest}`),
    fc.constant('${f(["x", "y"], { a = 1 })}'),
  );
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      template,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it("can be read back, whatever is in it, by hcl2json and by us", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 8 }), async (values) => {
        const document = { locals: { values }, output: { a: { description: "x ${y} $${z}", value: values } } };
        const printed = print(document);
        expect(readText(printed, "cdk.tf").document).toEqual(document);
        const { locals } = normalForm(await parse("cdk.tf", printed)) as { locals: unknown };
        expect({ locals }).toEqual({ locals: (normalForm({ locals: document.locals }) as { locals: unknown }).locals });
      }),
      runs(60),
    );
  });
});
