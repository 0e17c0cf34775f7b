import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Code, codes } from "../../src/diagnostics/codes.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { renderSarif } from "../../src/diagnostics/render-sarif.js";
import { at, finding, fixAt, naivePosition, yml } from "./made-up.js";
import { sarifProblems } from "./sarif-schema.js";

const sarif = (findings: readonly Diagnostic[]) => JSON.parse(renderSarif(findings, { version: "1.2.3" }));

describe("the schema of SARIF", () => {
  it("refuses what is no log, so that the other tests mean something", () => {
    expect(sarifProblems({ version: "2.1.0" })).not.toEqual([]);
    const log = sarif([finding({ file: yml("x"), start: 0, end: 1 })]);
    log.runs[0].results[0].level = "fatal";
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = "a b";
    expect(sarifProblems(log).length).toBeGreaterThan(1);
  });
});

describe("renderSarif", () => {
  it("is a log without results for no findings", () => {
    const log = sarif([]);
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results).toEqual([]);
    expect(log.runs[0].tool.driver).toMatchObject({ name: "nanokit-tf", semanticVersion: "1.2.3", rules: [] });
  });

  it("has the rules that were broken, the places, the other half and the fix", () => {
    const file = yml("name: shop\nregoin: x\nregion: y\n");
    const log = sarif([
      finding(at(file, "shop"), { code: "NK911", severity: "note" }),
      finding(at(file, "regoin"), {
        code: "NK101",
        message: "`regoin` is not a key.",
        help: "Did you mean `region`?",
        related: [{ message: "the other `half`", location: at(file, "region") }],
        fix: fixAt(at(file, "regoin"), "region"),
      }),
    ]);
    expect(sarifProblems(log)).toEqual([]);
    const [run] = log.runs;
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.tool.driver.rules.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
      ["NK101", "UnknownKey"],
      ["NK911", "DefaultEnvironment"],
    ]);
    const [note, error] = run.results;
    expect([note.ruleId, note.ruleIndex, note.level]).toEqual(["NK911", 1, "note"]);
    const artifactLocation = { uri: "nanokit.yml" };
    const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 7 };
    expect(error).toEqual({
      ruleId: "NK101",
      ruleIndex: 0,
      level: "error",
      message: { text: "'regoin' is not a key.\nDid you mean 'region'?" },
      locations: [{ physicalLocation: { artifactLocation, region } }],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: { artifactLocation, region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 7 } },
          message: { text: "the other 'half'" },
        },
      ],
      partialFingerprints: { "finding/v1": expect.stringMatching(/^[0-9a-f]{32}$/) },
      fixes: [
        {
          description: { text: "regoin -> region" },
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: "region" } }] },
          ],
        },
      ],
    });
  });

  it.each(Object.keys(codes) as Code[])("is valid with %s, whose help is plain text and Markdown", (code) => {
    const log = sarif([finding({ file: yml("x"), start: 0, end: 1 }, { code })]);
    expect(sarifProblems(log)).toEqual([]);
    const [rule] = log.runs[0].tool.driver.rules;
    expect(rule.name).toMatch(/^([A-Z][a-zA-Z0-9]*)+$/);
    expect(rule.help.text).not.toContain("`");
    expect(rule.help.markdown).toBe(codes[code].fix);
    expect(rule.defaultConfiguration.level).toBe(codes[code].severity);
  });

  it.each([
    ["nanokit.yml", "nanokit.yml"],
    ["a b/caf\u00e9#1.yml", "a%20b/caf%C3%A9%231.yml"],
    ["../up/nanokit.yml", "../up/nanokit.yml"],
    ["x:y.yml", "x%3Ay.yml"],
    ["/srv/my app/nanokit.yml", "file:///srv/my%20app/nanokit.yml"],
    ["C:/app/nanokit.yml", "file:///C:/app/nanokit.yml"],
  ])("writes the path %s as a reference", (path, uri) => {
    const log = sarif([finding({ file: { path, text: "x" }, start: 0, end: 1 })]);
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it("has no region for a file without text", () => {
    const log = sarif([finding({ file: yml(""), start: 0, end: 0 })]);
    expect(sarifProblems(log)).toEqual([]);
    expect(log.runs[0].results[0].locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "nanokit.yml" } });
  });

  it("makes no link of a user's text", () => {
    const [{ message }] = sarif([
      finding({ file: yml("x"), start: 0, end: 1 }, { message: "`[a](https://example.com)` [b] (c)" }),
    ]).runs[0].results;
    expect(message.text).toBe("'\\[a](https://example.com)' [b] (c)");
  });

  it("knows a finding again when lines move, and tells equal ones apart", () => {
    const prints = (text: string) => {
      const file = yml(text);
      const places = [...text.matchAll(/wrong/g)].map(({ index }) => ({ file, start: index, end: index + 5 }));
      return sarif(places.map((location) => finding(location))).runs[0].results.map(
        ({ partialFingerprints }: { partialFingerprints: object }) => JSON.stringify(partialFingerprints),
      );
    };
    expect(prints("wrong\nwrong\n")).toEqual(prints("# new\n\nwrong\n  # and\n wrong\n"));
    expect(new Set(prints("wrong wrong wrong")).size).toBe(3);
  });

  it("gives any range the positions that counting gives, and stays valid", () => {
    const text = fc.array(fc.constantFrom("a", "é", "👍", "\n", "\r", "\r\n", "\t", " "), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(60), fc.string({ unit: "binary" }), (parts, start, length, message) => {
        const file = yml(parts.join(""));
        const log = sarif([finding({ file, start, end: start + length }, { message })]);
        expect(sarifProblems(log)).toEqual([]);
        const from = naivePosition(file.text, start);
        const to = naivePosition(file.text, start + length);
        expect(log.runs[0].results[0].locations[0].physicalLocation.region).toEqual({
          startLine: from.line,
          startColumn: from.column,
          endLine: to.line,
          endColumn: to.column,
        });
      }),
    );
  });
});
