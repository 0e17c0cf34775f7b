import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformLocal, TerraformStack } from "cdktf";
import { RootConstruct } from "constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal, type TerraformString } from "../../src/constructs/terraform-string.js";
import { WEIRD_STRINGS } from "../lower/fixtures.js";

/** Reads a template that holds nothing but text, escapes and quoted strings, as Terraform would. Throws at anything else. */
function readTemplate(template: string): string {
  let read = "";
  let at = 0;
  while (at < template.length) {
    const rest = template.slice(at);
    const quoted = /^\$\{"([^"\\$%]*)"\}/.exec(rest);
    if (/^(?:\$\$|%%)\{/.test(rest)) {
      read += rest.slice(1, 3);
      at += 3;
    } else if (quoted) {
      read += quoted[1];
      at += quoted[0].length;
    } else if (/^[$%]\{/.test(rest)) {
      throw new Error(`an expression at ${at}: ${rest}`);
    } else {
      read += rest.charAt(0);
      at += 1;
    }
  }
  return read;
}

/** What cdktf makes of strings on their way to the output. */
function throughCdktf(strings: readonly TerraformString[]): readonly string[] {
  const stack = new TerraformStack(new RootConstruct(), "stack");
  new TerraformLocal(stack, "strings", [...strings]);
  return stack.toTerraform().locals.strings;
}

/** Text made from what anyone on the way could take for a mark. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "$",
        "%",
        "{",
        "}",
        "$${",
        "%%{",
        '"',
        "\\",
        "\n",
        "TfToken[",
        "TOKEN.0]}",
        "#{",
        "&{",
        "~",
        "e+298",
      ),
      fc.constantFrom("-8.1", "-8.184546332140093e+298", "String Map Token Value", "${TfToken[TOKEN.0]}", "<<EOT"),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Numbers in the range in which cdktf hides its tokens, written in every way that reads as such. */
const nearTokens = fc
  .tuple(fc.double({ min: -1e299, max: -1e288 }), fc.constantFrom("", "-", "+", ".", "|", "1e", " "))
  .map(([number, before]) => `${before}${number.toExponential()}`);

describe("literal", () => {
  it.each(WEIRD_STRINGS.map((text) => [text]))("reads back as it was: %j", (text) => {
    const [resolved = "nothing"] = throughCdktf([literal(text)]);
    expect(readTemplate(resolved)).toBe(text);
  });

  it.each([
    ["any text", fc.string({ unit: "binary" })],
    ["hostile text", hostile],
    ["numbers like tokens", nearTokens],
  ])("reads back as it was, past cdktf: %s", (_, text) => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        expect(throughCdktf(texts.map(literal)).map(readTemplate)).toEqual(texts);
      }),
      { numRuns: 400 },
    );
  });

  it("leaves ordinary text alone", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 $%_./:=+@-]*$/), (text) => {
        fc.pre(Number.isNaN(Number.parseFloat(text)) || !text.includes("e"));
        expect(literal(text)).toBe(text);
      }),
    );
  });

  it("is not what a plain string is", () => {
    const plain: string = "text";
    // @ts-expect-error: a raw string where an escaped one is wanted does not compile
    const escaped: TerraformString = plain;
    expect(escaped).toBe(plain);
  });
});

const terraform = (() => {
  try {
    execFileSync("terraform", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!terraform)("literal, read by the real Terraform", () => {
  it("reads back as it was", () => {
    const samples = [...WEIRD_STRINGS, ...fc.sample(hostile, { numRuns: 300, seed: 20 })];
    const folder = mkdtempSync(join(tmpdir(), "literal-"));
    try {
      const locals = { samples: throughCdktf(samples.map(literal)) };
      writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ locals }));
      const output = execFileSync("terraform", ["console"], {
        cwd: folder,
        input: "base64encode(jsonencode(local.samples))\n",
        env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1", HOME: folder },
        encoding: "utf8",
      });
      const read = JSON.parse(Buffer.from(JSON.parse(output), "base64").toString("utf8"));
      expect(read).toEqual(samples.map((sample) => sample.normalize("NFC")));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
