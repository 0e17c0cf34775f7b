import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedDocs } from "../../scripts/generated-docs.js";
import { diagnosticsPages } from "../../src/report/diagnostics-docs.js";
import { TAKES_ALL } from "../support/sampled.js";

describe("generated documents", () => {
  // Of each edit the page tells what check says, which takes longer than all the others together.
  const documents = generatedDocs().filter(({ path }) => TAKES_ALL || path !== "docs/edits.md");

  it.each(documents)("$path is what the code says", ({ path, text }) => {
    const target = new URL(`../../${path}`, import.meta.url);
    const committed = existsSync(target) ? readFileSync(target, "utf8") : "";
    expect(committed, `${path} is stale: run \`npm run docs\` and read the diff`).toBe(text);
  });
});

describe("diagnosticsPages", () => {
  it("lists codes by hundreds, sorted, with links to a page for each hundred", () => {
    const [list, reading, keys, ...others] = diagnosticsPages({
      NK902: { severity: "note", title: "Key kept", why: "It is yours.", fix: "Nothing to do." },
      NK007: { severity: "error", title: "Tab | space", why: "YAML has no tabs.", fix: "Use spaces." },
      NK001: { severity: "warning", title: "First", why: "Because.", fix: "Write `a`." },
    });
    expect(others).toEqual([]);
    expect(list?.path).toBe("diagnostics.md");
    expect(list?.text.slice(list.text.indexOf("\n## ") + 1)).toBe(`## NK0xx: Reading the file

| Code | Severity | Finding |
| --- | --- | --- |
| [NK001](diagnostics/NK0xx.md#nk001) | warning | First |
| [NK007](diagnostics/NK0xx.md#nk007) | error | Tab \\| space |

## NK9xx: What becomes of a key

| Code | Severity | Finding |
| --- | --- | --- |
| [NK902](diagnostics/NK9xx.md#nk902) | note | Key kept |
`);
    expect(reading?.path).toBe("diagnostics/NK0xx.md");
    expect(reading?.text).toMatch(/^# NK0xx: Reading the file\n/);
    expect(reading?.text.slice(reading.text.indexOf("\n## ") + 1)).toBe(`## NK001

**First** (warning)

_Why:_ Because.

_Fix:_ Write \`a\`.

## NK007

**Tab | space** (error)

_Why:_ YAML has no tabs.

_Fix:_ Use spaces.
`);
    expect(keys?.path).toBe("diagnostics/NK9xx.md");
    expect(keys?.text).toContain("**Key kept** (note)");
  });

  it("wants a subject for each hundred", () => {
    const entry = { severity: "note", title: "", why: "", fix: "" } as const;
    expect(() => diagnosticsPages({ NK801: entry })).toThrow("NK8xx");
  });
});
