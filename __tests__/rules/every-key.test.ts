import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Document, parseDocument } from "yaml";
import { secretVariable } from "../../src/aws/backend-secrets.js";
import { compile } from "../../src/compile.js";
import { positionOf } from "../../src/diagnostics/source.js";
import { findCases, readSource } from "../specs/harness.js";
import { languageKeys, writtenKeys } from "../support/language-keys.js";

const specs = findCases(fileURLToPath(new URL("../specs", import.meta.url)));

/** The finding of a key that nothing is made of. */
const UNTRANSLATED = { used: "", missed: "NK901", ignored: "NK902" } as const;

describe("the specs", () => {
  it("write every key of the language, globally or in an environment", () => {
    const written = new Set<string>();
    for (const spec of specs) {
      for (const { path } of writtenKeys(rootOf(spec))) written.add(path);
    }
    const missing = languageKeys.filter(({ path }) => !written.has(path));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

describe("notes/every-key", () => {
  const file = {
    path: "nanokit.yml",
    text: readFileSync(new URL("../specs/notes/every-key/nanokit.yml", import.meta.url), "utf8"),
  };
  const lineOf = (offset: number) => positionOf(file, offset).line;
  const written = new Map(
    writtenKeys(parseDocument(file.text).contents).map(({ path, offset }) => [path, lineOf(offset)]),
  );
  const { diagnostics } = compile(file);
  const untranslated = languageKeys.filter(({ field }) => field.outcome.kind !== "used");

  it("covers what the language has beyond this version", () => {
    expect(untranslated.length).toBeGreaterThan(15);
  });

  it.each(untranslated)("has a note for $path", ({ path, field }) => {
    const line = written.get(path);
    const code = UNTRANSLATED[field.outcome.kind];
    const key = path.slice(path.lastIndexOf(".") + 1);
    const found = diagnostics.filter(({ location }) => lineOf(location.start) === line);
    expect(line).toBeDefined();
    expect(found.map((one) => `${one.code} ${one.message.split(" ")[0]}`)).toContain(`${code} \`${key}\``);
  });

  it("has no note for a key that is translated", () => {
    const notes = diagnostics.filter(({ code }) => Object.values<string>(UNTRANSLATED).includes(code));
    expect(notes).toHaveLength(untranslated.length);
  });

  it("has every key of the language that can stand beside the others", () => {
    // A file has one backend, and none of its secrets; the specs `state/...` have the others.
    const missing = languageKeys.filter(({ path }) => !written.has(path) && !isOtherBackend(path));
    expect(missing.map(({ path }) => path)).toEqual([
      "infra.vpc",
      "infra.subnets",
      "infra.subnets.tag",
      "infra.subnets.public",
      "infra.subnets.public.tag",
      "infra.subnets.private",
      "infra.subnets.private.tag",
      "infra.efs.lifecycle.toArchive",
      "infra.efs.existing",
      "infra.efs.mountTargets",
      "infra.efs.securityGroups",
      "infra.hostedZone.name",
      "infra.loadBalancer.arn",
      "infra.loadBalancer.listenerArn",
      "infra.loadBalancer.securityGroup",
      "infra.loadBalancer.https",
      "infra.loadBalancer.priorities",
      "infra.loadBalancer.priorities.from",
      "infra.loadBalancer.priorities.to",
      "services.*.files.*.from",
      "services.*.sidecars.*.files.*.from",
      "volumes.*.bucket",
      "networks.*.vpcId",
    ]);
  });
});

describe("examples/kitchen-sink", () => {
  it("has every key of the language in one environment or another, but for secrets of a backend", () => {
    const text = readFileSync(new URL("../../examples/kitchen-sink/nanokit.yml", import.meta.url), "utf8");
    const written = new Set(writtenKeys(parseDocument(text).contents).map(({ path }) => path));
    const missing = languageKeys.filter(({ path }) => !written.has(path) && !isSecretOfBackend(path));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

/** Whether a key is of another backend than that of the file, or a secret, which no file may hold. */
function isOtherBackend(path: string): boolean {
  const [type] = backendArgument(path);
  return type !== "" && (type !== "s3" || isSecretOfBackend(path));
}

function isSecretOfBackend(path: string): boolean {
  return secretVariable(...backendArgument(path)) !== undefined;
}

/** The type of a backend, and what of its arguments a key is; empty for others. */
function backendArgument(path: string): readonly [type: string, argument: string] {
  const [, type = "", argument = ""] = /^infra\.backend\.(\w+)(?:\.(\w+))?/.exec(path) ?? [];
  return [type, argument];
}

/** The document of a spec; what is no YAML at all writes no key. */
function rootOf(spec: (typeof specs)[number]): Document["contents"] {
  try {
    return parseDocument(readSource(spec).text, { merge: true }).contents;
  } catch {
    return null;
  }
}
