import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compile } from "../../src/compile.js";
import { schema as formCodes } from "../../src/diagnostics/codes/schema.js";
import { codes } from "../../src/diagnostics/codes.js";
import { type Diagnostic, Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { jsonSchema } from "../../src/report/json-schema.js";
import { childOf, type MapNode, type SyntaxNode } from "../../src/syntax/nodes.js";
import { parseYaml } from "../../src/syntax/parse.js";
import { plainYaml } from "../../src/syntax/plain-yaml.js";
import { blocksIn } from "../docs/pages.js";
import { documents, likelySound } from "../schema/documents.js";
import { caseOptions, expectedCodes, findCases, readSource } from "../specs/harness.js";
import { runs } from "../support/sampled.js";

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  keywords: ["markdownDescription", "markdownEnumDescriptions", "patternErrorMessage", "errorMessage", "doNotSuggest"],
});
const schema = jsonSchema(plainYaml);
const validate = ajv.compile(schema);

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");

/** A YAML text as a tree, with aliases and merge keys in place: what an editor checks. */
function treeOf(text: string): MapNode | undefined {
  return parseYaml({ path: "nanokit.yml", text }, new Diagnostics());
}

function jsonOf(node: SyntaxNode | undefined): unknown {
  if (node?.kind === "list") return node.items.map(jsonOf);
  if (node?.kind === "map") {
    return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, jsonOf(value)]));
  }
  return node?.value;
}

/** Codes of rules about the form of a text, which the schema refuses too; `forms.test.ts` holds that it refuses no more than they do. */
const ruleCodes: ReadonlySet<string> = new Set(
  "NK107 NK207 NK305 NK306 NK311 NK312 NK313 NK314 NK316 NK353 NK375 NK535 NK579".split(" "),
);

/** Where the schema finds something, as JSON pointers: of a key where the key is what is wrong. */
function placesOf(value: unknown): readonly string[] {
  validate(value);
  return (validate.errors ?? []).map(placeOf);
}

function placeOf({ instancePath, keyword, params }: ErrorObject): string {
  const key =
    keyword === "additionalProperties"
      ? params.additionalProperty
      : keyword === "propertyNames"
        ? params.propertyName
        : undefined;
  return key === undefined ? instancePath : `${instancePath}/${escaped(String(key))}`;
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Pointers of all that stands at an offset; of a key, also that of the map which it begins: a missing key is told at the first. */
function pointersAt(node: SyntaxNode, offset: number, path = ""): readonly string[] {
  const own = node.location.start === offset ? [path] : [];
  if (node.kind === "list") {
    return [...own, ...node.items.flatMap((item, index) => pointersAt(item, offset, `${path}/${index}`))];
  }
  if (node.kind === "scalar") return own;
  const below = [...node.entries.values()].flatMap(({ key, keyLocation, value }) => {
    const pointer = `${path}/${escaped(key)}`;
    return [...(keyLocation.start === offset ? [pointer, path] : []), ...pointersAt(value, offset, pointer)];
  });
  return [...own, ...below];
}

function formErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => code in formCodes);
}

const cases = findCases(`${root}__tests__/specs`).map((spec) => ({ ...spec, source: readSource(spec) }));
const isError = (code: string) => codes[code as keyof typeof codes].severity === "error";

