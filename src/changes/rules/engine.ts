import { compareReleases, engineRelease } from "../../aws/images/release.js";
import { containersOf, mountsOf } from "../mounted.js";
import { bodies } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

/** A database that from now on another release of its engine runs, or another image: on the files that are there. */
export const engine: Rule<"engine"> = (change, around) => {
  const { action, address } = change;
  if (action === "create" || action === "destroy") return [];
  const { before, after } = around;
  // Without a volume that both have there are no files of the old one.
  const kept = new Set([...mountsOf(before.get(address), before).values()].map(({ directory }) => directory));
  if (![...mountsOf(after.get(address), after).values()].some(({ directory }) => kept.has(directory))) return [];
  const { old, now } = bodies(change, around);
  const images = new Map(
    containersOf(now?.container_definitions, after).map(({ name, image }) => [name, image] as const),
  );
  return containersOf(old?.container_definitions, before).flatMap(({ name, image }) =>
    compared(image, images.get(name)),
  );
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
