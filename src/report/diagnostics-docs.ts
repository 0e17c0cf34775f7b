import { type CodeEntry, codes } from "../diagnostics/codes.js";

/** What the reference tells of each code. */
export type DocumentedCodes = Readonly<Record<string, Pick<CodeEntry<never>, "severity" | "title" | "why" | "fix">>>;

/** Codes go by hundreds; a hundred has one subject. */
const subjects: Readonly<Record<string, string>> = {
  NK0: "Reading the file",
  NK1: "Keys and values",
  NK2: "Environments, variables and names",
  NK3: "Services and mounts",
  NK4: "Network and file system",
  NK5: "What is known of images",
  NK6: "The output",
  NK9: "What becomes of a key",
};

/** The reference of all diagnostics, as Markdown. */
export function diagnosticsMarkdown(registry: DocumentedCodes = codes): string {
  const groups = [...new Set(Object.keys(registry).map(hundred))].sort();
  return [
    "# Diagnostics",
    "",
    "<!-- Written by `npm run docs` from src/diagnostics/codes.ts. -->",
    "",
    "What nanokit-tf can find in a `nanokit.yml`. An **error** stops the run and nothing is written; a **warning** is worth",
    "knowing and stops nothing; a **note** says what was done with something in the file.",
    ...groups.flatMap((group) => section(group, registry)),
    "",
  ].join("\n");
}

function hundred(code: string): string {
  return code.slice(0, "NK0".length);
}

function section(group: string, registry: DocumentedCodes): readonly string[] {
  const subject = subjects[group];
  if (subject === undefined) throw new Error(`Internal error: no subject is given for the codes ${group}xx.`);
  const entries = Object.entries(registry)
    .filter(([code]) => hundred(code) === group)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "",
    `## ${group}xx: ${subject}`,
    "",
    "| Code | Severity | Finding |",
    "| --- | --- | --- |",
    ...entries.map(
      ([code, { severity, title }]) => `| [${code}](#${code.toLowerCase()}) | ${severity} | ${cell(title)} |`,
    ),
    ...entries.flatMap(([code, { severity, title, why, fix }]) => [
      "",
      // The heading is the code alone, so that its anchor outlives a better title.
      `### ${code}`,
      "",
      `**${title}** (${severity})`,
      "",
      `_Why:_ ${why}`,
      "",
      `_Fix:_ ${fix}`,
    ]),
  ];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
