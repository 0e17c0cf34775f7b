import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDotenv } from "../../src/shell/dotenv.js";

function lines(...rows: readonly string[]): string {
  return rows.join("\n");
}

describe("parseDotenv", () => {
  it("reads plain values, comments, blank lines and export", () => {
    const text = lines(
      "# comment",
      "",
      "A=1",
      "  export  B = two words  ",
      "C=a#b # comment",
      "D= # nothing",
      "E=",
      "F=#",
      'G=it\'s "so" $$HOME \\n',
      "export=x",
      "H=a=b",
    );
    expect(parseDotenv(text)).toEqual({
      values: {
        A: "1",
        B: "two words",
        C: "a#b",
        D: "",
        E: "",
        F: "#",
        G: 'it\'s "so" $HOME \\n',
        export: "x",
        H: "a=b",
      },
      problems: [],
      commented: ["D"],
    });
  });

  it("takes single quotes literally and unescapes double quotes, over several lines", () => {
    const text = lines(
      "A='$x \\n # \"y\"' # comment",
      'B="a\\nb\\tc \\"d\\" \\\\ \\$e \\q # no comment"#comment',
      'C="one',
      "two = 2",
      '"',
      "D='one",
      "two'",
      'E=""',
      "F=1",
    );
    expect(parseDotenv(text)).toEqual({
      values: {
        A: '$x \\n # "y"',
        B: 'a\nb\tc "d" \\ $e \\q # no comment',
        C: "one\ntwo = 2\n",
        D: "one\ntwo",
        E: "",
        F: "1",
      },
      problems: [],
    });
  });

  it.each([
    ["A=1\nB=${A}-x", { B: "1-x" }],
    ['A=1\nB="$A x"', { B: "1 x" }],
    ["A=1\nB='$A'", { B: "$A" }],
    ['A=1\nB="\\$A"', { B: "$A" }],
    ["B=${A}", { B: "" }],
    ["B=${A:-${C:-d}}", { B: "d" }],
    ["A=\nB=${A-d}\nC=${A:-d}\nD=${A+d}\nE=${A:+d}", { B: "", C: "d", D: "d", E: "" }],
    ["B=${OUTER}", { B: "outer" }],
    ["OUTER=own\nB=${OUTER}", { OUTER: "own", B: "outer" }],
    ["B=a$$b", { B: "a$b" }],
    ["B=a$", { B: "a$" }],
    ["B=a$1b$(x)", { B: "a$1b$(x)" }],
    ['B=${A:-{"a":1}}', { B: '{"a":1}' }],
  ])("puts the variables of other lines in their places: %j", (text, expected) => {
    expect(parseDotenv(text, { OUTER: "outer" }).values).toMatchObject(expected);
  });

  it.each([
    ["a name without a value", "B=pa$word-${A}-${OUTER}", "pa$word-${A}-outer"],
    ["one that has to have one", "B=${A:?why}", "${A:?why}"],
    ["not where something stands for it", "B=${A:-d}${A:+x}", "d"],
  ])("keeps what is written, on demand: %s", (_, text, expected) => {
    expect(parseDotenv(text, { OUTER: "outer" }, "kept").values.B).toBe(expected);
  });

  it.each([
    ["never closed", "${".repeat(100_000)],
    ["within each other", `${"${A:-".repeat(20_000)}${"}".repeat(20_000)}`],
  ])("takes braces for text that are too many, in time: %s", { timeout: 5000 }, (_, value) => {
    expect(parseDotenv(`B=${value}`).values.B).toBe(value);
  });

  it("takes a quote behind a backslash for part of a value in single quotes, where another closes it", () => {
    expect(parseDotenv("A='Let\\'s go!'\nB='C:\\'\nC=1").values).toEqual({ A: "Let's go!", B: "C:\\", C: "1" });
  });

  it("takes CRLF, CR and a byte order mark", () => {
    expect(parseDotenv('\ufeffA=1\r\nB="x\r\ny"\r\n\r\nC=3\rD=4').values).toEqual({
      A: "1",
      B: "x\ny",
      C: "3",
      D: "4",
    });
  });

  it("lets the last of two lines win, and keeps any name a name", () => {
    const { values } = parseDotenv("A=1\nA=2\n__proto__=x\nmy-key.2=y");
    expect(Object.entries(values)).toEqual([
      ["A", "2"],
      ["__proto__", "x"],
      ["my-key.2", "y"],
    ]);
  });

  it("tells values in whose place there is a comment, which compose takes for them", () => {
    const text = lines("A=   # e.g. 1", "B=#1", "C=1 # one", "D=");
    expect(parseDotenv(text)).toEqual({ values: { A: "", B: "#1", C: "1", D: "" }, problems: [], commented: ["A"] });
  });

  it("takes a colon behind a name for its sign, as in YAML", () => {
    const text = lines("A: 1", "B:two", "export C : 'x: y'", "D=x:y", "URL: http://a:80 # one", "E : = 5");
    const values = { A: "1", B: "two", C: "x: y", D: "x:y", URL: "http://a:80", E: "= 5" };
    expect(parseDotenv(text)).toEqual({ values, problems: [] });
  });

  it("reports malformed lines by number and reads the others", () => {
    const text = lines("A=1", "no sign", "2B=x", "=x", 'C="a', 'b" c', "D='open", "E=5", "export F", "G H=1");
    expect(parseDotenv(text)).toEqual({
      values: { A: "1", E: "5" },
      problems: [
        { line: 2, reason: "it has no `=`" },
        { line: 3, reason: "what stands before `=` is not a name" },
        { line: 4, reason: "what stands before `=` is not a name" },
        { line: 5, reason: 'there is text after the closing "' },
        { line: 7, reason: "the quote ' is never closed" },
        { line: 9, reason: "it has no `=`", name: "F" },
        { line: 10, reason: "what stands before `=` is not a name" },
      ],
    });
  });

  it("gives back any value that was quoted by its rules", () => {
    const key = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/);
    const value = fc.string({ unit: "binary" }).map((text) => text.replace(/\r\n?/g, "\n"));
    const quote = (text: string) =>
      `"${text
        .replace(/[\\"$]/g, "\\$&")
        .replace(/\n/g, "\\n")
        .replace(/\t/g, "\\t")}"`;
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.constantFrom("\n", "\r\n"), (values, ending) => {
        const text = Object.entries(values).map(([name, content]) => `${name}=${quote(content)}${ending}`);
        expect(parseDotenv(text.join(""))).toEqual({ values: { ...values }, problems: [] });
      }),
    );
  });

  it("never throws, and counts lines that exist", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\n", "=", '"', "'", "\\", "#", "A=", "export "),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const numbers = parseDotenv(text).problems.map(({ line }) => line);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(numbers.at(-1) ?? 0).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
      }),
    );
  });
});
