import type { Located } from "../diagnostics/source.js";

/**
 * The shapes that a description of a language is made of. One description serves decoding, editors' JSON Schema, and the docs.
 */
export type Schema =
  | TextSchema
  | ScalarSchema
  | NumberSchema
  | BooleanSchema
  | ChoiceSchema
  | ListSchema
  | MapSchema
  | ObjectSchema
  | EitherSchema;

/** A text with a form, `vpc-0123` for instance. */
export interface Pattern {
  readonly regex: RegExp;
  /** What the form is called, after "must be": `the id of a VPC (vpc-...)`. */
  readonly means: string;
  /** What was meant by a text of another form, where that is sure. @default the text in lower case, where that has the form */
  readonly meant?: (text: string) => string | undefined;
}

export interface TextSchema {
  readonly kind: "text";
  readonly pattern?: Pattern;
  /** A form that rules ask for, with findings of their own. Decoding takes all; editors show what is wrong while it is typed. */
  readonly form?: Pattern;
}

/** Any scalar, read as the text that stands in the file: environment variables are texts, whatever YAML takes them for. */
export interface ScalarSchema {
  readonly kind: "scalar";
  /** As of a text. */
  readonly form?: Pattern;
}

export interface NumberSchema {
  readonly kind: "number";
  readonly integer: boolean;
  readonly minimum: number;
  readonly maximum: number;
  readonly oneOf?: readonly number[];
}

export interface BooleanSchema {
  readonly kind: "boolean";
}

export interface ChoiceSchema<V extends string = string> {
  readonly kind: "choice";
  readonly values: readonly V[];
  /** What other tools call a value, and its name here: `amd64` -> `x86_64`. @default none */
  readonly foreign?: Readonly<Record<string, V>>;
}

export interface ListSchema<S extends Schema = Schema> {
  readonly kind: "list";
  readonly of: S;
  /** Whether a list without entries is refused. */
  readonly nonEmpty: boolean;
}

export interface MapSchema<S extends Schema = Schema> {
  readonly kind: "map";
  readonly of: S;
  /** What one key stands for, in messages: `service`. */
  readonly keyName: string;
  /** A rule for keys beyond "any text"; the code reported when it is broken is NK107. */
  readonly key?: Pattern;
  /** Whether `key:` with nothing behind it means an empty object. */
  readonly emptyValues: boolean;
}

/** What becomes of a key on AWS. `missed` yields a warning wherever the key is written, and `ignored` a note. */
export type Outcome =
  | { readonly kind: "used"; readonly becomes: string }
  | { readonly kind: "missed" | "ignored"; readonly because: string };

export interface Field<S extends Schema = Schema> {
  readonly schema: S;
  /** One or two sentences for editors and docs. */
  readonly doc: string;
  /** What counts when the key is not written, in words; absent: nothing. */
  readonly default?: string;
  /** Values that could be written, for editors. */
  readonly examples?: readonly unknown[];
  readonly required?: boolean;
  readonly outcome: Outcome;
}

export type Fields = Readonly<Record<string, Field>>;

export interface ObjectSchema<F extends Fields = Fields> {
  readonly kind: "object";
  /** What the object is, in messages: `a service`. */
  readonly name: string;
  readonly fields: F;
  /** Keys of neighbouring languages and what they are called here: `environment` -> `env`. */
  readonly foreign: Readonly<Record<string, string>>;
  /** Why AWS cannot do what a key of neighbouring languages asks for; undefined for all other keys. @default it can */
  readonly impossible?: (key: string) => string | undefined;
  /** Keys with this prefix belong to the user and are not looked at. */
  readonly freePrefix?: string;
  /** Whether `x-nanokit` may be among its keys, which is taken out before anything is decoded. @default it is a key like any other */
  readonly accepts?: true;
}

/** The first member whose kind of node fits is the one that counts. */
export interface EitherSchema<M extends readonly Schema[] = readonly Schema[]> {
  readonly kind: "either";
  readonly members: M;
}

/** One entry of a decoded map: the value, and where its key stands. */
export interface Entry<T> {
  readonly key: Located<string>;
  readonly value: Located<T>;
}

/** What a decoded object has beside its fields. */
export interface Written {
  /** Keys that stand in the file, also those whose value was refused: a rule about a missing key must not fire for them. */
  readonly written: ReadonlyMap<string, Located<null>>;
  /** Whether it also has keys that it cannot have, which are reported. @default it has none */
  readonly unknown?: true;
}

