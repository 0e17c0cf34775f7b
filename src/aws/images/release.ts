import { compareNumbers } from "../versions.js";
import { engineOf } from "./engines.js";
import { findImage } from "./find.js";
import { postgresMajor } from "./postgres.js";
import { parseImageReference } from "./reference.js";

/** The release of an engine whose files another may not read. */
export interface EngineRelease {
  /** `postgresql`. */
  readonly engine: string;
  /** The numbers that tell releases with different files apart, as far as the tag has them. Empty: nothing tells. */
  readonly release: readonly number[];
}

/** Engines that change their files with the second number too. Source: dev.mysql.com, "Upgrade Paths"; mariadb.com/kb, "Upgrading"; mongodb.com,
 * "Release Notes", each of which goes from one such release to the next. */
const BY_TWO_NUMBERS: ReadonlySet<string> = new Set(["mysql", "mariadb", "mongodb"]);

/** The engine in an image and its release, by its tag; undefined for what is no engine of the catalogue. */
export function engineRelease(reference: string): EngineRelease | undefined {
  const facts = findImage(reference);
  if (!facts?.database) return undefined;
  const engine = engineOf(facts.name);
  const major = postgresMajor(reference);
  if (major !== undefined) return { engine, release: Number.isFinite(major) ? [major] : [] };
  const [, first, second] = /^v?(\d+)(?:\.(\d+))?(?![\d])/.exec(parseImageReference(reference)?.tag ?? "") ?? [];
  const numbers = BY_TWO_NUMBERS.has(engine) ? [first, second] : [first];
  return { engine, release: numbers.flatMap((number) => (number === undefined ? [] : [Number(number)])) };
}

/** Negative where the first is older, 0 where nothing tells them apart: numbers that only one of them has say nothing. */
export function compareReleases(one: EngineRelease, other: EngineRelease): number {
  return compareNumbers(one.release, other.release);
}
