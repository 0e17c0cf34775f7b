import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderText } from "../../src/diagnostics/render-text.js";
import { widthOf } from "../../src/diagnostics/terminal-text.js";
import { at, finding, fixAt, naivePosition, yml } from "./made-up.js";

const file = yml(`name: shop
services:
  database:
    image: mongo
    volumes:
      - data:/
      - data:/data/db
      - more:/more

      - last:/last
  api: { cpu: 256, memory: 64GB }
`);

/** The text without the summary that ends it. */
function text(...findings: Parameters<typeof renderText>[0]): string {
  return renderText(findings, { color: false }).replace(/\n[^\n]+\n$/, "");
}

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join("");
}

describe("renderText", () => {
  it("says nothing when there is nothing to say", () => {
    expect(renderText([], { color: false })).toBe("");
  });

  it("shows the place, the line and the range, then the help, then a count", () => {
    const one = finding(at(file, "/\n"), {
      message: "A volume cannot be mounted on `/`.",
      help: "Write `data:/data`.",
    });
    expect(renderText([one], { color: false })).toBe(
      lines(
        "nanokit.yml:6:14 error NK001: A volume cannot be mounted on `/`.",
        "  6 |       - data:/",
        "    |              ^",
        "  help: Write `data:/data`.",
        "",
        "1 error",
      ),
    );
  });

  it("shows no line for what is about the whole file, whose first line says nothing of it", () => {
    const output = renderText([finding({ file, start: 0, end: 0 }, { message: "There is no name." })], {
      color: false,
    });
    expect(output).toBe(lines("nanokit.yml:1:1 error NK001: There is no name.", "", "1 error"));
  });

  it("shows the worst where there are too many, in their order, and counts all", () => {
    const severities = ["note", "warning", "error", "warning", "note", "error"] as const;
    const many = severities.map((severity, index) =>
      finding(at(file, "mongo"), { severity, message: `No. ${index}.` }),
    );
    const output = renderText(many, { color: false, most: 3 });
    expect(output.match(/No\. \d/g)).toEqual(["No. 1", "No. 2", "No. 5"]);
    expect(output.split("\n").slice(-3)).toEqual([
      "These are 3 of 6. `nanokit-tf validate --format json` has all.",
      "2 errors, 2 warnings, 2 notes",
      "",
    ]);
    expect(renderText(many, { color: false, most: 6 })).toBe(renderText(many, { color: false }));
  });

  it("tells notes of one kind together, with the places of all", () => {
    const note = (part: string, message: string) => finding(at(file, part), { severity: "note", message });
    const found = [
      note("mongo", "`database` is for `mongo`, `a` and `b`."),
      note("data:/\n", "`database` is something else."),
      note("more:/more", "`more` is for `data`."),
      note("more:/more", "`less` is for `data`."),
      note("last:/last", "`last` is for `data`."),
    ];
    const output = renderText(found, { color: false, notes: "together" });
    expect(output.match(/.* note .*/g)).toEqual([
      "nanokit.yml:4:12 note NK001: `database` is for `mongo`, `a` and `b`.",
      "nanokit.yml:6:9 note NK001: `database` is something else.",
    ]);
    expect(output).toContain("  also at nanokit.yml:8:9 and nanokit.yml:10:9\n\n");
    expect(output.split("\n").at(-2)).toBe("5 notes");
    const errors = found.map((one) => finding(one.location, { message: one.message }));
    expect(renderText(errors, { color: false, notes: "together" })).toBe(renderText(errors, { color: false }));
  });

  it("counts notes where nobody asked for them, but for those about the output", () => {
    const where = at(file, "mongo");
    const note = finding(where, { severity: "note", message: "A note." });
    const last = (...found: Parameters<typeof renderText>[0]) => {
      const output = renderText(found, { color: false, notes: "counted" });
      expect(output).not.toContain("A note.");
      return output.split("\n").at(-2);
    };
    expect(last(note)).toBe("1 note (shown with --notes)");
    expect(last(note, finding(where), note)).toBe("1 error, 2 notes (shown with --notes)");
    const leftOver = finding(where, { severity: "note", message: "A folder.", code: "NK602" });
    expect(last(note, leftOver)).toBe("1 note, 1 more note (shown with --notes)");
  });

  it("fits on a screen of any height, beginning with the first", () => {
    const severity = fc.constantFrom("error" as const, "warning" as const);
    const one = fc.record({ message: fc.string({ maxLength: 300 }), help: fc.string({ maxLength: 300 }), severity });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 40, max: 120 }),
        fc.integer({ min: 3, max: 60 }),
        (many, width, rows) => {
          const found = many.map((parts) => finding(at(file, "mongo"), parts));
          const output = renderText(found, { color: true, width, rows });
          const lines = stripVTControlCharacters(output).split("\n");
          expect(lines.pop()).toBe("");
          expect(
            lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / width)), 0),
          ).toBeLessThanOrEqual(rows);
          const [first] = renderText(found, { color: false, width }).split("\n");
          expect(lines[0]).toBe(first);
          expect(renderText(found, { color: true, width, rows: 1000 })).toBe(renderText(found, { color: true, width }));
        },
      ),
    );
  });

  it("counts each severity", () => {
    const where = at(file, "mongo");
    const severities = ["error", "note", "note", "warning", "error", "note"] as const;
    const output = renderText(
      severities.map((severity) => finding(where, { severity })),
      { color: false },
    );
    expect(output.split("\n").at(-2)).toBe("2 errors, 1 warning, 3 notes");
  });

  it("counts what can be fixed, within 80 columns whatever there is", () => {
    const where = at(file, "mongo");
    const many = Array.from({ length: 297 }, (_, index) =>
      finding(where, {
        severity: (["error", "warning", "note"] as const)[index % 3] ?? "note",
        fix: fixAt(where, "x"),
      }),
    );
    const last = (found: typeof many) => renderText(found, { color: false }).split("\n").at(-2) ?? "";
    expect(last([...many.slice(0, 1), finding(where)])).toBe("2 errors; 1 can be fixed with validate --fix");
    expect(last(many)).toBe("99 errors, 99 warnings, 99 notes; 297 can be fixed with validate --fix");
    expect(last(many).length).toBeLessThanOrEqual(80);
  });

  it("gives a related place on another line its own frame", () => {
    const related = [{ message: "It is mounted here first.", location: at(file, "data:/\n") }];
    expect(text(finding(at(file, "last:/last"), { related }))).toBe(
      lines(
        "nanokit.yml:10:9 error NK001: This is wrong.",
        "  10 |       - last:/last",
        "     |         ^^^^^^^^^^",
        "  see nanokit.yml:6:9: It is mounted here first.",
        "   6 |       - data:/",
        "     |         ------",
      ),
    );
  });

  it("labels related places on the same line, beside or below", () => {
    const related = [
      { message: "this cpu has at most 2 GB", location: at(file, "cpu: 256") },
      {
        message: "and this is a longer story, which does not fit into the columns after it",
        location: at(file, "api"),
      },
    ];
    expect(text(finding(at(file, "64GB"), { related }))).toBe(
      lines(
        "nanokit.yml:11:28 error NK001: This is wrong.",
        "  11 |   api: { cpu: 256, memory: 64GB }",
        "     |                            ^^^^",
        "     |          -------- this cpu has at most 2 GB",
        "     |   ---",
        "     | and this is a longer story, which does not fit into the columns after it",
      ),
    );
  });

  it("shows every line of a short block and both ends of a long one", () => {
    const block = at(file, "      - data:/\n      - data:/data/db\n");
    const list = at(
      file,
      "volumes:\n      - data:/\n      - data:/data/db\n      - more:/more\n\n      - last:/last\n",
    );
    expect(text(finding(block), finding(list, { severity: "warning" }))).toBe(
      lines(
        "nanokit.yml:6:1 error NK001: This is wrong.",
        "  6 |       - data:/",
        "    | ^^^^^^^^^^^^^^",
        "  7 |       - data:/data/db",
        "    |       ^^^^^^^^^^^^^^^",
        "",
        "nanokit.yml:5:5 warning NK001: This is wrong.",
        "   5 |     volumes:",
        "     |     ^^^^^^^^",
        "   6 |       - data:/",
        "     |       ^^^^^^^^",
        "  ...",
        "  10 |       - last:/last",
        "     |       ^^^^^^^^^^^^",
      ),
    );
  });

  it("marks an empty range, the end of a line and the end of the file with one caret", () => {
    const end = file.text.length;
    const endOfLine = file.text.indexOf("\n");
    expect(
      text(
        finding({ file, start: 6, end: 6 }),
        finding({ file, start: endOfLine, end: endOfLine + 1 }),
        finding({ file, start: end + 9, end: end + 99 }),
      ),
    ).toBe(
      lines(
        "nanokit.yml:1:7 error NK001: This is wrong.",
        "  1 | name: shop",
        "    |       ^",
        "",
        "nanokit.yml:1:11 error NK001: This is wrong.",
        "  1 | name: shop",
        "    |           ^",
        "",
        "nanokit.yml:12:1 error NK001: This is wrong.",
        "  12 |",
        "     | ^",
      ),
    );
  });

  it("shows a tab as an arrow over four columns", () => {
    const tabs = yml("a:\n\tb:\tc\n");
    expect(text(finding({ file: tabs, start: 3, end: 4 }), finding(at(tabs, "c")))).toBe(
      lines(
        "nanokit.yml:2:1 error NK001: This is wrong.",
        "  2 | →   b:→   c",
        "    | ^^^^",
        "",
        "nanokit.yml:2:5 error NK001: This is wrong.",
        "  2 | →   b:→   c",
        "    |           ^",
      ),
    );
  });

  it("aligns under wide, combining and astral characters", () => {
    const wide = yml("数据库: e\u0301t\u00e9 👩‍👩‍👧 𝒳 ｶﾅ 한 END");
    expect(text(finding(at(wide, "END")), finding(at(wide, "据库")), finding(at(wide, "👩‍👩‍👧")))).toBe(
      lines(
        "nanokit.yml:1:28 error NK001: This is wrong.",
        "  1 | 数据库: e\u0301t\u00e9 👩‍👩‍👧 𝒳 ｶﾅ 한 END",
        "    |                        ^^^",
        "",
        "nanokit.yml:1:2 error NK001: This is wrong.",
        "  1 | 数据库: e\u0301t\u00e9 👩‍👩‍👧 𝒳 ｶﾅ 한 END",
        "    |   ^^^^",
        "",
        "nanokit.yml:1:11 error NK001: This is wrong.",
        "  1 | 数据库: e\u0301t\u00e9 👩‍👩‍👧 𝒳 ｶﾅ 한 END",
        "    |             ^^",
      ),
    );
  });

  it("cuts a long line around the range", () => {
    const long = yml(`cmd: ${"left ".repeat(40)}MIDDLE ${"right ".repeat(40)}`);
    expect(
      text(finding(at(long, "cmd")), finding(at(long, "MIDDLE")), finding({ file: long, start: 5, end: 400 })),
    ).toBe(
      lines(
        "nanokit.yml:1:1 error NK001: This is wrong.",
        "  1 | cmd: left left left left left left left left left left left left left l...",
        "    | ^^^",
        "",
        "nanokit.yml:1:206 error NK001: This is wrong.",
        "  1 | ... left left left left left left MIDDLE right right right right right ...",
        "    |                                   ^^^^^^",
        "",
        "nanokit.yml:1:6 error NK001: This is wrong.",
        "  1 | ...left left left left left left left left left left left left left lef...",
        "    |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      ),
    );
  });

  it("names characters that a terminal would obey or hide", () => {
    const evil = yml("a: \u001b[31m\u009b2J\u202e\u200b\ufeff\ud800!");
    const one = finding(at(evil, "!"), { message: "Not \u001b]0;x\u0007 here.", help: "Nor \u2066here\r." });
    expect(text(one)).toBe(
      lines(
        "nanokit.yml:1:16 error NK001: Not <U+001B>]0;x<U+0007> here.",
        "  1 | a: <U+001B>[31m<U+009B>2J<U+202E><U+200B><U+FEFF><U+D800>!",
        "    |                                                          ^",
        "  help: Nor <U+2066>here<U+000D>.",
      ),
    );
  });

  it("wraps words, keeps code spans and examples whole", () => {
    const message = "Nothing is known of the key `start command` of this service, and it would be dropped in silence.";
    const help =
      "Write it like this, and mind the indentation, which has to be that of the keys beside it:\n  start: a   b\nThat is all.";
    expect(text(finding(at(file, "image"), { message, help }))).toBe(
      lines(
        "nanokit.yml:4:5 error NK001: Nothing is known of the key `start command` of this",
        "  service, and it would be dropped in silence.",
        "  4 |     image: mongo",
        "    |     ^^^^^",
        "  help: Write it like this, and mind the indentation, which has to be that of",
        "        the keys beside it:",
        "          start: a   b",
        "        That is all.",
      ),
    );
  });

  it("has no frame for a file without text", () => {
    expect(text(finding({ file: yml(""), start: 0, end: 0 }))).toBe(
      lines("nanokit.yml:1:1 error NK001: This is wrong."),
    );
  });

  it("colours without changing a character", () => {
    const related = [
      { message: "one", location: at(file, "cpu: 256") },
      { message: "two", location: at(file, "mongo") },
    ];
    const all = [
      finding(at(file, "64GB"), { related, help: "Fix it." }),
      finding(at(file, "name"), { severity: "note" }),
    ];
    const colored = renderText(all, { color: true });
    expect(colored).toContain("\u001b[1;31merror NK001:\u001b[0m");
    expect(stripVTControlCharacters(colored)).toBe(renderText(all, { color: false }));
  });

  it("stays quick on a file that is one long line", () => {
    const long = yml(`a: [${"é, ".repeat(300_000)}]`);
    // What takes too long here meets the timeout of a test; a bound of its own would depend on what else the machine does.
    const many = Array.from({ length: 300 }, (_, index) =>
      finding({ file: long, start: index * 2500, end: index * 2500 + 1 }),
    );
    expect(renderText(many, { color: false }).match(/NK001/g)).toHaveLength(many.length);
  });
});

