import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { renderJson } from "../../src/diagnostics/render-json.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import { synthesize } from "../../src/lower/synth.js";
import { runs } from "../support/sampled.js";

/** Lines of a secret: long and random, so that none of them is found by chance. What YAML, JSON and Terraform could trip over is in them. */
const line = fc
  .tuple(
    fc.stringMatching(/^[a-z0-9]{10}$/),
    fc.constantFrom(
      "",
      "/",
      "//",
      ":",
      "@",
      "!",
      "%{",
      "${",
      "}",
      "\\",
      "'",
      '"',
      "`",
      "#",
      " # ",
      ": ",
      "é",
      "{{",
      "]",
      ",",
    ),
    fc.stringMatching(/^[A-Z0-9]{10}$/),
  )
  .map((parts) => parts.join(""));
const secret = fc.oneof(
  line.map((one) => [one]),
  fc.stringMatching(/^[1-9][0-9]{14}$/).map((digits) => [digits]),
  fc.array(line, { minLength: 2, maxLength: 3 }),
);

/** A value as YAML writes it, for a place that is indented by eight spaces. */
type Style = (lines: readonly string[]) => string;

const indented = (lines: readonly string[]) => lines.map((one) => `\n            ${one}`).join("");
const double: Style = (lines) => JSON.stringify(lines.join("\n"));
const single: Style = (lines) => `'${lines.join("\n\n            ").replaceAll("'", "''")}'`;
const plain: Style = (lines) =>
  lines.length === 1 && /^[\w/@%!.-]+$/.test(lines[0] ?? "") ? (lines[0] ?? "") : double(lines);
const flowStyles: readonly Style[] = [
  double,
  single,
  plain,
  (lines) => `!!str ${double(lines)}`,
  (lines) => `!vault ${double(lines)}`,
  (lines) => `&anchor ${plain(lines)}`,
  (lines) => `{ value: ${double(lines)} }`,
  (lines) => `{ from: ${plain(lines)} }`,
  (lines) => `{ from: { deep: [ ${single(lines)} ] } }`,
  (lines) => `[ ${double(lines)}, { a: ${plain(lines)} } ]`,
  (lines) => `{ "quoted": ${single(lines)}, from: vault }`,
];
const blockStyles: readonly Style[] = [
  ...flowStyles,
  (lines) => `|${indented(lines)}`,
  (lines) => `>-${indented(lines)}`,
  (lines) => `|2+${indented(lines)}`,
  (lines) => `\n            - ${double(lines)}`,
  (lines) => `\n            value: ${double(lines)}`,
  (lines) => `\n            ? ${"key"}\n            : ${double(lines)}`,
];
const inBlock = fc.constantFrom(...blockStyles);
const inFlow = fc.constantFrom(...flowStyles);

/** A file with the value below `secrets`, in one of the places where that can be. */
type Place = (value: string) => string;

const blockPlaces: readonly Place[] = [
  (value) => `services:\n  web:\n    image: nginx\n    secrets:\n        TOKEN: ${value}\n`,
  (value) => `services:\n  web:\n    secrets: !!map\n        "TOKEN": ${value}\n    image: nginx\n`,
  (value) => `services: { web: { image: nginx } }\nsecrets:\n        TOKEN: ${value}\n`,
  (value) => `services: { web: { image: nginx } }\n"secrets" :\n        TOKEN: ${value}\n`,
  (value) =>
    `services: { web: { image: nginx } }\nenvironments:\n  stage:\n    services:\n      web:\n        secrets:\n          TOKEN: ${value}\n`,
  (value) => `services: { web: { image: nginx } }\nenvironments:\n  stage:\n    secrets:\n        TOKEN: ${value}\n`,
  (value) => `services: { web: { image: nginx } }\ninfra:\n  secrets:\n        TOKEN: ${value}\n`,
  (value) => `runtimes:\n  node:\n    secrets:\n        TOKEN: ${value}\nservices: { web: { image: nginx } }\n`,
  (value) => `services: { web: { image: nginx } }\ncron:\n  job:\n    secrets:\n        TOKEN: ${value}\n`,
  (value) => `x-s:\n  s: &s\n        TOKEN: ${value}\nservices:\n  web: { image: nginx, secrets: *s }\n`,
  (value) =>
    `x-s:\n  s: &s\n        TOKEN: ${value}\nservices:\n  web: { image: nginx, secrets: { <<: *s, A: vault://a } }\n`,
  (value) => `x-s:\n  s: &s\n        TOKEN: ${value}\nservices:\n  web: { image: nginx, secrets: { <<: [*s] } }\n`,
  (value) => `x-s: &s\n  secrets:\n        TOKEN: ${value}\nservices:\n  web: { <<: *s, image: nginx }\n`,
];
/** A volume called `secrets` holds none, unless it is merged into a service: only for files that are not touched. */
const elsewhere: Place = (value) =>
  `volumes: &s\n  secrets:\n        TOKEN: ${value}\nservices:\n  web: { <<: *s, image: nginx }\n`;

