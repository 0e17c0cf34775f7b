import type { MarkKind } from "../../src/changes/changes.js";
import { compareStacks } from "../../src/changes/compare.js";
import type { Change, Edit, Foretold, Step } from "./edit.js";
import type { Applied } from "./messages.js";
import type { Result, Results } from "./results.js";
import { changed, filesOf, versionOf } from "./source.js";

const INTRO = `# Edits of what is applied

What becomes of an edit, for each one that was tried. The file that it is made to was applied by the real Terraform,
with the real provider, to an emulator that refuses what AWS refuses. Then came the edit, and after it a plan that had
to find nothing more to do. \`npm run e2e:edits\` does it again; CI does it for a sample that each commit draws. It was
never done on AWS itself.

- **At once**: \`terraform apply\` goes through at the first try.
- **In steps**: \`nanokit-tf synth\` and \`nanokit-tf check\` say before what to do, under the code that is named, or
  the page does. The steps are those that were followed, word for word.
- **Applied** counts as Terraform does: made, changed, destroyed, for each apply.
- **Stops or is lost**: what [\`check\`](check.md) marks as INTERRUPTS or DATA. Without an entry, \`check\` marks nothing:
  tasks are replaced as the \`updateStrategy\` of their service says, and their files stay. \`check\` sees files alone.
  Where these leave open in which zone a subnet is, it counts on the worse, and **Applied** may show that nothing was
  destroyed.

The files, from which each edit starts, are in \`e2e/edits/bases\` of the repository.
`;

const HEADS = ["Edit", "File", "What to do", "Applied", "Stops or is lost"];

/** docs/edits.md: each edit of the matrix that has a result, by kind. */
export function editsMarkdown(matrix: readonly Edit[], results: Results): string {
  const shown = matrix.flatMap((edit) => {
    const result = Object.hasOwn(results, edit.name) ? results[edit.name] : undefined;
    return result === undefined ? [] : [{ edit, result }];
  });
  const kinds = [...new Set(shown.map(({ edit }) => kindOf(edit)))];
  const sections = kinds.map((kind) =>
    section(
      kind,
      shown.filter(({ edit }) => kindOf(edit) === kind),
    ),
  );
  return [INTRO, `Run with ${[...new Set(shown.map(({ result }) => result.with))].join("; ")}.\n`, ...sections].join(
    "\n",
  );
}

type Row = { readonly edit: Edit; readonly result: Result };

function section(kind: string, rows: readonly Row[]): string {
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  const lines = rows.map(({ edit, result }) => [
    edit.name.slice(kind.length + 2),
    `\`${edit.base}\``,
    outcomeOf(edit),
    result.applied.map(counts).join("; "),
    costOf(edit),
  ]);
  const table = [HEADS, HEADS.map(() => "---"), ...lines].map((cells) => `| ${cells.map(cell).join(" | ")} |`);
  return `## ${title}\n\n${table.join("\n")}\n`;
}

function kindOf({ name }: Edit): string {
  return name.slice(0, name.indexOf(":"));
}

/** What has to be done: nothing but to apply, or steps. */
function outcomeOf({ foretold, change }: Edit): string {
  if (foretold === undefined) return "at once";
  return `in steps (${placesOf(foretold).join(", ")}): ${foretold.steps.map((step) => stepText(step, change)).join("; ")}`;
}

/** Where the steps are said, as links. */
function placesOf({ code, page }: Foretold): readonly string[] {
  const finding = code && `[${code}](diagnostics/${code.slice(0, 3)}xx.md#${code.toLowerCase()})`;
  const places = [page && `[${page}](${page})`, finding].filter((place) => place !== undefined);
  return places.length > 0 ? places : ["[`check`](check.md)"];
}

/** A step in the words of where it is said; to apply the edit itself needs none. */
function stepText(step: Step, edit: Change): string {
  if ("waitADay" in step) return "wait a day";
  if ("terraform" in step || "form" in step) return `\`${step.says}\``;
  if ("apply" in step) return step.apply === edit ? "apply" : `${step.says}, apply`;
  return step.says;
}

function counts({ added, changed, destroyed }: Applied): string {
  return `+${added} ~${changed} -${destroyed}`;
}

/** What `check` marks of the edit, by what it is marked as. */
function costOf(edit: Edit): string {
  const { base, first = base } = filesOf(edit);
  const [before, after] = [versionOf(first), versionOf(changed(first, edit.change))];
  const { changes } = compareStacks("shop-stage", before.stack, after.stack);
  const marked = (kind: MarkKind) =>
    changes.filter(({ marks }) => marks.some((mark) => mark.kind === kind)).map(({ address }) => `\`${address}\``);
  return (["data", "interrupts"] as const)
    .map((kind) => ({ kind: kind.toUpperCase(), addresses: marked(kind) }))
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ kind, addresses }) => `${kind}: ${addresses.join(", ")}`)
    .join("; ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
