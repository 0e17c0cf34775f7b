import { preventsDestroy } from "../../stack/blocks.js";
import { type JsonObject, valueAt } from "../../stack/json.js";
import { isMadeFirst } from "../../stack/made-first.js";
import { bodies, type Surroundings, type UnmarkedChange } from "../surroundings.js";
import { isOtherVpc } from "./other-vpc.js";
import type { Finding } from "./rule.js";

/** What can become of the data of whatever AWS runs. */
type Fate = "replaced" | "remade" | "madeFirst" | "destroyed" | "otherVpc" | "unprotected";

type Body = JsonObject | undefined;

/** What an engine has of its own. */
interface Engine<Own extends string> {
  /** The argument with its name, which AWS takes only once. */
  readonly identifier: string;
  /** Whether Terraform makes it anew although no attribute alone says so. @default it does not */
  readonly isAnew?: (old: Body, now: Body) => boolean;
  /** What AWS asks for before it deletes one to make it anew. @default nothing */
  readonly beforeDeletion?: (old: Body) => readonly Own[];
  /** What else there is to say of one that stays. */
  readonly further: (old: Body, now: Body) => readonly Finding<Own>[];
}

/** What becomes of the data of something that AWS runs, be it a database or a cache. */
export function managedData<Own extends string>(
  change: UnmarkedChange,
  around: Surroundings,
  { identifier, isAnew = () => false, beforeDeletion = () => [], further }: Engine<Own>,
): readonly Finding<Own | Fate>[] {
  const { action, address } = change;
  if (action === "create") return [];
  if (action === "destroy") return [{ says: ["destroyed"] }];
  const { old, now } = bodies(change, around);
  const unprotected: readonly Finding<Fate>[] =
    preventsDestroy(old) && !preventsDestroy(now) ? [{ says: ["unprotected"] }] : [];
  if (action === "replace" || isAnew(old, now)) {
    if (preventsDestroy(now)) return [{ says: ["replaced"] }];
    const [was, is] = [old, now].map((body) => valueAt(body ?? {}, identifier));
    const inTheWay = was === is && isMadeFirst(address, around.after);
    const steps: readonly (Own | Fate)[] = [...beforeDeletion(old), ...(inTheWay ? (["madeFirst"] as const) : [])];
    return [{ says: ["remade", ...steps], values: { address } }, ...unprotected];
  }
  if (isOtherVpc(around)) return [{ says: ["otherVpc"] }, ...unprotected];
  return [...further(old, now), ...unprotected];
}
