import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { TAKES_ALL } from "../support/sampled.js";
import { unguardedLookups } from "./lookups.js";

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const SRC = path.join(ROOT, "src") + path.sep;

function projectOptions(): ts.ParsedCommandLine {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const parsed = ts.getParsedCommandLineOfConfigFile(path.join(ROOT, "tsconfig.json"), {}, host);
  if (!parsed) throw new Error("tsconfig.json cannot be read");
  return parsed;
}

/** Of the libraries of TypeScript, which are the same for each of the small files. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** The lookups of one file, by its text. */
function lookupsOf(text: string): readonly string[] {
  const name = "/virtual.ts";
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2023, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) => {
    if (file === name) return ts.createSourceFile(name, text, version, true);
    if (!libraries.has(file)) libraries.set(file, read(file, version));
    return libraries.get(file);
  };
  const program = ts.createProgram([name], options, host);
  return unguardedLookups(program, (file) => file === name).map((lookup) => lookup.text);
}

describe("a lookup by a text that a user may have written", () => {
  it.runIf(TAKES_ALL)("finds in the sources nothing but what is the object's own", { timeout: 180_000 }, () => {
    const { fileNames, options } = projectOptions();
    const program = ts.createProgram(
      fileNames.filter((file) => path.resolve(file).startsWith(SRC)),
      options,
    );
    // A name such as `constructor` is found in every plain object: ask with Object.hasOwn or valueAt first, or keep a Map.
    const found = unguardedLookups(program, (file) => path.resolve(file).startsWith(SRC));
    expect(found.map(({ file, line, text }) => `${path.relative(ROOT, file)}:${line} ${text}`)).toEqual([]);
  });
});

describe("unguardedLookups", () => {
  it.each([
    ["a table of ours", "const T: Record<string, number> = {}; export const f = (key: string) => T[key];", "T[key]"],
    ["`in`", "export const f = (o: object, key: string) => key in o;", "key in o"],
    ["a key that may be missing", "export const f = (o: Record<string, 1>, k?: string) => o[k ?? ''];", "o[k ?? '']"],
    ["a callback without types", "const T: Record<string, 1> = {}; 'a'.replace(/./, (c) => `${T[c]}`);", "T[c]"],
    [
      "a guard of another object",
      "export const f = (o: Record<string, 1>, p: Record<string, 1>, k: string) => Object.hasOwn(p, k) && o[k];",
      "o[k]",
    ],
    [
      "a guard in another function",
      "export const g = (o: object, k: string) => Object.hasOwn(o, k); export const f = (o: Record<string, 1>, k: string) => o[k];",
      "o[k]",
    ],
  ])("finds %s", (_, text, found) => expect(lookupsOf(text)).toEqual([found]));

  it.each([
    ["what is asked for first", "const f = (o: Record<string, 1>, k: string) => (Object.hasOwn(o, k) ? o[k] : 0);"],
    ["a Map", "const f = (m: Map<string, 1>, k: string) => m.get(k);"],
    ["a list and a text", "const f = (l: string[], t: string, at: number) => [l[at], t[at]];"],
    ["names of ours", "const f = (o: Record<string, 1>, k: 'a' | 'b') => [o[k], o['c'], k in o];"],
    ["what is assigned", "const f = (o: Record<string, number>, k: string) => { o[k] = 1; };"],
  ])("leaves alone %s", (_, text) => expect(lookupsOf(text)).toEqual([]));
});
