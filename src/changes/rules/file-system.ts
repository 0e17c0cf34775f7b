import { preventsDestroy } from "../../stack/blocks.js";
import { objectOf } from "../../stack/json.js";
import { bodies, firstBlock, type Surroundings } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** What becomes of the data of a file system, and of what keeps it from being destroyed. */
export const fileSystem: Rule<"fileSystem"> = (change, around) => {
  const { old, now } = bodies(change, around);
  const [wasProtected, isProtected] = [old, now].map(preventsDestroy);
  const copies = isBackedUp(around.before) ? "copied" : "notCopied";
  const unprotected = now !== undefined && wasProtected && !isProtected ? [{ says: ["unprotected"] } as const] : [];
  switch (change.action) {
    case "replace":
      return [
        { says: ["replaced", copies, isProtected ? "planStops" : "madeFirst"], values: { address: change.address } },
        ...unprotected,
      ];
    case "destroy":
      return [{ says: ["destroyed", copies, ...(wasProtected ? (["nothingStops"] as const) : [])] }];
    default:
      return unprotected;
  }
};

function isBackedUp(blocks: Surroundings["before"]): boolean {
  return [...blocks.values()].some(
    ({ type, body }) =>
      type === "aws_backup_selection" ||
      (type === "aws_efs_backup_policy" && firstBlock(objectOf(body).backup_policy).status === "ENABLED"),
  );
}
