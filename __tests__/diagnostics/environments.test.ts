import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { renderGithub } from "../../src/diagnostics/render-github.js";
import { renderJson } from "../../src/diagnostics/render-json.js";
import { renderSarif } from "../../src/diagnostics/render-sarif.js";
import { at, yml } from "./made-up.js";

const file = yml("services:\n  web: { host: shop.example.com }\n  api: { host: api.example.com }\n");
const web = at(file, "shop.example.com");
const api = at(file, "api.example.com");

/** One environment after the other, each with its findings at these places. */
function found(...findings: readonly (readonly [typeof web, string])[]): Diagnostics {
  const diagnostics = new Diagnostics();
  for (const [location, environment] of findings) {
    diagnostics.report("NK445", location, { environments: [environment] });
  }
  return diagnostics;
}

describe("a finding of several environments", () => {
  it("is told once, with the names of all, to people and to programs", () => {
    const all = found([web, "production"], [web, "stage"], [web, "stage"]).sorted();
    expect(all.map(({ params }) => params)).toEqual([{ environments: ["production", "stage"] }]);
    for (const text of [renderJson(all), renderSarif(all, { version: "0.1.0" }), renderGithub(all)]) {
      expect(text).toMatch(/plain HTTP in the environments .production. and .stage.:/);
    }
  });

  it("is told apart from one at another place, and from one with other params", () => {
    const diagnostics = found([web, "stage"], [api, "stage"]);
    for (const [service, environment] of [
      ["web", "stage"],
      ["api", "stage"],
      ["api", "production"],
    ] as const) {
      diagnostics.report("NK444", web, { host: "shop.local", service, environments: [environment] });
    }
    expect(diagnostics.sorted().map(({ code, params }) => [code, params.service, params.environments])).toEqual([
      ["NK444", "api", ["stage", "production"]],
      ["NK444", "web", ["stage"]],
      ["NK445", undefined, ["stage"]],
      ["NK445", undefined, ["stage"]],
    ]);
  });

  it("names each environment once, in the order in which they come, however findings are gathered", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("dev", "stage", "production"), { minLength: 1 }), fc.nat(), (names, cut) => {
        const half = cut % names.length;
        const gathered = new Diagnostics();
        for (const part of [names.slice(0, half), names.slice(half)]) {
          gathered.add(found(...part.map((name) => [web, name] as const)).sorted());
        }
        expect(gathered.sorted().map(({ params }) => params.environments)).toEqual([[...new Set(names)]]);
      }),
    );
  });
});
