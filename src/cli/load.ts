import { basename, dirname, join, resolve } from "node:path";
import { type Compilation, type CompileOptions, compile } from "../compile.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import { lineStarts } from "../diagnostics/source.js";
import { parseDotenv } from "../shell/dotenv.js";
import { decodeSource, MAX_FILE_BYTES } from "../syntax/read.js";
import { utf8TextWithoutMark } from "../syntax/utf8.js";
import { CannotRun } from "./cannot-run.js";
import { besideOptions } from "./files/beside-options.js";
import { MAX_TEXT_BYTES, problemText, type ReadProblem, readBounded } from "./files/read.js";
import { insteadOf } from "./missing-file.js";
import type { CommandUsage, Input, sourceOptions } from "./usage/usage.js";

export interface LoadOptions {
  /** The file to read. @default nanokit.yml */
  readonly file?: string | undefined;
  /** File with variables; unlike the default one it must exist. @default `.env` beside the file */
  readonly envFile?: string | undefined;
  /** None named is the same as not given. @default every environment on AWS */
  readonly environments?: readonly string[] | undefined;
  /** Variables of the process; they win over those of the file. */
  readonly processVariables: Readonly<Record<string, string | undefined>>;
  /** Is told of each file before it is looked at, whether it is there or not: what the result depends on. @default nobody is told */
  readonly asked?: (path: string) => void;
}

/** What the options of a command say about the file to read. */
export function loadOptions({ options, env }: Input<CommandUsage<typeof sourceOptions>>): LoadOptions {
  return { file: options.file, envFile: options["env-file"], environments: options.env, processVariables: env };
}

/** A compilation, and whether the file could be read at all. */
export interface Loaded extends Compilation {
  readonly readable: boolean;
  readonly source: SourceFile;
  /** The environments that were asked for by name. */
  readonly environments: readonly string[] | undefined;
  /** Compiles another text in place of the file's, for other environments perhaps; absent when the file could not be read. */
  readonly compileText?: (text: string, environments?: readonly string[]) => Compilation;
  /** What the file was compiled with, beside the environments; absent when it could not be read. */
  readonly surroundings?: CompileOptions;
}

/** Reads a nanokit.yml with its variables and compiles it. @throws CannotRun when a file that was asked for cannot be read */
export function load(options: LoadOptions): Loaded {
  const path = options.file ?? "nanokit.yml";
  const environments = options.environments?.length ? options.environments : undefined;
  const diagnostics = new Diagnostics();
  const envPath = options.envFile ?? join(dirname(path), ".env");
  for (const file of [path, envPath]) options.asked?.(file);
  const reading = readBounded(path, MAX_FILE_BYTES);
  if ("problem" in reading) reportUnread(path, reading, diagnostics);
  const source = "problem" in reading ? undefined : decodeSource(path, reading.bytes, diagnostics);
  if (!source) {
    const readable = !("problem" in reading) || reading.problem === "large";
    return { readable, source: { path, text: "" }, environments, diagnostics: diagnostics.sorted() };
  }
  const ofProcess = defined(options.processVariables);
  const fromFile = readVariables(envPath, options.envFile !== undefined, ofProcess, diagnostics);
  const surroundings = {
    variables: { ...fromFile, ...ofProcess },
    defaultName: basename(dirname(resolve(path))),
    ...besideOptions(dirname(path), options.asked),
  };
  const compileText = (text: string, asked?: readonly string[]) =>
    compile({ path, text }, { ...surroundings, ...(asked ? { environments: asked } : {}) });
  const compilation = compileText(source.text, environments);
  diagnostics.add(compilation.diagnostics);
  const found = diagnostics.sorted();
  return { ...compilation, readable: true, source, environments, diagnostics: found, compileText, surroundings };
}

function reportUnread(path: string, reading: ReadProblem, diagnostics: Diagnostics): void {
  const start = { file: { path, text: "" }, start: 0, end: 0 };
  switch (reading.problem) {
    case "absent":
      diagnostics.report("NK001", start, { path, instead: insteadOf(path) });
      break;
    case "folder":
      diagnostics.report("NK002", start, { path });
      break;
    case "large":
      diagnostics.report("NK004", start, { path, bytes: reading.bytes });
      break;
    default:
      diagnostics.report("NK019", start, { path, problem: reading.problem });
  }
}

function readVariables(
  envPath: string,
  mustExist: boolean,
  ofProcess: Readonly<Record<string, string>>,
  diagnostics: Diagnostics,
): Readonly<Record<string, string>> {
  const reading = readBounded(envPath, MAX_TEXT_BYTES);
  if ("problem" in reading) {
    if (!mustExist && (reading.problem === "absent" || reading.problem === "folder")) return {};
    throw new CannotRun(`Cannot read ${envPath}: ${problemText(reading, MAX_TEXT_BYTES)}.`);
  }
  const text = utf8TextWithoutMark(reading.bytes) ?? new TextDecoder().decode(reading.bytes);
  const { values, problems } = parseDotenv(text, ofProcess, "kept");
  for (const { line, reason } of problems) reportLine({ path: envPath, text }, line, reason, diagnostics);
  return values;
}

/** Points at a line of the .env file without showing it: it may hold a secret. */
function reportLine(file: SourceFile, line: number, reason: string, diagnostics: Diagnostics): void {
  const start = lineStarts(file)[line - 1] ?? 0;
  const blanked = { path: file.path, text: file.text.replace(/[^\r\n]/g, "*") };
  diagnostics.report("NK213", { file: blanked, start, end: start }, { reason });
}

function defined(variables: LoadOptions["processVariables"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Whether some finding is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === "error");
}
