import { type Answer, type ScannerRule, TOOLS, type Tool } from "./rule.js";
import { SECTIONS } from "./rules.js";
import { CHECKOV_VERSION } from "./version.js";

const INTRO = `# What scanners ask

Each rule that [checkov](https://www.checkov.io), [trivy](https://trivy.dev) and the controls of AWS Security Hub are
known to have for what is emitted, and what the stacks make of it:

- **Met**: every stack does as it asks. A test looks at each resource of the stacks of the tests and the examples.
- **Key**: a stack does with that key, and it says why not without.
- **Refused**: no stack does, for the reason that is given.

\`npm run e2e:scanners\` holds this page against the real tools, and fails for a rule that is not on it. How to run
them on your own stacks, and on which form, is in [pipelines.md](pipelines.md#scanners). What it says of
checkov is from runs of version ${CHECKOV_VERSION}. The rules of trivy and of Security Hub are named as a help to find the same
question there: some of trivy's are from runs of 0.74 on HCL, the others were not tried.
`;

const HEADS = ["Type", "Asked for", "By", "Answer"];

/** docs/security.md: what scanners ask, and the answer. `silent` are types of ours that no rule is about. */
export function securityMarkdown(silent: readonly string[]): string {
  const tables = SECTIONS.map(({ title, rules }) => {
    const lines = [HEADS, HEADS.map(() => "---"), ...rules.map(cellsOf)];
    return `## ${title}\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
  });
  return [INTRO, ...tables, silence(), about(silent)].join("\n");
}

function cellsOf({ types, asks, ids, answer }: ScannerRule): readonly string[] {
  return [
    types.map((type) => `\`${type}\``).join(", "),
    asks,
    TOOLS.flatMap((tool) => (ids[tool] ? [`${tool}: ${ids[tool].join(", ")}`] : [])).join("; "),
    answerText(answer),
  ];
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case "met":
      return answer.mistaken === undefined ? "Met" : `Met. ${sentence(answer.mistaken)}`;
    case "key":
      return `Key: ${answer.key}. ${sentence(answer.unwritten)}`;
    case "refused":
      return `Refused. ${sentence(answer.reason)}`;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The rules that a tool breaks off a pipeline with, whatever is written: those that are refused, and those that it gets wrong. */
export function silenced(
  tool: Tool,
  rules: readonly ScannerRule[] = SECTIONS.flatMap((one) => one.rules),
): readonly string[] {
  const quiet = rules.filter(
    ({ answer }) => answer.kind === "refused" || (answer.kind === "met" && answer.mistaken !== undefined),
  );
  return [...new Set(quiet.flatMap(({ ids }) => ids[tool] ?? []))].sort();
}

function silence(): string {
  return `## To silence

Comments have no place in JSON, and \`synth\` would write over them. So tell the tools in your pipeline what is refused
here, and what they get wrong. Add the rules of keys that you decide not to write.

\`\`\`text
checkov -d generated/stacks/shop-stage --skip-check ${silenced("checkov").join(",")}
\`\`\`

For trivy these lines are a \`.trivyignore\`:

\`\`\`text
${silenced("trivy").join("\n")}
\`\`\`
`;
}

function about(silent: readonly string[]): string {
  return `## Not asked about

No rule is known for these types:

${silent.map((type) => `- \`${type}\``).join("\n")}
`;
}
