import type { RuleFindings, RuleName } from "../../aws/types/index.js";
import type { Surroundings, UnmarkedChange } from "../surroundings.js";

/** What a rule found: the text to say, those that go on after it, and the values in them. */
export interface Finding<Name extends string> {
  readonly says: readonly [Name, ...Name[]];
  readonly values?: Readonly<Record<string, string>>;
}

/** Looks at one change in its surroundings. What is said of what it finds stands in the row of the type. */
export type Rule<R extends RuleName> = (
  change: UnmarkedChange,
  around: Surroundings,
) => readonly Finding<RuleFindings[R]>[];
