import { describe, expect, it } from "vitest";
import { type Code, codes } from "../../src/diagnostics/codes.js";
import type { FileSample } from "../../src/diagnostics/examples/example.js";
import { examples } from "../../src/diagnostics/examples/index.js";
import { compile } from "../../src/index.js";
import { sampled } from "../support/sampled.js";

/** Every file of the examples that has no error, with the codes of what is told of it. */
const samples = Object.values(examples)
  .flatMap(({ wrong, right }) => [wrong, right])
  .filter((sample): sample is FileSample => sample.kind === "file")
  .map((sample) => ({ sample, told: codesOf(sample) }))
  .filter(({ told }) => told.length > 0 && told.every((code) => codes[code].severity !== "error"));

function compiled(sample: FileSample, text = sample.yaml) {
  const { environments, variables = {}, files, folder = "shop" } = sample;
  return compile(
    { path: "nanokit.yml", text },
    {
      variables,
      defaultName: folder,
      ...(environments && { environments }),
      ...(files && { exists: (path: string) => files.includes(path) }),
    },
  );
}

function codesOf(sample: FileSample, text = sample.yaml): readonly Code[] {
  return compiled(sample, text).diagnostics.map(({ code }) => code);
}

/** The file with a code accepted for all of it. */
function accepting(code: Code, { yaml }: FileSample): string {
  return `${yaml.replace(/^x-nanokit:\n.*\n/m, "")}\nx-nanokit: { accept: [${code}] }\n`;
}

describe("a finding that is accepted for the whole file", () => {
  const pairs = samples.flatMap(({ sample, told }) => [...new Set(told)].map((code) => ({ code, sample, told })));

  it.each(sampled(pairs, ({ code, sample }) => `${code} ${sample.yaml}`, 150))(
    "$code goes, and nothing else, or the reason why not is told",
    ({ code, sample, told }) => {
      const { accept, aboutOutput } = codes[code];
      const text = accepting(code, sample);
      const before = codesOf(sample, sample.yaml.replace(/^x-nanokit:\n.*\n/m, ""));
      const after = codesOf(sample, text);
      if (accept === undefined && !aboutOutput) {
        expect(after.filter((one) => one !== "NK023")).toEqual(before.filter((one) => one !== code && one !== "NK023"));
        expect(text.length > 0 && told.includes(code)).toBe(true);
      } else expect(after).toContain("NK022");
    },
  );

  it("leaves what the file means as it was", () => {
    const meaning = (sample: FileSample, text?: string) =>
      JSON.stringify(compiled(sample, text).project, (_, value) =>
        value?.file?.text === undefined ? value : undefined,
      );
    for (const { sample, told } of sampled(samples, ({ sample: { yaml } }) => yaml, 60)) {
      const code = told.find((one) => codes[one].accept === undefined);
      if (code !== undefined) expect(meaning(sample, accepting(code, sample))).toBe(meaning(sample));
    }
  });
});
