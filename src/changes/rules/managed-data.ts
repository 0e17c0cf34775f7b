import { compareReleases } from "../../aws/images/release.js";
import { preventsDestroy } from "../../stack/blocks.js";
import type { JsonObject } from "../../stack/json.js";
import { bodies, type Surroundings, type UnmarkedChange } from "../surroundings.js";
import { isOtherVpc } from "./other-vpc.js";
import type { Finding } from "./rule.js";

/** What can become of the data of whatever AWS runs. */
type Fate = "replaced" | "remade" | "destroyed" | "otherVpc" | "unprotected";

type Body = JsonObject | undefined;

/** What an engine has of its own. */
interface Engine<Own extends string> {
  /** Whether Terraform makes it anew although no attribute alone says so. @default it does not */
  readonly isAnew?: (old: Body, now: Body) => boolean;
  /** What else there is to say of one that stays. `anew` is what is said of one that does not. */
  readonly further: (old: Body, now: Body, anew: "replaced" | "remade") => readonly Finding<Own>[];
}

/** What becomes of the data of something that AWS runs, be it a database or a cache. */
export function managedData<Own extends string>(
  change: UnmarkedChange,
  around: Surroundings,
  { isAnew = () => false, further }: Engine<Own>,
): readonly Finding<Own | Fate>[] {
  const { action } = change;
  if (action === "create") return [];
  if (action === "destroy") return [{ says: ["destroyed"] }];
  const { old, now } = bodies(change, around);
  const unprotected: readonly Finding<Fate>[] =
    preventsDestroy(old) && !preventsDestroy(now) ? [{ says: ["unprotected"] }] : [];
  const anew = preventsDestroy(now) ? "replaced" : "remade";
  if (action === "replace" || isAnew(old, now)) return [{ says: [anew] }, ...unprotected];
  if (isOtherVpc(around)) return [{ says: ["otherVpc"] }, ...unprotected];
  return [...further(old, now, anew), ...unprotected];
}

/** Two versions: above 0 where the first is the newer one. */
export function compareVersions(old: string, now: string): number {
  const [was, is] = [old, now].map((version) => ({ engine: "", release: version.split(".").map(Number) }));
  return was && is ? compareReleases(was, is) : 0;
}
