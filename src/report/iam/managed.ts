import { covers, MANAGED_POLICIES, RESTRICTED_EFS_ACTIONS } from "../../aws/managed-policies.js";
import { policyDocuments } from "./documents.js";
import type { Need } from "./needs.js";

/** What `--managed` answers. */
export interface ManagedAnswer {
  /** No line that is not JSON is longer than 80 columns. */
  readonly text: string;
  /** How many policies that makes on a role: AWS's own, and those to add. */
  readonly count: number;
}

/** Which managed policies of AWS allow what is needed, and, as policies to add, what none of them does. */
export function managedAnswer(needs: readonly Need[]): ManagedAnswer {
  const used = MANAGED_POLICIES.filter((policy) => needs.some(({ action }) => covers(policy, action)));
  const rest = needs.filter(({ action }) => !used.some((policy) => covers(policy, action)));
  const storage = needs.some(({ action }) => action.startsWith("elasticfilesystem:"));
  const documents = policyDocuments(rest);
  const partition = needs.map(({ resource }) => resource.split(":")[1]).find((part) => part !== undefined) ?? "aws";
  const text = [
    "Managed policies of AWS, each far wider than what a stack needs:\n",
    ...used.map(({ name }) => `  arn:${partition}:iam::aws:policy/${name}`),
    ...(storage ? ["", ...EFS] : []),
    ...(documents.length === 0
      ? []
      : [`\nNone of them allows the following, ${toAdd(documents.length)} to add:\n`, ...documents.map(pretty)]),
    "",
  ].join("\n");
  return { text, count: used.length + documents.length };
}

const EFS = [
  "The first one may also delete file systems. A restricted policy in its place",
  "has at least these actions, which make a bare file system; `nanokit-tf iam`",
  "without --managed prints all that this project needs:\n",
  ...RESTRICTED_EFS_ACTIONS.map((action) => `  ${action}`),
];

function toAdd(count: number): string {
  return count === 1 ? "which is a policy" : `which are ${count} policies`;
}

function pretty(document: unknown): string {
  return JSON.stringify(document, null, 2);
}
