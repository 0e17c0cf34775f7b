import { environmentNameProblem } from "../aws/container.js";
import {
  jsonKeyProblem,
  parameterNameProblem,
  type SecretStore,
  secretArn,
  secretNameProblem,
} from "../aws/secrets.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Secret } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";

/** `secrets` of a service, or those for all services. */
export type WrittenSecrets = NonNullable<ServiceDocument["fields"]["secrets"]>["value"];

/** One secret as it is written: a `vault://` address, or `{ from, name, key }`, or `{ arn, key }`. */
export type WrittenSecret = WrittenSecrets extends ReadonlyMap<string, infer E> ? E : never;

/** What a file can refer to: no secret that a database of the stack has. */
export type Reference = Exclude<Secret["from"], { readonly store: "rds" }>;

/** Where a secret is kept that says nothing of it. */
export interface Convention {
  readonly store: SecretStore;
  readonly folder: string;
}

/** Why a secret refers to nothing. No problem repeats what is written: a value in the wrong place would be shown. */
export type ReferenceProblem =
  /** The secret's name cannot be that of a variable. */
  | { readonly kind: "variable"; readonly problem: string }
  | { readonly kind: "empty" }
  | { readonly kind: "name"; readonly at: SourceLocation; readonly store: SecretStore; readonly problem: string }
  /** The secret's name cannot be part of the name that the convention gives it. */
  | { readonly kind: "convention"; readonly store: SecretStore; readonly problem: string }
  | { readonly kind: "arn"; readonly at: SourceLocation; readonly problem: string }
  | {
      readonly kind: "two";
      readonly at: SourceLocation;
      readonly other: "from" | "name";
      readonly arn: SourceLocation;
    }
  | { readonly kind: "parameter-key"; readonly at: SourceLocation }
  | { readonly kind: "key"; readonly at: SourceLocation; readonly problem: string };

/** What a secret says of where it is read from. */
export interface ReferenceReading {
  /** Undefined where it refers to nothing: after a problem, or a value of a wrong type. */
  readonly reference?: Reference;
  readonly problems: readonly ReferenceProblem[];
  /** The name that the convention gives it, where it says none. */
  readonly byConvention?: string;
}

interface ReferenceFields {
  readonly from?: Located<"vault" | SecretStore>;
  readonly name?: Located<string>;
  readonly key?: Located<string>;
  readonly arn?: Located<string>;
}

const REFERENCE_FIELDS = ["from", "name", "key", "arn"] as const satisfies readonly (keyof ReferenceFields)[];

const VAULT = "vault://";

/** Reads where a secret is kept. */
export function readReference({ key, value }: WrittenSecret, convention: Convention): ReferenceReading {
  const problem = environmentNameProblem(key.value);
  if (problem !== undefined) return wrong({ kind: "variable", problem });
  if (typeof value.value === "string") return readAddress({ ...value, value: value.value }, convention.store);
  const { fields, written } = value.value;
  if (!["from", "name", "arn"].some((field) => written.has(field))) return wrong({ kind: "empty" });
  const mistyped = REFERENCE_FIELDS.some((field) => written.has(field) && !fields[field]);
  return mistyped ? wrong() : readFields(fields, key, convention);
}

/** Whether the convention names a secret: it says nothing of its name. */
export function followsConvention({ value }: WrittenSecret): boolean {
  return typeof value.value !== "string" && !value.value.fields.name && !value.value.fields.arn;
}

/** `vault://path`, with `#key` behind it for a key of the secret's JSON. A plain value has its own finding. */
function readAddress(text: Located<string>, store: SecretStore): ReferenceReading {
  if (!text.value.startsWith(VAULT)) return wrong();
  const [path = "", ...rest] = text.value.slice(VAULT.length).split("#");
  const name = store === "ssm" ? `/${path.replace(/^\//, "")}` : path;
  const key = rest.length > 0 ? { ...text, value: rest.join("#") } : undefined;
  return named(store, { ...text, value: name }, key);
}

/** `{ from, name, key }` or `{ arn, key }`. */
function readFields(fields: ReferenceFields, secret: Located<string>, convention: Convention): ReferenceReading {
  const { from, name, key, arn } = fields;
  if (arn) return byArn(arn, fields);
  const store = from === undefined || from.value === "vault" ? convention.store : from.value;
  return name ? named(store, name, key) : conventional({ ...convention, store }, secret, key);
}

function conventional(
  { store, folder }: Convention,
  secret: Located<string>,
  key: Located<string> | undefined,
): ReferenceReading {
  if (store === "secretsmanager") {
    return { ...named(store, { ...secret, value: folder }, key ?? secret), byConvention: folder };
  }
  const id = `/${folder}/${secret.value}`;
  const problem = parameterNameProblem(id);
  if (problem !== undefined) return wrong({ kind: "convention", store, problem });
  return { ...named(store, { ...secret, value: id }, key), byConvention: id };
}

function named(store: SecretStore, name: Located<string>, key: Located<string> | undefined): ReferenceReading {
  const problem = store === "ssm" ? parameterNameProblem(name.value) : secretNameProblem(name.value);
  return problem === undefined
    ? withKey(store, name.value, key)
    : wrong({ kind: "name", at: name.location, store, problem });
}

function byArn(arn: Located<string>, { from, name, key }: ReferenceFields): ReferenceReading {
  const found = secretArn(arn.value);
  const reading =
    "store" in found
      ? withKey(found.store, arn.value, key)
      : wrong({ kind: "arn", at: arn.location, problem: found.problem });
  const surplus = name ?? from;
  if (!surplus) return reading;
  const two = { kind: "two", at: surplus.location, other: name ? "name" : "from", arn: arn.location } as const;
  return { ...reading, problems: [two, ...reading.problems] };
}

/** ECS takes a parameter of SSM as a whole; a secret of Secrets Manager may be JSON with keys. */
function withKey(store: SecretStore, id: string, key: Located<string> | undefined): ReferenceReading {
  if (!key) return { reference: { store, id }, problems: [] };
  if (store === "ssm") return wrong({ kind: "parameter-key", at: key.location });
  const problem = jsonKeyProblem(key.value);
  return problem === undefined
    ? { reference: { store, id, jsonKey: key.value }, problems: [] }
    : wrong({ kind: "key", at: key.location, problem });
}

function wrong(...problems: readonly ReferenceProblem[]): ReferenceReading {
  return { problems };
}
