import type { StackFault } from "../diagnostics/stack-fault.js";
import { type Declaration, documentOf } from "./declarations.js";
import { readHcl } from "./hcl-reader.js";
import { readJson } from "./json-reader.js";
import { NO_STACK, Stack } from "./stack.js";
import { conflictMarkerIn, UnreadableFile } from "./unreadable.js";

/** One file of a stack. */
export interface StackFile {
  /** As it is shown; its end tells Terraform JSON (`.tf.json`) from HCL (`.tf`), as it does to Terraform. */
  readonly path: string;
  readonly text: string;
}

/**
 * A stack, or what keeps it from being read. There is no way from an unreadable one to an empty one: whoever guards data has to say what
 * becomes of it.
 */
export type StackReading = { readonly readable: true; readonly stack: Stack } | UnreadableStack;

/** Which file of a stack cannot be read, and why. */
export interface UnreadableStack {
  readonly readable: false;
  readonly file: StackFile;
  readonly fault: StackFault;
}

/** Reads the files of a stack as Terraform does: together. The texts of an unreadable file are as its fault counts them. */
export function readStack(files: readonly StackFile[]): StackReading {
  const declarations: Declaration[] = [];
  let stack = NO_STACK;
  for (const given of files) {
    const file = { ...given, text: given.text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n") };
    try {
      declarations.push(...declarationsOf(file));
      // One after the other, so that the file is named in which something stands a second time.
      stack = new Stack(documentOf(declarations));
    } catch (error) {
      return { readable: false, file, fault: faultOf(error) };
    }
  }
  return { readable: true, stack };
}

/**
 * The stacks among the files that were made just now, by id, in their order: what stands in `stacks/<id>/`.
 *
 * @throws Error where one cannot be read, which is an error of ours
 */
export function madeStacks(files: readonly StackFile[]): ReadonlyMap<string, Stack> {
  const byId = new Map<string, StackFile[]>();
  for (const file of files) {
    const id = /^stacks\/([^/]+)\//.exec(file.path)?.[1];
    if (id !== undefined) byId.set(id, [...(byId.get(id) ?? []), file]);
  }
  return new Map([...byId].map(([id, own]) => [id, made(own)]));
}

function made(files: readonly StackFile[]): Stack {
  const reading = readStack(files);
  if (reading.readable) return reading.stack;
  throw new Error(`Internal error: ${reading.file.path} cannot be read: ${JSON.stringify(reading.fault)}`);
}

function declarationsOf({ path, text }: StackFile): readonly Declaration[] {
  if (text.trim() === "") throw new UnreadableFile({ kind: "empty", at: 0 });
  try {
    return path.endsWith(".json") ? readJson(text) : readHcl(text);
  } catch (error) {
    const marker = error instanceof UnreadableFile ? conflictMarkerIn(text) : undefined;
    throw marker === undefined ? error : new UnreadableFile({ kind: "conflict", at: marker });
  }
}

function faultOf(error: unknown): StackFault {
  if (error instanceof UnreadableFile) return error.fault;
  // Deeper than a reader can go: nothing that was made here.
  if (error instanceof RangeError) return { kind: "syntax", at: 0 };
  throw error;
}
