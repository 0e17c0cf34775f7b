import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import type { MapNode, SyntaxNode } from "../../src/syntax/nodes.js";
import { MAX_ALIASED_NODES, parseYaml } from "../../src/syntax/parse.js";
import { decodeSource } from "../../src/syntax/read.js";
import { runs } from "../support/sampled.js";
import { plain, treeOf } from "./trees.js";

const specs = fileURLToPath(new URL("../specs", import.meta.url));
const realFiles = readdirSync(specs, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("nanokit.yml"))
  .sort()
  .map((name) => readFileSync(`${specs}/${name}`));

function codesOf(text: string): readonly string[] {
  const diagnostics = new Diagnostics();
  parseYaml({ path: "nanokit.yml", text }, diagnostics);
  return diagnostics.sorted().map(({ code }) => code);
}

/** Reads bytes as the command does, and holds what must hold for whatever they are. */
function survive(bytes: Uint8Array): void {
  const diagnostics = new Diagnostics();
  const source = decodeSource("nanokit.yml", bytes, diagnostics);
  const found = source ? compile(source).diagnostics : diagnostics.sorted();
  if (!source) expect(found.map(({ code }) => code)).toEqual(["NK003"]);
  for (const { location } of found) {
    const { file, start, end } = location;
    expect(0 <= start && start <= end && end <= Math.max(file.text.length, start + 1)).toBe(true);
  }
  renderText(found, { color: false });
}

