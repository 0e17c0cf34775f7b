import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseCommandLine } from "../../src/cli/arguments.js";
import { CannotRun } from "../../src/cli/cannot-run.js";
import type { Terminal } from "../../src/cli/terminal.js";
import type { CommandName } from "../../src/cli/usage/index.js";
import { compile } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { renderGithub } from "../../src/diagnostics/render-github.js";
import { renderJson } from "../../src/diagnostics/render-json.js";
import { renderSarif } from "../../src/diagnostics/render-sarif.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import { fromCompose, summaryText } from "../../src/init/index.js";
import { folderWith, nanokit, write } from "../cli/command.js";
import { languageKeys } from "../support/language-keys.js";
import { sampled } from "../support/sampled.js";
import { places, withValue } from "./every-key.js";

/** No word of any message, and what it was before it was changed. */
const CANARY = "hunter2CANARY";
const OLD_CANARY = "hunter1CANARY";
const SEEN = /hunter[12]|canary/i;

const VARIABLES = { DB_PASSWORD: CANARY, DATABASE_URL: `postgres://app:${CANARY}@db/shop` };

/** Runs a command in this process, and returns what it says anywhere. */
async function said(words: readonly string[]): Promise<string> {
  const request = parseCommandLine(words);
  if (request.kind !== "run") throw new Error(`cannot run ${words.join(" ")}`);
  let text = "";
  const terminal: Terminal = {
    out: (result) => {
      text += result;
    },
    err: (message) => {
      text += message;
    },
    color: false,
    outColor: false,
    width: 100_000,
    quiet: false,
  };
  const { run } = await commands[request.command as keyof typeof commands]();
  try {
    await run({ ...request.input, env: {} } as never, terminal);
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    text += error.message;
  }
  return text;
}

const commands = {
  check: () => import("../../src/cli/commands/check.js"),
  explain: () => import("../../src/cli/commands/explain.js"),
  graph: () => import("../../src/cli/commands/graph.js"),
  iam: () => import("../../src/cli/commands/iam.js"),
  images: () => import("../../src/cli/commands/images.js"),
} satisfies Partial<Record<CommandName, unknown>>;

/** Forms of a secret in a value. */
const FORMS: Readonly<Record<string, string>> = {
  "a variable": '"${DB_PASSWORD}"',
  "a variable within a text": '"x ${DB_PASSWORD},y"',
  "a variable with a URL": '"${DATABASE_URL}"',
  "a default": `"\${NO_PASSWORD:-${CANARY}}"`,
  "a URL": `"https://app:${CANARY}@example.com/x"`,
  "a setting": `"DB_PASSWORD=${CANARY}"`,
  "a setting with a colon": `DB_PASSWORD:${CANARY}`,
  "a header": `"Authorization: Bearer ${CANARY}"`,
  "an option": `"run --password ${CANARY}"`,
  "a list": '["${DB_PASSWORD}"]',
  "a map": `{ DB_PASSWORD: ${CANARY} }`,
  "a map without a space": `{DB_PASSWORD:${CANARY}}`,
  "a map that is never closed": `{ DB_PASSWORD: ${CANARY}`,
  "a text that is never closed": `"DB_PASSWORD: ${CANARY}`,
  "a comment": `x # DB_PASSWORD=${CANARY}`,
};

/** Whether nothing of the output is made of a value. */
function isUnused(place: string): boolean {
  const key = languageKeys.find((one) => one.path === place);
  return !key || [key.field, ...key.within].some(({ outcome }) => outcome.kind !== "used");
}

/** Whether a place is in a reference to a secret, which has rules of its own: a value there is the name of something. */
function isOfReference(at: readonly (string | number)[]): boolean {
  const [block, , key] = at;
  return at.includes("secrets") || (block === "databases" && (key === "rootPassword" || key === "url"));
}

function found(at: readonly (string | number)[], value: string): readonly Diagnostic[] {
  return compile({ path: "nanokit.yml", text: withValue(at, value) }, { variables: VARIABLES }).diagnostics;
}

