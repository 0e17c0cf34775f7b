import { goes, type UnmarkedChange } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether tasks lose the file system. */
export const mountTarget: Rule<"mountTarget"> = (change, around) => {
  const { action } = change;
  const withFileSystem = goes("aws_efs_file_system", around, "replace", "destroy");
  if (action === "replace") return [{ says: [withFileSystem ? "withFileSystem" : "replaced"] }];
  if (action === "destroy") return withFileSystem ? [] : [{ says: ["destroyed"] }];
  return mayLoseZones(change) ? [{ says: ["zones"] }] : [];
};

/** Zones that Terraform finds are a `for_each`: what they are found by says which ones there are, and the files do not. */
function mayLoseZones({ action, attributes, causes }: UnmarkedChange): boolean {
  return action === "update" && [...attributes, ...causes].some(({ path }) => path === "for_each");
}
