import { type PolicyDocument, policyDocuments } from "../../src/report/iam/documents.js";
import { needsOf } from "../../src/report/iam/needs.js";
import { madeStacks } from "../../src/stack/read.js";
import { STACK_FILE } from "../stack-source.js";
import { isAllowed, like } from "./evaluate.js";
import type { Life } from "./life.js";
import { type Request, requestsOf } from "./requests.js";

/** What the lives of stacks show of the policies. */
export interface Proof {
  /** Requests that a policy refuses, one line each. */
  readonly refused: readonly string[];
  /** Actions that the policies allow and nothing asked for. */
  readonly unused: readonly string[];
  /** All actions that the policies allow. */
  readonly allowed: readonly string[];
  readonly calls: number;
}

/** The account of the emulator. */
const ACCOUNT = "123456789012";

/**
 * Holds what Terraform did against the policies of `nanokit-tf iam`, wide and exact. What leaves a stack has to be allowed by the policies of
 * the stack as it is now; exact ones need the stack as it was beside it, as the help says. What was done with a role of another account is
 * for the policies of that role.
 */
export async function prove(lives: readonly Life[]): Promise<Proof> {
  const refused: string[] = [];
  const asked = new Set<string>();
  const allowed = new Set<string>();
  let calls = 0;
  for (const { stacks, steps } of lives) {
    for (const step of steps) {
      const own = step.calls.filter(({ account }) => account === ACCOUNT);
      const requests = distinct((await Promise.all(own.map(requestsOf))).flat());
      calls += own.length;
      for (const exact of [false, true]) {
        const policies = policiesOf(exact && step.name === "update" ? stacks : [stacks[step.stack]], exact);
        for (const action of actionsOf(policies)) allowed.add(action);
        const missing = requests.filter((request) => !isAllowed(policies, request));
        refused.push(...missing.map((one) => `${step.name}${exact ? ", exact" : ""}: ${JSON.stringify(one)}`));
      }
      for (const { action } of requests) asked.add(action);
    }
  }
  const unused = [...allowed].filter((pattern) => ![...asked].some((action) => like(pattern, action))).sort();
  return { refused, unused, allowed: [...allowed].sort(), calls };
}

/** Where the list of actions that nothing asked for is not what was found: one line each. */
export function listProblems(unused: readonly string[], listed: Readonly<Record<string, string>>): readonly string[] {
  const missing = unused.filter((action) => !(action in listed));
  const stale = Object.keys(listed).filter((action) => !unused.includes(action));
  return [
    ...missing.map((action) => `${action} is allowed, nothing asked for it, and e2e/iam/unused.json gives no reason`),
    ...stale.map((action) => `${action} is in e2e/iam/unused.json, and was asked for or is not allowed`),
  ];
}

function policiesOf(stacks: readonly string[], exact: boolean): readonly PolicyDocument[] {
  const files = stacks.map((text, index) => ({ path: `stacks/${index}/${STACK_FILE}`, text }));
  const needs = needsOf([...madeStacks(files).values()], { account: ACCOUNT, exact });
  return policyDocuments(needs);
}

function actionsOf(policies: readonly PolicyDocument[]): readonly string[] {
  return policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
}

function distinct(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}
