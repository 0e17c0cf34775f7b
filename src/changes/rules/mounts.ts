import { isLockDirectory } from "../../aws/efs.js";
import { mountsOf } from "../mounted.js";
import { goes } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** A container that sees something else at a path than before, because it mounts another volume there, or none. */
export const mounts: Rule<"mounts"> = ({ action, address }, around) => {
  const { before, after } = around;
  if (action === "create" || action === "destroy") return [];
  if (goes("aws_efs_file_system", around, "replace", "destroy")) return [];
  const now = mountsOf(after.get(address), after);
  return [...mountsOf(before.get(address), before)].flatMap(([path, was]): ReturnType<Rule<"mounts">> => {
    const is = now.get(path);
    if (isLockDirectory(was.directory)) return is === undefined ? [{ says: ["unlocked"] }] : [];
    if (is === undefined) return [{ says: ["gone"], values: { old: was.directory, path } }];
    // An access point that is moved to another directory says so itself.
    if (is.directory === was.directory || is.accessPoint === was.accessPoint) return [];
    return [{ says: ["moved"], values: { old: was.directory, now: is.directory, path, volume: is.volume } }];
  });
};
