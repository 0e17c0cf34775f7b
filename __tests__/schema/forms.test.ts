import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compile } from "../../src/compile.js";
import { jsonSchema } from "../../src/report/json-schema.js";
import { plainYaml } from "../../src/syntax/plain-yaml.js";
import { runs } from "../support/sampled.js";

const ajv = new Ajv2020({
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
  keywords: ["markdownDescription", "markdownEnumDescriptions", "patternErrorMessage", "errorMessage", "doNotSuggest"],
});
const takes = ajv.compile(jsonSchema(plainYaml));

/** Values of which rules, and not decoding, tell the form; and texts close to what is right there. */
const places: readonly (readonly [string, (value: unknown) => object, readonly string[]])[] = [
  ["cpu", (cpu) => service({ cpu }), ["0.5", ".5", "500m", "500M", "2 vCPU", "1cpus", "0", "1e3", " 1 "]],
  [
    "memory",
    (memory) => service({ memory }),
    ["512mb", "1 GB", "2Gi", "1.5g", "0mb", "512", "2gi b", "9tib", "\u212Ab"],
  ],
  [
    "volumes",
    (mount) => service({ volumes: [mount] }),
    [
      "data:/data",
      "d:/data:ro",
      "./d:/data",
      "c:\\d:/data",
      "d:/data:rx",
      "/data",
      "1d:/data",
      "d:data",
      "d:/",
      "a:b:c",
    ],
  ],
  [
    "secrets",
    (secret) => service({ secrets: { TOKEN: secret } }),
    ["vault://a", "vault:/a", "hunter2", "ssm", "env://A"],
  ],
  ["rootPassword", (rootPassword) => ({ databases: { db: { engine: "postgres", rootPassword } } }), ["vault://a", "x"]],
  [
    "cpu_threshold",
    (cpu_threshold) => service({ scale: { max: 3, cpu_threshold } }),
    ["70%", "70 %", "7,0", "0.7", "%"],
  ],
  [
    "buffer",
    (buffer) => service({ logging: { buffer } }),
    ["25m", "25 MB", "025k", "25", "1.5m", "1gib", "99999999999m"],
  ],
  ["ephemeralStorage", (ephemeralStorage) => service({ aws: { ephemeralStorage } }), ["50Gi", "50", "21 gb", "50 x"]],
  [
    "share",
    (memory) => service({ memory: "2Gi", sidecars: { a: { image: "nginx:1.29", memory } } }),
    ["64mb", "6", "m"],
  ],
];

function service(fields: object): object {
  return { services: { web: { image: "nginx:1.29", ...fields } } };
}

describe("the forms that editors check beside decoding", () => {
  it.each(places)("refuse no %s that the tool takes", (_, documentWith, texts) => {
    let taken = 0;
    let refused = 0;
    const near = fc
      .tuple(
        fc.constantFrom(...texts),
        fc.nat({ max: 12 }),
        fc.constantFrom("", " ", "0", "m", "B", ":", "/", "é", "\n"),
      )
      .map(([text, place, more]) => text.slice(0, place) + more + text.slice(place));
    const values = fc.oneof(
      fc.constantFrom<unknown>(...texts, 0, 1, 0.5, 512, true),
      near,
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(values, (value) => {
        const document = { name: "shop", environments: { stage: {} }, ...documentWith(value) };
        const text = stringify(document);
        // What holds a variable is looked at when its value is known.
        if (text.includes("$")) return;
        const { diagnostics } = compile({ path: "nanokit.yml", text });
        const sound = !diagnostics.some(({ severity }) => severity === "error");
        const ok = takes(document);
        expect({ text, sound, ok: ok || !sound }).toEqual({ text, sound, ok: true });
        if (!ok) refused++;
        else if (sound) taken++;
      }),
      { ...runs(300), examples: texts.map((text): [unknown] => [text]) },
    );
    expect({ taken: taken > 0, refused: refused > 0 }).toEqual({ taken: true, refused: true });
  });
});
