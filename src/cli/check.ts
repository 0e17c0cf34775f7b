import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { compareStacks } from "../changes/compare.js";
import type { CheckReport, StackReport } from "../changes/report.js";
import { positionOf } from "../diagnostics/source.js";
import { faultHelp, faultText } from "../diagnostics/stack-fault.js";
import type { OutputFile } from "../lower/synth.js";
import type { Project } from "../model/project.js";
import { objectOf, same, valueAt } from "../stack/json.js";
import { madeStacks, readStack, type UnreadableStack } from "../stack/read.js";
import { NO_STACK } from "../stack/stack.js";
import { readIfThere } from "./files/read.js";
import { gitFolder } from "./git.js";
import { MANIFEST, parsedObject } from "./manifest.js";
import { STACK_FILES, STACKS, type StackText, stackIdsOf, syntaxOf } from "./stack-files.js";
import { formIn, formOf, inForms } from "./stack-form.js";
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
  /** Whether a text holds a secret of the file, which is not shown. @default no secret is known */
  readonly holdsSecret?: ((text: string) => boolean) | undefined;
}

/** An output, wherever it is kept. */
interface OldOutput {
  /** The git revision that it is of; absent for the working tree. */
  readonly revision?: string;
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Ids of the stacks in it, sorted. */
  readonly stacks: readonly string[];
}

/** Compares the output with what a project gives. @throws CannotRun when it cannot be read */
export async function checkOutput(loaded: Project, options: CheckOptions): Promise<CheckReport> {
  const { file, output, against, wholeFile } = options;
  const old = against === undefined ? workingTree(output) : committed(against, output);
  // What `synth` would write, which may be of another form than what the revision has.
  const project = inForms(loaded, (stack) => formIn(output, stack) ?? formOf(textsOf(stack, old)) ?? "root");
  const files = await synthesized(project, (stack) => syntaxOf((name) => old.read(`${STACKS}/${stack}/${name}`)));
  const made = stackIdsOf(files);
  const reports = made.map((stack) => stackReport(stack, files, old, options));
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

function textsOf(stack: string, old: OldOutput): readonly StackText[] {
  return Object.values(STACK_FILES).flatMap((name) => {
    const path = `${STACKS}/${stack}/${name}`;
    const text = old.read(path);
    return text === undefined ? [] : [{ path, text }];
  });
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
  return { revision, read, stacks: [...new Set(names)].sort().filter((stack) => holdsStack(stack, read)) };
}

function holdsStack(stack: string, read: OldOutput["read"]): boolean {
  return Object.values(STACK_FILES).some((name) => read(`${STACKS}/${stack}/${name}`) !== undefined);
}

function stackReport(
  stack: string,
  all: readonly OutputFile[],
  old: OldOutput,
  { output, holdsSecret }: CheckOptions,
): StackReport {
  const files = all.filter(({ path }) => path.startsWith(`${STACKS}/${stack}/`));
  const [file] = files;
  if (file === undefined) throw new Error(`Internal error: no file of the stack ${stack}`);
  const about = { stack, path: `${output}/${file.path}` };
  const after = madeStacks(files).get(stack) ?? NO_STACK;
  const texts = files.map(({ path }) => old.read(path));
  if (texts[0] === undefined) {
    return { ...about, status: "new", changes: compareStacks(stack, NO_STACK, after, holdsSecret).changes };
  }
  const twice = twoDescriptions(stack, old, output);
  if (twice !== undefined) return { ...about, status: "unreadable", problem: twice };
  if (files.every((one, index) => texts[index] === one.text)) return { ...about, status: "same" };
  if (files.every((one, index) => texts[index]?.replaceAll("\r\n", "\n") === one.text)) {
    return { ...about, status: "lineEnds" };
  }
  const before = readStack(
    files.flatMap(({ path }, index) => {
      const text = texts[index];
      return text === undefined ? [] : [{ path: `${output}/${path}`, text }];
    }),
  );
  if (!before.readable) return { ...about, status: "unreadable", problem: problemOf(before, old) };
  if (same(before.stack.document, after.document)) return { ...about, status: "formatted" };
  return { ...about, status: "changed", changes: compareStacks(stack, before.stack, after, holdsSecret).changes };
}

/** Terraform reads every file of a folder: a stack that is described twice is none. */
function twoDescriptions(stack: string, old: OldOutput, output: string): string | undefined {
  const there = Object.values(STACK_FILES).filter((name) => old.read(`${STACKS}/${stack}/${name}`) !== undefined);
  if (there.length < 2) return undefined;
  return (
    `${output}/${STACKS}/${stack} holds both ${there.join(" and ")}, and Terraform reads both. \`nanokit-tf synth\` keeps ` +
    "one of them, and refuses if a protected file system would be lost."
  );
}

/** What is wrong with a file, where, and how to get out without losing sight of what is on AWS. */
function problemOf({ file, fault }: UnreadableStack, { revision }: OldOutput): string {
  const { line } = positionOf(file, fault.at);
  const what = `${file.path} ${faultText(fault)} (line ${line}). It may have a protected file system.`;
  return revision === undefined ? `${what} ${faultHelp(fault, file.path)}` : `${what} Compare with another revision.`;
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
  const expected = parsedObject(files.find(({ path }) => path === MANIFEST)?.text ?? "") ?? {};
  const found = parsedObject(text);
  if (found === undefined) return `${MANIFEST} is not valid JSON.`;
  const [now, before] = [objectOf(expected.stacks), objectOf(found.stacks)];
  const wrong = stacks.made.filter((stack) => !same(valueAt(now, stack) ?? null, valueAt(before, stack) ?? null));
  const extra = Object.keys(before).filter((stack) => !stacks.made.includes(stack) && !stacks.leftOver.includes(stack));
  if (wrong.length > 0) return `${MANIFEST} does not name ${wrong.join(", ")} as it should.`;
  if (stacks.wholeFile && extra.length > 0) return `${MANIFEST} names ${extra.join(", ")}, which is not there.`;
  return same(expected.version ?? null, found.version ?? null)
    ? undefined
    : `${MANIFEST} is of another version of cdktf.`;
}
