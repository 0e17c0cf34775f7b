import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Document, parseDocument } from "yaml";
import { BACKEND_SECRETS } from "../../src/aws/backend-secrets.js";
import { compile } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { synthesize } from "../../src/lower/synth.js";
import { imagesScript } from "../../src/report/images.js";
import { caseOptions, findCases, readSource, type SpecCase } from "../specs/harness.js";
import { type LanguageKey, languageKeys, type WrittenKey, writtenKeys } from "../support/language-keys.js";
import { sampled } from "../support/sampled.js";

/** What comes of a document: all that the commands write or print, undefined after an error, and the findings. */
interface Result {
  readonly output: string | undefined;
  readonly findings: readonly Diagnostic[];
}

/** A key in a document that writes it. */
interface Candidate {
  readonly spec: SpecCase;
  readonly key: WrittenKey;
}

const OTHER_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:another-AbCdEf";

const OTHER_BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012";

/** Keys that a document cannot do without: another value of them is written instead. */
const OTHER_VALUES: Readonly<Record<string, unknown>> = {
  "services.*.scale.max": 9,
  "services.*.secrets.*.arn": OTHER_ARN,
  "secrets.*.arn": OTHER_ARN,
  "databases.*.engine": "redis",
  "databases.*.rootPassword.arn": OTHER_ARN,
  "databases.*.url.arn": OTHER_ARN,
  "databases.*.secrets.*.arn": OTHER_ARN,
  "cron.*.secrets.*.arn": OTHER_ARN,
  "cron.*.service": "web",
  "services.*.ports.*.port": 4711,
  "services.*.healthCheck.test": "true",
  "infra.hostedZone.name": "www.example.com",
  "infra.loadBalancer.arn": `${OTHER_BALANCER}:loadbalancer/app/other/0123456789abcdef`,
  "infra.loadBalancer.listenerArn": `${OTHER_BALANCER}:listener/app/other/0123456789abcdef/0123456789abcdef`,
  "infra.loadBalancer.securityGroup": "sg-0123456789abcdef9",
  "infra.loadBalancer.priorities.from": 2,
  "infra.loadBalancer.priorities.to": 19_999,
  "infra.loadBalancer.accessLogs.bucket": "acme-others",
  "infra.nat": "per-zone",
  "infra.nat.mode": "per-zone",
  "infra.subnets.public.tag": { Tier: "others" },
  "infra.subnets.private.tag": { Tier: "others" },
  "infra.efs.throughput.provisioned": 65,
  "services.*.ulimits.*.soft": 2048,
  "services.*.ulimits.*.hard": 9999,
  "services.*.cap_drop": ["ALL"],
  "services.*.cap_add": [],
  ...below("services.*.sidecars.*", {
    image: "acme/other:1",
    imageOf: "plain",
    build: "./other",
    "ulimits.*.soft": 2048,
    "ulimits.*.hard": 9999,
    cap_drop: ["ALL"],
    cap_add: [],
    "secrets.*.arn": OTHER_ARN,
    "healthCheck.test": "true",
  }),
  ...below("services.*.sidecars.*.files.*", { from: "./agent/agent.yml", content: "another" }),
  ...below("services.*.sidecars.*.secrets.*", { mode: "0400", file: "/run/secrets/other" }),
  ...below("cron.*.secrets.*", { mode: "0440", file: "/run/secrets/other" }),
  "services.*.files.*.from": "./html",
  "services.*.secrets.*.mode": "0400",
  "services.*.secrets.*.file": "/run/secrets/other",
  "services.*.files.*.content": "another",
  "services.*.aws.healthCheck.command": "true",
  "cron.*.schedule": "@yearly",
  "cron.*.command": "true",
  ...below("services.*.permissions.*", {
    s3: { bucket: "acme-others", access: "write" },
    "s3.bucket": "acme-others",
    "s3.access": "write",
    sqs: { queue: "others", access: "receive" },
    "sqs.queue": "others",
    "sqs.access": "receive",
    sns: { topic: "others", access: "publish" },
    "sns.topic": "others",
    ses: { identity: "example.org" },
    "ses.identity": "example.org",
    dynamodb: { table: "others", access: "read" },
    "dynamodb.table": "others",
    "dynamodb.access": "read",
    statement: { actions: ["kms:Encrypt"], resources: ["*"] },
    "statement.actions": ["kms:Encrypt"],
    "statement.resources": ["*"],
  }),
};

