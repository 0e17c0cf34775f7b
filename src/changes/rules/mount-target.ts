import type { RuleFindings } from "../../aws/types/index.js";
import { goes, type Surroundings } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

/** Whether tasks lose the file system, and whether a new mount target stands in the way of an old one. */
export const mountTarget: Rule<"mountTarget"> = ({ action, address }, around) => {
  const withFileSystem = goes("aws_efs_file_system", around, "replace", "destroy");
  switch (action) {
    case "create":
      return withFileSystem ? [] : besideOld(address, around);
    case "replace":
      return [{ says: [withFileSystem ? "withFileSystem" : "replaced"] }];
    case "destroy":
      return withFileSystem ? [] : [{ says: ["destroyed"] }];
    default:
      return [];
  }
};

/** One that comes where another goes, perhaps in the same zone: Terraform knows no order between the two. */
function besideOld(address: string, { changes }: Surroundings): readonly Finding<RuleFindings["mountTarget"]>[] {
  const gone = [...changes.values()].filter(
    ({ type, kind, action }) => kind === "resource" && type === "aws_efs_mount_target" && action === "destroy",
  );
  const maySameZone = !isZone(address) || gone.some((one) => !isZone(one.address));
  return gone.length > 0 && maySameZone ? [{ says: ["besideOld"] }] : [];
}

/** Whether a mount target is named after its zone, rather than `first`, `second` or `main`. */
function isZone(address: string): boolean {
  return /\.[a-z]+(?:-[a-z]+)+-\d+[a-z]$/.test(address);
}
