import { readFileSync } from "node:fs";
import path from "node:path";
import { compareStacks } from "../../src/changes/compare.js";
import { reportLosses } from "../../src/cli/losses.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { STACK_FILE } from "../stack-source.js";
import { type Edit, EditFailed } from "./edit.js";
import { changed, filesOf, inForm, type Version, versionOf } from "./source.js";

const DOCS = path.join(import.meta.dirname, "../../docs");

/** A finding of `synth`, with all that it says. */
interface Said {
  readonly code: string;
  readonly text: string;
}

/** Whether it is said of the edit what it needs, and of one that needs nothing, nothing. @throws EditFailed */
export function expectForetold(edit: Edit): void {
  const { foretold } = edit;
  const said = writings(edit).flatMap(([before, after]) => saidOf(before, after));
  const other = said.filter(({ code }) => code !== foretold?.code);
  if (other.length > 0) throw new EditFailed(`said without need: ${other.map(({ text }) => text).join("\n")}`);
  const text = onOneLine([...said.map((one) => one.text), otherText(edit)].join("\n"));
  const missing = (foretold?.steps ?? []).filter(({ says }) => !text.includes(onOneLine(says)));
  if (missing.length > 0) throw new EditFailed(`not said: ${missing.map(({ says }) => says).join("; ")}\n${text}`);
}

/** What `synth` writes over what. The steps of a finding begin where the edited file is written, those of a page before that. */
function writings(edit: Edit): readonly (readonly [Version, Version])[] {
  const { change, foretold } = edit;
  const { base, first: applied = base } = filesOf(edit);
  if (foretold?.page === undefined) return [[versionOf(applied), versionOf(changed(applied, change))]];
  const versions = [versionOf(applied)];
  for (const step of foretold.steps) {
    const last = versions[versions.length - 1] ?? versionOf(applied);
    if ("apply" in step) versions.push(versionOf(changed(applied, step.apply), last.form));
    else if ("write" in step) versions.push(versionOf(changed(applied, step.write), last.form));
    else if ("form" in step) versions.push(inForm(last, step.form));
  }
  return versions.slice(1).map((after, index) => [versions[index] ?? after, after] as const);
}

/** Where the steps are said if not by `synth`. */
function otherText(edit: Edit): string {
  const { change, foretold } = edit;
  if (foretold === undefined || (foretold.code !== undefined && foretold.page === undefined)) return "";
  if (foretold.page !== undefined) return readFileSync(path.join(DOCS, foretold.page), "utf8");
  const { base, first: applied = base } = filesOf(edit);
  const [before, after] = [versionOf(applied), versionOf(changed(applied, change))];
  const { changes } = compareStacks("shop-stage", before.stack, after.stack);
  return changes.flatMap(({ marks }) => marks.map(({ text }) => text)).join("\n");
}

/** Lines of a page end anywhere. */
function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** What `synth` says as it writes the one version over the other. `check` gives those of steps as marks, with the same text. */
function saidOf(before: Version, after: Version): readonly Said[] {
  const replaced = before.files
    .filter(({ path }) => path.endsWith(`/${STACK_FILE}`))
    .map(({ path, text }) => ({ stack: path.split("/")[1] ?? "", path, text }));
  const diagnostics = new Diagnostics();
  reportLosses({ path: "nanokit.yml", text: "" }, "generated", replaced, after.files, diagnostics);
  return diagnostics.sorted().map(({ code, message, help = "" }) => ({ code, text: `${message}\n${help}` }));
}
