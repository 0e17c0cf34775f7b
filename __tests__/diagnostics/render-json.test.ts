import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/diagnostics/render-json.js";
import { at, finding, fixAt, naivePosition, yml } from "./made-up.js";

describe("renderJson", () => {
  it("prints an empty list for no findings", () => {
    expect(renderJson([])).toBe('{\n  "diagnostics": []\n}\n');
  });

  it("prints keys in a fixed order, 1-based positions, help or null, related places, and the fix or null", () => {
    const file = yml("name: shop\nservices:\n  a: {cpu: 1,\n      memory: 2}\n");
    const related = [{ message: "the other half", location: at(file, "cpu: 1") }];
    const findings = [
      finding(at(file, "a: {cpu: 1,\n      memory: 2}"), { related, help: "Fix it.", fix: fixAt(at(file, "1"), "2") }),
      finding({ file, start: 6, end: 6 }, { severity: "note" }),
    ];
    expect(renderJson(findings)).toBe(`{
  "diagnostics": [
    {
      "code": "NK001",
      "severity": "error",
      "message": "This is wrong.",
      "file": "nanokit.yml",
      "line": 3,
      "column": 3,
      "endLine": 4,
      "endColumn": 17,
      "help": "Fix it.",
      "related": [
        {
          "message": "the other half",
          "file": "nanokit.yml",
          "line": 3,
          "column": 7,
          "endLine": 3,
          "endColumn": 13
        }
      ],
      "fix": {
        "title": "1 -> 2",
        "edits": [
          {
            "line": 3,
            "column": 12,
            "endLine": 3,
            "endColumn": 13,
            "newText": "2"
          }
        ]
      }
    },
    {
      "code": "NK001",
      "severity": "note",
      "message": "This is wrong.",
      "file": "nanokit.yml",
      "line": 1,
      "column": 7,
      "endLine": 1,
      "endColumn": 7,
      "help": null,
      "related": [],
      "fix": null
    }
  ]
}
`);
  });

  it("escapes what a terminal would obey, without changing what a program reads", () => {
    const message = "\u001b[31m \u009b \u202e \u{e0041} \u2028 é";
    const output = renderJson([finding({ file: yml("a"), start: 0, end: 1 }, { message })]);
    expect(output).toContain(String.raw`"\u001b[31m \u009b \u202e \udb40\udc41 \u2028 é"`);
    expect(JSON.parse(output).diagnostics[0].message).toBe(message);
  });

  it("gives any range the positions that counting gives", () => {
    const text = fc.array(fc.constantFrom("a", "é", "👍", "\n", "\r", "\r\n", "\t", " "), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(60), fc.string({ unit: "binary" }), (parts, start, length, message) => {
        const file = yml(parts.join(""));
        const [one] = JSON.parse(renderJson([finding({ file, start, end: start + length }, { message })])).diagnostics;
        const from = naivePosition(file.text, start);
        const to = naivePosition(file.text, start + length);
        expect(one).toMatchObject({ line: from.line, column: from.column, endLine: to.line, endColumn: to.column });
        expect(one.message).toBe(message);
      }),
    );
  });
});
