import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { obviousCorrection } from "../../src/schema/typo.js";
import { repeatedRanges } from "../../src/syntax/repeated.js";
import { findCases } from "../specs/harness.js";
import { languageKeys, writtenKeys } from "../support/language-keys.js";
import { runs, sampled } from "../support/sampled.js";
import { findings, fixing, meaning } from "./fixing.js";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const crowded = `# A file with much in it.
name:   shop   # spaces stay
x-common: &common
  # a comment within
  updateStrategy: rolling
  env: { LEVEL: info }
infra: { region: eu-west-1, efs: { throughput: { provisioned: 64 }, lifecycle: { toInfrequentAccess: 30 } } }
runtimes:
    tools:
        image: busybox
        provisioning: { install: "echo \\"a  b\\"" }
services:
  web:
    <<: *common
    image: "nginx:1.27"
    "expose": 80
    'instances': 2
    depends_on:
    - worker
  worker:
    <<: *common
    runtime: tools
    secrets: { TOKEN: { from: ssm, name: /shop/token } }
    scale: { min: 1, max: 3, memory_threshold: 80% }
    volumes: [ "store:/srv/store" ] # not quite at the end
volumes: { store: { efs: { permissions: "0750" } } }
cron:
  nightly: { schedule: "0 3 * * *", timezone: Europe/Berlin, command: echo, service: worker }
environments:
  stage:
    services: { web: { env: { LEVEL: debug } } }
  production:
    infra: { efs: { protect: true } }
# The end.
`;

/** Files without errors in which nothing is left to fix. */
const files = [
  read("nanokit.yml"),
  ...readdirSync(new URL("examples", root))
    .filter((name) => !name.includes("."))
    .flatMap((name) =>
      readdirSync(new URL(`examples/${name}`, root)).includes("nanokit.yml")
        ? [read(`examples/${name}/nanokit.yml`)]
        : [],
    ),
  crowded,
]
  // Files beside it are not read here.
  .filter((text) => !/^ +files:/m.test(text))
  .map((text) => fixing(text).text);

/** Names that a key has beside it in the language. */
const siblings = new Map<string, readonly string[]>();
for (const { path } of languageKeys) {
  const parent = path.slice(0, path.lastIndexOf(".") + 1);
  const own = path.slice(parent.length);
  siblings.set(parent, [...(siblings.get(parent) ?? []), own]);
}

type Slip = (word: string, at: number, letter: string) => string;

const slips: readonly Slip[] = [
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at) => word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
  (word, at) => word.slice(0, at + 1) + word.slice(at),
  (word, at, letter) => word.slice(0, at) + letter + word.slice(at + 1),
  (word) => word.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
  (word) => word.toUpperCase(),
];

interface Typo {
  readonly offset: number;
  readonly key: string;
  readonly slip: string;
}

/** Typos in the keys of a text, each of which could be meant for one key only. */
function typosIn(text: string): fc.Arbitrary<readonly Typo[]> {
  const repeated = repeatedRanges(text);
  const keys = writtenKeys(parseDocument(text).contents)
    .map(({ path, offset }) => ({ path, offset: text[offset] === '"' || text[offset] === "'" ? offset + 1 : offset }))
    .map(({ path, offset }) => ({ path, offset, key: path.slice(path.lastIndexOf(".") + 1) }))
    .filter(({ key, offset }) => key.length > 3 && text.startsWith(key, offset))
    // What an alias repeats is left to the reader.
    .filter(({ offset }) => !repeated.some(([start, end]) => offset >= start && offset < end));
  const typo = fc
    .record({
      at: fc.constantFrom(...keys),
      slip: fc.constantFrom(...slips),
      place: fc.nat(),
      letter: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
    })
    .map(({ at, slip, place, letter }) => ({ ...at, slip: slip(at.key, place % (at.key.length - 1), letter) }))
    .filter(({ key, slip, path }) => {
      const known = siblings.get(path.slice(0, path.lastIndexOf(".") + 1)) ?? [];
      return slip !== key && obviousCorrection(slip, known) === key;
    });
  return fc.uniqueArray(typo, { minLength: 1, maxLength: 3, selector: ({ offset }) => offset });
}

const mistyped = fc.constantFrom(...files).chain((text) => typosIn(text).map((typos) => ({ text, typos })));

function withTypos(text: string, typos: readonly Typo[]): string {
  return [...typos]
    .sort((a, b) => b.offset - a.offset)
    .reduce((rest, { offset, key, slip }) => rest.slice(0, offset) + slip + rest.slice(offset + key.length), text);
}

describe("validate --fix of mistyped keys", () => {
  it("has files to try", () => {
    expect(files.length).toBeGreaterThan(5);
    for (const text of files) expect(findings(text).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("gives back the file, byte for byte, and with it what it means", () => {
    fc.assert(
      fc.property(mistyped, ({ text, typos }) => {
        const { text: fixed, refused } = fixing(withTypos(text, typos));
        expect(refused).toEqual([]);
        expect(fixed).toBe(text);
        expect(meaning(fixed)).toBe(meaning(text));
      }),
      runs(150),
    );
  });

  it("keeps the line ends of Windows", () => {
    const ended = (lines: string) => lines.replaceAll("\n", "\r\n");
    fc.assert(
      fc.property(mistyped, ({ text, typos }) => {
        expect(fixing(ended(withTypos(text, typos))).text).toBe(ended(text));
      }),
      runs(40),
    );
  });
});

describe("validate --fix of every spec", () => {
  const specs = findCases(new URL("__tests__/specs", root).pathname);

  it("brings no error, loses no line and no comment, and has nothing left to do", () => {
    const errors = (text: string) =>
      findings(text)
        .filter(({ severity }) => severity === "error")
        .map(({ code, message }) => `${code} ${message}`);
    let fixed = 0;
    const tried = sampled(specs, ({ name }) => name, 200);
    for (const { name } of tried) {
      const before = read(`__tests__/specs/${name}/nanokit.yml`);
      const { text, made } = fixing(before);
      if (made.length === 0) continue;
      fixed++;
      const known = errors(before);
      expect(
        errors(text).filter((error) => !known.includes(error)),
        name,
      ).toEqual([]);
      expect(text.split("\n").length, name).toBe(before.split("\n").length);
      expect(commentsIn(text), name).toEqual(commentsIn(before));
      expect(fixing(text).made, name).toEqual([]);
    }
    expect(fixed).toBeGreaterThan(tried.length / 100);
  });
});

function commentsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment);
}
