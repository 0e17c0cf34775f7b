import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { deferVariables, interpolate } from "../../src/resolve/interpolate.js";
import { childOf, type MapNode, type ScalarNode } from "../../src/syntax/nodes.js";
import { parseYaml } from "../../src/syntax/parse.js";

function parsed(text: string): MapNode {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: "nanokit.yml", text }, diagnostics);
  if (!root) throw new Error(JSON.stringify(diagnostics.sorted()));
  return root;
}

/** A map whose key `a` holds this text, as a YAML text that any reader agrees on. */
function quoted(text: string): MapNode {
  return parsed(`a: ${JSON.stringify(text)}\n`);
}

function valueIn(node: MapNode): ScalarNode {
  const value = childOf(node, "a");
  if (value?.kind !== "scalar") throw new Error("no scalar");
  return value;
}

function run(node: MapNode, variables: Readonly<Record<string, string>> = {}) {
  const diagnostics = new Diagnostics();
  const value = valueIn(interpolate(node, variables, diagnostics));
  return { value, found: diagnostics.sorted().map(({ code, location }) => [code, location.start, location.end]) };
}

describe("interpolate", () => {
  it("replaces variables, with defaults for what is unset or empty", () => {
    const variables = { A: "1", B: "2", EMPTY: "" };
    const cases: Readonly<Record<string, string>> = {
      "${A}": "1",
      "${A}${B}": "12",
      "x${A:-no}y": "x1y",
      "${NONE:-yes}": "yes",
      "${NONE:-}": "",
      "${EMPTY}": "",
      "${EMPTY:-yes}": "yes",
      "${NONE:-${B}}": "2",
      "${NONE:-${NOT:-deep}}!": "deep!",
      "${NONE:-a}b}": "ab}",
      "${NONE:-$$}": "$",
      "$A ${A}": "$A 1",
      $: "$",
      $$: "$",
      $$$: "$$",
      "$${A}": "${A}",
      "$$${A}": "$1",
    };
    for (const [text, expected] of Object.entries(cases)) {
      expect(run(quoted(text), variables)).toMatchObject({ value: { text: expected, value: expected }, found: [] });
    }
  });

  it("puts values in as they are: what a variable holds is not looked at again", () => {
    expect(run(quoted("${A}"), { A: "${B} $$" }).value.text).toBe("${B} $$");
  });

  it("knows only variables of its own, not what every object has", () => {
    expect(run(quoted("${constructor:-none}")).value.text).toBe("none");
    expect(run(quoted("${toString}")).found).toHaveLength(1);
  });

  it("leaves any text without $ untouched, whatever its type", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !text.includes("$")),
        (text) => {
          const node = quoted(text);
          expect(run(node)).toEqual({ value: valueIn(node), found: [] });
        },
      ),
    );
    for (const text of ["a: 1", "a: true", "a: ~", "a: 0x1F"])
      expect(run(parsed(text)).value).toEqual(valueIn(parsed(text)));
  });

  it("gives any text back whose $ are doubled", () => {
    const unit = fc.constantFrom("$", "{", "}", ":", "-", "A", " ", "é", "\n");
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), fc.string()), (text) => {
        const { value, found } = run(quoted(text.replaceAll("$", "$$$$")), { A: "x" });
        expect({ text: value.text, found }).toEqual({ text, found: [] });
      }),
    );
  });

  it("never throws, and gives a text or a finding", () => {
    const unit = fc.constantFrom("$", "${", "}", ":-", "A", "B", " ", "$$");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const { value, found } = run(quoted(text), { A: "x" });
        expect(value.variables === "deferred").toBe(found.length > 0);
      }),
    );
  });

  it("points at each reference, in every style of writing", () => {
    const texts = [
      "a: ${A} and ${B} and ${A}\n",
      'a: "${A} and ${B} and ${A}"\n',
      "a: '${A} and ${B} and ${A}'\n",
      "a: |\n  ${A} and\n  ${B} and ${A}\n",
      "a: >-\n  ${A} and\n\n  ${B} and ${A}\n",
      "a: $${A} ${A} $${B} ${B} $$$${A} ${A}\n",
    ];
    for (const text of texts) {
      const expected = [...text.matchAll(/(?<=^|[^$])\$\{[AB]\}/g)].map(({ index }) => ["NK211", index, index + 4]);
      expect(expected).toHaveLength(3);
      expect(run(parsed(text)).found).toEqual(expected);
    }
  });

  it("points at the whole text where a reference is written with escapes", () => {
    const text = 'a: "\\x24{A}"\n';
    expect(run(parsed(text)).found).toEqual([["NK211", 3, text.length - 1]]);
  });

  it("takes what is below `secrets` as it stands, and nothing else that has the name", () => {
    const text = "secrets: { T: '${A}' }\nservices: { secrets: { image: '${A}', secrets: { T: '${A}' } } }\n";
    const node = interpolate(parsed(text), { A: "x" }, new Diagnostics());
    const service = childOf(childOf(node, "services"), "secrets");
    expect(childOf(childOf(node, "secrets"), "T")).toMatchObject({ text: "${A}" });
    expect(childOf(service, "image")).toMatchObject({ text: "x" });
    expect(childOf(childOf(service, "secrets"), "T")).toMatchObject({ text: "${A}" });
  });
});

describe("deferVariables", () => {
  it("marks what holds a variable, and nothing else", () => {
    const node = deferVariables(parsed("a: [x, '${A}', 1, { b: '${' }]\n"));
    const list = childOf(node, "a");
    const marks =
      list?.kind === "list" ? list.items.map((item) => (item.kind === "scalar" ? item.variables : item)) : [];
    expect(marks.slice(0, 3)).toEqual(["none", "deferred", "none"]);
    expect(childOf(marks[3] as MapNode, "b")).toMatchObject({ variables: "deferred" });
  });
});
