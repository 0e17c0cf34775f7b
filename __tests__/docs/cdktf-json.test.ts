import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { codeSpans } from "./markdown.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Keys without which cdktf-cli 0.21 calls a folder no project: "missing language / app keys". */
const REQUIRED = ["app", "language"] as const;

/** The `cdktf.json` that docs/output.md describes key by key, between backticks. */
function described(): Readonly<Record<string, unknown>> {
  const members = codeSpans(read("docs/output.md")).filter((span) => /^"\w+": /.test(span));
  return JSON.parse(`{${members.join(",")}}`) as Readonly<Record<string, unknown>>;
}

describe.each([
  ["docs/output.md", described],
  ["cdktf.json", () => JSON.parse(read("cdktf.json")) as Readonly<Record<string, unknown>>],
  [
    "examples/own-app/cdktf.json",
    () => JSON.parse(read("examples/own-app/cdktf.json")) as Readonly<Record<string, unknown>>,
  ],
])("the cdktf.json of %s", (_, content) => {
  it("has the keys that the command line of CDKTF asks for", () => {
    for (const key of REQUIRED) expect(content()).toHaveProperty(key, expect.stringMatching(/./));
  });
});

it("the cdktf.json of docs/output.md writes where synth does", () => {
  expect(described()).toMatchObject({ app: "nanokit-tf synth", output: "generated" });
});
