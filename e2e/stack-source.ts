import { readFile } from "node:fs/promises";
import path from "node:path";
import { besideOptions } from "../src/cli/files/beside-options.js";
import { type CompileOptions, compile } from "../src/compile.js";
import { renderText } from "../src/diagnostics/render-text.js";
import { printSettings, VERSIONS_FILE } from "../src/hcl/settings.js";
import { TERRAFORM_VERSION } from "../src/lower/stack.js";
import { synthesize } from "../src/lower/synth.js";
import type { SourceEntry, StackEntry } from "./entries.js";
import { LARGE, largeFile } from "./large.js";

/** What CDKTF calls the file of a stack. */
export const STACK_FILE = "cdk.tf.json";

/** What stands beside every stack that we make. */
export const VERSIONS = printSettings({ terraform: { required_version: TERRAFORM_VERSION } });

/** The folder's file with what is not in {@link STACK_FILE}; the same for every stack that we make. */
export async function readVersions(root: string, { dir, file, made }: StackEntry): Promise<string> {
  if (file !== undefined || made !== undefined) return VERSIONS;
  // A stack of constructs alone has none.
  return readFile(path.join(root, dir, VERSIONS_FILE), "utf8").catch(() => "");
}

/** The Terraform JSON of an entry: that of its folder, or what its nanokit.yml gives, or one that is made. */
export async function readStack(root: string, { dir, file, made }: StackEntry): Promise<string> {
  const size = made === undefined ? undefined : LARGE[made];
  if (size !== undefined) return stackOf({ path: `${dir}/nanokit.yml`, text: largeFile(size) }, { path: dir });
  if (file === undefined) return readFile(path.join(root, dir, STACK_FILE), "utf8");
  const text = await readFile(path.join(root, file.path), "utf8");
  return stackOf({ path: file.path, text }, file, besideOptions(path.join(root, dir)));
}

/**
 * The stack of one environment of a nanokit.yml.
 *
 * @param beside tells of what stands beside the nanokit.yml. @default nothing does
 */
export function stackOf(
  source: { readonly path: string; readonly text: string },
  { path: file, environment }: SourceEntry,
  beside: Pick<CompileOptions, "exists" | "read"> = {},
): string {
  const environments = environment === undefined ? {} : { environments: [environment] };
  const { project, diagnostics } = compile(source, { ...beside, ...environments });
  if (!project) throw new Error(`${file} has errors:\n${renderText(diagnostics, { color: false })}`);
  const stacks = synthesize(project).filter((output) => output.path.endsWith(`/${STACK_FILE}`));
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) {
    throw new Error(`${file} has ${stacks.length} stacks: name one of its environments`);
  }
  return stack.text;
}

/** A description of a stack in the folder where Terraform runs, or of a module in a folder of it. */
export interface StackPart {
  /** Relative to where Terraform runs; empty for the stack itself. */
  readonly folder: string;
  readonly text: string;
  /** The file beside it. */
  readonly versions: string;
}

/** The stack of an entry, or the modules that its root calls. */
export async function readParts(root: string, entry: StackEntry): Promise<readonly [StackPart, ...StackPart[]]> {
  const part = async (folder: string, one: StackEntry): Promise<StackPart> => {
    return { folder, text: await readStack(root, one), versions: await readVersions(root, one) };
  };
  const [first, ...others] = entry.modules ?? [];
  if (first === undefined) return [await part("", entry)];
  const module = (dir: string) => part(path.posix.basename(dir), { ...entry, dir });
  return [await module(first), ...(await Promise.all(others.map(module)))];
}
