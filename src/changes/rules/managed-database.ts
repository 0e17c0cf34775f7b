import { compareReleases } from "../../aws/images/release.js";
import { preventsDestroy } from "../../stack/blocks.js";
import { bodies, textOf } from "../surroundings.js";
import { isOtherVpc } from "./other-vpc.js";
import type { Finding, Rule } from "./rule.js";

type Found = Finding<"replaced" | "remade" | "destroyed" | "older" | "newer" | "otherVpc" | "unprotected">;

/** What becomes of the data of a database that RDS runs. */
export const managedDatabase: Rule<"managedDatabase"> = (change, around) => {
  const { action } = change;
  if (action === "create") return [];
  if (action === "destroy") return [{ says: ["destroyed"] }];
  const { old, now } = bodies(change, around);
  const unprotected: readonly Found[] =
    preventsDestroy(old) && !preventsDestroy(now) ? [{ says: ["unprotected"] }] : [];
  if (action === "replace") return [{ says: [preventsDestroy(now) ? "replaced" : "remade"] }, ...unprotected];
  if (isOtherVpc(around)) return [{ says: ["otherVpc"] }, ...unprotected];
  return [...versions(textOf(old?.engine_version), textOf(now?.engine_version)), ...unprotected];
};

function versions(old: string, now: string): readonly Found[] {
  const [was, is] = [old, now].map((version) => version.split(".").map(Number));
  if (!was || !is) return [];
  const difference = compareReleases({ engine: "", release: was }, { engine: "", release: is });
  return difference === 0 ? [] : [{ says: [difference < 0 ? "newer" : "older"], values: { old, now } }];
}
