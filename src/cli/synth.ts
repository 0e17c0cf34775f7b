import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nameScope, stackId } from "../aws/names.js";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../diagnostics/source.js";
import type { OutputFile } from "../lower/synth.js";
import type { Project } from "../model/project.js";
import { withLock } from "./files/lock.js";
import { type Published, publish } from "./files/publish.js";
import { readIfThere } from "./files/read.js";
import { removeLeftOvers } from "./files/temporary.js";
import { isFirstRun } from "./first-run.js";
import { hasErrors, type LoadOptions, load } from "./load.js";
import { MANIFEST, refuseForeignManifest, withOtherStacks } from "./manifest.js";
import {
  foreignFiles,
  isVersions,
  obsoleteFiles,
  refuseForeignFiles,
  SAVED_IMAGES,
  STACKS,
  type StackSyntax,
  stackIdsOf,
  stackTexts,
  syntaxIn,
} from "./stack-files.js";
import { formIn, inForms, type StackForm } from "./stack-form.js";

export interface SynthOptions extends LoadOptions {
  /** Folder for manifest.json and stacks/. */
  readonly output: string;
  /** How each stack is to be written. @default as it is already, or Terraform JSON */
  readonly syntax?: StackSyntax | undefined;
  /** What each stack is to be. @default what it is already, or a root */
  readonly form?: StackForm | undefined;
}

export interface SynthResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 0 | 1 | 2;
  /** Whether it is sound, and some stack of it had not been written before. */
  readonly firstRun: boolean;
  /** What was written; empty when there was an error, and then what was there is untouched. */
  readonly published: readonly Published[];
}

/**
 * Compiles a nanokit.yml and writes its stacks. With an error in the file, or when a protected file system would be lost, nothing
 * is written. @throws CannotRun when a file cannot be read or written
 */
export async function synth(options: SynthOptions): Promise<SynthResult> {
  const { project: loaded, readable, source, diagnostics, environments } = load(options);
  const { output, form, syntax } = options;
  if (!loaded) return { diagnostics, exitCode: readable ? 1 : 2, firstRun: false, published: [] };
  const firstRun = isFirstRun(loaded, output);
  const project = inForms(loaded, (stack) => form ?? formIn(output, stack) ?? "root");
  const hasModules = project.environments.some(({ module }) => module);
  const modules = hasModules ? await import("./module-findings.js") : undefined;
  const all = new Diagnostics();
  all.add(diagnostics);
  modules?.reportModules({ source, loaded, project, output }, all);
  if (hasErrors(all.sorted())) return { diagnostics: all.sorted(), exitCode: 1, firstRun: false, published: [] };
  const files = await synthesized(project, (stack) => syntax ?? syntaxIn(output, stack));
  modules?.noteProviders(source, files, all);
  // Another run may write other stacks meanwhile, and both are in the manifest afterwards.
  const result = await withLock(output, () =>
    replaceOutput(output, files, {
      project,
      source,
      diagnostics: all.sorted(),
      wholeFile: environments === undefined,
    }),
  );
  return { ...result, firstRun: firstRun && result.exitCode === 0 };
}

/** What the files came from. */
interface Compiled {
  readonly project: Project;
  readonly source: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether all environments of the file were asked for. */
  readonly wholeFile: boolean;
}

/** Compares with what is there, and writes when nothing is lost by it. */
async function replaceOutput(
  output: string,
  files: readonly OutputFile[],
  { project, source, diagnostics, wholeFile }: Compiled,
): Promise<Omit<SynthResult, "firstRun">> {
  const manifest = readIfThere(join(output, MANIFEST));
  if (manifest !== undefined) refuseForeignManifest(`${output}/${MANIFEST}`, manifest);
  const all = new Diagnostics();
  all.add(diagnostics);
  refuseForeignFiles(output, files);
  for (const foreign of foreignFiles(output, files)) {
    const path = `${output}/${foreign.path}`;
    const own = `${dirname(path)}/own-versions.tf`;
    all.report("NK604", { file: source, start: 0, end: 0 }, { path, own });
  }
  if (project.environments.some(({ backend }) => backend !== undefined)) {
    const { reportOwnBackends } = await import("./own-backend.js");
    reportOwnBackends(output, project, all);
  }
  if (stackIdsOf(files).some((stack) => existsSync(join(output, STACKS, stack, SAVED_IMAGES)))) {
    const { noteSavedImages } = await import("./saved-images.js");
    noteSavedImages(output, project, source, all);
  }
  if (hasErrors(all.sorted())) return { diagnostics: all.sorted(), exitCode: 1, published: [] };
  await checkLosses(source, output, files, all);
  const leftOver = otherStacks(output, files);
  if (wholeFile) for (const stack of leftOver) reportLeftOver(source, output, stack, all);
  if (hasErrors(all.sorted())) return { diagnostics: all.sorted(), exitCode: 1, published: [] };
  const complete = withOtherStacks(manifest, files, await entriesOf(output, leftOver));
  const obsolete = obsoleteFiles(output, files);
  for (const stack of leftOver) removeLeftOvers(join(output, STACKS, stack));
  return { diagnostics: all.sorted(), exitCode: 0, published: publish(output, complete, obsolete) };
}

/** The files of a project, each stack in a syntax. */
export async function synthesized(
  project: Project,
  syntaxOf: (stack: string) => StackSyntax,
): Promise<readonly OutputFile[]> {
  const { synthesize, jsonFormat } = await import("../lower/synth.js");
  const stacks = project.environments.map((environment) => stackId(environment.project, nameScope(environment)));
  const inHcl = new Set(stacks.filter((stack) => syntaxOf(stack) === "hcl"));
  if (inHcl.size === 0) return synthesize(project);
  const { hclFormat } = await import("../lower/hcl-format.js");
  return synthesize(project, { format: (stack) => (inHcl.has(stack) ? hclFormat : jsonFormat) });
}

/** Whether all that the new files describe may take the place of what is there. */
async function checkLosses(
  source: SourceFile,
  output: string,
  files: readonly OutputFile[],
  diagnostics: Diagnostics,
): Promise<void> {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const before = stackIdsOf(files).flatMap((stack) => stackTexts(output, stack).map((text) => ({ stack, ...text })));
  // Nothing is lost by what stays as it is, and most of it does.
  const changed = before.filter(({ path, text }) => texts.get(path) !== text);
  if (changed.length === 0) return;
  const { reportLosses } = await import("./losses.js");
  reportLosses(source, output, changed, files, diagnostics);
}

/** Stacks of earlier runs that this one does not make, by id. */
function otherStacks(output: string, files: readonly OutputFile[]): readonly string[] {
  const made = new Set(stackIdsOf(files));
  const folder = join(output, STACKS);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .sort()
    .filter((stack) => !made.has(stack) && stackTexts(output, stack).some((text) => !isVersions(text)));
}

/** What the manifest has to say of stacks that are there. */
async function entriesOf(output: string, stacks: readonly string[]): Promise<ReadonlyMap<string, object>> {
  const { manifestEntry } = await import("../lower/synth.js");
  return new Map(
    stacks.map((stack) => [stack, manifestEntry(stack, basename(stackTexts(output, stack)[0]?.path ?? ""))]),
  );
}

function reportLeftOver(source: SourceFile, output: string, stack: string, diagnostics: Diagnostics): void {
  diagnostics.report("NK602", { file: source, start: 0, end: 0 }, { stack, path: `${output}/${STACKS}/${stack}` });
}