describe("the JSON Schema", () => {
  const sound = cases.filter(({ source }) => !expectedCodes(source.text).some(isError));

  it("takes every spec without an error", () => {
    expect(sound.length).toBeGreaterThan(100);
    const refused = sound.flatMap(({ name, source }) => {
      const ok = validate(jsonOf(treeOf(source.text)));
      return ok ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`];
    });
    expect(refused).toEqual([]);
  });

  const files = ["nanokit.yml", ...readdirSync(`${root}examples`).map((name) => `examples/${name}/nanokit.yml`)]
    .filter((path) => !path.includes("README"))
    .map((path) => ({ path, text: read(path) }));
  const blocks = blocksIn("yaml").map(({ path, line, text }) => ({ path: `${path}:${line}`, text }));

  it.each([...files, ...blocks])("takes $path", ({ text }) => {
    validate(jsonOf(treeOf(text)));
    expect(validate.errors).toBeNull();
  });

  it("refuses what specs have wrong in form, at the same place", () => {
    const wrong = cases.filter(({ source }) => expectedCodes(source.text).some((code) => code in formCodes));
    expect(wrong.length).toBeGreaterThan(15);
    const missed = wrong.flatMap(({ name, source, folder }) => {
      const tree = treeOf(source.text);
      const places = new Set(placesOf(jsonOf(tree)));
      return formErrors(compile(source, caseOptions({ name, folder })).diagnostics).flatMap((one) => {
        const written = source.text.slice(one.location.start, one.location.end);
        const pointers = tree ? pointersAt(tree, one.location.start) : [];
        if (
          invisible(one, written) ||
          (tree && completedElsewhere(one, pointers, tree)) ||
          pointers.some((pointer) => places.has(pointer))
        )
          return [];
        return [`${name}: ${one.code} ${one.message} \`${written}\``];
      });
    });
    expect(missed).toEqual([]);
  });

  it("agrees with decoding on documents near the language", () => {
    let refused = 0;
    let taken = 0;
    const times = runs(400);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom(0, 3, 10).chain((percent) => documents({ percent })),
          likelySound,
        ),
        (document) => {
          const text = stringify(document, { aliasDuplicateObjects: false });
          const tree = treeOf(text);
          // What holds a variable is looked at when its value is known.
          if (!tree || text.includes("${")) return;
          const { diagnostics } = compile({ path: "nanokit.yml", text }, { defaultName: "shop" });
          if (diagnostics.some(({ code }) => outside.has(code))) return;
          const written = ({ location: { start, end } }: Diagnostic) => text.slice(start, end);
          const decoder = formErrors(diagnostics).filter(
            (one) =>
              !invisible(one, written(one)) && !completedElsewhere(one, pointersAt(tree, one.location.start), tree),
          );
          const ours = decoder.map(({ code, message }) => `${code} ${message}`);
          const theirs = placesOf(jsonOf(tree));
          const byRule = diagnostics.some(({ code }) => ruleCodes.has(code));
          expect({ text, ours, theirs, wrong: theirs.length > 0 }).toEqual({
            text,
            ours,
            theirs,
            wrong: ours.length > 0 || (byRule && theirs.length > 0),
          });
          for (const { location, message } of decoder) {
            const pointers = pointersAt(tree, location.start);
            expect({ text, message, theirs, found: pointers.some((one) => theirs.includes(one)) }).toMatchObject({
              found: true,
            });
          }
          if (ours.length > 0) refused++;
          else taken++;
        },
      ),
      times,
    );
    expect(refused).toBeGreaterThan(times.numRuns / 16);
    expect(taken).toBeGreaterThan(times.numRuns / 16);
  });

  it("has a description for each key, and defaults and examples that it takes itself", () => {
    const seen: string[] = [];
    const visit = (part: unknown, path: string): void => {
      if (typeof part !== "object" || part === null) return;
      for (const [key, one] of Object.entries((part as { properties?: object }).properties ?? {})) {
        const own = `${path}/properties/${escaped(key)}`;
        const {
          default: byDefault,
          examples = [],
          description,
        } = one as Record<string, unknown> & { examples?: unknown[] };
        if (path.includes("allOf")) continue;
        expect({ own, description: typeof description }).toEqual({ own, description: "string" });
        const at = ajv.compile({ $ref: `${schema.$id}#${own}` });
        for (const value of [...(byDefault === undefined ? [] : [byDefault]), ...examples]) {
          seen.push(own);
          expect({ own, value, errors: at(value) ? [] : at.errors }).toEqual({ own, value, errors: [] });
        }
      }
    };
    visit(schema, "");
    for (const [name, part] of Object.entries(schema.$defs as object)) visit(part, `/$defs/${name}`);
    expect(seen.length).toBeGreaterThan(50);
  });
});

/**
 * Findings after which nothing is compared: no environment is translated, so that its parts are not checked for being complete, or the
 * file could not be read.
 */
const outside: ReadonlySet<string> = new Set(["NK016", "NK018", "NK201", "NK202", "NK203", "NK205"]);

/** What a schema cannot see, although its code is one of those about form. */
function invisible({ code, message }: Diagnostic, written: string): boolean {
  // The value of a variable.
  if (written.includes("${")) return true;
  // A volume's name within the text of a mount.
  if (code === "NK107" && written.includes(":/")) return true;
  // A rule: a reference to a secret has one of three keys.
  return code === "NK106" && message.endsWith("in a secret.");
}

/** Whether something is missing in a block that an environment has too: base and environment make one, which no schema can follow. */
function completedElsewhere({ code }: Diagnostic, pointers: readonly string[], tree: MapNode): boolean {
  if (code !== "NK106" && code !== "NK108") return false;
  const environments = childOf(tree, "environments");
  const blocks = environments?.kind === "map" ? [...environments.entries.values()].map(({ value }) => value) : [];
  return pointers.some((pointer) => {
    const [, block = ""] = pointer.split("/");
    return block === "environments" || blocks.some((one) => childOf(one, block) !== undefined);
  });
}
