import { isLockDirectory } from "../../aws/efs.js";
import type { RuleFindings } from "../../aws/types/index.js";
import { directoryOf } from "../mounted.js";
import { bodies, goes, goneText, type Surroundings, type UnmarkedChange } from "../surroundings.js";
import type { Finding, Rule } from "./rule.js";

type Found = Finding<RuleFindings["accessPoint"]>;

/** Which directory is seen through an access point from now on, and by whom. */
export const accessPoint: Rule<"accessPoint"> = (change, around) => {
  if (change.action !== "replace" && change.action !== "destroy") return [];
  // There is no data in it, and the task says what its loss means.
  if (isLockDirectory(directoryOf(around.before.get(change.address)))) return [];
  return [whatIsSeen(change, around), ...whoSeesMore(change, around)];
};

function whatIsSeen(change: UnmarkedChange, around: Surroundings): Found {
  const { action, address, attributes, causes } = change;
  const { before, after } = around;
  if (goes("aws_efs_file_system", around, "replace", "destroy")) {
    return { says: ["withFileSystem"], values: { past: goneText(action) } };
  }
  const [old, now] = [directoryOf(before.get(address)), directoryOf(after.get(address))];
  if (action === "destroy") return withoutAccessPoint(old, around);
  const values = { old, now };
  if ([...attributes, ...causes].some(({ path }) => path.startsWith("file_system_id"))) {
    return { says: ["otherFileSystem", "tasks"], values };
  }
  if (old !== now) return { says: ["otherDirectory", "tasks"], values };
  return { says: ["remade", ownership(change), "tasks"], values };
}

/** Of an access point that goes: whether another one shows its directory. */
function withoutAccessPoint(directory: string, { after }: Surroundings): Found {
  const other = [...after.values()].find(
    (block) => block.type === "aws_efs_access_point" && directoryOf(block) === directory,
  );
  if (other === undefined) return { says: ["unseen"], values: { directory } };
  return { says: ["shownElsewhere", "tasks"], values: { directory, other: other.address } };
}

/** What an access point that stays at its directory changes about who may do what there. */
function ownership({ attributes }: UnmarkedChange): "otherUser" | "sameOwner" | "ownersStay" {
  const touched = (name: string) => attributes.some(({ path }) => path.includes(name));
  if (touched("posix_user")) return "otherUser";
  return touched("creation_info") ? "sameOwner" : "ownersStay";
}

function whoSeesMore(change: UnmarkedChange, around: Surroundings): readonly Found[] {
  if (change.action !== "replace") return [];
  const { old, now } = bodies(change, around);
  const anyUser = old?.posix_user !== undefined && now?.posix_user === undefined;
  return [...(anyUser ? [{ says: ["anyUser"] } as const] : []), ...whatIsShownMore(change, around)];
}

function whatIsShownMore({ address, attributes }: UnmarkedChange, { before, after }: Surroundings): readonly Found[] {
  const moved = attributes.some(({ path }) => path === "root_directory.path" || path === "root_directory");
  const [old, now] = [directoryOf(before.get(address)), directoryOf(after.get(address))];
  const isPart = old !== now && old.startsWith(now === "/" ? "/" : `${now}/`);
  return moved && isPart ? [{ says: ["wider"], values: { old, now } }] : [];
}
