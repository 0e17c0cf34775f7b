import { isSame } from "../../changes/report.js";
import { type Diagnostic, Diagnostics } from "../../diagnostics/diagnostic.js";
import { checkOutput } from "../check.js";
import { hasErrors, load, loadOptions } from "../load.js";
import { type Modules, reportModules } from "../module-findings.js";
import { say, sayDiagnostics } from "../say.js";
import { formIn, inForms } from "../stack-form.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Compares the output with what the file gives. Returns the exit code: 0 no difference, 1 a difference or errors in the file, 2 could not run. */
export async function run(input: Input<Usages["check"]>, terminal: Terminal): Promise<number> {
  const { format, output, against } = input.options;
  const { project, readable, source, environments, holdsSecret, ...loaded } = load(loadOptions(input));
  const found = loaded.diagnostics;
  const diagnostics = project ? withModules(found, { source, loaded: project, output }) : found;
  await sayDiagnostics(diagnostics, terminal);
  if (!project || hasErrors(diagnostics)) {
    if (format === "markdown" && readable) terminal.out(await errorsMarkdown(source.path, diagnostics));
    return readable ? 1 : 2;
  }
  const wholeFile = environments === undefined;
  const report = await checkOutput(project, { file: source.path, output, against, wholeFile, holdsSecret });
  const same = isSame(report);
  switch (format) {
    case "markdown": {
      const { renderCheckMarkdown } = await import("../../changes/render-markdown.js");
      terminal.out(renderCheckMarkdown(report));
      break;
    }
    case "json": {
      const { renderCheckJson } = await import("../../changes/render-json.js");
      terminal.out(renderCheckJson(report));
      break;
    }
    case "text": {
      const { renderCheckText } = await import("../../changes/render-text.js");
      const text = renderCheckText(report, { color: terminal.outColor, width: terminal.width });
      if (same) say(text, terminal);
      else terminal.out(text);
    }
  }
  return same ? 0 : 1;
}

/** The findings of a file, and those about stacks that are modules as they lie in the output. */
function withModules(
  findings: readonly Diagnostic[],
  { loaded, ...where }: Omit<Modules, "project">,
): readonly Diagnostic[] {
  const all = new Diagnostics();
  all.add(findings);
  const project = inForms(loaded, (stack) => formIn(where.output, stack) ?? "root");
  reportModules({ ...where, loaded, project }, all);
  return all.sorted();
}

/** A comment that says why there is no comparison. */
async function errorsMarkdown(file: string, diagnostics: readonly Diagnostic[]): Promise<string> {
  const { renderText } = await import("../../diagnostics/render-text.js");
  const { errorsInMarkdown } = await import("../../changes/render-markdown.js");
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errorsInMarkdown(file, renderText(errors, { color: false }));
}
