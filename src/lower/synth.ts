import { Manifest } from "cdktf";
import { RootConstruct } from "constructs";
import { parted, printSettings, VERSIONS_FILE } from "../hcl/settings.js";
import type { Project } from "../model/project.js";
import type { JsonObject } from "../stack/json.js";
import { lower } from "./lower.js";
import { stableJson } from "./stable-json.js";
import type { NanokitStack } from "./stack.js";

/** A file to be written. */
export interface OutputFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The version of cdktf whose manifest format this is; a test holds it to the one installed. */
const MANIFEST_VERSION = "0.21.0";

/** How a stack is written. */
export interface StackFormat {
  /** Its file, in the folder of the stack. */
  readonly fileName: string;
  /** The document of a stack as text; `pathOf` tells where the construct of an address stands in the tree below the stack. */
  print(document: unknown, pathOf: (address: string) => readonly string[] | undefined): string;
}

export interface SynthesizeOptions {
  /** How the stacks are written, or each by its id. @default Terraform JSON */
  readonly format?: StackFormat | ((stack: string) => StackFormat);
}

/** Terraform JSON, as cdktf writes it. */
export const jsonFormat: StackFormat = { fileName: "cdk.tf.json", print: stableJson };

/**
 * The files of a project: a manifest for cdktf's command line, and for each environment a stack with its versions. The same project gives the same bytes, on any
 * machine and in any surroundings: nothing here reads the environment or touches the disk, as cdktf's own `App` does; a test proves that
 * `App.synth()` writes the same. A throw is an error of ours: whatever a user can get wrong was found before.
 */
export function synthesize(project: Project, { format = jsonFormat }: SynthesizeOptions = {}): readonly OutputFile[] {
  try {
    return withoutCreationStacks(() => {
      const formatOf = typeof format === "function" ? format : () => format;
      const stacks = lower(new RootConstruct(), project);
      const files = stacks.flatMap((stack) => stackFiles(stack, formatOf(stack.node.id)));
      return [{ path: Manifest.fileName, text: stableJson(manifest(stacks, formatOf)) }, ...files];
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Internal error: ${reason}`, { cause: error });
  }
}

/**
 * Runs without the stack trace that cdktf takes of each token it makes, hundreds of them, to show in messages about tokens that cannot be
 * resolved. Errors keep theirs: V8 words a trace when it is first asked for.
 */
function withoutCreationStacks<T>(run: () => T): T {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = () => "";
  try {
    return run();
  } finally {
    Error.prepareStackTrace = before;
  }
}

/** The description of a stack, and beside it what not every tool reads in JSON: the same in both formats. */
function stackFiles(stack: NanokitStack, format: StackFormat): readonly OutputFile[] {
  stack.prepareStack();
  const { description, settings } = parted(stack.toTerraform() as JsonObject);
  return [
    { path: stackPath(stack, format), text: format.print(description, (address) => stack.pathOf(address)) },
    { path: `${stackFolder(stack.node.id)}/${VERSIONS_FILE}`, text: printSettings(settings) },
  ];
}

function stackPath(stack: NanokitStack, { fileName }: StackFormat): string {
  return `${stackFolder(stack.node.id)}/${fileName}`;
}

function stackFolder(id: string): string {
  return `${Manifest.stacksFolder}/${id}`;
}

function manifest(stacks: readonly NanokitStack[], formatOf: (stack: string) => StackFormat) {
  const described = stacks.map(({ node: { id } }) => [id, manifestEntry(id, formatOf(id).fileName)] as const);
  return { version: MANIFEST_VERSION, stacks: Object.fromEntries(described) };
}

/** What the manifest says of a stack. */
export function manifestEntry(id: string, fileName: string) {
  return {
    name: id,
    constructPath: id,
    workingDirectory: stackFolder(id),
    synthesizedStackPath: `${stackFolder(id)}/${fileName}`,
    stackMetadataPath: `${stackFolder(id)}/${Manifest.stackMetadataPath}`,
    annotations: [],
    dependencies: [],
  };
}
