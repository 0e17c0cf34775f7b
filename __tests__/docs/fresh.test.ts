import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { generatedDocs } from "../../scripts/generated-docs.js";
import { diagnosticsMarkdown } from "../../src/report/diagnostics-docs.js";

describe("generated documents", () => {
  it.each(generatedDocs())("$path is what the code says", ({ path, text }) => {
    const target = new URL(`../../${path}`, import.meta.url);
    const committed = existsSync(target) ? readFileSync(target, "utf8") : "";
    expect(committed, `${path} is stale: run \`npm run docs\` and read the diff`).toBe(text);
  });
});

describe("diagnosticsMarkdown", () => {
  it("groups codes by hundreds, sorted, with a table that links to each section", () => {
    const markdown = diagnosticsMarkdown({
      NK902: { severity: "note", title: "Key kept", why: "It is yours.", fix: "Nothing to do." },
      NK007: { severity: "error", title: "Tab | space", why: "YAML has no tabs.", fix: "Use spaces." },
      NK001: { severity: "warning", title: "First", why: "Because.", fix: "Write `a`." },
    });
    expect(markdown.slice(markdown.indexOf("\n## ") + 1)).toBe(`## NK0xx: Reading the file

| Code | Severity | Finding |
| --- | --- | --- |
| [NK001](#nk001) | warning | First |
| [NK007](#nk007) | error | Tab \\| space |

### NK001

**First** (warning)

_Why:_ Because.

_Fix:_ Write \`a\`.

### NK007

**Tab | space** (error)

_Why:_ YAML has no tabs.

_Fix:_ Use spaces.

## NK9xx: What becomes of a key

| Code | Severity | Finding |
| --- | --- | --- |
| [NK902](#nk902) | note | Key kept |

### NK902

**Key kept** (note)

_Why:_ It is yours.

_Fix:_ Nothing to do.
`);
  });

  it("wants a subject for each hundred", () => {
    const entry = { severity: "note", title: "", why: "", fix: "" } as const;
    expect(() => diagnosticsMarkdown({ NK801: entry })).toThrow("NK8xx");
  });
});
