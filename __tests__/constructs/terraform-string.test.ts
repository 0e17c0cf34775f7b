import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformLocal, TerraformStack } from "cdktf";
import { RootConstruct } from "constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, evaluated, quoted } from "../../src/constructs/terraform-code.js";
import { expression, literal, type TerraformString, template } from "../../src/constructs/terraform-string.js";
import { WEIRD_STRINGS } from "../lower/fixtures.js";
import { oddText } from "../support/odd-text.js";
import { runs } from "../support/sampled.js";
import { readTemplate } from "../support/templates.js";

/** What cdktf makes of strings on their way to the output. */
function throughCdktf(strings: readonly TerraformString[]): readonly string[] {
  const stack = new TerraformStack(new RootConstruct(), "stack");
  new TerraformLocal(stack, "strings", [...strings]);
  return stack.toTerraform().locals.strings;
}

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
    ["odd text", oddText],
    ["numbers like tokens", nearTokens],
  ])("reads back as it was, past cdktf: %s", (_, text) => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (texts) => {
        expect(throughCdktf(texts.map(literal)).map(readTemplate)).toEqual(texts);
      }),
      runs(400),
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
    const samples = [...WEIRD_STRINGS, ...fc.sample(oddText, { numRuns: 300, seed: 20 })];
    const folder = mkdtempSync(join(tmpdir(), "literal-"));
    try {
      const locals = {
        samples: throughCdktf(samples.map(literal)),
        quoted: throughCdktf(samples.map((sample) => evaluated(quoted(sample)))),
      };
      writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ locals }));
      const output = execFileSync("terraform", ["console"], {
        cwd: folder,
        input: "base64encode(jsonencode([local.samples, local.quoted]))\n",
        env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1", HOME: folder },
        encoding: "utf8",
      });
      const read = JSON.parse(Buffer.from(JSON.parse(output), "base64").toString("utf8"));
      expect(read).toEqual([samples, samples]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("template", () => {
  it("reads back as what was put together, past cdktf", () => {
    fc.assert(
      fc.property(oddText, oddText, (first, second) => {
        // A `$` at the end of a literal would escape what follows, and what follows is not known where it ends.
        fc.pre(!/[$%]$/.test(first));
        const [joined = ""] = throughCdktf([template`-${literal(first)}-${literal(second)}e297`]);
        expect(readTemplate(joined)).toBe(`-${first}-${second}e297`);
      }),
      runs(400),
    );
  });

  it("leaves a token of cdktf in it", () => {
    const stack = new TerraformStack(new RootConstruct(), "stack");
    const count = new TerraformLocal(stack, "count", 3);
    new TerraformLocal(stack, "joined", template`${literal("at")} ${expression(String(count.asNumber))}`);
    expect(stack.toTerraform().locals.joined).toBe("at ${local.count}");
  });

  it("takes no text that was not escaped", () => {
    const plain: string = "text";
    // @ts-expect-error: a raw string in a template does not compile
    expect(template`a ${plain}`).toBe("a text");
    // @ts-expect-error: nor does code
    expect(template`a ${code`b`}`).toBe("a b");
  });
});

describe("expression", () => {
  it("is not for text that means itself", () => {
    expect(() => expression("subnet-0123")).toThrow("use literal()");
  });
});

describe("code", () => {
  it("takes no text that was not quoted", () => {
    const plain: string = "subnet-0123";
    // @ts-expect-error: a raw string in code does not compile
    expect(code`f(${plain})`).toBe("f(subnet-0123)");
    // @ts-expect-error: nor does a string for Terraform
    expect(code`f(${literal("a")})`).toBe("f(a)");
    expect(evaluated(code`f(${quoted('a"${b}\n')}, ${1})`)).toBe('${f("a\\"$${b}\\u000a", 1)}');
  });
});
