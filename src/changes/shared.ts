import type { Change } from "./changes.js";
import { changesOf, type StackReport } from "./report.js";
import { causeText } from "./words.js";

/** Changes that several stacks have alike. */
export interface SharedChanges {
  /** In the order of the report; two at least. */
  readonly stacks: readonly StackReport[];
  readonly changes: readonly Change[];
}

/** What there is to tell of stacks, each of it once. */
export interface Told {
  readonly shared: readonly SharedChanges[];
  /** What a stack alone has, by its id. */
  readonly own: ReadonlyMap<string, readonly Change[]>;
}

/** Takes apart what stacks have in common, letter for letter, and what each has alone. */
export function toldOnce(stacks: readonly StackReport[]): Told {
  const holders = new Map<string, StackReport[]>();
  const keys = new Map<Change, string>();
  for (const stack of stacks) {
    const all = changesOf(stack);
    for (const change of all) {
      const key = `${stack.status} ${JSON.stringify([change, change.causes.map((cause) => causeText(cause, all))])}`;
      keys.set(change, key);
      holders.set(key, [...(holders.get(key) ?? []), stack]);
    }
  }
  const holdersOf = (change: Change) => holders.get(keys.get(change) ?? "") ?? [];
  const groups = new Map<string, { stacks: readonly StackReport[]; changes: Change[] }>();
  for (const stack of stacks) {
    for (const change of changesOf(stack)) {
      const having = holdersOf(change);
      if (having.length < 2 || having[0] !== stack) continue;
      const name = having.map((one) => one.stack).join(" ");
      const group = groups.get(name) ?? { stacks: having, changes: [] };
      group.changes.push(change);
      groups.set(name, group);
    }
  }
  const alone = (stack: StackReport) => changesOf(stack).filter((change) => holdersOf(change).length < 2);
  return {
    shared: [...groups.values()],
    own: new Map(stacks.map((stack) => [stack.stack, alone(stack)])),
  };
}