describe("a secret in the place of a value", () => {
  it("has every key of the language that has a plain value", () => {
    expect(places.length).toBeGreaterThan(languageKeys.length / 2);
  });

  it.each(Object.entries(FORMS))(
    "as %s, is in no finding of any format",
    (form, value) => {
      for (const { at } of sampled(places, ({ path: place }) => `${form} ${place}`, 4)) {
        const diagnostics = found(at, value);
        const shown = [
          renderText(diagnostics, { color: false, width: 100_000 }),
          renderText(diagnostics, { color: true, width: 40 }),
          renderJson(diagnostics),
          renderSarif(diagnostics, { version: "1.0.0" }),
          renderGithub(diagnostics),
        ];
        expect(shown.join("\n"), at.join(".")).not.toMatch(SEEN);
      }
    },
    300_000,
  );

  it("is reported, or refused for another reason, wherever a variable brings it into what is written", () => {
    for (const { at, path: place } of sampled(places, ({ path: one }) => `reported ${one}`, 10)) {
      // The only service that has this runtime says all of it anew, so nothing is made of these values.
      if (isUnused(place) || isOfReference(at) || at[0] === "runtimes") continue;
      const told = found(at, FORMS["a variable"] ?? "").filter(
        ({ severity, code }) => severity === "error" || /^NK2(?:27|28|3[1-4])$/.test(code),
      );
      expect(told.length, at.join(".")).toBeGreaterThan(0);
    }
  });
});

const SOUND = (canary: string, level: string) => `name: shop
environments: { stage: {} }
services:
  web:
    image: nginx:1.29
    host: shop.example.com
    expose: 80
    start: redis-server --requirepass ${canary} # was ${canary}, DB_PASSWORD=${canary}
    env:
      LEVEL: ${level}
      DB_PASSWORD: "\${DB_PASSWORD}"
      WRITTEN_TOKEN: ${canary}
      OTHER: "\${DB_PASSWORD}"
      DATABASE_URL: postgres://app:\${DB_PASSWORD}@db/shop
      HEADER: "Authorization: Bearer ${canary}"
    hooks: { prestart: "curl -u me:${canary} https://example.com" }
    aws: { healthCheck: { command: [CMD, mysql, "-p${canary}"] } }
  built: { path: ., build: { args: { NPM_TOKEN: ${canary}, OTHER: "\${DB_PASSWORD}", URL: "https://a:${canary}@b/c" } } }
infra: { dns: aws, hostedZone: example.com }
`;

