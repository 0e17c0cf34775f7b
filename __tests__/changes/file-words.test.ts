import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileWords } from "../../src/aws/container-files.js";
import { differences, pathText } from "../../src/changes/differences.js";
import { areFileWords } from "../../src/changes/file-words.js";

const words = (files: Readonly<Record<string, string>>, mode = "0644") =>
  fileWords({
    mounts: ["/etc/app"],
    folders: [{ path: "/etc/app", copied: true }],
    files: Object.entries(files).map(([name, text]) => ({
      path: `/etc/app/${name}`,
      mode,
      owner: "0:0",
      content: { text },
    })),
  });

/** What is told of two containers, a line each. */
function told(before: readonly string[], after: readonly string[]): readonly string[] {
  return differences({ command: [...before] }, { command: [...after] }).map((one) => {
    const sides = ["before" in one ? one.before : "", "after" in one ? one.after : ""].map((side) => String(side));
    return `${pathText(one.path)}: ${sides.join(" -> ")}`;
  });
}

describe("files that differ", () => {
  const before = words({ "a.conf": "one\ntwo\nthree\n", "b.conf": "x\n" });

  it.each([
    ["a line", { "a.conf": "one\n2\nthree\n", "b.conf": "x\n" }, ['["/etc/app/a.conf"]["line 2"]: two -> 2']],
    [
      "a line more, and one fewer",
      { "a.conf": "zero\none\ntwo\n", "b.conf": "x\n" },
      ['["/etc/app/a.conf"]["line 1"]:  -> zero', '["/etc/app/a.conf"]["line 3"]: three -> '],
    ],
    ["a file that goes", { "a.conf": "one\ntwo\nthree\n" }, ['["/etc/app/b.conf"]: 0644 0:0, 1 line -> ']],
    [
      "a file that comes",
      { "a.conf": "one\ntwo\nthree\n", "b.conf": "x\n", "c.conf": "a\nb" },
      ['["/etc/app/c.conf"]:  -> 0644 0:0, 2 lines'],
    ],
    [
      "the last line break",
      { "a.conf": "one\ntwo\nthree\n", "b.conf": "x" },
      ['["/etc/app/b.conf"]["line 1"]: x -> x (no line break)'],
    ],
  ])("are told by %s", (_, after, lines) => {
    expect(told(before, words(after))).toEqual(lines.map((line) => `command${line}`));
  });

  it("are told by their mode", () => {
    expect(told(words({ "a.conf": "x\n" }), words({ "a.conf": "x\n" }, "0600"))).toEqual([
      'command["/etc/app/a.conf"]: 0644 0:0 -> 0600 0:0',
    ]);
  });

  it("are told by the secret that they are", () => {
    const secret = (name: string) => ["copy /run/secrets", "file 0400 0:0 /run/secrets/db", `$${name}`];
    expect(told(secret("DB"), secret("DB_NEW"))).toEqual([
      'command["/run/secrets/db"]["line 1"]: the secret DB -> the secret DB_NEW',
    ]);
    expect(told(["copy /run/secrets"], secret("DB"))).toEqual([
      'command["/run/secrets/db"]:  -> 0400 0:0, the secret DB',
    ]);
  });

  it("are told by how their folder begins", () => {
    expect(told(["copy /srv"], ["empty /srv"])).toEqual(['command["/srv/"]: copy -> empty']);
  });

  it("are told in short where most of their lines differ", () => {
    const long = (letter: string) => `${Array.from({ length: 500 }, (_, line) => letter + line).join("\n")}\n`;
    expect(told(words({ a: long("a") }), words({ a: long("b") }))).toEqual([
      'command["/etc/app/a"]: 500 lines -> 500 lines, most of them others',
    ]);
  });

  it("are told by their lines in a long file, however far apart those are", () => {
    const long = (first: string, last: string) => `${[first, ...Array(2000).fill("same"), last].join("\n")}\n`;
    expect(told(words({ a: long("one", "two") }), words({ a: long("1", "2") }))).toEqual([
      'command["/etc/app/a"]["line 1"]: one -> 1',
      'command["/etc/app/a"]["line 2002"]: two -> 2',
    ]);
  });

  it("are told by what leads from one to the other", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const text = (some: readonly string[]) => words({ x: some.map((line) => `${line}\n`).join("") });
        const found = differences({ command: [...text(a)] }, { command: [...text(b)] });
        const removed = found.filter((one) => one.before !== undefined).length;
        const added = found.filter((one) => one.after !== undefined).length;
        // As many are removed and added as the longest common part leaves.
        expect(a.length - removed).toBe(b.length - added);
        expect(found.length === 0).toBe(a.join() === b.join());
      }),
    );
  });
});

describe("other commands", () => {
  it.each([[["serve", "--port"]], [[]], [["copy /srv", "serve"]], [["|x"]], [[1]]])("%j are no files", (list) => {
    expect(areFileWords(list)).toBe(false);
  });
});
