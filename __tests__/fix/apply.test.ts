import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { applyFixes } from "../../src/fix/apply.js";
import { findings, fixing } from "./fixing.js";

const head = "name: shop\nenvironments: { stage: {} }\n";

describe("applyFixes", () => {
  it("fixes a key in a map that many services merge, once", () => {
    const text = `${head}x-base: &base\n  environmnt: { A: b }\nservices:\n  web:\n    <<: *base\n    image: nginx\n  api:\n    <<: [*base]\n    image: nginx\n`;
    // As a key of another tool with a letter missing it is near to nothing.
    expect(fixing(text).text).toBe(text);
    const slip = text.replace("environmnt", "environment");
    expect(fixing(slip).text).toBe(slip.replace("environment: { A", "env: { A"));
  });

  it("fixes what comes to light by a fix", () => {
    const text = `${head}servces:\n  web:\n    image: Nginx\n    environment: { A: b }\n    memory: 1000\n`;
    const { text: fixed, made } = fixing(text);
    expect(fixed).toBe(`${head}services:\n  web:\n    image: nginx\n    env: { A: b }\n    memory: 1024mb\n`);
    expect(made.map(({ code }) => code)).toEqual(["NK101", "NK301", "NK306", "NK913"]);
  });

  it("leaves a fix that would bring another error, says which, and makes the others", () => {
    const text = `${head}servces: { web: { image: "no image" } }\ninfra: { regoin: eu-west-1 }\n`;
    const { text: fixed, refused } = fixing(text);
    expect(fixed).toBe(text.replace("regoin", "region"));
    expect(refused.map(({ finding, because }) => [finding.code, because.code])).toEqual([["NK101", "NK301"]]);
  });

  it("fixes no note while there are errors: what the file means cannot be told yet", () => {
    const text = `${head}services: { web: { image: nginx, memory: 600mb, nonsense: 1 } }\n`;
    expect(findings(text).some(({ fix }) => fix)).toBe(true);
    expect(fixing(text)).toEqual({ text, made: [], refused: [] });
  });

  it("makes no fix of a note that another environment would feel", () => {
    const text = `name: shop\nservices:\n  web: { image: nginx, expose: 80, memory: 960mb }\n  api: { image: nginx }\nenvironments:\n  a: { services: { api: null } }\n  b: {}\n`;
    const check = (environments?: readonly string[]) => (one: string) =>
      compile({ path: "nanokit.yml", text: one }, environments ? { environments } : {});
    expect(applyFixes(text, [check(["a"])]).text).toContain("1024mb");
    expect(applyFixes(text, [check(["a"]), check()])).toEqual({ text, made: [], refused: [] });
    expect(applyFixes(text, [check()])).toEqual({ text, made: [], refused: [] });
  });

  it("fixes what an environment changes where it says so", () => {
    const text = `name: shop\nservices: { web: { image: nginx, environment: { A: b } } }\nenvironments: { stage: { services: { web: { env: { C: d } } } } }\n`;
    expect(fixing(text).text).toBe(text.replace("environment:", "env:"));
  });

  it("offers nothing for a file that is not YAML, or is a guess", () => {
    for (const text of [`${head}services: [\n`, `${head}\tservces: {}\n`, `${head}---\nregoin: a\n`]) {
      expect(findings(text).filter(({ fix }) => fix)).toEqual([]);
      expect(fixing(text).text).toBe(text);
    }
  });

  it("leaves the text of secrets alone, and shows none of it", () => {
    const text = `${head}services:\n  web:\n    image: nginx\n    environment: { A: b }\n    secrets:\n      TOKEN: { from: valt }\n      KEY: hunter2hunter2\n    updateStrategy: hunter2hunter2\n`;
    const { text: fixed, made } = fixing(text);
    expect(fixed).toBe(text.replace("environment: { A", "env: { A"));
    expect(JSON.stringify(made.map(({ fix }) => fix.title))).not.toContain("hunter2");
  });
});
