import { goes } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether tasks lose the file system. */
export const mountTarget: Rule<"mountTarget"> = ({ action }, around) => {
  const withFileSystem = goes("aws_efs_file_system", around, "replace", "destroy");
  if (action === "replace") return [{ says: [withFileSystem ? "withFileSystem" : "replaced"] }];
  return action === "destroy" && !withFileSystem ? [{ says: ["destroyed"] }] : [];
};
