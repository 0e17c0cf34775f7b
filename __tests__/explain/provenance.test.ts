import { describe, expect, it } from "vitest";
import type { ElementRow } from "../../src/lower/elements/element.js";
import { ELEMENTS } from "../../src/lower/elements.js";
import type { KeyPattern } from "../../src/model/provenance.js";
import { keyAt } from "../../src/report/explain/key.js";
import { conditionOf, placeText } from "../../src/report/explain/pattern.js";
import { relationsOf } from "../../src/report/explain/relations.js";
import { environment, service } from "../lower/fixtures.js";

const rows = ELEMENTS.map((row) => [row.address, row] as const);
const placeholders = Object.keys(relationsOf(environment({ services: [] })));

function patternsOf({ made = [], unless = [], shaped = [] }: ElementRow): readonly KeyPattern[] {
  const written = [...made.flatMap((cause) => cause.split(" | ")), ...unless, ...shaped];
  return written.flatMap((pattern) => [pattern, ...[conditionOf(pattern)].filter((one) => one !== undefined)]);
}

/** The path that a pattern means, with names in place of what stands for names. */
function pathOf(pattern: KeyPattern) {
  return placeText(pattern, {})
    .replaceAll("[", ".[")
    .split(".")
    .map((step) => (step.startsWith("[") ? 0 : step.replace(/^<.*>$/, "name")));
}

describe("provenance", () => {
  it.each(rows)("of %s names places of the language", (_, row) => {
    const wrong = patternsOf(row).filter((pattern) => keyAt(pathOf(pattern)).kind === "none");
    expect(wrong).toEqual([]);
  });

  it.each(rows)("of %s has only placeholders of its address and known ones", (address, row) => {
    const own = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const known: readonly string[] = [...own, ...placeholders];
    const used = patternsOf(row).flatMap((pattern) => [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name));
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("uses every placeholder, and the environment knows each", () => {
    const used = new Set(ELEMENTS.flatMap(patternsOf).flatMap((one) => one.match(/(?<=\{)\w+/g) ?? []));
    expect(placeholders.filter((name) => !used.has(name))).toEqual([]);
    const two = environment({
      networks: ["default"],
      services: [
        service("api", { port: 80, networks: ["default"], connect: "server" }),
        service("web", { networks: ["default"], mounts: [] }),
      ],
    });
    const relations = relationsOf(two);
    expect(relations.neighbour?.({ service: "web" })).toEqual(["api"]);
    expect(relations.server?.({ network: "default" })).toEqual(["api"]);
    expect(relations.one?.({ network: "default" })).toEqual(["api"]);
    expect(relations.another?.({ network: "default" })).toEqual(["web"]);
    expect(relations.sole?.({ service: "api" })).toEqual(["web"]);
  });
});
