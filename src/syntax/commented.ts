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

export interface CommentedScalar {
  readonly kind: "scalar";
  readonly anchor?: string;
  readonly value: string | number | boolean | null;
  /** As spelled, without quotes. */
  readonly text: string;
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

export interface CommentedMap {
  readonly kind: "map";
  readonly anchor?: string;
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

export interface CommentedList {
  readonly kind: "list";
  readonly anchor?: string;
  readonly items: readonly CommentedItem[];
  readonly closing?: readonly string[];
  readonly flow?: boolean;
}

/** The key that merges. */
export const MERGE_KEY = "<<";
