import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CONTAINER_SETTINGS,
  FILE_SYSTEM_SETTINGS,
  HEALTH_CHECK_SETTINGS,
  LOG_GROUP_SETTINGS,
  type Setting,
  type Settings,
} from "../../src/aws/settings.js";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";

type Json = Readonly<Record<string, unknown>>;

interface Stack {
  readonly locals: Readonly<Record<string, Json>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

interface Block {
  readonly settings: Settings;
  /** The lines of the file at which the setting is written. */
  readonly around: readonly string[];
  /** Where it ends up. */
  readonly target: (stack: Stack) => unknown;
}

const BLOCKS: Readonly<Record<string, Block>> = {
  "services.web.aws, of the container": {
    settings: CONTAINER_SETTINGS,
    around: ["services:", "  web:", "    image: nginx", "    aws:"],
    target: ({ locals }) => locals.web_container,
  },
  "services.web.aws.healthCheck": {
    settings: HEALTH_CHECK_SETTINGS,
    around: ["services:", "  web:", "    image: nginx", "    aws:", "      healthCheck:", "        command: ls"],
    target: ({ locals }) => locals.web_container?.healthCheck,
  },
  "services.web.aws, of the log group": {
    settings: LOG_GROUP_SETTINGS,
    around: ["services:", "  web:", "    image: nginx", "    aws:"],
    target: ({ resource }) => resource.aws_cloudwatch_log_group?.web,
  },
  "infra.efs": {
    settings: FILE_SYSTEM_SETTINGS,
    around: ["services:", "  web:", "    image: nginx", "    volumes: [data:/data]", "infra:", "  efs:"],
    target: ({ resource }) => resource.aws_efs_file_system?.main,
  },
};

function valuesOf({ form }: Setting): readonly (string | number | boolean)[] {
  if (form.kind === "boolean") return [true, false];
  if (form.kind === "text") return fc.sample(fc.stringMatching(form.pattern.regex), { numRuns: 2, seed: 1 });
  return form.kind === "choice" ? form.values : (form.oneOf ?? [form.minimum, form.maximum]);
}

function emitted({ around, target }: Block, written: string): Json {
  const indent = `${/^ */.exec(around.at(-1) ?? "")?.[0]}${around.at(-1)?.endsWith(":") ? "  " : ""}`;
  const text = ["name: shop", "environments: { stage: {} }", ...around, `${indent}${written}`].join("\n");
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  if (!project) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const stack = synthesize(project).find(({ path }) => path.endsWith("cdk.tf.json"));
  return target(JSON.parse(stack?.text ?? "{}")) as Json;
}

/** The name under which Terraform has an attribute of a resource; that of a container definition stays as it is. */
function nameIn(target: Json, key: string, { attribute, prop }: Setting): string {
  const name = attribute ?? prop ?? key;
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return "tags" in target ? snake : name;
}

describe.each(Object.entries(BLOCKS))("settings that pass through: %s", (_, block) => {
  const rows = Object.entries<Setting>(block.settings);

  it.each(rows.flatMap(([key, setting]) => valuesOf(setting).map((value) => [key, value, setting] as const)))(
    "%s: %s arrives as it is written",
    (key, value, setting) => {
      const target = emitted(block, `${key}: ${value}`);
      expect(target[nameIn(target, key, setting)]).toBe(value);
    },
  );

  it.each(rows)("%s that is not written is emitted only where its row says so", (key, setting) => {
    const target = emitted(block, `${key}: null`);
    expect(target[nameIn(target, key, setting)]).toBe(setting.emitted ? setting.default : undefined);
  });
});
