import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareStacks } from "../changes/compare.js";
import type { CheckReport, StackReport } from "../changes/report.js";
import type { OutputFile } from "../lower/synth.js";
import type { Project } from "../model/project.js";
import { isObject, type Json, type JsonObject, objectOf, same } from "../stack/json.js";
import { readHcl } from "../stack/read-hcl.js";
import { readIfThere } from "./files/read.js";
import { gitFolder } from "./git.js";
import { MANIFEST } from "./manifest.js";
import { STACK_FILES, STACKS, type StackSyntax } from "./stack-files.js";
import { synthesized } from "./synth.js";

export interface CheckOptions {
  /** The file that was compiled. */
  readonly file: string;
  /** Folder of the output. */
  readonly output: string;
  /** The git revision to take the output from. @default the working tree */
  readonly against?: string | undefined;
  /** Whether all environments of the file were asked for; otherwise other stacks are nobody's business. */
  readonly wholeFile: boolean;
}

/** An output, wherever it is kept. */
interface OldOutput {
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Ids of the stacks in it, sorted. */
  readonly stacks: readonly string[];
}

/** Compares the output with what a project gives. @throws CannotRun when it cannot be read */
export async function checkOutput(project: Project, options: CheckOptions): Promise<CheckReport> {
  const { file, output, against, wholeFile } = options;
  const old = against === undefined ? workingTree(output) : committed(against, output);
  const files = await synthesized(project, false);
  const made = stacksIn(files);
  const hcl = made.some((stack) => syntaxOf(stack, old) === "hcl") ? await synthesized(project, true) : [];
  const reports = made.map((stack) => stackReport(stack, syntaxOf(stack, old) === "hcl" ? hcl : files, old, output));
  const leftOver = wholeFile ? old.stacks.filter((stack) => !made.includes(stack)) : [];
  const manifest = manifestProblem(files, old, { made, leftOver, wholeFile });
  return {
    file,
    output,
    ...(against !== undefined && { against }),
    stacks: reports,
    leftOver,
    ...(manifest !== undefined && { manifest }),
  };
}

function workingTree(output: string): OldOutput {
  const folder = join(output, STACKS);
  const there = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const read = (path: string) => readIfThere(join(output, path));
  return {
    read,
    stacks: there
      ? readdirSync(folder)
          .sort()
          .filter((stack) => holdsStack(stack, read))
      : [],
  };
}

function committed(revision: string, output: string): OldOutput {
  const folder = gitFolder(revision, output);
  const paths = new Set(folder.paths);
  const read = (path: string) => (paths.has(path) ? folder.read(path) : undefined);
  const names = folder.paths.flatMap((path) => (path.startsWith(`${STACKS}/`) ? [path.split("/")[1] ?? ""] : []));
  return { read, stacks: [...new Set(names)].sort().filter((stack) => holdsStack(stack, read)) };
}

function holdsStack(stack: string, read: OldOutput["read"]): boolean {
  return Object.values(STACK_FILES).some((name) => read(`${STACKS}/${stack}/${name}`) !== undefined);
}

function stacksIn(files: readonly OutputFile[]): readonly string[] {
  return files.flatMap(({ path }) => (path.startsWith(`${STACKS}/`) ? [path.split("/")[1] ?? ""] : []));
}

/** How a stack lies there: as HCL where there is nothing else. */
function syntaxOf(stack: string, old: OldOutput): StackSyntax {
  const there = (syntax: StackSyntax) => old.read(`${STACKS}/${stack}/${STACK_FILES[syntax]}`) !== undefined;
  return !there("json") && there("hcl") ? "hcl" : "json";
}

function stackReport(stack: string, files: readonly OutputFile[], old: OldOutput, output: string): StackReport {
  const file = files.find(({ path }) => path.split("/")[1] === stack);
  if (file === undefined) throw new Error(`Internal error: no file of the stack ${stack}`);
  const about = { stack, path: `${output}/${file.path}` };
  const parse = file.path.endsWith(".json") ? parseJson : readHcl;
  const after = parse(file.text);
  const text = old.read(file.path);
  if (text === undefined) return { ...about, status: "new", changes: compareStacks(stack, {}, after).changes };
  if (text === file.text) return { ...about, status: "same" };
  if (text.replaceAll("\r\n", "\n") === file.text) return { ...about, status: "lineEnds" };
  let before: JsonObject;
  try {
    before = parse(text);
  } catch (error) {
    return { ...about, status: "unreadable", problem: problemWith(about.path, text, error) };
  }
  if (same(before, after)) return { ...about, status: "formatted" };
  return { ...about, status: "changed", changes: compareStacks(stack, before, after).changes };
}

function parseJson(text: string): JsonObject {
  const json = JSON.parse(text.replace(/^\ufeff/, "")) as Json;
  if (!isObject(json)) throw new Error("it holds no object");
  return json;
}

function problemWith(path: string, text: string, error: unknown): string {
  if (/^<{7} /m.test(text) && /^>{7} /m.test(text)) {
    return `${path} holds an unresolved merge conflict: run \`nanokit-tf synth\`.`;
  }
  const what = path.endsWith(".json") ? "Terraform JSON" : "HCL of nanokit-tf";
  return `${path} is not ${what}: ${(error as Error).message}`;
}

interface Stacks {
  readonly made: readonly string[];
  readonly leftOver: readonly string[];
  readonly wholeFile: boolean;
}

/** What is wrong with the manifest, of which `cdktf` reads where stacks are; entries of stacks that are left over may stay. */
function manifestProblem(files: readonly OutputFile[], old: OldOutput, stacks: Stacks): string | undefined {
  const text = old.read(MANIFEST);
  if (text === undefined) return old.stacks.length === 0 ? undefined : `${MANIFEST} is missing.`;
  const expected = parseJson(files.find(({ path }) => path === MANIFEST)?.text ?? "{}");
  let found: JsonObject;
  try {
    found = parseJson(text);
  } catch (error) {
    return problemWith(MANIFEST, text, error).replace("Terraform JSON", "JSON");
  }
  const [now, before] = [objectOf(expected.stacks), objectOf(found.stacks)];
  const wrong = stacks.made.filter((stack) => !isAsMade(now[stack], before[stack]));
  const extra = Object.keys(before).filter((stack) => !stacks.made.includes(stack) && !stacks.leftOver.includes(stack));
  if (wrong.length > 0) return `${MANIFEST} does not name ${wrong.join(", ")} as it should.`;
  if (stacks.wholeFile && extra.length > 0) return `${MANIFEST} names ${extra.join(", ")}, which is not there.`;
  return same(expected.version ?? null, found.version ?? null)
    ? undefined
    : `${MANIFEST} is of another version of cdktf.`;
}

/** A stack in HCL has a path of its own, and all else is the same. */
function isAsMade(expected: Json | undefined, found: Json | undefined): boolean {
  const plain = (entry: Json | undefined) => {
    const { synthesizedStackPath: path, ...rest } = objectOf(entry);
    return { ...rest, path: String(path).replace(/\.json$/, "") };
  };
  return found !== undefined && same(plain(expected), plain(found));
}