describe("renderText, whatever the text", () => {
  const fragment = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "\n",
      "\r\n",
      "\r",
      "\t",
      " ",
      "数",
      "👩‍👩‍👧",
      "e\u0301",
      "\u202e",
      "\ud83d",
      "x".repeat(60),
      "- a: b\n",
    ),
  );
  const source = fc.array(fragment, { maxLength: 30 }).map((parts) => yml(parts.join("")));
  const range = fc.tuple(source, fc.integer({ min: -3, max: 500 }), fc.integer({ min: -3, max: 500 }));
  const width = fc.integer({ min: 0, max: 200 });

  it("never throws, never sends a control character, keeps frames within the width", () => {
    fc.assert(
      fc.property(
        range,
        range,
        width,
        fc.string({ unit: "binary" }),
        ([one, start, end], [, from, to], columns, message) => {
          const related = [{ message, location: { file: one, start: from, end: to } }];
          const output = renderText([finding({ file: one, start, end }, { message, help: message, related })], {
            color: false,
            width: columns,
          });
          expect(output).not.toMatch(/[\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}|(?!\u200d)\p{Cf}/u);
          const seen = finding({ file: one, start, end }, { help: "Fix it.", related });
          const colored = renderText([seen], { color: true, width: columns });
          expect(stripVTControlCharacters(colored)).toBe(renderText([seen], { color: false, width: columns }));
        },
      ),
    );
  });

  it("prints the right numbers: position in the header, line beside each line", () => {
    fc.assert(
      fc.property(range, ([one, start, end]) => {
        const [header = "", ...rows] = renderText([finding({ file: one, start, end })], { color: false }).split("\n");
        const { line, column } = naivePosition(one.text, Math.max(0, start));
        expect(header).toBe(`nanokit.yml:${line}:${column} error NK001: This is wrong.`);
        if (one.text === "" || Math.max(start, end) <= 0) return;
        const numbered = rows.flatMap((row) => /^ {2} *(\d+) \|/.exec(row)?.[1] ?? []).map(Number);
        expect(numbered[0]).toBe(line);
        const last = naivePosition(one.text, Math.max(start, end, 0)).line;
        for (const number of numbered) expect(number).toBeLessThanOrEqual(last);
        expect(numbered).toEqual([...new Set(numbered)].sort((a, b) => a - b));
      }),
    );
  });

  it("underlines exactly the range of a plain line that fits", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), fc.nat(), (words, pick) => {
        const one = yml(words.join(" "));
        const index = pick % words.length;
        const start = words.slice(0, index).join(" ").length + (index > 0 ? 1 : 0);
        const marked = words[index] ?? "";
        const rows = renderText([finding({ file: one, start, end: start + marked.length })], { color: false }).split(
          "\n",
        );
        const under = rows[2] ?? "";
        expect(rows[1]?.slice(under.indexOf("^"), under.lastIndexOf("^") + 1)).toBe(marked);
      }),
    );
  });

  it("never lets a frame row grow past the width", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 40, max: 120 }), ([one, start, end], columns) => {
        const rows = renderText([finding({ file: one, start, end })], { color: false, width: columns }).split("\n");
        const plainRows = rows.filter((row) => /^ {2} *\d* \|[\x20-\x7e]*$/.test(row));
        for (const row of plainRows) expect(row.length).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
