import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type Compilation, compile } from "../../src/compile.js";
import { renderJson } from "../../src/diagnostics/render-json.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import { positionOf } from "../../src/diagnostics/source.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { runs } from "../support/sampled.js";
import { documents, likelySound, shuffled } from "./documents.js";

const variables = { SET: "set" };

function compiled(text: string): Compilation {
  return compile({ path: "nanokit.yml", text }, { variables, defaultName: "shop" });
}

/** What a project says, without where it was said. */
function meaning(project: Project | undefined): unknown {
  if (!project) return undefined;
  return JSON.parse(JSON.stringify(project, (key, value: unknown) => (key === "source" ? undefined : value)));
}

/** Which of two is reported can depend on which comes first; what is wrong does not. */
function codesOf({ diagnostics }: Compilation): ReadonlySet<string> {
  return new Set(diagnostics.map(({ code }) => code));
}

describe("compile, on documents near the language", () => {
  it("never throws, has a project or an error, and points into the file", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 3, 10, 40).chain((percent) => documents({ percent })),
        (document) => {
          const { project, diagnostics } = compiled(stringify(document));
          expect(project === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
          let before = 0;
          for (const { location, related } of diagnostics) {
            for (const { file, start, end } of [location, ...related.map((one) => one.location)]) {
              expect(0 <= start && start <= end && end <= file.text.length).toBe(true);
            }
            expect(location.start).toBeGreaterThanOrEqual(before);
            before = location.start;
          }
          renderText(diagnostics, { color: false });
          JSON.parse(renderJson(diagnostics));
        },
      ),
      runs(200),
    );
  });

  it("gives what can be lowered", () => {
    let sound = 0;
    const times = runs(40);
    fc.assert(
      fc.property(likelySound, (document) => {
        const { project } = compiled(stringify(document));
        if (!project) return;
        sound++;
        for (const { path, text } of synthesize(project)) if (path.endsWith(".json")) JSON.parse(text);
      }),
      times,
    );
    expect(sound).toBeGreaterThan(times.numRuns / 8);
  });

  it("means the same with the keys in another order", () => {
    const check = (document: unknown, by: number) => {
      const [one, other] = [compiled(stringify(document)), compiled(stringify(shuffled(document, by)))];
      expect(meaning(other.project)).toEqual(meaning(one.project));
      expect(codesOf(other)).toEqual(codesOf(one));
    };
    fc.assert(fc.property(documents({ percent: 5 }), fc.nat(), check), runs(120));
    fc.assert(fc.property(likelySound, fc.nat(), check), runs(120));
  });

  it("means the same with the line breaks of another system", () => {
    const found = ({ diagnostics }: Compilation) =>
      diagnostics.map(({ code, message, location }) => [code, message, positionOf(location.file, location.start)]);
    const check = (document: unknown) => {
      const text = stringify(document);
      const [one, other] = [compiled(text), compiled(text.replaceAll("\n", "\r\n"))];
      expect(meaning(other.project)).toEqual(meaning(one.project));
      expect(found(other)).toEqual(found(one));
    };
    fc.assert(fc.property(documents({ percent: 5 }), check), runs(120));
    fc.assert(fc.property(likelySound, check), runs(100));
  });
});
