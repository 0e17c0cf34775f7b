import { isLockDirectory } from "../../aws/efs.js";
import { containersOf, type Mount, mountsOf } from "../mounted.js";
import { bodies, goes } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

type Found = Finding<"gone" | "moved" | "unlocked">;

/** A container that sees something else at a path than before, because it mounts another volume there, or none. */
export const mounts: Rule<"mounts"> = (change, around) => {
  const { action, address } = change;
  const { before, after } = around;
  if (action === "create" || action === "destroy") return [];
  if (goes("aws_efs_file_system", around, "replace", "destroy")) return [];
  const now = new Map(mountsOf(after.get(address), after).map((mount) => [placeOf(mount), mount]));
  const left = containersOf(bodies(change, around).now?.container_definitions, after).map(({ id }) => id);
  const found = mountsOf(before.get(address), before)
    // One that goes sees nothing any more.
    .filter(({ container }) => left.includes(container))
    .flatMap((was) => compared(was, now.get(placeOf(was))));
  // What begins before a container sees what that sees.
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
};

function placeOf({ container, path }: Mount): string {
  return JSON.stringify([container, path]);
}

function compared(was: Mount, is: Mount | undefined): readonly Found[] {
  const { path } = was;
  if (isLockDirectory(was.directory)) return is === undefined ? [{ says: ["unlocked"] }] : [];
  if (is === undefined) return [{ says: ["gone"], values: { old: was.directory, path } }];
  // An access point that is moved to another directory says so itself.
  if (is.directory === was.directory || is.accessPoint === was.accessPoint) return [];
  return [{ says: ["moved"], values: { old: was.directory, now: is.directory, path, volume: is.volume } }];
}
