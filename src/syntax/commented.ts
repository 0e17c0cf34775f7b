/** YAML as it is written: comments, anchors, aliases and merge keys are parts of the tree. For files that are turned into others. */
export type Commented = CommentedScalar | CommentedMap | CommentedList | CommentedAlias;

/** Comments around a line, without their `#`. An empty text among them is an empty comment line. */
export interface Comments {
  /** On lines of their own, above. */
  readonly before: readonly string[];
  /** At the end of the line. */
  readonly beside?: string;
  /** Whether an empty line stands above. */
  readonly gap?: boolean;
}

/** Tags of compose: what they stand at takes nothing from the files before. `reset` takes it away, `override` puts something in its place. */
export const COMPOSE_TAGS: ReadonlyMap<string, "reset" | "override"> = new Map([
  ["!reset", "reset"],
  ["!override", "override"],
]);

interface Tagged {
  readonly anchor?: string;
  /** @default it has none */
  readonly tag?: "reset" | "override";
}

export interface CommentedScalar extends Tagged {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As spelled, without quotes. */
  readonly text: string;
  /** Whether it stands without quotes, so that its form says what it is. @default it has quotes, or is a block */
  readonly plain?: boolean;
}

export interface CommentedAlias {
  readonly kind: "alias";
  readonly name: string;
  /** What it stands for; absent in a tree that is only written. */
  readonly target?: Exclude<Commented, CommentedAlias>;
}

export interface CommentedEntry {
  readonly key: string;
  readonly value: Commented;
  readonly comments: Comments;
}

export interface CommentedMap extends Tagged {
  readonly kind: "map";
  readonly entries: readonly CommentedEntry[];
  /** Comments behind the last entry. */
  readonly closing?: readonly string[];
  /** Whether it is written on one line, in braces. */
  readonly flow?: boolean;
}

export interface CommentedItem {
  readonly value: Commented;
  readonly comments: Comments;
}

export interface CommentedList extends Tagged {
  readonly kind: "list";
  readonly items: readonly CommentedItem[];
  readonly closing?: readonly string[];
  readonly flow?: boolean;
}

/** The key that merges. */
export const MERGE_KEY = "<<";
