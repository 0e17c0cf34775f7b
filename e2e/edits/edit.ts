import type { StackForm } from "../../src/cli/stack-form.js";
import type { Happening } from "./happenings.js";

/** A nanokit.yml as plain values. */
export type Tree = { [key: string]: unknown };

/** Changes a file in place. */
export type Change = (file: Tree) => void;

/**
 * What is done to get from the base to the edited file: a file that is applied, or written and not applied; a command of Terraform in the
 * stack's folder; something that is asked of AWS itself; the stack that lies beside it applied again, or destroyed; another form; or a day
 * that passes.
 */
export type Step =
  | { readonly apply: Change; readonly says: string }
  | { readonly write: Change; readonly says: string }
  | { readonly aws: Happening; readonly says: string }
  | { readonly applyBeside: true; readonly says: string }
  | { readonly destroyBeside: true; readonly says: string }
  | { readonly waitADay: true; readonly says: string }
  /** What stands in the state is forgotten, and adopted by its id. */
  | { readonly adopt: readonly string[]; readonly says: string }
  /** The stack becomes a module, whose root takes over what is in the state, or a root again, which takes it back. */
  | { readonly form: StackForm; readonly says: string }
  /** `images --save` writes down a tag, and no apply after it is given one. */
  | { readonly saveTag: string; readonly says: string }
  | {
      readonly terraform: readonly string[];
      /** The file that is written before. @default the one that is applied */
      readonly file?: Change;
      readonly says: string;
    };

/** One edit of a file that is applied. */
export interface Edit {
  /** Unique in the matrix: the beginning is the kind, `zones: a third one`. */
  readonly name: string;
  /** File in `bases/`, without its end. */
  readonly base: string;
  /** An edit that is applied before. @default the file as it is */
  readonly first?: Change;
  /** The edit, as a user makes it. */
  readonly change: Change;
  /**
   * Another base, which is applied to the same AWS before, as a stack of its own. Ids in it are of what the first stack has.
   * @default there is no other stack
   */
  readonly beside?: string;
  /** Where it cannot be applied at once, or not alone: who says so, and the steps. @default it is applied at once */
  readonly foretold?: Foretold;
  /** Values for variables of Terraform, given as `-var`. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Values that are in the environment, as `TF_VAR_...`, whether a variable asks for them or not. @default none */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Steps, the last of which that applies the stack leaves it as the edited file wants it, and where they are said: `says` of each has to stand
 * there. That is a finding of `synth`, which `check` has too; a page of docs, and findings while it is followed; or `check` alone, as a mark.
 */
export interface Foretold {
  /** The only code that `synth` gives. @default it gives none */
  readonly code?: string;
  /** `restore.md`. @default no page has to be read */
  readonly page?: string;
  readonly steps: readonly Step[];
}

/** What did not go as it has to; the message says what. */
export class EditFailed extends Error {}

/** The map at a path of keys, which is made where it is missing. */
export function at(file: Tree, ...keys: readonly string[]): Tree {
  return keys.reduce<Tree>((map, key) => {
    map[key] ??= {};
    return map[key] as Tree;
  }, file);
}

/** Sets the key at the end of a path to a copy of a value, or takes it away where that is undefined. */
export function put(path: string, value: unknown): Change {
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  return (file) => {
    const map = at(file, ...keys);
    if (value === undefined) delete map[last];
    else map[last] = structuredClone(value);
  };
}

/** Gives the key at the end of a path another name. */
export function rename(path: string, name: string): Change {
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  return (file) => {
    const map = at(file, ...keys);
    map[name] = map[last];
    delete map[last];
  };
}

/** Several changes, one after the other. */
export function all(...changes: readonly Change[]): Change {
  return (file) => {
    for (const change of changes) change(file);
  };
}
