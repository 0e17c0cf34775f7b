import { compareReleases, engineRelease } from "../../aws/images/release.js";
import { onTheSameFiles } from "../mounted.js";
import type { Finding, Rule } from "./rule.js";

/** A database that from now on another release of its engine runs, or another image: on the files that are there. */
export const engine: Rule<"engine"> = (change, around) => {
  if (change.action === "create" || change.action === "destroy") return [];
  return onTheSameFiles(change, around).flatMap(({ old, now }) => compared(old.image, now.image));
};

function compared(old: unknown, now: unknown): readonly Finding<"newer" | "older" | "other">[] {
  if (typeof old !== "string" || typeof now !== "string") return [];
  const [was, is] = [engineRelease(old), engineRelease(now)];
  if (!was) return [];
  const values = { old, now };
  if (is?.engine !== was.engine) return [{ says: ["other"], values }];
  const difference = compareReleases(was, is);
  if (difference === 0) return [];
  return [{ says: [difference < 0 ? "newer" : "older"], values }];
}
