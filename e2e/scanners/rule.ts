import type { Block } from "../../src/stack/blocks.js";
import { isList, type Json, type JsonObject, objectOf } from "../../src/stack/json.js";
import type { Stack } from "../../src/stack/stack.js";

/** What a rule looks at: one resource of a stack. */
export interface Asked {
  readonly block: Block;
  readonly body: JsonObject;
  readonly stack: Stack;
}

/** Looks at a resource, and says whether it is as the rule asks. */
export type Meets = (asked: Asked) => boolean;

/** What the stacks make of a rule. */
export type Answer =
  /** Every stack does as it asks. With `mistaken`, why a tool says otherwise all the same. */
  | { readonly kind: "met"; readonly meets: Meets; readonly mistaken?: string }
  /** A stack does with a key. `unwritten`: why not without. */
  | { readonly kind: "key"; readonly key: string; readonly meets: Meets; readonly unwritten: string }
  /** No stack does, or not where this says. */
  | { readonly kind: "refused"; readonly reason: string };

/** The tools whose rules are known, as they call them. */
export const TOOLS = ["checkov", "trivy", "Security Hub"] as const;
export type Tool = (typeof TOOLS)[number];

/** What scanners ask of some types: one row of docs/security.md. */
export interface ScannerRule {
  readonly types: readonly [string, ...string[]];
  /** What is asked for, as a noun. */
  readonly asks: string;
  /** By which rules: the ids of each tool. */
  readonly ids: { readonly [T in Tool]?: readonly string[] };
  readonly answer: Answer;
  /**
   * In which forms of a stack checkov does not see what it asks for, and says that all is well.
   * @default it sees it in all
   */
  readonly unseenIn?: readonly StackForm[];
}

/** The forms in which a stack is given to a scanner. */
export type StackForm = "json" | "hcl" | "plan";

/** What a rule says of a resource. */
export interface Verdict {
  readonly rule: ScannerRule;
  readonly block: Block;
  /** Undefined where the rule is refused. */
  readonly met: boolean | undefined;
}

/** What the rules of the table say of the resources of a stack. */
export function judge(stack: Stack, rules: readonly ScannerRule[]): readonly Verdict[] {
  return [...stack.declared.values()].flatMap((block) =>
    rules
      .filter(({ types }) => types.includes(typeOf(block)))
      .map((rule) => ({ rule, block, met: meets(rule.answer, { block, body: objectOf(block.body), stack }) })),
  );
}

/** `aws_vpc`, `data.aws_vpc`, or the address of what is no resource, such as `provider.aws`. */
export function typeOf({ kind, type, base }: Block): string {
  if (kind === "resource") return type;
  return kind === "data" ? `data.${type}` : base.replace(/\[\d+\]$/, "");
}

function meets(answer: Answer, asked: Asked): boolean | undefined {
  return answer.kind === "refused" ? undefined : answer.meets(asked);
}

/** Its nested block, which Terraform JSON writes as an object or as a list of one. */
export function nested(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  return objectOf(isList(value) ? value[0] : value);
}

/** Every nested block of a name. */
export function allNested(body: JsonObject, name: string): readonly JsonObject[] {
  const value = body[name];
  if (value === undefined) return [];
  return (isList(value) ? value : [value]).map(objectOf);
}

/** The resources of a type. */
export function resourcesOf(stack: Stack, type: string): readonly Block[] {
  return [...stack.declared.values()].filter((block) => block.kind === "resource" && block.type === type);
}

/** Whether a value names an element, as `${aws_vpc.main.id}` does. */
export function names(value: Json | undefined, address: string): boolean {
  return new RegExp(`(?<![\\w.-])${address.replaceAll(".", "\\.")}(?![\\w-])`).test(JSON.stringify(value ?? null));
}
