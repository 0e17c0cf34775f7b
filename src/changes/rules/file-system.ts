import { MANAGED_KEY } from "../../aws/efs.js";
import { preventsDestroy } from "../../stack/blocks.js";
import { objectOf } from "../../stack/json.js";
import { bodies, firstBlock, type Surroundings, type UnmarkedChange } from "../surroundings.js";
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
        {
          says: ["replaced", copies, ...wayOut(otherKey(change), old?.kms_key_id !== undefined, isProtected === true)],
          values: { address: change.address, key: typeof old?.kms_key_id === "string" ? old.kms_key_id : MANAGED_KEY },
        },
        ...unprotected,
      ];
    case "destroy":
      return [{ says: ["destroyed", copies, ...(wasProtected ? (["nothingStops"] as const) : [])] }];
    default:
      return unprotected;
  }
};

/**
 * What stops it, or can be done. A stack that names no key may be of a file system with any: Terraform leaves the key alone when it is taken
 * out of the file.
 */
function wayOut(ofKey: boolean, hadKey: boolean, isProtected: boolean) {
  if (isProtected && ofKey) return [hadKey ? "otherKey" : "firstKey"] as const;
  if (isProtected) return ["planStops"] as const;
  return [...(ofKey ? (["keepKey"] as const) : []), "madeFirst"] as const;
}

/** Whether the key is all for which it is replaced. */
function otherKey({ attributes }: UnmarkedChange): boolean {
  const replacing = attributes.filter(({ forcesReplacement }) => forcesReplacement);
  return replacing.length > 0 && replacing.every(({ path }) => path === "kms_key_id");
}

function isBackedUp(blocks: Surroundings["before"]): boolean {
  return [...blocks.values()].some(
    ({ type, body }) =>
      type === "aws_backup_selection" ||
      (type === "aws_efs_backup_policy" && firstBlock(objectOf(body).backup_policy).status === "ENABLED"),
  );
}
