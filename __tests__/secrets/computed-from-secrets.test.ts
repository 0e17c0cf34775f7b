import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { folderWith, nanokit } from "../cli/command.js";
import { Watching } from "../cli/watching.js";
import { sampled } from "../support/sampled.js";
import { places, withValue } from "./every-key.js";

/** Keys whose values are counted, compared, rounded or guessed from. */
const COMPUTED =
  /\.(?:cpu|memory|instances|min|max|\w*_threshold|cidr|expose|schedule|permissions|ephemeralStorage|timeout|interval|retries|startPeriod|stopTimeout|to\w*|logRetentionDays|zones|provider|region|type|engine)(?:\.\d+)?$/;

/** Two secrets of one kind each: whoever reads the findings must not learn which of them it was. */
const PAIRS = [
  ["5001mb", "9002mb"],
  ["0310", "0311"],
  ["300m", "1100m"],
  ["17", "93"],
  ["10.0.0.0/27", "10.0.0.0/28"],
  ["0 3 13 * 5", "0 4 29 2 1"],
  ["posgres", "msyql"],
] as const;

const FORMS = ['"${DB_PASSWORD}"', '"x:${DB_PASSWORD}"'] as const;

const computed = places.filter(({ at }) => COMPUTED.test(`.${at.join(".")}`));

function found(at: readonly (string | number)[], form: string, secret: string): readonly Diagnostic[] {
  const text = withValue(at, form);
  return compile({ path: "nanokit.yml", text }, { variables: { DB_PASSWORD: secret } }).diagnostics;
}

/** What each finding says, by its code and place. Which findings there are tells no more than which rule is broken. */
function words(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, string> {
  return new Map(
    diagnostics.map(({ code, location: { start, end }, message, help, related, fix }) => [
      `${code} ${start} ${end}`,
      JSON.stringify([
        message,
        help,
        related.map((one) => one.message),
        fix?.title,
        fix?.edits.map((one) => one.newText),
      ]),
    ]),
  );
}

describe("what is computed from a secret", () => {
  it("has keys to look at", () => {
    expect(computed.length).toBeGreaterThan(20);
  });

  it.each(PAIRS)(
    "is the same in every finding for %s and for %s",
    (one, other) => {
      for (const { at } of sampled(computed, ({ path: place }) => `${one} ${place}`, 2)) {
        for (const form of FORMS) {
          const ofOther = words(found(at, form, other));
          for (const [place, text] of words(found(at, form, one))) {
            expect(ofOther.get(place) ?? text, `${at.join(".")}: ${form}`).toBe(text);
          }
        }
      }
    },
    120_000,
  );
});

const CANARY = "hunter2CANARY";
const FILE = (region: string) => `name: shop
environments: { stage: {} }
services:
  web:
    image: nginx:1.29
    updateStrategy: roling
    env:
      LEVEL: debug
      DB_PASSWORD: "\${DB_PASSWORD}"
      OTHER_TOKEN: ${CANARY}
      URL: https://app:${CANARY}@example.com
    start: serve --password ${CANARY} # was ${CANARY}
infra: { region: ${region} }
`;

describe("a secret in a file that is written to", () => {
  it("is in nothing that `validate --fix` says, and stays in the file", () => {
    const folder = folderWith({ "nanokit.yml": FILE("eu-west-1"), ".env": `DB_PASSWORD=${CANARY}` });
    const { stdout, stderr } = nanokit(folder, ["validate", "--fix"]);
    expect(stdout + stderr).toContain("rolling");
    expect(stdout + stderr).not.toMatch(/hunter2|canary/i);
    const fixed = readFileSync(path.join(folder, "nanokit.yml"), "utf8");
    expect(fixed).toBe(FILE("eu-west-1").replace("roling", "rolling"));
  });

  it("is in nothing that `watch` says", async () => {
    const folder = folderWith({ "nanokit.yml": FILE("eu-wst-1"), ".env": `DB_PASSWORD=${CANARY}` });
    const watching = new Watching(folder);
    const said = await watching.says(/[\s\S]*\d+ errors?[^\n]*\n/);
    const status = await watching.end();
    expect(status).toBe(0);
    expect(said).toContain("NK103");
    expect(said + watching.rest).not.toMatch(/hunter2|canary/i);
  }, 60_000);
});
