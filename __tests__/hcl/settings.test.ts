import { parse } from "@cdktf/hcl2json";
import { describe, expect, it } from "vitest";
import { parted, printSettings } from "../../src/hcl/settings.js";
import { readText, stackOf } from "../support/read-stack.js";
import { normalForm } from "./normal-form.js";

const settings = {
  terraform: { required_version: ">= 1.2.0" },
  moved: [
    { from: "aws_x.a", to: "aws_x.b" },
    { from: "aws_y.a", to: "aws_y.b" },
  ],
  removed: [{ from: "aws_x.c", lifecycle: { destroy: false } }],
  import: [{ id: "vpc-0", to: "aws_vpc.main" }],
};
const description = {
  "//": { metadata: {} },
  terraform: { required_providers: { aws: { source: "hashicorp/aws" } }, backend: { s3: {} } },
  resource: { aws_x: { b: {} } },
};

describe("parted", () => {
  it("takes texts of `terraform` and the lists at the top out of the description, and nothing else", () => {
    const { terraform: blocks, ...rest } = description;
    const document = { ...settings, ...rest, terraform: { ...settings.terraform, ...blocks } };
    expect(parted(document)).toEqual({ description, settings });
    expect(parted(description)).toEqual({ description, settings: {} });
  });
});

describe("printSettings", () => {
  it("writes HCL that reads back as what it was, by hcl2json and by us", async () => {
    const text = printSettings(settings);
    expect(text).toMatchInlineSnapshot(`
      "# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

      terraform {
        required_version = ">= 1.2.0"
      }

      moved {
        from = aws_x.a
        to   = aws_x.b
      }

      moved {
        from = aws_y.a
        to   = aws_y.b
      }

      removed {
        from = aws_x.c

        lifecycle {
          destroy = false
        }
      }

      import {
        id = "vpc-0"
        to = aws_vpc.main
      }
      "
    `);
    expect(readText(text, "versions.tf").document).toEqual(stackOf(settings).document);
    const { terraform } = normalForm(await parse("versions.tf", text)) as Record<string, unknown>;
    expect(terraform).toEqual(settings.terraform);
  });
});
