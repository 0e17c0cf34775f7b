import { automaticFixOf } from "../../diagnostics/automatic-fixes.js";
import { type Code, codes } from "../../diagnostics/codes.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { CodeExample, FileSample, Sample } from "../../diagnostics/examples/example.js";
import { renderText } from "../../diagnostics/render-text.js";
import { columns, paragraph, type Style, strong, textOf } from "./layout.js";

/** What `explain` tells of a code. */
export interface ExplainedCode {
  readonly code: Code;
  readonly example: CodeExample;
  /** What the wrong example gives, where it is a file. */
  readonly findings: readonly Diagnostic[];
}

/** Why a code is reported and how to fix it, with a wrong and a right example. */
export function explainCode({ code, example, findings }: ExplainedCode, style: Style): string {
  const { severity, title, why, fix } = codes[code];
  const automatic = automaticFixOf(code);
  const found = findings.filter((one) => one.code === code).slice(0, 1);
  return textOf([
    `${strong(`${code} ${severity}:`, style)} ${title}`,
    "",
    ...paragraph(why, style, 2, "Why:"),
    ...paragraph(fix, style, 2, "Fix:"),
    ...(automatic === undefined ? [] : paragraph(`\`nanokit-tf validate --fix\` does this: ${automatic}`, style, 7)),
    "",
    strong("Wrong", style),
    "",
    ...sampleLines(example.wrong),
    ...found.flatMap((one) => ["", ...findingLines(one, example.wrong, style)]),
    "",
    strong("Right", style),
    "",
    ...sampleLines(example.right),
  ]);
}

/** A sample as text: what there is beside the file as comments of a shell, then the file or the session. */
export function sampleText(sample: Sample): string {
  if (sample.kind === "shell") return sample.transcript;
  return [...surroundingsOf(sample).map((line) => `${line}\n`), sample.shown ?? sample.yaml].join("");
}

function surroundingsOf({ environments, variables, files, folder }: FileSample): readonly string[] {
  return [
    ...(folder === undefined ? [] : [`# in a folder called ${folder}`]),
    ...(files === undefined ? [] : [`# beside it: ${files.join(", ")}`]),
    ...(variables === undefined ? [] : [`# in .env: ${Object.keys(variables).join(", ")}`]),
    ...(environments === undefined ? [] : [`# nanokit-tf validate -e ${environments.join(" -e ")}`]),
  ];
}

function sampleLines(sample: Sample): readonly string[] {
  return sampleText(sample)
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
}

/** The finding as `validate` words it; without its lines where the example is shortened and they would be long ones. */
function findingLines(finding: Diagnostic, wrong: Sample, { color, width }: Style): readonly string[] {
  const shortened = wrong.kind === "file" && wrong.shown !== undefined;
  const { location } = finding;
  const unseen = { ...location, file: { ...location.file, text: "" } };
  const shown = shortened ? finding.with({ location: unseen, related: [] }) : finding;
  const text = renderText([shown], { color, width: width - 2 });
  // The line of counts at the end counts what is there to see.
  return text
    .slice(0, text.lastIndexOf("\n\n"))
    .split("\n")
    .map((line) => `  ${line}`);
}

/** Every code with its title. */
export function listCodes(style: Style): string {
  const rows = Object.entries(codes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { severity, title }]) => [`${code}  ${severity}`, title] as const);
  return textOf([...columns(rows, style), "", "  nanokit-tf explain NK101 tells more of one."]);
}

/** A code as someone would type it, `nk402`; undefined for what is none of that form. */
export function codeIn(word: string): string | undefined {
  return /^nk-?\d+$/i.test(word) ? word.toUpperCase().replace("-", "") : undefined;
}

export function isCode(word: string): word is Code {
  return Object.hasOwn(codes, word);
}

/** Codes that differ least from one that does not exist: by one sign, then those of its ten. */
export function nearCodes(word: string): readonly string[] {
  const differences = (code: string) =>
    Math.abs(code.length - word.length) + [...code].filter((sign, index) => sign !== word[index]).length;
  return Object.keys(codes)
    .filter((code) => differences(code) === 1)
    .sort((a, b) => Number(b.slice(0, 4) === word.slice(0, 4)) - Number(a.slice(0, 4) === word.slice(0, 4)))
    .slice(0, 4);
}
