import { MOST_LISTED, quotedList } from "../lists.js";
import type { Severity } from "../severity.js";

/** All that is said about one kind of finding, once: renderers, `explain` and the docs read it here. */
export interface CodeEntry<P> {
  readonly severity: Severity;
  /** A few words, for lists. */
  readonly title: string;
  /** The message for one finding. */
  message(params: P): string;
  /** What to write instead, for one finding. */
  help?(params: P): string | undefined;
  /** Why this is a finding at all. */
  readonly why: string;
  /** How to fix it, in general. */
  readonly fix: string;
  /**
   * Where a file may say that it knows of a warning or a note. `place`: only within the block that it is about, as the next one is to be seen.
   * @default anywhere, unless it is about the output
   */
  readonly accept?: "place" | "never";
  /** Whether it tells what writing meets in the output, as something is to be done about it: it is told in every run, and nobody can accept it. */
  readonly aboutOutput?: true;
  /**
   * Whether it is told once for all environments that have it at one place: `environments` of its params are their names.
   * @default once for each, unless it reads the same
   */
  readonly perEnvironment?: P extends { readonly environments: readonly string[] } ? true : never;
  /** Params that hold words and numbers of ours and nothing of the user's, one of several choices or a limit of AWS for instance. */
  readonly ownWords?: readonly (keyof P & string)[];
  /** Params that are worked out of what the user wrote, a guess for instance; left out where that is a secret. */
  readonly workedOut?: readonly OptionalParams<P>[];
}

/** Params that are one of several words of ours. */
type Choices<P> = {
  [K in keyof P & string]-?: NonNullable<P[K]> extends string ? (string extends P[K] ? never : K) : never;
}[keyof P & string];

/** Params that a finding may do without. */
type OptionalParams<P> = { [K in keyof P & string]-?: undefined extends P[K] ? K : never }[keyof P & string];

/** Gives an entry its type. Choices have to be named: a message that branches on one says something else when it is blanked. */
export function code<P>(
  entry: CodeEntry<P> &
    ([Choices<P>] extends [never] ? unknown : { readonly ownWords: readonly [Choices<P>, ...(keyof P & string)[]] }),
): CodeEntry<P> {
  return entry;
}

/** What a finding without parameters has to tell. */
export type Nothing = Readonly<Record<never, never>>;

/** `did you mean`, when there is something to suggest. */
export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`;
}

/** A size of Fargate: "0.5 vCPU and 2 GiB". */
export function sizeText({ cpu, memory }: Size): string {
  return `${inUnitsOf1024(cpu)} vCPU and ${memory < 1024 ? `${memory} MiB` : `${inUnitsOf1024(memory)} GiB`}`;
}

/** A 1024th; a number that was made of a secret arrives as a blank, and stays one. */
function inUnitsOf1024(value: number | string): string {
  return typeof value === "number" ? String(value / 1024) : value;
}

/** What there is to choose from, when that is not too much to read: "There are `a`, `b` and `c`." */
export function thereAre(names: readonly string[]): string | undefined {
  if (names.length === 0 || names.length > MOST_LISTED) return undefined;
  return `${names.length === 1 ? "There is" : "There are"} ${quotedList(names)}.`;
}

/** A size of a Fargate task: CPU units and MiB. */
export interface Size {
  readonly cpu: number;
  readonly memory: number;
}

/** "the environment `stage`", or "the environments `production` and `stage`". */
export function theEnvironments(names: readonly string[]): string {
  return `the environment${names.length === 1 ? "" : "s"} ${quotedList(names)}`;
}

/** The noun with its article: a service, an environment. */
export function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** A name near to the one written that AWS and Terraform can carry, as a suggestion. */
export function suggestName(written: string): string | undefined {
  const better = written.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  return better === "" || better === written || better.length > 63 ? undefined : `Call it \`${better}\`, for instance.`;
}
