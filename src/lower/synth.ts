import { Manifest } from "cdktf";
import { RootConstruct } from "constructs";
import type { Project } from "../model/project.js";
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

/**
 * The files of a project: a manifest for cdktf's command line, and a stack for each environment. The same project gives the same bytes, on any
 * machine and in any surroundings: nothing here reads the environment or touches the disk, as cdktf's own `App` does; a test proves that
 * `App.synth()` writes the same. A throw is an error of ours: whatever a user can get wrong was found before.
 */
export function synthesize(project: Project): readonly OutputFile[] {
  try {
    return withoutCreationStacks(() => {
      const stacks = lower(new RootConstruct(), project);
      return [{ path: Manifest.fileName, text: stableJson(manifest(stacks)) }, ...stacks.map(stackFile)];
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

function stackFile(stack: NanokitStack): OutputFile {
  stack.prepareStack();
  return { path: stackPath(stack), text: stableJson(stack.toTerraform()) };
}

function stackPath(stack: NanokitStack): string {
  return `${stackFolder(stack)}/cdk.tf.json`;
}

function stackFolder(stack: NanokitStack): string {
  return `${Manifest.stacksFolder}/${stack.node.id}`;
}

function manifest(stacks: readonly NanokitStack[]) {
  const described = stacks.map((stack) => ({
    name: stack.node.id,
    constructPath: stack.node.path,
    workingDirectory: stackFolder(stack),
    synthesizedStackPath: stackPath(stack),
    stackMetadataPath: `${stackFolder(stack)}/${Manifest.stackMetadataPath}`,
    annotations: [],
    dependencies: [],
  }));
  return { version: MANIFEST_VERSION, stacks: Object.fromEntries(described.map((stack) => [stack.name, stack])) };
}
