import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderGithub } from "../../src/diagnostics/render-github.js";
import { at, finding, yml } from "./made-up.js";

/** Reads a workflow command as the runner of GitHub Actions does. Source: docs.github.com, workflow commands; github.com/actions/toolkit. */
function read(line: string): {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
} {
  const [, name = "", list = "", text = ""] = /^::([a-z]+) (.*?)::(.*)$/.exec(line) ?? [];
  const data = (escaped: string) => escaped.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const property = (escaped: string) => data(escaped.replaceAll("%3A", ":").replaceAll("%2C", ","));
  const pairs = list.split(",").map((pair) => /^([^=]+)=(.*)$/.exec(pair)?.slice(1) ?? []);
  return {
    name,
    properties: Object.fromEntries(pairs.map(([key = "", value = ""]) => [key, property(value)])),
    text: data(text),
  };
}

describe("renderGithub", () => {
  it("prints nothing for no findings", () => {
    expect(renderGithub([])).toBe("");
  });

  it("prints a line for each finding, with its place, its title, related places and help", () => {
    const file = yml("name: shop\nservices:\n  a: {cpu: 1,\n      memory: 2}\n");
    const findings = [
      finding(at(file, "cpu"), {
        related: [{ message: "the other half", location: at(file, "memory") }],
        help: "Fix it.",
      }),
      finding(at(file, "shop"), { severity: "warning" }),
      finding({ file, start: 6, end: 6 }, { severity: "note" }),
    ];
    expect(renderGithub(findings)).toBe(
      [
        "::error file=nanokit.yml,line=3,col=7,endLine=3,endColumn=10,title=NK001 File not found::This is wrong.%0Asee nanokit.yml:4:7: the other half%0Ahelp: Fix it.",
        "::warning file=nanokit.yml,line=1,col=7,endLine=1,endColumn=11,title=NK001 File not found::This is wrong.",
        "::notice file=nanokit.yml,line=1,col=7,endLine=1,endColumn=7,title=NK001 File not found::This is wrong.",
        "",
      ].join("\n"),
    );
  });

  it("names no columns over several lines, where the runner refuses them, and no line of a file without text", () => {
    const file = yml("a: {\n  b: 1 }\n");
    expect(renderGithub([finding(at(file, "{\n  b: 1 }"))])).toContain("file=nanokit.yml,line=1,endLine=2,title=");
    expect(renderGithub([finding({ file: yml(""), start: 0, end: 0 })])).toContain("file=nanokit.yml,title=");
  });

  it("escapes what would end a property, a command or a line", () => {
    const file = { path: "a,b:c%d.yml", text: "x" };
    const [line = ""] = renderGithub([
      finding({ file, start: 0, end: 1 }, { message: "100%, two: x\r\n::error::y" }),
    ]).split("\n");
    expect(line).toContain("file=a%2Cb%3Ac%25d.yml,");
    expect(line.endsWith("::100%25, two: x%0A::error::y")).toBe(true);
  });

  it("gives the runner what the finding says, whatever is in it, and nothing that a terminal would obey", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab:,%=\n ", "::", "%0A", "%25", "é") });
    fc.assert(
      fc.property(text, text, (path, message) => {
        const file = { path: path.replaceAll("\n", ""), text: "x" };
        const [line = "", ...rest] = renderGithub([finding({ file, start: 0, end: 1 }, { message })]).split("\n");
        expect(rest).toEqual([""]);
        const { name, properties, text: shown } = read(line);
        expect([name, properties.file, shown]).toEqual(["error", file.path, message]);
      }),
    );
    const colored = renderGithub([finding({ file: yml("x"), start: 0, end: 1 }, { message: "\u001b[31m\u202e" })]);
    expect(colored).toContain("<U+001B>[31m<U+202E>");
  });
});
