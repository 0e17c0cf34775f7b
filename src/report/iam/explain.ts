import { TAGS } from "../../aws/tags.js";
import type { Phase } from "../../aws/types/index.js";
import { filled } from "../../diagnostics/lists.js";
import type { Need } from "./needs.js";
import { STATE_ADDRESS } from "./state-needs.js";

/** Columns that a line has at most. */
const WIDTH = 80;

const PHASES: readonly Phase[] = ["create", "read", "update", "delete"];

/** Said where no stack names a bucket of S3. */
const STATE_NOTE =
  "The state of Terraform is not in here, as only you know where it is. A backend in S3 needs s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject on the state and its lock.";

const NOTES = [
  "A file system that is protected may not be deleted: one more lock on its data. To destroy it, set infra.efs.protect: false, run nanokit-tf iam again, and attach what it prints; that has elasticfilesystem:DeleteFileSystem.",
  STATE_NOTE,
  "Whoever may write the policies of a role can give it any right. Keep this role for the pipeline.",
  "sts:GetCallerIdentity needs no permission.",
];

/** Every action with where it is allowed, what needs it and when, and what is left out on purpose. Lines fit 80 columns. */
export function explainNeeds(needs: readonly Need[]): string {
  const byAction = group(needs);
  const actions = [...byAction].sort(([a], [b]) => (a < b ? -1 : 1)).map(([action, all]) => explainAction(action, all));
  const hasState = needs.some(({ reasons }) => reasons.some(({ address }) => address === STATE_ADDRESS));
  const notes = NOTES.filter((note) => note !== STATE_NOTE || !hasState);
  return `${[...actions, ...notes.map((note) => wrapped("", note).join("\n"))].join("\n\n")}\n`;
}

function group(needs: readonly Need[]): ReadonlyMap<string, readonly Need[]> {
  const groups = new Map<string, Need[]>();
  for (const need of needs) groups.set(need.action, [...(groups.get(need.action) ?? []), need]);
  return groups;
}

function explainAction(action: string, needs: readonly Need[]): string {
  const reasons = needs.flatMap((need) => need.reasons);
  const phases = PHASES.flatMap((phase) => {
    const addresses = [...new Set(reasons.filter((one) => one.phase === phase).map(({ address }) => address))].sort();
    return addresses.length === 0 ? [] : wrapped(`  ${phase.padEnd(7)} `, shortList(addresses));
  });
  const whys = [...new Set(reasons.flatMap(({ why }) => why ?? []))].sort();
  const places = [...new Set(needs.map(placeOf))].sort();
  return [
    action,
    ...places.flatMap((place) => wrapped("  on      ", place)),
    ...phases,
    ...whys.flatMap((why) => wrapped("  why     ", why)),
  ].join("\n");
}

const TAG = new RegExp(`^aws:(Request|Resource)Tag/(${TAGS.project}|${TAGS.environment}|${TAGS.component})$`);

function placeOf({ resource, conditions }: Need): string {
  const keys = Object.entries(conditions).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]) => ({ operator, key, values })),
  );
  const tags = keys.filter(({ operator, key }) => operator !== "Null" && TAG.test(key));
  const words = [...tagWords(tags), ...keys.filter((one) => !tags.includes(one)).map(conditionWords)];
  return words.length === 0 ? resource : `${resource} ${words.join(", ")}`;
}

interface KeyCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The tags of the environment, in short. */
function tagWords(tags: readonly KeyCondition[]): readonly string[] {
  if (tags.length === 0) return [];
  const verb = tags.some(({ key }) => key.startsWith("aws:Request")) ? "given" : "with";
  const values = ["project", "environment", "component"].flatMap(
    (name) => tags.find(({ key }) => key.endsWith(name))?.values.join(" or ") ?? [],
  );
  return [`${verb} the tags of ${values.join(", ")}`];
}

function conditionWords({ operator, key, values }: KeyCondition): string {
  if (operator === "Null") return values[0] === "true" ? `without ${key}` : `with ${key}`;
  return `where ${key} is ${values.join(" or ")}`;
}

const SHOWN = 6;

function shortList(addresses: readonly string[]): string {
  const more = addresses.length - SHOWN;
  return more > 1 ? `${addresses.slice(0, SHOWN).join(", ")} and ${more} more` : addresses.join(", ");
}

/** Words behind a label, the lines after the first as far to the right. */
function wrapped(label: string, text: string): readonly string[] {
  const lines = filled(text, WIDTH - label.length);
  return lines.map((line, index) => `${index === 0 ? label : " ".repeat(label.length)}${line}`);
}
