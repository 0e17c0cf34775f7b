import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { besideReader } from "../../src/cli/files/beside.js";
import { inForms } from "../../src/cli/stack-form.js";
import type { Compilation, CompileOptions } from "../../src/compile.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import type { SourceFile } from "../../src/diagnostics/source.js";
import { hclFormat } from "../../src/lower/hcl-format.js";
import type { OutputFile, SynthesizeOptions } from "../../src/lower/synth.js";
import type { Project } from "../../src/model/project.js";
import { parseDotenv } from "../../src/shell/dotenv.js";

/**
 * A spec is a folder `<area>/<case>` beside this file:
 *
 * - `nanokit.yml`, whose first line says what it proves: `# expect: none`, or the codes of all findings in their order of
 *   appearance, separated by spaces or commas, `NK101 x3` for three in a row. Nothing ever rewrites that line.
 * - `beside/`, optional: the files that its nanokit.yml has put into containers.
 * - `.env` and `case.json` ({@link CaseSettings}), both optional.
 * - `expected/`, written by `npm run goldens`: `diagnostics.txt`, the findings as the terminal shows them without colour
 *   (absent when there are none), and `stacks/<stack>/cdk.tf.json` and `cdk.tf` where the case asks for them.
 */
export interface SpecCase {
  /** `<area>/<case>`. */
  readonly name: string;
  readonly folder: string;
}

/** The folder of a case with the files that stand beside its nanokit.yml. */
const BESIDE = "beside";

/** What `case.json` may hold. */
export interface CaseSettings {
  /** Environments asked for; all by default. */
  readonly environments?: readonly string[];
  /** The environment of the process; it wins over `.env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the folder that the file is in, for the default project name; the case's own by default. */
  readonly folder?: string;
  /** Paths of the files beside nanokit.yml, as the compiler asks for them; absent: it cannot ask. */
  readonly files?: readonly string[];
  /** `true`: the stacks are compared too, and not only the diagnostics. */
  readonly stacks?: true;
  /** `true`: the stacks are compared, as JSON and as HCL. */
  readonly hcl?: true;
  /** `true`: the stacks are modules. */
  readonly module?: true;
}

/** The compiler under test. */
export interface Pipeline {
  readonly compile: (source: SourceFile, options: CompileOptions) => Compilation;
  readonly synthesize: (project: Project, options?: SynthesizeOptions) => readonly OutputFile[];
}

/** Texts by path, relative to `expected/`, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** What a case gave. */
export interface Outcome {
  readonly codes: readonly string[];
  readonly files: Files;
}

/** One way in which a case does not hold; the two texts, when there are two, are for a diff. */
export interface Mismatch {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** Every folder two levels below `root`, whether it holds what a case needs or not, by name. */
export function findCases(root: string): readonly SpecCase[] {
  return foldersOf(root).flatMap((area) => {
    const folder = join(root, area);
    const names = foldersOf(folder);
    // A case one level too high would otherwise never run, and nobody would know.
    if (names.length < readdirSync(folder).length) throw new Error(`specs/${area} is an area: it holds folders only`);
    return names.map((name) => ({ name: `${area}/${name}`, folder: join(folder, name) }));
  });
}

function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The codes in the `# expect:` line of a nanokit.yml. Throws what is wrong with that line. */
export function expectedCodes(text: string): readonly string[] {
  const [first = ""] = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const list = /^# expect:(.*)$/.exec(first)?.[1]?.trim();
  if (list === undefined)
    throw new Error("the first line of nanokit.yml has to be `# expect: <codes>` or `# expect: none`");
  if (list === "none") return [];
  const codes: string[] = [];
  for (const word of list.split(/[\s,]+/)) {
    const times = /^x([1-9]\d*)$/.exec(word)?.[1];
    const previous = codes.at(-1);
    if (/^NK\d{3}$/.test(word)) codes.push(word);
    else if (times !== undefined && previous !== undefined)
      codes.push(...Array<string>(Number(times) - 1).fill(previous));
    else
      throw new Error(`\`${word}\` in \`# expect:\` is neither a code nor, after a code, a number of times such as x2`);
  }
  return codes;
}

/** Codes as the `# expect:` line has them. */
export function formatCodes(codes: readonly string[]): string {
  const runs: { code: string; times: number }[] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last?.code === code) last.times++;
    else runs.push({ code, times: 1 });
  }
  return runs.map(({ code, times }) => (times === 1 ? code : `${code} x${times}`)).join(", ") || "none";
}

/** The text of the case's nanokit.yml; bytes that are not UTF-8 are the command's business, not a spec's. */
export function readSource({ name, folder }: SpecCase): SourceFile {
  const path = join(folder, "nanokit.yml");
  if (!existsSync(path)) throw new Error(`${name} has no nanokit.yml`);
  return {
    path: "nanokit.yml",
    text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(path)),
  };
}

