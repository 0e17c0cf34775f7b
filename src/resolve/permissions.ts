import {
  actionProblem,
  conditionKeyProblem,
  configurationSetProblem,
  operatorProblem,
  type Permission,
  prefixProblem,
  type ResourceService,
  resourceProblem,
  SHORT_FORMS,
  type StatementConditions,
  thingProblem,
} from "../aws/permissions/index.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";

/** `permissions` of a service. */
type WrittenPermissions = NonNullable<ServiceDocument["fields"]["permissions"]>["value"];

/** One permission as it is written: the ARN of a managed policy, or a map with one key. */
export type WrittenPermission = WrittenPermissions extends readonly (infer P)[] ? P : never;

type Form = Exclude<WrittenPermission["value"], string>;
type FormKey = keyof Form["fields"];

/** Why a permission allows nothing. */
export type PermissionProblem =
  /** It has no key, or several. */
  | { readonly kind: "keys"; readonly at: SourceLocation; readonly keys: readonly string[] }
  /** What it is for is none of its kind. */
  | ({ readonly kind: "thing"; readonly service: ResourceService; readonly id: string } & Problem)
  | ({ readonly kind: "part"; readonly part: "prefix" | "configurationSet" } & Problem)
  /** A part of a statement. */
  | ({ readonly kind: "action" | "resource" | "condition"; readonly text: string } & Problem);

interface Problem {
  readonly at: SourceLocation;
  readonly problem: string;
}

/** What a permission says. */
export interface PermissionReading {
  /** Undefined where it allows nothing: after a problem, or a value of a wrong type. */
  readonly permission?: Permission;
  readonly problems: readonly PermissionProblem[];
}

/** What is right of the permissions of a service, in the order of the file and each once. */
export function resolvePermissions({ value }: Located<WrittenPermissions>): readonly Permission[] {
  const all = value.flatMap((written) => readPermission(written).permission ?? []);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Reads one permission. */
export function readPermission(written: WrittenPermission): PermissionReading {
  if (typeof written.value === "string") return right({ kind: "policy", arn: written.value });
  const { fields, written: keys, unknown } = written.value;
  if (unknown) return wrong();
  const [key, second] = [...keys.keys()] as FormKey[];
  if (key === undefined || second !== undefined) {
    const at = keys.get(second ?? "")?.location ?? written.location;
    return wrong({ kind: "keys", at, keys: [...keys.keys()] });
  }
  return key === "statement" ? readStatement(fields.statement) : readResource(key, fields);
}

/** A short form, whichever: each of its keys has a text. */
export type TextFields = Readonly<Record<string, Located<string> | undefined>>;

function readResource(service: ResourceService, form: Form["fields"]): PermissionReading {
  const block = form[service];
  if (!block) return wrong();
  const texts: TextFields = block.value.fields;
  const id = texts[SHORT_FORMS[service].key];
  const access = service === "ses" ? "send" : texts.access?.value;
  const problems = [...thingProblems(service, id), ...partProblems(texts)];
  if (!id || access === undefined || problems.length > 0) return wrong(...problems);
  const { prefix, configurationSet } = texts;
  return right({
    kind: "resource",
    service,
    id: id.value,
    access,
    ...(prefix && { prefix: prefix.value }),
    ...(configurationSet && { configurationSet: configurationSet.value }),
  });
}

function thingProblems(service: ResourceService, id: Located<string> | undefined): readonly PermissionProblem[] {
  const problem = id && thingProblem(service, id.value);
  return id && problem !== undefined ? [{ kind: "thing", at: id.location, service, id: id.value, problem }] : [];
}

function partProblems({ prefix, configurationSet }: TextFields): readonly PermissionProblem[] {
  return [
    ...partProblem("prefix", prefix, prefixProblem),
    ...partProblem("configurationSet", configurationSet, configurationSetProblem),
  ];
}

function partProblem(
  part: "prefix" | "configurationSet",
  text: Located<string> | undefined,
  problemOf: (text: string) => string | undefined,
): readonly PermissionProblem[] {
  const problem = text && problemOf(text.value);
  return text && problem !== undefined ? [{ kind: "part", at: text.location, part, problem }] : [];
}

function readStatement(statement: Form["fields"]["statement"]): PermissionReading {
  if (!statement) return wrong();
  const { written, fields } = statement.value;
  const { actions, resources, conditions } = fields;
  const problems = [
    ...partsOf("action", actions?.value ?? [], actionProblem),
    ...partsOf("resource", resources?.value ?? [], resourceProblem),
    ...(conditions ? conditionProblems(conditions.value) : []),
  ];
  const refused = written.has("conditions") && !conditions;
  if (!actions || !resources || refused || problems.length > 0) return wrong(...problems);
  return right({
    kind: "statement",
    actions: actions.value.map(({ value }) => value),
    resources: resources.value.map(({ value }) => value),
    ...(conditions && { conditions: conditionsOf(conditions.value) }),
  });
}

/** What is wrong with texts that have to be of one form. */
function partsOf(
  kind: "action" | "resource" | "condition",
  texts: readonly Located<string>[],
  problemOf: (text: string) => string | undefined,
): readonly PermissionProblem[] {
  return texts.flatMap(({ value: text, location: at }) => {
    const problem = problemOf(text);
    return problem === undefined ? [] : [{ kind, at, text, problem }];
  });
}

/** `conditions` of a statement. */
type Conditions = ReadonlyMap<string, Entry<ReadonlyMap<string, Entry<string | readonly Located<string>[]>>>>;

function conditionProblems(conditions: Conditions): readonly PermissionProblem[] {
  return [...conditions.values()].flatMap(({ key: operator, value: keys }) => {
    const names = [...keys.value.values()].map(({ key }) => key);
    return [...partsOf("condition", [operator], operatorProblem), ...partsOf("condition", names, conditionKeyProblem)];
  });
}

function conditionsOf(conditions: Conditions): StatementConditions {
  return Object.fromEntries(
    [...conditions.values()].map(({ key: operator, value: keys }) => [
      operator.value,
      Object.fromEntries(
        [...keys.value.values()].map(({ key, value }) => [
          key.value,
          typeof value.value === "string" ? [value.value] : value.value.map((one) => one.value),
        ]),
      ),
    ]),
  );
}

function right(permission: Permission): PermissionReading {
  return { permission, problems: [] };
}

function wrong(...problems: readonly PermissionProblem[]): PermissionReading {
  return { problems };
}