const flowPlaces: readonly Place[] = [
  (value) => `services: { web: { image: nginx, secrets: { TOKEN: ${value} } } }\n`,
  (value) => `services: { web: { secrets: { TOKEN: ${value} }, image: nginx, nonsense: 1, port: 0 } }\n`,
  (value) => `services: { web: { image: nginx, secrets: ${value} } }\n`,
  (value) => `services: { web: { image: nginx, secret: ${value}, port: 0 } }\n`,
  (value) => `x-token: &token ${value}\nservices:\n  web: { image: nginx, secrets: { TOKEN: *token } }\n`,
  (value) =>
    `x-token: &token ${value}\nservices:\n  web: { image: *token, secrets: { TOKEN: *token }, start: *token, cpu: *token }\n`,
  (value) =>
    `x-token: &token ${value}\nservices:\n  web: { image: nginx, volumes: [*token], depends_on: [*token], env: { A: *token }, secrets: { TOKEN: *token } }\n`,
  (value) =>
    `services:\n  web: { image: nginx, secrets: { TOKEN: &token ${value} }, host: *token, memory: *token, runtime: *token }\n`,
  (value) =>
    `services: { web: { image: nginx } }\ndatabases: { db: { engine: postgres, rootPassword: ${value}, nonsense: 1 } }\n`,
  (value) => `{ services: {\nweb: { image: nginx, secrets: {\nTOKEN: ${value} }, port: 0 } } }\n`,
];
const sound = fc.oneof(
  fc.tuple(fc.constantFrom(...blockPlaces), inBlock),
  fc.tuple(fc.constantFrom(...flowPlaces), inFlow),
);

/** What makes a file no YAML, wherever it stands on a line of its own. */
const junk = fc.constantFrom(
  '"never closed',
  "'never closed",
  "{ never: closed",
  "[ never, closed",
  "} }",
  "]",
  "\tkey: value",
  "%",
  "@reserved",
  "no colon\nkey: value",
  "a: b: c",
  "- item\nkey: value",
  "*unknown",
  "key: &a &b value",
  "---",
  "...\nkey",
  "? [complex, key]\n: value",
  "<<: 1",
  "key: 1\nkey: 2",
  "key: \0",
  "nonsense: true",
);

/** Everything that anyone gets to see. */
function shown(text: string): string {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  return [
    renderText(diagnostics, { color: false, width: 100_000 }),
    renderText(diagnostics, { color: true, width: 40 }),
    renderJson(diagnostics),
    JSON.stringify(diagnostics.map(({ message, help, related }) => [message, help, related.map((one) => one.message)])),
    ...(project ? synthesize(project).map((file) => file.text) : []),
  ].join("\n");
}

/** The parts of a secret that are found in a text, as they are or as JSON and YAML quote them. */
function leaks(lines: readonly string[], text: string): readonly string[] {
  return lines
    .flatMap((one) => [one, JSON.stringify(one).slice(1, -1), one.replaceAll("'", "''")])
    .filter((one) => text.includes(one));
}

describe("what stands under `secrets`", () => {
  it("is nowhere to be seen, however it is written", () => {
    fc.assert(
      fc.property(secret, fc.oneof(sound, fc.tuple(fc.constant(elsewhere), inBlock)), (lines, [place, style]) => {
        const text = `name: shop\n${place(style(lines))}`;
        expect(leaks(lines, shown(text)), text).toEqual([]);
      }),
      runs(1500),
    );
  });

  it("is nowhere to be seen in a file that is no YAML, or that says nonsense", () => {
    fc.assert(
      fc.property(secret, sound, junk, fc.nat(), fc.nat({ max: 6 }), (lines, [place, style], noise, at, indent) => {
        const written = style(lines);
        const rows = `name: shop\n${place("\u0001")}`.split("\n");
        rows.splice(at % (rows.length + 1), 0, ...noise.split("\n").map((row) => " ".repeat(indent) + row));
        const text = rows.join("\n").replace("\u0001", () => written);
        expect(leaks(lines, shown(text)), text).toEqual([]);
      }),
      runs(3000),
    );
  });

  it("is nowhere to be seen in a file that is cut off", () => {
    fc.assert(
      fc.property(secret, sound, fc.nat(), (lines, [place, style], cut) => {
        const whole = `name: shop\n${place("\u0001")}`;
        const at = whole.indexOf("\u0001") + 1;
        // Cut off before `secrets`, the value is below something else.
        fc.pre(/secret|rootPassword/.test(whole.slice(0, at)));
        const text = whole.slice(0, at + (cut % (whole.length - at + 1))).replace("\u0001", () => style(lines));
        expect(leaks(lines, shown(text)), text).toEqual([]);
      }),
      runs(1500),
    );
  });
});