/** Compiles a case and, when it has no errors, synthesizes it. */
export function runCase(spec: SpecCase, { compile, synthesize }: Pipeline): Outcome {
  const settings = readSettings(spec.folder);
  const { project, diagnostics } = compile(readSource(spec), caseOptions(spec));
  const files = new Map<string, string>();
  const text = renderText(diagnostics, { color: false });
  if (text !== "") files.set("diagnostics.txt", text);
  if (project && (settings.stacks || settings.hcl)) {
    const made = settings.module ? inForms(project, () => "module") : project;
    for (const output of [...synthesize(made), ...(settings.hcl ? synthesize(made, { format: hclFormat }) : [])]) {
      if (output.path.startsWith("stacks/")) files.set(output.path, output.text);
    }
  }
  return { codes: diagnostics.map(({ code }) => code), files };
}

/** What a case is compiled with. */
export function caseOptions({ folder }: SpecCase): CompileOptions {
  const { files, environments, env, folder: defaultName } = readSettings(folder);
  return {
    ...(files && { exists: (path: string) => files.includes(path) }),
    ...(environments && { environments }),
    ...(existsSync(join(folder, BESIDE)) && { read: besideReader(join(folder, BESIDE)) }),
    variables: { ...readVariables(folder), ...env },
    defaultName: defaultName ?? basename(folder),
  };
}

function readSettings(folder: string): CaseSettings {
  const path = join(folder, "case.json");
  if (!existsSync(path)) return {};
  const settings: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isSettings(settings))
    throw new Error(
      "case.json holds something else than environments, env, files, folder, hcl, module and stacks (module, hcl and stacks: `true` only)",
    );
  return settings;
}

function isSettings(value: unknown): value is CaseSettings {
  if (typeof value !== "object" || value === null) return false;
  const checks: Readonly<Record<string, (member: unknown) => boolean>> = {
    environments: (member) => Array.isArray(member) && member.every((name) => typeof name === "string"),
    env: (member) =>
      typeof member === "object" && member !== null && Object.values(member).every((text) => typeof text === "string"),
    files: (member) => Array.isArray(member) && member.every((path) => typeof path === "string"),
    folder: (member) => typeof member === "string",
    // What is not asked for is not written.
    stacks: (member) => member === true,
    hcl: (member) => member === true,
    module: (member) => member === true,
  };
  return Object.entries(value).every(([key, member]) => checks[key]?.(member) ?? false);
}

function readVariables(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, ".env");
  if (!existsSync(path)) return {};
  const { values, problems } = parseDotenv(readFileSync(path, "utf8"), {}, "kept");
  const [problem] = problems;
  if (problem) throw new Error(`line ${problem.line} of .env was left out: ${problem.reason}`);
  return values;
}

/** The committed files of a case. */
export function readExpected({ folder }: SpecCase): Files {
  const root = join(folder, "expected");
  if (!existsSync(root)) return new Map();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  // `parentPath` is not there before Node 20.12, and `path` is on its way out.
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return new Map(paths.map((path) => [relative(root, path).split(sep).join("/"), readFileSync(path, "utf8")]));
}

const members: readonly string[] = ["nanokit.yml", ".env", "case.json", "expected", BESIDE];

/** All ways in which a case does not hold. `known` are the codes of the registry. */
export function checkCase(spec: SpecCase, pipeline: Pipeline, known: ReadonlySet<string>): readonly Mismatch[] {
  let expected: readonly string[];
  let outcome: Outcome;
  try {
    expected = expectedCodes(readSource(spec).text);
    outcome = runCase(spec, pipeline);
  } catch (error) {
    return [{ message: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
  }
  const unknown = [...new Set(expected)].filter((code) => !known.has(code));
  const stray = readdirSync(spec.folder).filter((entry) => !members.includes(entry));
  return [
    ...stray.map((entry) => ({ message: `${entry} is no part of a case` })),
    ...unknown.map((code) => ({ message: `\`# expect:\` names ${code}, which is not in src/diagnostics/codes.ts` })),
    ...compareCodes(expected, outcome),
    ...compareFiles(readExpected(spec), outcome.files),
  ];
}

function compareCodes(expected: readonly string[], { codes, files }: Outcome): readonly Mismatch[] {
  const wanted = formatCodes(expected);
  const found = formatCodes(codes);
  if (wanted === found) return [];
  const message = `the findings are not those of \`# expect:\`\n\n${files.get("diagnostics.txt") ?? ""}`;
  return [{ message, expected: wanted, actual: found }];
}

function compareFiles(expected: Files, actual: Files): readonly Mismatch[] {
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return paths.flatMap((path): readonly Mismatch[] => {
    const wanted = expected.get(path);
    const found = actual.get(path);
    if (wanted === found) return [];
    const how =
      wanted === undefined ? "is missing" : found === undefined ? "is stale: nothing makes it any more" : "differs";
    const message = `expected/${path} ${how} (npm run goldens, and read the diff)`;
    return [{ message, expected: wanted ?? "", actual: found ?? "" }];
  });
}
