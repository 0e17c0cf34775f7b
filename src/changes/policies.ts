import { isObject, type Json, type JsonObject, listOf, objectOf } from "../stack/json.js";
import { shortReference } from "../stack/references.js";
import type { Blocks } from "../stack/stack.js";

/** What a policy says in one statement about one principal, one action and one resource. */
interface Grant {
  readonly effect: "Allow" | "Deny";
  /** `AWS:arn`, `Service:name`; `*` for everybody; nothing in a policy of an identity. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Texts such as `StringEquals aws:SourceAccount`, with the values that they let through. */
  readonly conditions: ReadonlyMap<string, readonly string[]>;
  /** Whether `action` or `resource` says what is left out. */
  readonly inverted: string;
}

/** What one policy allows and another does not, in words; empty when nothing. */
export interface PolicyChange {
  readonly opens: readonly string[];
  readonly closes: readonly string[];
}

/** What becomes allowed, and what becomes forbidden, when a policy takes the place of another. Undefined: there is none. */
export function policyChange(before: JsonObject | undefined, after: JsonObject | undefined): PolicyChange {
  const [old, now] = [grantsOf(before), grantsOf(after)] as const;
  return {
    opens: [...wordsOf(beyond(now, old, "Allow"), "allows"), ...wordsOf(beyond(old, now, "Deny"), "no longer forbids")],
    closes: [
      ...wordsOf(beyond(old, now, "Allow"), "no longer allows"),
      ...wordsOf(beyond(now, old, "Deny"), "forbids"),
    ],
  };
}

/** The policy at an attribute: JSON in a text, or `jsonencode` of a local value. */
export function policyAt(value: Json | undefined, blocks: Blocks): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== "string") return undefined;
  const local = /^\$\{jsonencode\((local\.[\w-]+)\)\}$/.exec(value)?.[1];
  if (local !== undefined) {
    const body = blocks.get(local)?.body;
    return isObject(body) ? body : undefined;
  }
  try {
    const parsed = JSON.parse(value) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function grantsOf(policy: JsonObject | undefined): readonly Grant[] {
  return listOf(policy?.Statement)
    .map(objectOf)
    .flatMap((statement) => {
      const effect = statement.Effect === "Deny" ? "Deny" : "Allow";
      const conditions = conditionsOf(statement.Condition);
      const [actionKey, resourceKey] = (["Action", "Resource"] as const).map((key) =>
        (`Not${key}` as const) in statement ? (`Not${key}` as const) : key,
      );
      const inverted = [actionKey, resourceKey].filter((key) => key?.startsWith("Not")).join();
      const resources = statement[resourceKey ?? ""];
      return principalsOf(statement).flatMap((principal) =>
        texts(statement[actionKey ?? ""]).flatMap((action) =>
          (resources === undefined ? [""] : texts(resources)).map((resource) => {
            return { effect, principal, action, resource, conditions, inverted } as const;
          }),
        ),
      );
    });
}

function principalsOf({ Principal: principal, NotPrincipal: not }: JsonObject): readonly string[] {
  if (not !== undefined) return [`all but ${JSON.stringify(not)}`];
  if (principal === undefined) return [""];
  if (!isObject(principal)) return texts(principal);
  return Object.entries(principal).flatMap(([kind, who]) =>
    texts(who).map((one) => (kind === "AWS" && /^(?:\*|\$\{.*\})$/.test(one) ? one : `${kind}:${one}`)),
  );
}

function conditionsOf(condition: Json | undefined): ReadonlyMap<string, readonly string[]> {
  const entries = Object.entries(objectOf(condition)).flatMap(([operator, keys]) =>
    Object.entries(objectOf(keys)).map(([key, values]) => [`${operator} ${key}`, [...texts(values)].sort()] as const),
  );
  return new Map(entries);
}

function texts(value: Json | undefined): readonly string[] {
  return listOf(value).map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
}

/** The grants of one effect that no grant of the other list covers. */
function beyond(grants: readonly Grant[], others: readonly Grant[], effect: Grant["effect"]): readonly Grant[] {
  const rivals = others.filter((other) => other.effect === effect);
  return grants.filter((grant) => grant.effect === effect && !rivals.some((rival) => covers(rival, grant)));
}

/** Whether everything that one grant is about, another is about too. */
function covers(wide: Grant, narrow: Grant): boolean {
  return (
    wide.inverted === narrow.inverted &&
    (wide.principal === narrow.principal || wide.principal === "*") &&
    covered(wide.action, narrow.action, wide.inverted.includes("Action"), "i") &&
    covered(wide.resource, narrow.resource, wide.inverted.includes("Resource"), "") &&
    [...wide.conditions].every(([key, values]) => weaker(key, values, narrow.conditions.get(key)))
  );
}

/** Whether a pattern matches all that another does. Of two that say what is left out, only the same one surely does. */
function covered(wide: string, narrow: string, inverted: boolean, flags: string): boolean {
  if (wide === narrow) return true;
  if (inverted || !/[*?]/.test(wide)) return false;
  const pattern = wide
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, `s${flags}`).test(narrow);
}

/** Whether a condition lets through all that another does. A negative operator lets through less with more values. */
function weaker(key: string, wide: readonly string[], narrow: readonly string[] | undefined): boolean {
  if (narrow === undefined) return false;
  const negative = /^(?:ForAllValues:|ForAnyValue:)?\w*Not/.test(key);
  return negative ? wide.every((value) => narrow.includes(value)) : narrow.every((value) => wide.includes(value));
}

/** One sentence for each principal and resource, with the actions. */
function wordsOf(grants: readonly Grant[], verb: string): readonly string[] {
  const groups = new Map<string, { readonly grant: Grant; readonly actions: Set<string> }>();
  for (const grant of grants) {
    const key = JSON.stringify([grant.principal, grant.resource, grant.inverted, [...grant.conditions]]);
    const group = groups.get(key);
    if (group) group.actions.add(grant.action);
    else groups.set(key, { grant, actions: new Set([grant.action]) });
  }
  return [...groups.values()].map(({ grant, actions }) => {
    const what = `${grant.inverted.includes("Action") ? "all but " : ""}${[...actions].map(code).join(", ")}`;
    const where =
      grant.resource === ""
        ? ""
        : ` on ${grant.inverted.includes("Resource") ? "all but " : ""}${code(grant.resource)}`;
    const who = grant.principal === "" ? "" : ` to ${grant.principal === "*" ? "everybody" : code(grant.principal)}`;
    const keys = [...grant.conditions.keys()].map((key) => code(key.split(" ")[1] ?? key));
    const when = keys.length === 0 ? "" : `, where ${keys.join(" and ")} ${keys.length === 1 ? "holds" : "hold"}`;
    return `${verb} ${what}${where}${who}${when}`;
  });
}

function code(text: string): string {
  return `\`${shortReference(text)}\``;
}