describe("a secret in a file without errors", () => {
  let folder = "";
  const at = (...words: readonly string[]) => [...words, "-f", path.join(folder, "nanokit.yml")];
  beforeAll(async () => {
    folder = folderWith({ "nanokit.yml": SOUND(OLD_CANARY, "debug"), ".env": `DB_PASSWORD=${OLD_CANARY}` });
    const run = nanokit(folder, ["synth"]);
    expect(run.stderr).not.toMatch(SEEN);
    expect(run.stdout).not.toMatch(SEEN);
    expect(readFileSync(path.join(folder, "generated/stacks/shop-stage/cdk.tf.json"), "utf8")).toMatch(OLD_CANARY);
    write(folder, { "nanokit.yml": SOUND(CANARY, "info"), ".env": `DB_PASSWORD=${CANARY}` });
  });

  it.each(["text", "markdown", "json"])("is not in what check shows of values that differ, as %s", async (format) => {
    const output = await said([...at("check", "-o", path.join(folder, "generated")), "--format", format]);
    expect(output.replaceAll(folder, "")).not.toMatch(SEEN);
    expect(output).toContain("(secret)");
    for (const name of ["DB_PASSWORD", "WRITTEN_TOKEN", "OTHER", "DATABASE_URL", "HEADER"])
      expect(output).toContain(name);
    expect(output).toMatch(/debug[\s\S]*info/);
  });

  it("is not in what check shows of a new environment, nor of one that is not JSON", async () => {
    const empty = path.join(folder, "empty");
    expect(await said(at("check", "-o", empty))).not.toMatch(SEEN);
    const broken = path.join(folder, "broken/stacks/shop-stage");
    mkdirSync(broken, { recursive: true });
    for (const text of [`{ "a": ${CANARY} }`, `${CANARY}`, `{"DB_PASSWORD":"${CANARY}",}`]) {
      writeFileSync(path.join(broken, "cdk.tf.json"), text);
      expect(await said(at("check", "-o", path.join(folder, "broken")))).not.toMatch(SEEN);
    }
  });

  it.each([
    ["explain", "services.web.start"],
    ["explain", "services.web.env"],
    ["explain", "services.web.env.DB_PASSWORD"],
    ["explain", "services.web.env.OTHER"],
    ["explain", "services.web.hooks.prestart"],
    ["explain", "services.web.aws.healthCheck.command"],
    ["explain", "services.built.build"],
    ["explain", "services.web"],
    ["explain", "aws_ecs_task_definition.web"],
    ["explain", "local.web_container"],
    ["images"],
    ["iam"],
    ["graph", "--format", "mermaid"],
    ["graph", "--format", "dot"],
    ["graph", "--format", "svg"],
  ])("is not in what %s %s %s says", async (...words) => {
    const output = await said(at(...words));
    expect(output).not.toBe("");
    expect(output.replaceAll(folder, "")).not.toMatch(SEEN);
  });

  it("is in nothing that the command itself says", () => {
    for (const words of [["validate"], ["validate", "--fix"], ["check"], ["images"], ["explain", "services.web.env"]]) {
      const { stdout, stderr } = nanokit(folder, words);
      expect(stdout + stderr, words.join(" ")).not.toMatch(SEEN);
    }
  });
});

describe("a secret of a compose file", () => {
  const compose = (canary: string) => `# made by hand, DB_PASSWORD=${canary}
services:
  db: # the password is ${canary}
    image: postgres:16
    command: postgres -c password=${canary} # was ${canary}
    environment:
      POSTGRES_PASSWORD: ${canary} # was ${canary}
      # ${canary} is what it was before
      FROM_ENV: \${DB_PASSWORD}
      URL: postgres://app:${canary}@db/shop # postgres://app:${canary}@db/shop
    healthcheck: { test: ["CMD", "pg_isready", "--password=${canary}"] }
    labels: { note: "token=${canary}" }
    build: { context: "https://u:${canary}@github.com/x/y", args: { NPM_TOKEN: ${canary} } }
`;

  it("is neither in the nanokit.yml nor in the summary that init makes of it", () => {
    const { text, summary, diagnostics } = fromCompose(
      { path: "docker-compose.yml", text: compose(CANARY) },
      { defaultName: "shop", schema: "./nanokit.schema.json", values: { DB_PASSWORD: CANARY } },
    );
    expect(text).not.toMatch(SEEN);
    expect(summary && summaryText(summary)).not.toMatch(SEEN);
    expect(JSON.stringify(diagnostics)).not.toMatch(SEEN);
  });

  it.each([
    `services:\n  db: { image: postgres, environment: { POSTGRES_PASSWORD:${CANARY} } }\n  web: 1\n`,
    `services:\n  db:\n    image: postgres\n    environment:\n      DB_PASSWORD:${CANARY}\n  web: 1\n`,
    `services: { DB_PASSWORD: ${CANARY} }\n`,
    `services:\n  db:\n    environment: { POSTGRES_PASSWORD: "${CANARY} }\n`,
    `services:\n  db:\n    environment: { POSTGRES_PASSWORD: !${CANARY} }\n  web: 1\n`,
  ])("is in no finding about %j", (text) => {
    const options = { defaultName: "shop", schema: "./nanokit.schema.json" };
    const { diagnostics } = fromCompose({ path: "docker-compose.yml", text }, options);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(diagnostics.map(({ message, help, location }) => [message, help, location.file.text]).join()).not.toMatch(
      SEEN,
    );
  });
});