/** Keys with what they stand below put in front. */
function below(block: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${block}.${key}`, value]));
}

/** Keys that only decide whether there is output at all, and the finding by which they do. */
const ALLOW_OR_REFUSE: Readonly<Record<string, string>> = {
  "services.*.files.*.public": "NK572",
  "services.*.sidecars.*.files.*.public": "NK572",
  "services.*.depends_on.*.required": "NK309",
  "runtimes.*.depends_on.*.required": "NK309",
  "volumes.*.type": "NK321",
  "volumes.*.bucket": "NK321",
  "volumes.*.efs.sharedWriters": "NK501",
  ...Object.fromEntries(
    ["s3", "gcs", "azurerm", "http", "remote", "cloud", "local"].map((type) => [`infra.backend.${type}`, "NK513"]),
  ),
  // There is one kind of access, which is written so that a second one can come.
  "services.*.permissions.*.sns.access": "NK106",
};

/** Keys that are translated as far as a finding says so, and no further. */
const FINDING_ONLY: Readonly<Record<string, string>> = {
  "services.*.depends_on.*.condition": "NK560",
  "runtimes.*.depends_on.*.condition": "NK560",
  ...Object.fromEntries(
    Object.entries(BACKEND_SECRETS).flatMap(([type, secrets]) =>
      Object.keys(secrets).map((argument) => [`infra.backend.${type}.${argument}`, "NK510"]),
    ),
  ),
};

const specs = [...findCases(fileURLToPath(new URL("../specs", import.meta.url)))]
  // Where there are goldens, the effect is most likely to be seen.
  .sort((a, b) => Number(b.name.startsWith("stacks")) - Number(a.name.startsWith("stacks")));

const candidates = new Map<string, Candidate[]>();
for (const spec of specs) {
  for (const key of writtenKeys(documentOf(spec)?.contents)) {
    candidates.set(key.path, [...(candidates.get(key.path) ?? []), { spec, key }]);
  }
}

const untouched = new Map<string, Result>();

/** The document of a spec; undefined for what is no YAML. */
function documentOf(spec: SpecCase): Document.Parsed | undefined {
  try {
    const document = parseDocument(readSource(spec).text, { merge: true });
    return document.errors.length === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}

function resultOf(spec: SpecCase, document: Document.Parsed): Result {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text: document.toString() }, caseOptions(spec));
  const files = project && synthesize(project).map(({ path, text }) => `${path}\n${text}`);
  return { output: project && [...(files ?? []), imagesScript(project)].join("\n"), findings: diagnostics };
}

function before(spec: SpecCase): Result | undefined {
  const known = untouched.get(spec.name);
  const document = documentOf(spec);
  if (known || !document) return known;
  const result = resultOf(spec, document);
  untouched.set(spec.name, result);
  return result;
}

/** What comes of the document without the key, or with another value of it; undefined when something else refers to what was there. */
function after({ spec, key }: Candidate): Result | undefined {
  const document = documentOf(spec);
  if (key.path in OTHER_VALUES) document?.setIn(key.at, OTHER_VALUES[key.path]);
  else document?.deleteIn(key.at);
  try {
    return document && resultOf(spec, document);
  } catch (error) {
    if (String(error).includes("Unresolved alias")) return undefined;
    throw error;
  }
}

/** Whether one of the specs shows the effect. */
function someSpec({ path }: LanguageKey, shows: (before: Result, after: Result) => boolean): boolean {
  return (candidates.get(path) ?? []).some((candidate) => {
    const written = before(candidate.spec);
    const removed = after(candidate);
    return written !== undefined && removed !== undefined && shows(written, removed);
  });
}

function count({ findings }: Result, code: string, begins = ""): number {
  return findings.filter((one) => one.code === code && one.message.startsWith(begins)).length;
}

const isUsed = ({ field }: LanguageKey) => field.outcome.kind === "used";
const isWithinUsed = ({ within }: LanguageKey) => within.every(({ outcome }) => outcome.kind === "used");
const apart = { ...ALLOW_OR_REFUSE, ...FINDING_ONLY };

describe("every key that is translated", () => {
  const translated = languageKeys.filter((key) => isUsed(key) && isWithinUsed(key));

  const plain = translated.filter(({ path }) => !(path in apart));

  it.each(sampled(plain, ({ path }) => path, 40))("$path changes the output", (key) => {
    expect(someSpec(key, (a, b) => a.output !== undefined && b.output !== undefined && a.output !== b.output)).toBe(
      true,
    );
  });

  it.each(Object.entries(ALLOW_OR_REFUSE))("%s decides whether there is output, by %s", (path, code) => {
    const key = languageKeys.find((one) => one.path === path);
    const decides = (a: Result, b: Result) =>
      count(a, code) !== count(b, code) && (a.output === undefined) !== (b.output === undefined);
    expect(key && someSpec(key, decides)).toBe(true);
  });

  it.each(Object.entries(FINDING_ONLY))("%s yields %s", (path, code) => {
    const key = languageKeys.find((one) => one.path === path);
    expect(key && someSpec(key, (a, b) => count(a, code) > count(b, code))).toBe(true);
  });
});

describe("every key that is not", () => {
  const others = languageKeys.filter((key) => !isUsed(key) && isWithinUsed(key));
  const UNTRANSLATED = { used: "", missed: "NK901", ignored: "NK902" } as const;

  it.each(others)("$path yields its note", (key) => {
    const code = UNTRANSLATED[key.field.outcome.kind];
    const name = key.path.slice(key.path.lastIndexOf(".") + 1);
    expect(someSpec(key, (a, b) => count(a, code, `\`${name}\``) > count(b, code, `\`${name}\``))).toBe(true);
  });
});

describe("a key within a block that is not translated", () => {
  const inner = languageKeys.filter((key) => !isWithinUsed(key));

  it("is spoken for by the note of its block", () => {
    expect(inner.filter((key) => !key.within.some((field) => field.outcome.kind !== "used"))).toEqual([]);
    expect(new Set(inner.map(({ path }) => path.split(".")[0]))).toEqual(
      new Set(["git", "infra", "databases", "deploy", "gateway"]),
    );
  });
});
