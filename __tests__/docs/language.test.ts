import { describe, expect, it } from "vitest";
import { documentedKeys, languageMarkdown, typeOf } from "../../src/report/language-docs.js";
import {
  boolean,
  choice,
  either,
  ignored,
  integer,
  list,
  map,
  number,
  object,
  oneOf,
  scalar,
  text,
  used,
} from "../../src/schema/schema.js";
import { languageKeys } from "../support/language-keys.js";
import { tableRows } from "./markdown.js";

const HEADER = ["Key", "Type", "Default", "Meaning", "On AWS"];

/** The rows of all tables, as their sections have them. */
const rows = languageMarkdown()
  .split("\n## ")
  .slice(1)
  .flatMap((section) => tableRows(section, HEADER));

describe("languageMarkdown", () => {
  it("has one row for each key of the language", () => {
    const paths = rows.map(([path = ""]) =>
      path
        .slice(1, -1)
        .replaceAll(/<[^>]*>/g, "*")
        .replaceAll("[]", ".*"),
    );
    expect([...paths].sort()).toEqual(languageKeys.map(({ path }) => path).sort());
  });

  it("leaves no cell empty", () => {
    expect(rows.filter((row) => row.length !== HEADER.length || row.some((cell) => cell === ""))).toEqual([]);
  });

  it("lets no placeholder be taken for HTML", () => {
    const html = languageMarkdown()
      .replaceAll(/`[^`]*`|<!-- .* -->/g, "")
      .match(/<[a-z]/g);
    expect(html).toBeNull();
  });
});

describe("documentedKeys", () => {
  it("says of keys within a block of which nothing is made that they are as the block", () => {
    const inner = object("one", {
      b: used(list(object("two", { c: used(text(), "a", { doc: "C." }) })), "a", { doc: "B." }),
    });
    const schema = object("all", { a: ignored(map("thing", inner), "none", { doc: "A." }) });
    expect(documentedKeys(schema).map(({ path, block }) => [path, block])).toEqual([
      ["a", undefined],
      ["a.<thing>.b", "a"],
      ["a.<thing>.b[].c", "a"],
    ]);
  });
});

describe("typeOf", () => {
  it.each([
    [text(), "text"],
    [text({ regex: /^x$/, means: "an x (x)" }), "text: an x (x)"],
    [scalar(), "single value"],
    [boolean(), "boolean"],
    [integer(1, 5), "whole number, 1 to 5"],
    [number(), "number from 0"],
    [oneOf([1, 7, 30]), "1, 7 or 30"],
    [choice("a", "b"), "`a` or `b`"],
    [list(text()), "list of text"],
    [map("variable", scalar()), "map, variable: single value"],
    [either(text(), list(text()), text()), "text or list of text"],
    [object("one", {}), "map"],
  ])("of %j is %s", (schema, words) => {
    expect(typeOf(schema)).toBe(words);
  });
});
