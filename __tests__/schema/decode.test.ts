import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { closest } from "../../src/schema/closest.js";
import { decode, nameOf } from "../../src/schema/decode.js";
import { documentSchema } from "../../src/schema/language.js";
import {
  boolean,
  choice,
  either,
  integer,
  list,
  map,
  number,
  object,
  scalar,
  text,
  used,
} from "../../src/schema/schema.js";
import { parseYaml } from "../../src/syntax/parse.js";

function run(yaml: string, options = {}) {
  const diagnostics = new Diagnostics();
  const root = parseYaml({ path: "nanokit.yml", text: yaml }, diagnostics);
  const value = root && decode(documentSchema, root, diagnostics, options);
  return { root, value, found: diagnostics.sorted() };
}

describe("decode", () => {
  it("never throws, whatever the tree", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.boolean(), fc.boolean(), (tree, partial, notes) => {
        run(stringify(tree), { partial, notes });
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(documentSchema.fields)), fc.jsonValue()), (tree) => {
        run(stringify(tree));
      }),
    );
  });

  it("reports each unknown key once, at the key", () => {
    const known = new Set(Object.keys(documentSchema.fields));
    const keys = fc.string({ minLength: 1 }).filter((key) => !known.has(key) && !key.startsWith("x-") && key !== "<<");
    fc.assert(
      fc.property(fc.uniqueArray(keys, { minLength: 1, maxLength: 5 }), (unknown) => {
        const yaml = unknown.map((key) => `${JSON.stringify(key)}: 1\n`).join("");
        const { found } = run(yaml);
        const at = found.filter(({ code }) => code === "NK101").map(({ location }) => location);
        expect(at.map(({ start, end }) => JSON.parse(yaml.slice(start, end)))).toEqual(unknown);
      }),
    );
  });

  it("keeps what is right beside what is wrong, and knows what was written", () => {
    const { value, found } = run("name: [x]\nversion: 1.10\nservices: { web: { image: nginx, expose: no } }\n");
    expect(found.map(({ code }) => code)).toEqual(["NK102", "NK102"]);
    const fields = value?.value.fields;
    expect(fields?.name).toBeUndefined();
    expect(fields?.version?.value).toBe("1.10");
    const web = fields?.services?.value.get("web")?.value.value;
    expect(web?.fields.image?.value).toBe("nginx");
    expect(web?.fields.expose).toBeUndefined();
    expect([...(web?.written.keys() ?? [])]).toEqual(["image", "expose"]);
  });
});

describe("nameOf", () => {
  it("says in plain words what a value must be", () => {
    const field = used(text(), "nothing", { doc: "" });
    const words = [
      text(),
      text({ regex: /a/, means: "the id of a VPC (vpc-...)" }),
      scalar(),
      integer(1, 10),
      integer(0, Number.MAX_SAFE_INTEGER),
      number(),
      boolean(),
      choice("a", "b", "c"),
      list(text()),
      map("service", text()),
      object("a service", { field }),
      either(boolean(), text()),
    ].map(nameOf);
    expect(words).toEqual([
      "a text",
      "the id of a VPC (vpc-...)",
      "a text, a number or true/false",
      "a whole number from 1 to 10",
      "a whole number from 0 up",
      "a number from 0 up",
      "true or false",
      "one of a, b or c",
      "a list",
      "a map with one key per service",
      "a map with the keys of a service",
      "true or false, or a text",
    ]);
  });
});

describe("closest", () => {
  const keys = ["image", "env", "port", "depends_on", "updateStrategy", "volumes"];

  it("finds what was meant", () => {
    const slips: Readonly<Record<string, string>> = {
      imag: "image",
      Image: "image",
      prot: "port",
      volume: "volumes",
      "depends-on": "depends_on",
      dependsOn: "depends_on",
      updatestrategy: "updateStrategy",
    };
    for (const [slip, meant] of Object.entries(slips)) expect(closest(slip, keys)).toBe(meant);
  });

  it("suggests nothing that is far from it", () => {
    for (const word of ["", "x", "frobnicate", "environment"]) expect(closest(word, keys)).toBeUndefined();
  });
});
