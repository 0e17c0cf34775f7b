import { join } from "node:path";
import { isOurHcl } from "../hcl/header.js";
import { VERSIONS_FILE } from "../hcl/settings.js";
import type { OutputFile } from "../lower/synth.js";
import { CannotRun } from "./cannot-run.js";
import { readIfThere } from "./files/read.js";

/** The folder of the stacks, in that of the output. */
export const STACKS = "stacks";

/** The files that describe a stack, as cdktf calls them. Only one of them is there, as Terraform would read both. */
export const STACK_FILES = { json: "cdk.tf.json", hcl: "cdk.tf" } as const;

/** All that is ours in the folder of a stack. */
export const OWN_FILES = [STACK_FILES.json, STACK_FILES.hcl, VERSIONS_FILE] as const;

/**
 * The file in the folder of a stack that says which images run. Terraform reads it by its name, in each plan and apply, so that nobody has
 * to give the tags again; `synth` neither writes nor removes it.
 */
export const SAVED_IMAGES = "images.auto.tfvars.json";

/** How a stack is written. */
export type StackSyntax = keyof typeof STACK_FILES;

/** A file of a stack as it lies in the output. */
export interface StackText {
  /** Relative to the folder of the output, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * What describes a stack now: nothing, one file, or two where someone put the other one there; and what is beside it.
 *
 * @throws CannotRun for one that cannot be read
 */
export function stackTexts(output: string, stack: string): readonly StackText[] {
  return OWN_FILES.flatMap((name) => {
    const path = `${STACKS}/${stack}/${name}`;
    const text = readIfThere(join(output, path));
    return text === undefined ? [] : [{ path, text }];
  });
}

/**
 * How a stack is written where it lies: as HCL where there is nothing else.
 *
 * @param read the text of one of the stack's files by its name; undefined where there is none
 */
export function syntaxOf(read: (name: string) => string | undefined): StackSyntax {
  return read(STACK_FILES.json) === undefined && read(STACK_FILES.hcl) !== undefined ? "hcl" : "json";
}

/** How a stack is written in the output. @throws CannotRun for a file that cannot be read */
export function syntaxIn(output: string, stack: string): StackSyntax {
  return syntaxOf((name) => readIfThere(join(output, STACKS, stack, name)));
}

/** Whether a file is the one beside the description. */
export function isVersions({ path }: StackText): boolean {
  return path.endsWith(`/${VERSIONS_FILE}`);
}

/** Ids of the stacks that files are of, each once, in their order. */
export function stackIdsOf(files: readonly OutputFile[]): readonly string[] {
  const ids = files.flatMap(({ path }) => (path.startsWith(`${STACKS}/`) ? [path.split("/")[1] ?? ""] : []));
  return [...new Set(ids)];
}

/** Files in HCL that stand where ours are to be, and are of someone else; they are neither overwritten nor deleted. */
export function foreignFiles(output: string, files: readonly OutputFile[]): readonly StackText[] {
  const texts = stackIdsOf(files).flatMap((stack) => stackTexts(output, stack));
  // One with nothing in it may have been ours: the search for losses has the word.
  return texts.filter(({ path, text }) => path.endsWith(".tf") && text.trim() !== "" && !isOurHcl(text));
}

/** @throws CannotRun for a description of someone else */
export function refuseForeignFiles(output: string, files: readonly OutputFile[]): void {
  const foreign = foreignFiles(output, files).find((text) => !isVersions(text));
  if (foreign === undefined) return;
  throw new CannotRun(
    `${output}/${foreign.path} is not from nanokit-tf, which would write its own file there. Give yours another name that ` +
      "ends in `.tf`: Terraform reads it anyway.",
  );
}

/** The files that new ones take the place of: those of the same stacks in the other format. */
export function obsoleteFiles(output: string, files: readonly OutputFile[]): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const texts = stackIdsOf(files).flatMap((stack) => stackTexts(output, stack));
  return texts.map(({ path }) => path).filter((path) => !paths.has(path));
}
