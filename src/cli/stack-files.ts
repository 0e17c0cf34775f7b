import { join } from "node:path";
import { isOurHcl } from "../hcl/header.js";
import type { OutputFile } from "../lower/synth.js";
import { CannotRun } from "./cannot-run.js";
import { readIfThere } from "./files/read.js";

/** The folder of the stacks, in that of the output. */
export const STACKS = "stacks";

/** The files that describe a stack, as cdktf calls them. Only one of them is there, as Terraform would read both. */
export const STACK_FILES = { json: "cdk.tf.json", hcl: "cdk.tf" } as const;

/** How a stack is written. */
export type StackSyntax = keyof typeof STACK_FILES;

/** The description of a stack as it lies in the output. */
export interface StackText {
  readonly syntax: StackSyntax;
  /** Relative to the folder of the output, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What describes a stack now: nothing, one file, or two where someone put the other one there. @throws CannotRun for one that cannot be read */
export function stackTexts(output: string, stack: string): readonly StackText[] {
  return (["json", "hcl"] as const).flatMap((syntax) => {
    const path = `${STACKS}/${stack}/${STACK_FILES[syntax]}`;
    const text = readIfThere(join(output, path));
    return text === undefined ? [] : [{ syntax, path, text }];
  });
}

/** Ids of the stacks that files are of, each once, in their order. */
export function stackIdsOf(files: readonly OutputFile[]): readonly string[] {
  const ids = files.flatMap(({ path }) => (path.startsWith(`${STACKS}/`) ? [path.split("/")[1] ?? ""] : []));
  return [...new Set(ids)];
}

/**
 * Makes sure that the files which new ones take the place of are ours.
 *
 * @throws CannotRun for HCL of someone else, which is neither overwritten nor deleted
 */
export function refuseForeignFiles(output: string, files: readonly OutputFile[]): void {
  const texts = stackIdsOf(files).flatMap((stack) => stackTexts(output, stack));
  // One with nothing in it may have been ours: the search for losses has the word.
  const foreign = texts.find(({ syntax, text }) => syntax === "hcl" && text.trim() !== "" && !isOurHcl(text));
  if (foreign === undefined) return;
  throw new CannotRun(
    `${output}/${foreign.path} is not from nanokit-tf, which would write its own file there. Give yours another name that ` +
      "ends in `.tf`: Terraform reads it all the same.",
  );
}

/** The files that new ones take the place of: those of the same stacks in the other format. */
export function obsoleteFiles(output: string, files: readonly OutputFile[]): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const texts = stackIdsOf(files).flatMap((stack) => stackTexts(output, stack));
  return texts.map(({ path }) => path).filter((path) => !paths.has(path));
}
