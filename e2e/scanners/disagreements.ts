import type { StackForm, Tool, Verdict } from "./rule.js";

/** What a tool said of one resource. */
export interface Finding {
  readonly id: string;
  /** The name in the address: tools leave out the type in some forms. */
  readonly name: string;
  readonly failed: boolean;
}

/** What a tool and the table of rules say of the same stack, where it is not the same. */
export function disagreements(
  tool: Tool,
  form: StackForm,
  verdicts: readonly Verdict[],
  findings: readonly Finding[],
): readonly string[] {
  const asked = verdicts.filter(({ rule }) => rule.ids[tool] !== undefined);
  const failed = findings.filter((finding) => finding.failed);
  return [
    ...failed.flatMap((finding) => told(finding, asked, tool)),
    ...asked.flatMap((verdict) => untold(verdict, failed, tool, form)),
  ];
}

/** A finding that the table does not foresee. */
function told({ id, name }: Finding, asked: readonly Verdict[], tool: Tool): readonly string[] {
  const about = asked.filter(({ rule, block }) => rule.ids[tool]?.includes(id) && nameOf(block.base) === name);
  if (about.length === 0) return [`${id} of ${name}: no rule of the table is about it`];
  const foreseen = about.some(
    ({ rule: { answer }, met }) => met !== true || (answer.kind === "met" && answer.mistaken),
  );
  return foreseen ? [] : [`${id} of ${name}: the table says that it is met`];
}

/** What the table says is not met, and the tool does not notice. A plan does not have all that there is to see. */
function untold(
  { rule, block, met }: Verdict,
  failed: readonly Finding[],
  tool: Tool,
  form: StackForm,
): readonly string[] {
  if (met !== false || tool !== "checkov" || form === "plan" || rule.unseenIn?.includes(form)) return [];
  const missing = rule.ids.checkov?.filter(
    (id) => !failed.some((one) => one.id === id && one.name === nameOf(block.base)),
  );
  return (missing ?? []).map((id) => `${id} of ${block.base}: the table says that it is not met`);
}

/** `main` of `aws_vpc.main`, `data.aws_vpc.main`, `resource.main` and `aws_vpc.main["a"]`. */
export function nameOf(address: string): string {
  return (
    address
      .replace(/\[.*\]$/, "")
      .split(".")
      .at(-1) ?? address
  );
}
