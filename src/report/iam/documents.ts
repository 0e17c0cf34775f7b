import type { Need } from "./needs.js";

/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** An IAM policy, as AWS takes it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/** The most characters a managed policy may have, white space not counted. Source: IAM user guide, reference_iam-quotas. */
export const POLICY_LIMIT = 6144;

/** What belongs together, in the order of the documents: a change of a service leaves the documents of the others as they are. */
const TOPICS: readonly (readonly string[])[] = [
  ["ec2"],
  ["elasticfilesystem", "kms", "backup", "backup-storage"],
  ["iam"],
  ["ecs", "ecr", "logs", "servicediscovery", "application-autoscaling", "cloudwatch", "scheduler", "secretsmanager"],
  ["elasticloadbalancing", "acm", "route53"],
];

/** The policies that allow what is needed, each within the limit of AWS. The same needs give the same documents. */
export function policyDocuments(needs: readonly Need[]): readonly PolicyDocument[] {
  const documents: (readonly Statement[])[] = [];
  for (const ofTopic of byTopic(needs)) {
    const statements = statementsOf(ofTopic).flatMap(cut);
    const last = documents.at(-1) ?? [];
    if (documents.length > 0 && policySize(document([...last, ...statements])) <= POLICY_LIMIT) {
      documents[documents.length - 1] = [...last, ...statements];
    } else documents.push(...packed(statements));
  }
  return documents.filter(({ length }) => length > 0).map(document);
}

/** The needs of each topic, and last those of a service that no topic names: none is left out. */
function byTopic(needs: readonly Need[]): readonly (readonly Need[])[] {
  const known = new Set(TOPICS.flat());
  return [
    ...TOPICS.map((topic) => needs.filter(({ action }) => topic.includes(serviceOf(action)))),
    needs.filter(({ action }) => !known.has(serviceOf(action))),
  ];
}

/** Characters of a policy as AWS counts them. */
export function policySize(policy: PolicyDocument): number {
  return JSON.stringify(policy).replaceAll(/\s/g, "").length;
}

/** A policy, or several, as they are printed and written. */
export function policyText(policies: PolicyDocument | readonly PolicyDocument[] | undefined): string {
  return `${JSON.stringify(policies, null, 2)}\n`;
}

/**
 * Whether a text is a policy as {@link policyText} writes those of {@link policyDocuments}: to the letter, in their order, with no key that
 * they do not have. One that a person has written or edited is not.
 */
export function isPolicyOfOurs(text: string): boolean {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return false;
  }
  if (!isRecord(policy) || Object.keys(policy).join(" ") !== "Version Statement") return false;
  const statements: unknown = policy.Statement;
  const asWritten = `${JSON.stringify(policy, null, 2)}\n` === text.replaceAll("\r\n", "\n");
  return asWritten && Array.isArray(statements) && statements.length > 0 && statements.every(isStatementOfOurs);
}

function isStatementOfOurs(statement: unknown): boolean {
  if (!isRecord(statement) || statement.Effect !== "Allow") return false;
  const keys = Object.keys(statement).join(" ");
  return /^Effect Action Resource(?: Condition)?$/.test(keys) && [statement.Action, statement.Resource].every(isSorted);
}

function isSorted(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0 && JSON.stringify(unique(list as string[])) === JSON.stringify(list);
}

function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}

function document(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** One statement for all actions that are allowed on the same things under the same conditions. */
function statementsOf(needs: readonly Need[]): readonly Statement[] {
  const byAction = grouped(needs, ({ action, conditions }) => JSON.stringify([action, sorted(conditions)]));
  const withResources = byAction.map((group) => ({ ...group[0], resources: unique(group.map((n) => n.resource)) }));
  const byResources = grouped(withResources, ({ resources, conditions }) =>
    JSON.stringify([sorted(conditions ?? {}), resources]),
  );
  return byResources
    .map((group) => {
      const conditions = sorted(group[0]?.conditions ?? {});
      return {
        Effect: "Allow" as const,
        Action: unique(group.map(({ action }) => action ?? "")),
        Resource: group[0]?.resources ?? [],
        ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
      };
    })
    .sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

/** A statement that is too long alone, as several with some of its resources each. */
function cut(statement: Statement): readonly Statement[] {
  if (policySize(document([statement])) <= POLICY_LIMIT) return [statement];
  const half = Math.ceil(statement.Resource.length / 2);
  if (half === statement.Resource.length)
    throw new Error("a statement about one resource is longer than a policy may be");
  const parts = [statement.Resource.slice(0, half), statement.Resource.slice(half)];
  return parts.flatMap((Resource) => cut({ ...statement, Resource }));
}

/** As many statements in a document as fit, in their order. */
function packed(statements: readonly Statement[]): readonly (readonly Statement[])[] {
  const documents: (readonly Statement[])[] = [[]];
  for (const statement of statements) {
    const last = [...(documents.at(-1) ?? []), statement];
    if (policySize(document(last)) <= POLICY_LIMIT) documents[documents.length - 1] = last;
    else documents.push([statement]);
  }
  return documents;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compare);
}

/** By character, the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sorted<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const entries = Object.entries(record).sort(([a], [b]) => compare(a, b));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isRecord(value) ? (sorted(value) as T) : value] as const),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
