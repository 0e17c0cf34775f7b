import type { Origin, SourceLocation } from "../diagnostics/source.js";

/** One step to a value: a key, or the place of an item in a list. */
export type Step = string | number;

/** A place of the file, and what stands there. */
export interface WrittenPlace {
  readonly path: readonly Step[];
  /** Of a scalar. */
  readonly text?: string;
}

/** A value of the file as an environment sees it: merged, with its variables in place. */
export interface WrittenNode {
  readonly path: readonly Step[];
  /** Further places that it is the value of: what a database says is said of the service that it is. @default none */
  readonly as?: readonly WrittenPlace[];
  /** Where its key stands; absent for an item of a list. */
  readonly keyLocation?: SourceLocation;
  /** Where its value stands. In a secret's place the text is blanked. */
  readonly location: SourceLocation;
  readonly origin: Origin;
  /** Of a scalar: as spelled. */
  readonly text?: string;
}

/**
 * A place of the file, as `services.{service}.volumes[{volume}]`: `{x}` is a part of the address, `*` any key, `[*]` any item, `[{}]` any
 * that is a map, `[{x}]` an item that is the part or begins with it and a colon, or that stands where the part says. `{x}` can also be one of several, which the environment tells: see {@link Relations}. `=true`
 * at the end asks for this value, ` if <pattern>` for another place to be written too, and `!` means the key itself and nothing within it.
 */
export type KeyPattern = string;

/** What an environment tells of which keys belong together, by the name of a placeholder. */
export type Relations = Readonly<Record<string, (parts: Readonly<Record<string, string>>) => readonly string[]>>;

/** Why an element of the output is there, and what decides about its attributes. */
export interface Provenance {
  /**
   * What brings it about. Each of them has to be; alternatives, of which one is enough, have ` | ` between them. One of which nothing is
   * written is there by default. @default it is always there
   */
  readonly made?: readonly KeyPattern[];
  /** What would take it away. @default nothing */
  readonly unless?: readonly KeyPattern[];
  /** What its attributes are made from, beside what brings it about. @default nothing */
  readonly shaped?: readonly KeyPattern[];
}
