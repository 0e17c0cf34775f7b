import { type ComposeModel, type Loss, lossesOf } from "../../__tests__/support/compose-facts.js";
import { onlyStack, translateFiles } from "../../__tests__/support/compose-project.js";
import type { ComposeFiles } from "./files.js";

/** Columns that a line of the file may have. */
const COLUMNS = 120;

/** What came of a compose project. */
export interface Judgement {
  /** Why there is no stack. */
  readonly failure?: string;
  readonly losses: readonly Loss[];
  /** Lines of the nanokit.yml, empty ones not counted. */
  readonly lines: number;
  /** Lines of them that are remarks of ours. */
  readonly remarks: number;
  readonly long: number;
}

/** Holds what becomes of a project against what compose makes of it. */
export function judge(files: ComposeFiles, model: ComposeModel): Judgement {
  const nothing = { losses: [], lines: 0, remarks: 0, long: 0 };
  try {
    const { text, summary, diagnostics, compiled } = translateFiles(files);
    if (text === undefined || !summary)
      return { ...nothing, failure: diagnostics.map(({ code, message }) => `${code}: ${message}`).join("; ") };
    // A service that is started by hand alone is none for now.
    if (summary.services === 0) return nothing;
    const { project, diagnostics: found } = compiled();
    const error = found.find(({ severity }) => severity === "error");
    const shape = shapeOf(text);
    if (!project || error) return { ...shape, losses: [], failure: `${error?.code}: ${error?.message}` };
    return { ...shape, losses: lossesOf(model, { stack: onlyStack(project), summary }) };
  } catch (error) {
    return { ...nothing, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** How a text reads: its lines, those that are remarks, and those that are too long. */
export function shapeOf(text: string): Pick<Judgement, "lines" | "remarks" | "long"> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  let open = false;
  let remarks = 0;
  for (const line of lines) {
    const comment = /^\s*#\s?(.*)$/.exec(line)?.[1];
    open = comment !== undefined && (open || /^(?:Changed|Left out): /.test(comment));
    if (open) remarks++;
    // A remark is a sentence, over several lines where it has to be.
    if (comment?.endsWith(".")) open = false;
  }
  return { lines: lines.length, remarks, long: lines.filter((line) => line.length > COLUMNS).length };
}