describe("parseYaml", () => {
  it("never throws on any text, and has a map or an error", () => {
    const unit = fc.constantFrom(
      ..."a&*!|>'\"%@`{}[],:?-#~\\ \n\t\r0<=",
      "<<",
      ": ",
      "\n  ",
      "*a",
      "&a ",
      "---\n",
      "é",
      "👋",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 30 }), fc.string({ unit: "binary" })), (text) => {
        const diagnostics = new Diagnostics();
        const root = parseYaml({ path: "nanokit.yml", text }, diagnostics);
        expect(root === undefined && !diagnostics.hasErrors).toBe(false);
      }),
      runs(1500),
    );
  });

  it("never throws on real files with some bytes changed, added or taken away", () => {
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 3 }), insert: fc.uint8Array({ maxLength: 3 }) });
    const signs = fc.constantFrom(..."&*:{}[]\"'\t\n-#$").map((sign) => ({ sign }));
    fc.assert(
      fc.property(
        fc.constantFrom(...realFiles),
        fc.array(fc.oneof(edit, fc.record({ at: fc.nat(), remove: fc.constant(0), insert: signs })), {
          minLength: 1,
          maxLength: 4,
        }),
        (file, edits) => {
          let bytes = Buffer.from(file);
          for (const { at, remove, insert } of edits) {
            const from = at % (bytes.length + 1);
            const added = Buffer.from("sign" in insert ? insert.sign : insert);
            bytes = Buffer.concat([bytes.subarray(0, from), added, bytes.subarray(from + remove)]);
          }
          survive(bytes);
        },
      ),
      runs(600),
    );
  });

  describe("on files made to use up time", () => {
    const times = (count: number, part: (index: number) => string) =>
      Array.from({ length: count }, (_, at) => part(at)).join("");
    const nested = (first: string) =>
      `x-0: &a0 ${first}\n${times(12, (at) => `x-${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(",")}]\n`)}`;
    const files: Readonly<Record<string, readonly [string, string]>> = {
      brackets: [`a: ${"[".repeat(50_000)}`, "NK015"],
      "closed brackets": [`a: ${"[".repeat(2000)}${"]".repeat(2000)}`, "NK015"],
      dashes: ["- ".repeat(50_000), "NK015"],
      "aliases of aliases": [nested("[x]"), "NK010"],
      "empty aliases of aliases": [nested("[]"), "NK010"],
      "aliases of aliases below secrets": [`${nested("[]")}secrets: *a12\n`, "NK010"],
      "many aliases": [`x-a: &a 1\nx-b: [${"*a,".repeat(MAX_ALIASED_NODES + 1)}]\n`, "NK010"],
      "nested defaults": [`name: "${"${A:-".repeat(20_000)}${"}".repeat(20_000)}"\n`, "NK212"],
      "many secrets": [`secrets:\n${times(20_000, (at) => ` a${at}: b\n`)}`, "NK207"],
      "many secrets in a broken file": [`a: b: c\n${"secrets: x\n".repeat(20_000)}`, "NK007"],
      "many anchors of secrets in a broken file": [`a: b: c\nsecrets: *a\n${"x: &a {\n}\n".repeat(8_000)}`, "NK007"],
    };
    // Each takes well under a second; before it was fixed, some took minutes, and would now meet the timeout of a test.
    it.each(Object.entries(files))("ends soon: %s", (_, [text, code]) => {
      const { diagnostics } = compile({ path: "nanokit.yml", text });
      expect(diagnostics.map((one) => one.code)).toContain(code);
    });
  });

  it("keeps the spelling of what is read as a number or boolean", () => {
    const root = treeOf("a: [1.10, 0x1F, 1e3, TRUE, ~, '5', 9007199254740993]\n");
    const list = root.entries.get("a")?.value;
    const items =
      list?.kind === "list" ? list.items.map((item) => (item.kind === "scalar" ? [item.text, item.value] : [])) : [];
    expect(items).toEqual([
      ["1.10", 1.1],
      ["0x1F", 31],
      ["1e3", 1000],
      ["TRUE", true],
      ["~", null],
      ["5", "5"],
      ["9007199254740993", Number("9007199254740993")],
    ]);
  });

  it("takes own keys before merged ones, and an earlier source before a later one", () => {
    const root = treeOf(
      "x-a: &a { k: a, l: a }\nx-b: &b { k: b, l: b, m: b }\nx-list: &list [*a, *b]\n" +
        "one: { <<: [*a, *b], l: own }\ntwo: { l: own, <<: *list }\nthree: { <<: *b, <<: *a }\nfour: { <<: { <<: *b, k: inner } }\n",
    );
    const map = (value: object) => new Map(Object.entries(value));
    const tree = plain(root) as Map<string, unknown>;
    expect(tree.get("one")).toEqual(map({ k: "a", l: "own", m: "b" }));
    expect(tree.get("two")).toEqual(map({ k: "a", l: "own", m: "b" }));
    expect(tree.get("three")).toEqual(map({ k: "b", l: "b", m: "b" }));
    expect(tree.get("four")).toEqual(map({ k: "inner", l: "b", m: "b" }));
  });

  it("gives each node the text that it was read from", () => {
    const text =
      "a: &anchor plain text # comment\nb:\n  - 'quoted'\n  - \"double\"\nc: { d: 1, e: [x] }\nf: |\n  block\n\ng:\n  h: last\ni: *anchor\n";
    const seen: string[] = [];
    const visit = (node: SyntaxNode): void => {
      if (node.kind === "scalar") seen.push(node.location.file.text.slice(node.location.start, node.location.end));
      else if (node.kind === "list") node.items.forEach(visit);
      else visitMap(node);
    };
    const visitMap = ({ entries }: MapNode): void => {
      for (const { key, keyLocation, value } of entries.values()) {
        expect(keyLocation.file.text.slice(keyLocation.start, keyLocation.end)).toBe(key);
        visit(value);
      }
    };
    visitMap(treeOf(text));
    expect(seen).toEqual(["plain text", "'quoted'", '"double"', "1", "x", "|\n  block", "last", "plain text"]);
    const locationOf = (key: string) => treeOf(text).entries.get(key)?.value.location;
    expect(text.slice(locationOf("c")?.start, locationOf("c")?.end)).toBe("{ d: 1, e: [x] }");
    expect(text.slice(locationOf("g")?.start, locationOf("g")?.end)).toBe("h: last");
  });

  it("reports one finding for one slip", () => {
    const slips: Readonly<Record<string, string>> = {
      "a: [*b]\n": "NK011",
      "a: &a [*a]\n": "NK012",
      "a: !x 1\n": "NK013",
      "!x {}\n": "NK013",
      "a: {b: {c: [1, {d: 2\n": "NK007",
      "a: 'x\nb: 1\nc: 2\n": "NK007",
      "*a : 1\n": "NK016",
    };
    for (const [text, code] of Object.entries(slips)) expect(codesOf(text), text).toEqual([code]);
  });
});

describe("decodeSource", () => {
  it("gives any text back, without a byte order mark", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (written) => {
        const text = Buffer.from(written)
          .toString()
          .replace(/^\ufeff+/, "");
        const bytes = new TextEncoder().encode(`\ufeff${text}`);
        expect(decodeSource("a.yml", bytes, new Diagnostics())).toEqual({ path: "a.yml", text });
      }),
    );
  });

  it("points at the first byte that is not UTF-8", () => {
    const bad = fc.constantFrom([0xff], [0xc3], [0xc3, 0x28], [0xe2, 0x82], [0xf0, 0x9f, 0x91], [0xed, 0xa0, 0x80]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), bad, fc.boolean(), (written, bytes, goesOn) => {
        const before = Buffer.from(written)
          .toString()
          .replace(/^\ufeff+/, "");
        const diagnostics = new Diagnostics();
        const all = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(goesOn ? " after" : "")]);
        expect(decodeSource("a.yml", all, diagnostics)).toBeUndefined();
        expect(diagnostics.sorted().map(({ code, location }) => [code, location.start])).toEqual([
          ["NK003", before.length],
        ]);
      }),
    );
  });
});
