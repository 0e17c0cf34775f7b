import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { dump, load } from "js-yaml";
import { inForms, type StackForm } from "../../src/cli/stack-form.js";
import { compile } from "../../src/compile.js";
import { renderText } from "../../src/diagnostics/render-text.js";
import { type OutputFile, synthesize } from "../../src/lower/synth.js";
import { madeStacks } from "../../src/stack/read.js";
import type { Stack } from "../../src/stack/stack.js";
import type { Change, Edit, Step, Tree } from "./edit.js";

const BASES = path.join(import.meta.dirname, "bases");

/** A stack as `synth` writes it. */
export interface Version {
  /** The nanokit.yml. */
  readonly source: string;
  /** The files of its folder. */
  readonly files: readonly OutputFile[];
  readonly stack: Stack;
  readonly form: StackForm;
}

/** The file of a base. */
export function readBase(name: string): Tree {
  return load(readFileSync(path.join(BASES, `${name}.yml`), "utf8")) as Tree;
}

/** A base with changes made to it. */
export function changed(base: Tree, ...changes: readonly Change[]): Tree {
  const file = structuredClone(base);
  for (const change of changes) change(file);
  return file;
}

/** What `synth` makes of a file with one environment. @throws Error with what is wrong with the file */
export function versionOf(file: Tree, form: StackForm = "root"): Version {
  const source = { path: "nanokit.yml", text: dump(file) };
  const { project, diagnostics } = compile(source, { exists: (name) => name === "Dockerfile" });
  if (!project) throw new Error(renderText(diagnostics, { color: false }));
  const files = synthesize(inForms(project, () => form)).filter((one) => one.path.startsWith("stacks/"));
  const [stack, ...others] = madeStacks(files).values();
  if (stack === undefined || others.length > 0) throw new Error("an edit is about one environment");
  return { source: source.text, files, stack, form };
}

/** The same file, as `synth` writes it in another form. */
export function inForm({ source }: Version, form: StackForm): Version {
  return versionOf(load(source) as Tree, form);
}

/** The file that an edit begins with, and where one is applied before the edit, that one. */
export function filesOf({ base, first }: Edit): { readonly base: Tree; readonly first?: Tree } {
  const file = readBase(base);
  return { base: file, ...(first && { first: changed(file, first) }) };
}

/** What is done for an edit: its steps, or to apply it. */
export function stepsOf({ foretold, change }: Edit): readonly Step[] {
  return foretold?.steps ?? [{ apply: change, says: "" }];
}

/** A hash of all that an edit is made of, so that its result can be told from one of another edit. */
export function hashOf(edit: Edit): string {
  const { base, first = base } = filesOf(edit);
  const steps = stepsOf(edit).map((step) => {
    if ("waitADay" in step) return "a day";
    if ("applyBeside" in step) return "beside";
    if ("destroyBeside" in step) return "beside destroyed";
    if ("adopt" in step) return ["adopt", step.adopt];
    if ("form" in step) return ["form", step.form];
    if ("saveTag" in step) return ["tag", step.saveTag];
    if ("aws" in step) return ["aws", step.aws];
    if ("terraform" in step) return [step.terraform, changed(first, step.file ?? (() => {}))];
    if ("write" in step) return ["write", changed(first, step.write)];
    return changed(first, step.apply);
  });
  const inputs = [base, first, changed(first, edit.change), edit.foretold?.code ?? "", steps, edit.variables ?? {}];
  if (edit.environment !== undefined) inputs.push(edit.environment);
  if (edit.foretold?.page !== undefined) inputs.push({ page: edit.foretold.page });
  if (edit.beside !== undefined) inputs.push(readBase(edit.beside));
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
}
