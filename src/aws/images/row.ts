import type { Identity } from "../efs.js";

/**
 * How a container of an image starts. `root`: as root, and stays so. `drops`: as root, takes what ownership it needs (`chown`) and
 * goes on as `owner`. `unprivileged`: as `owner` from its first instruction, so it can change no owner.
 */
export type ImageStart = "root" | "drops" | "unprivileged";

/** What is different for some tags of an image. */
export interface ImageVariant {
  /** Tests the tag; an image without a tag is `latest`. */
  readonly when: RegExp;
  readonly owner?: Identity;
  readonly start?: ImageStart;
  readonly dataPaths?: readonly string[];
  readonly sqlite?: readonly string[];
}

/** One image of the catalogue. */
export interface ImageRow {
  /** Names as `catalogName` gives them. `some/*` is every repository right under `some/` that has no row of its own. */
  readonly names: readonly string[];
  /** Who owns and writes the directories in `dataPaths`. @default not known */
  readonly owner?: Identity;
  readonly start: ImageStart;
  /** All that match are applied, in order. */
  readonly variants?: readonly ImageVariant[];
  /** A single-writer engine: two of it on the same files destroy them, or the second does not start. */
  readonly database?: true;
  /** A service that runs the same for you, to advise instead. */
  readonly managed?: string;
  /** Directories where it keeps its data. A `*` stands for the last part of the repository's name. @default none */
  readonly dataPaths?: readonly string[];
  /** Directories that hold the program itself, and that it does not fill when it finds them empty. @default none known */
  readonly program?: readonly string[];
  /** SQLite files that it makes unless told to use another database. @default none */
  readonly sqlite?: readonly string[];
  /** Where it says so. Branch `HEAD` is the repository's default branch. */
  readonly source: string;
  /** What of this row its source does not say, or says only for some versions. */
  readonly unconfirmed?: string;
}

/** A user and its group, by default the group of the same number; it keeps the rows short. */
export function user(uid: number, gid: number = uid): Identity {
  return { uid, gid };
}

/** The user that most images begin as. */
export const ROOT = user(0);