/** The value that a schema decodes to. */
export type Decoded<S> = S extends { kind: "text" | "scalar" }
  ? string
  : S extends { kind: "number" }
    ? number
    : S extends { kind: "boolean" }
      ? boolean
      : S extends ChoiceSchema<infer V>
        ? V
        : S extends { kind: "list"; of: infer I }
          ? readonly Located<Decoded<I>>[]
          : S extends { kind: "map"; of: infer I }
            ? ReadonlyMap<string, Entry<Decoded<I>>>
            : S extends { kind: "object"; fields: infer F }
              ? DecodedObject<F>
              : S extends { kind: "either"; members: infer M }
                ? M extends readonly (infer One)[]
                  ? Decoded<One>
                  : never
                : never;

export type DecodedObject<F> = Written & {
  readonly fields: { readonly [K in keyof F]?: F[K] extends { schema: infer S } ? Located<Decoded<S>> : never };
};

export function text(pattern?: Pattern): TextSchema {
  return pattern ? { kind: "text", pattern } : { kind: "text" };
}

/** A text of which rules check the form, and say more than a pattern could. */
export function checkedText(form: Pattern): TextSchema {
  return { kind: "text", form };
}

export function scalar(form?: Pattern): ScalarSchema {
  return form ? { kind: "scalar", form } : { kind: "scalar" };
}

/** A whole number within bounds, both included. */
export function integer(minimum: number, maximum: number): NumberSchema {
  return { kind: "number", integer: true, minimum, maximum };
}

/** A number from 0 up. */
export function number(): NumberSchema {
  return { kind: "number", integer: false, minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
}

/** One of a few whole numbers. */
export function oneOf(values: readonly number[]): NumberSchema {
  return { kind: "number", integer: true, minimum: Math.min(...values), maximum: Math.max(...values), oneOf: values };
}

export function boolean(): BooleanSchema {
  return { kind: "boolean" };
}

export function choice<const V extends string>(...values: readonly V[]): ChoiceSchema<V> {
  return { kind: "choice", values };
}

/** One of a few texts, some of which other tools know by other names. */
export function foreignChoice<const V extends string>(
  values: readonly V[],
  foreign: Readonly<Record<string, V>>,
): ChoiceSchema<V> {
  return { kind: "choice", values, foreign };
}

export function list<S extends Schema>(of: S): ListSchema<S> {
  return { kind: "list", of, nonEmpty: false };
}

/** A list with at least one entry. */
export function nonEmptyList<S extends Schema>(of: S): ListSchema<S> {
  return { kind: "list", of, nonEmpty: true };
}

export function map<S extends Schema>(
  keyName: string,
  of: S,
  options: { readonly key?: Pattern; readonly emptyValues?: boolean } = {},
): MapSchema<S> {
  const { key, emptyValues = false } = options;
  return { kind: "map", keyName, of, emptyValues, ...(key ? { key } : {}) };
}

export function object<const F extends Fields>(
  name: string,
  fields: F,
  options: Partial<Pick<ObjectSchema, "foreign" | "impossible" | "freePrefix" | "accepts">> = {},
): ObjectSchema<F> {
  return { kind: "object", name, fields, foreign: {}, ...options };
}

export function either<const M extends readonly Schema[]>(...members: M): EitherSchema<M> {
  return { kind: "either", members };
}

interface FieldText {
  readonly doc: string;
  readonly default?: string;
  readonly examples?: readonly unknown[];
  readonly required?: boolean;
}

/** A key that is translated; `becomes` says into what. */
export function used<S extends Schema>(schema: S, becomes: string, words: FieldText): Field<S> {
  return { schema, outcome: { kind: "used", becomes }, ...words };
}

/**
 * A key that asks for what nothing does on AWS, and that somebody may count on; `because` says why, and what there is instead. With `false`,
 * which asks for nothing, it is as {@link ignored}.
 */
export function missed<S extends Schema>(schema: S, because: string, words: FieldText): Field<S> {
  return { schema, outcome: { kind: "missed", because }, ...words };
}

/** A key without a meaning on AWS, where nothing is missed without it; `because` says why. */
export function ignored<S extends Schema>(schema: S, because: string, words: FieldText): Field<S> {
  return { schema, outcome: { kind: "ignored", because }, ...words };
}
