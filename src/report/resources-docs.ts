import {
  type AttributeMark,
  type MarkKind,
  type MarkText,
  RESOURCES,
  type ResourceRow,
  type ValueTest,
  type WholeMark,
} from "../aws/types/index.js";
import { filled } from "../diagnostics/lists.js";

const INTRO = `# Types of resources

What is known of each type of resource that a stack can hold, as \`check\` and \`iam\` use it. \`{name}\` stands for what
is found in a stack. \`botocore X\` is the service model X of the AWS SDK, where the constraint or the error is stated.
[addresses.md](addresses.md) says when a resource is there, [iam.md](iam.md) what it takes to manage it.
`;

/** docs/resources.md: what the rows of types say, by subject. */
export function resourcesMarkdown(): string {
  const rows = Object.entries(RESOURCES).sort(([a], [b]) => (a < b ? -1 : 1));
  return [INTRO, ...[losses, openings, names, refusals, quotas, replacements].map((section) => section(rows))].join(
    "\n",
  );
}

type Rows = readonly (readonly [string, ResourceRow])[];

function losses(rows: Rows): string {
  const text = "`check` shows it before it happens.";
  return section("What loses data or interrupts", text, MARK_HEADS, markLines(rows, ["data", "interrupts", "note"]));
}

function openings(rows: Rows): string {
  const text = "Likewise. Of policies, `check` says statement by statement what they allow and no longer allow.";
  return section("What opens, closes or weakens", text, MARK_HEADS, markLines(rows, ["opens", "weakens", "closes"]));
}

const MARK_HEADS = ["Mark", "It", "When", "Types"];

/** Findings that are told in the words of a policy, and not in ours. */
const SENTENCES: ReadonlySet<string> = new Set(["opens", "closes", "opensMore", "closesMore"]);

/** A line for each text, with the types that have it. */
function markLines(rows: Rows, kinds: readonly MarkKind[]): readonly (readonly string[])[] {
  const lines = new Map<string, { readonly mark: Described; readonly types: string[] }>();
  for (const [type, row] of rows) {
    for (const mark of described(row).filter(({ kind }) => kinds.includes(kind))) {
      const key = JSON.stringify(mark);
      const line = lines.get(key) ?? { mark, types: [] };
      lines.set(key, { ...line, types: [...line.types, code(type)] });
    }
  }
  return [...lines.values()].map(({ mark: { kind, text, when }, types }) => [kind, text, when, types.join(", ")]);
}

interface Described extends MarkText {
  readonly when: string;
}

function described({ marks = [], rules = {} }: ResourceRow): readonly Described[] {
  const plain = marks.map((mark) => ({ kind: mark.kind, text: mark.text, when: whenOf(mark) }));
  const found = Object.values(rules)
    .flatMap((texts) => Object.entries(texts as Readonly<Record<string, MarkText | string>>))
    .flatMap(([finding, text]) => (typeof text === "string" || SENTENCES.has(finding) ? [] : [{ ...text, when: "" }]));
  return [...plain, ...found];
}

function whenOf(mark: WholeMark | AttributeMark): string {
  if (!("on" in mark)) return `${code(mark.attribute)} ${mark.to ? testWords(mark.to) : "changes"}`;
  const event = { create: "it is made", replace: "it is replaced", destroy: "it is destroyed" }[mark.on];
  const where = mark.where ? `, and ${code(mark.where.attribute)} ${testWords(mark.where)}` : "";
  const unless = mark.unlessGone === undefined ? "" : `, and not ${code(mark.unlessGone)} with it`;
  return `${event}${where}${unless}`;
}

function testWords(test: ValueTest): string {
  if ("is" in test) return `is \`${test.is}\``;
  if ("isNot" in test) return `is not \`${test.isNot}\``;
  if ("holds" in test) return `holds \`${test.holds}\``;
  return "isSet" in test ? "is set" : "falls";
}

function names(rows: Rows): string {
  return section(
    "What AWS takes only once",
    "Two resources with the same values of all these attributes cannot be in one of what the third column says.",
    ["Type", "Attributes", "Within one", "Source"],
    rows.flatMap(([type, { unique }]) =>
      unique.map(({ attributes, within, ignoresCase, source }) => [
        code(type),
        attributes.map(code).join(", "),
        ignoresCase ? `${within}, whatever their case` : within,
        source,
      ]),
    ),
  );
}

function refusals(rows: Rows): string {
  return section(
    "What AWS refuses while it is used",
    "A service uses its subnets and its security groups as long as it has tasks.",
    ["Call", "While used by", "Error", "Source"],
    rows.flatMap(([, { refused = [] }]) =>
      refused.map(({ call, usedBy, error, source }) => [code(call), usedBy.map(code).join(", "), code(error), source]),
    ),
  );
}

function quotas(rows: Rows): string {
  return section(
    "How much AWS takes",
    "Those that a stack can come near.",
    ["Type", "At most", "Of", "Raised on request", "Source"],
    rows.flatMap(([type, row]) =>
      Object.values(row.quotas ?? {}).map(({ max, of, raised, source }) => [
        code(type),
        max.toLocaleString("en-US"),
        of,
        raised ? "yes" : "no",
        source,
      ]),
    ),
  );
}

function replacements(rows: Rows): string {
  return section(
    "What has Terraform replace a resource",
    "Every other attribute is changed in place. With version 6 of the provider, a change of `region` replaces too, except for what is in no region. Sources are files of hashicorp/terraform-provider-aws, below internal/service.",
    ["Type", "Attributes", "Source"],
    rows.map(([type, { forceNew, forceNewWhole = [], forceNewIn6 = [], inPlaceSince = {}, source }]) => {
      const since = new Map(Object.entries(inPlaceSince));
      const until = (name: string) => (since.has(name) ? ` (before version ${since.get(name)})` : "");
      const all = [
        ...forceNew.map((name) => `${code(name)}${until(name)}`),
        ...forceNewWhole.map((name) => `${code(name)} as a whole${until(name)}`),
        ...forceNewIn6.map((name) => `${code(name)} (version 6)`),
      ];
      return [code(type), all.length === 0 ? "none" : all.join(", "), source];
    }),
  );
}

function section(title: string, text: string, heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const table = [heads, heads.map(() => "---"), ...lines].map((cells) => `| ${cells.map(cell).join(" | ")} |`);
  return `## ${title}\n\n${filled(text, WIDTH).join("\n")}\n\n${table.join("\n")}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Columns of a line of text. */
const WIDTH = 120;
