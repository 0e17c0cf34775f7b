import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { stringify } from "yaml";
import { documents, likelySound } from "../__tests__/schema/documents.js";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Real files: those of the specs and of the examples. */
function realFiles(): readonly string[] {
  return ["__tests__/specs", "examples", "docs/graph"].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => readFileSync(path.join(ROOT, folder, name), "utf8")),
  );
}

/** What YAML and our language give a meaning to, and what text gets wrong. */
const SPLINTERS = [
  ..."{}[]:,-#&*!|>'\"%@`?\t\n\r\0",
  ...["${", "${A}", "${A:-", "$${", "%{", "<<: *a", "&a ", "*a", "!!binary ", "---\n", "...\n", "? ", ": ", "- "],
  ...["\u2028", "\ufeff", "\ud800", "é", "𝒳", "null", "~", "1e999", "-0", "0x1F", "yes", "__proto__", "constructor"],
  ...["services:\n", "environments:\n", "secrets:\n", "volumes:\n", "  ", "\n  - "],
];

const splinter = fc.constantFrom(...SPLINTERS);

interface Cut {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

/** Parts taken out, put in or doubled. Places are shares of the text, so that a cut fits any. */
const cuts: fc.Arbitrary<readonly Cut[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(80)),
    insert: fc.oneof(splinter, fc.constant(""), fc.string({ unit: "binary", maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 4 },
);

function cut(text: string, changes: readonly Cut[]): string {
  return changes.reduce((before, { at, length, insert }) => {
    const start = Math.floor(at * before.length);
    return before.slice(0, start) + insert + before.slice(start + length);
  }, text);
}

/** The kinds of inputs, by name; an input is the text of a nanokit.yml. */
export function inputKinds(): Readonly<Record<string, fc.Arbitrary<string>>> {
  const real = fc.constantFrom(...realFiles());
  const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all).toString("utf8"));
  const pieces = fc
    .array(fc.oneof(splinter, fc.string({ maxLength: 8 })), { maxLength: 60 })
    .map((all) => all.join(""));
  return {
    bytes: fc.oneof(bytes, pieces),
    trees: documents({ percent: 8 }).map((document) => stringify(document)),
    sound: likelySound.map((document) => stringify(document)),
    mutated: fc.tuple(real, cuts).map(([text, changes]) => cut(text, changes)),
    crossed: fc.tuple(real, real, fc.double({ min: 0, max: 1, noNaN: true })).map(([one, other, at]) => {
      const lines = one.split("\n");
      const others = other.split("\n");
      return [...lines.slice(0, at * lines.length), ...others.slice(at * others.length)].join("\n");
    }),
  };
}

/** So many inputs of all kinds, in turn. The same seed gives the same ones. */
export function drawInputs(count: number, seed: number): readonly { readonly kind: string; readonly text: string }[] {
  const kinds = Object.entries(inputKinds());
  const drawn = kinds.map(([kind, arbitrary], index) => {
    const numRuns = Math.ceil((count - index) / kinds.length);
    return numRuns > 0 ? fc.sample(arbitrary, { numRuns, seed: seed + index }).map((text) => ({ kind, text })) : [];
  });
  return Array.from(
    { length: count },
    (_, index) => drawn[index % kinds.length]?.[Math.floor(index / kinds.length)],
  ).flatMap((input) => input ?? []);
}
