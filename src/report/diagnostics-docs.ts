import { automaticFixOf } from "../diagnostics/automatic-fixes.js";
import { type Code, type CodeEntry, codes } from "../diagnostics/codes.js";
import type { CodeExample, Sample } from "../diagnostics/examples/example.js";
import { sampleText } from "./explain/code.js";

/** What the reference tells of each code. */
export type DocumentedCodes = Readonly<Record<string, Pick<CodeEntry<never>, "severity" | "title" | "why" | "fix">>>;

/** Codes go by hundreds; a hundred has one subject. */
const subjects: ReadonlyMap<string, string> = new Map(
  Object.entries({
    NK0: "Reading the file",
    NK1: "Keys and values",
    NK2: "Environments, variables and names",
    NK3: "Services and mounts",
    NK4: "Network and file system",
    NK5: "What is known of images",
    NK6: "The output",
    NK9: "What becomes of a key",
  }),
);

/** Examples by code. */
export type DocumentedExamples = Readonly<Record<string, CodeExample>>;

/** A page of the reference. */
export interface ReferencePage {
  /** Relative to `docs/`. */
  readonly path: string;
  readonly text: string;
}

const WRITTEN = "<!-- Written by `npm run docs` from src/diagnostics/codes.ts. -->";

/**
 * The reference of all diagnostics, as Markdown: a page that lists them, and one for each hundred that explains them. A code has its
 * examples folded away below it.
 */
export function diagnosticsPages(
  registry: DocumentedCodes = codes,
  examples: DocumentedExamples = {},
): readonly ReferencePage[] {
  const hundreds = [...new Set(Object.keys(registry).map(hundred))].sort();
  const documented = (group: string) =>
    Object.entries(registry)
      .filter(([code]) => hundred(code) === group)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    { path: "diagnostics.md", text: list(hundreds.map((group) => [group, documented(group)])) },
    ...hundreds.map((group) => ({
      path: pageOf(group),
      // Made when it is read: every example is compiled for it.
      get text() {
        return explanations(group, documented(group), examples);
      },
    })),
  ];
}

type DocumentedEntries = readonly (readonly [code: string, entry: DocumentedCodes[string]])[];

function hundred(code: string): string {
  return code.slice(0, "NK0".length);
}

function pageOf(group: string): string {
  return `diagnostics/${group}xx.md`;
}

function titleOf(group: string): string {
  const subject = subjects.get(group);
  if (subject === undefined) throw new Error(`Internal error: no subject is given for the codes ${group}xx.`);
  return `${group}xx: ${subject}`;
}

function list(groups: readonly (readonly [group: string, entries: DocumentedEntries])[]): string {
  return [
    "# Diagnostics",
    "",
    WRITTEN,
    "",
    "What nanokit-tf can find in a `nanokit.yml`. An **error** stops the run and nothing is written; a **warning** is",
    "worth knowing and stops nothing; a **note** says what was done with something in the file. What is marked `--fix`",
    "can be fixed by `nanokit-tf validate --fix`, where the fix is obvious. `nanokit-tf explain NK101` prints what the",
    "page of a code says, with what is found in its wrong example.",
    ...groups.flatMap(([group, entries]) => [
      "",
      `## ${titleOf(group)}`,
      "",
      "| Code | Severity | Finding |",
      "| --- | --- | --- |",
      ...entries.map(
        ([code, { severity, title }]) =>
          `| [${code}](${pageOf(group)}#${code.toLowerCase()}) | ${severity}${automaticFixOf(code as Code) ? ", `--fix`" : ""} | ${cell(title)} |`,
      ),
    ]),
    "",
  ].join("\n");
}

function explanations(group: string, entries: DocumentedEntries, examples: DocumentedExamples): string {
  return [
    `# ${titleOf(group)}`,
    "",
    WRITTEN,
    "",
    "[All diagnostics](../diagnostics.md)",
    ...entries.flatMap(([code, { severity, title, why, fix }]) => [
      "",
      // The heading is the code alone, so that its anchor outlives a better title.
      `## ${code}`,
      "",
      `**${title}** (${severity})`,
      "",
      `_Why:_ ${why}`,
      "",
      `_Fix:_ ${fix}`,
      ...automaticFixLines(code as Code),
      ...exampleLines(Object.hasOwn(examples, code) ? examples[code] : undefined),
    ]),
    "",
  ].join("\n");
}

function automaticFixLines(code: Code): readonly string[] {
  const fix = automaticFixOf(code);
  return fix === undefined ? [] : ["", `_Fixed by \`--fix\`:_ ${fix}`];
}

function exampleLines(example: CodeExample | undefined): readonly string[] {
  if (!example) return [];
  return [
    "",
    "<details><summary>Example</summary>",
    "",
    "Wrong:",
    "",
    ...fenced(example.wrong),
    "",
    "Right:",
    "",
    ...fenced(example.right),
    "",
    "</details>",
  ];
}

function fenced(sample: Sample): readonly string[] {
  return [`\`\`\`${sample.kind === "file" ? "yaml" : "console"}`, sampleText(sample).trimEnd(), "```"];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
