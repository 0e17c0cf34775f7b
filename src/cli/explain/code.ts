import { compile } from "../../compile.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { FileSample, Sample } from "../../diagnostics/examples/example.js";
import { examples } from "../../diagnostics/examples/index.js";
import { quotedList } from "../../diagnostics/lists.js";
import { explainCode, isCode, nearCodes } from "../../report/explain/code.js";
import type { Style } from "../../report/explain/layout.js";
import { besideOf } from "../../resolve/beside.js";
import { CannotRun } from "../cannot-run.js";

/** The text on a code. @throws CannotRun when there is no such code */
export async function codeText(code: string, style: Style): Promise<string> {
  if (!isCode(code)) throw new CannotRun(unknown(code));
  const example = examples[code];
  return explainCode({ code, example, findings: findingsOf(example.wrong) }, style);
}

/** What compiling a sample finds; nothing for a session at a prompt, which shows it itself. */
export function findingsOf(sample: Sample): readonly Diagnostic[] {
  if (sample.kind === "shell") return [];
  return compile({ path: "nanokit.yml", text: sample.yaml }, compileOptions(sample)).diagnostics;
}

function compileOptions({ environments, variables = {}, files, contents, folder = "shop" }: FileSample) {
  return {
    ...(environments && { environments }),
    ...(files && { exists: (path: string) => files.includes(path) }),
    ...(contents && { read: besideOf(contents) }),
    variables,
    defaultName: folder,
  };
}

function unknown(code: string): string {
  const near = nearCodes(code);
  return `There is no code ${code}.${near.length === 0 ? "" : ` There is ${quotedList(near)}.`} \`nanokit-tf explain --list\` lists all.`;
}
