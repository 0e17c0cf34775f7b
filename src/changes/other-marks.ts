import { objectOf, valueAt } from "../stack/json.js";
import type { AttributeChange, Mark } from "./changes.js";
import { mark } from "./changes.js";
import { otherRegionText } from "./other-region.js";
import type { Surroundings, UnmarkedChange } from "./surroundings.js";

/** Types that we do not emit, and that allow something whatever they say. */
const FOREIGN =
  /^aws_(?:security_group_rule|iam_policy|iam_user|iam_access_key|ecr_repository_policy|lb_listener_certificate)/;

/** What is said of a resource whose type is not ours. */
export function foreignMarks({ type, action }: UnmarkedChange): readonly Mark[] {
  const foreign = FOREIGN.test(type) && action !== "destroy";
  return foreign ? [mark("opens", "may allow something: look at it.")] : [];
}

/** What is said of a local value: a container that is given a secret can read it. One that comes or goes has no attributes. */
export function localMarks({ attributes }: UnmarkedChange): readonly Mark[] {
  return attributes.flatMap(({ path, before, after }) => {
    const name = /^secrets\["(.*)"\]$/.exec(path)?.[1];
    if (name === undefined) return [];
    if (after === undefined) return [mark("closes", `no longer gets the secret \`${name}\`.`)];
    return [mark("opens", `${before === undefined ? "gets the secret" : "gets another secret as"} \`${name}\`.`)];
  });
}

/** Of a stack that was a root and becomes a module, or the other way around: every address in the state is another then. */
function formMark(action: "create" | "destroy"): Mark {
  const [how, where] =
    action === "destroy"
      ? [
          "is left to the root that calls the stack, as the stack becomes a module. Each address gets `module.<call>.` in front.",
          "the root",
        ]
      : [
          "is the stack's own again, as it becomes a root. Each address loses the `module.<call>.` in front.",
          "the folder of the stack",
        ];
  const text =
    `${how} If it was applied, move its state before you apply: take the old state to ${where}, and move each resource in it with ` +
    "`terraform state mv`. Otherwise everything would be made anew. docs/modules.md has the commands.";
  return { ...mark("data", text), code: "NK608" };
}

/** Of the provider for another region, in which a vault is: what comes and goes with it says for itself what becomes of it. */
function otherRegionMarks({ before, after }: AttributeChange): readonly Mark[] {
  if (typeof before !== "string" || typeof after !== "string") return [];
  const text =
    `moves from \`${before}\` to \`${after}\`, and the vault for copies stays behind. Before you apply, take it out of the state, in the folder of ` +
    "the stack: `terraform state rm aws_backup_vault.copies`. Its recovery points stay until they expire.";
  return [{ ...mark("note", text), code: "NK394" }];
}

/**
 * Of a provider that goes while resources that it made go with it: Terraform has nothing to destroy them by, and plans nothing at all. Of the
 * one for copies, the vault says what to do.
 */
function goneProviderMarks(
  address: string,
  { before, after }: Pick<Surroundings, "before" | "after">,
): readonly Mark[] {
  if (address !== "provider.aws.dns") return [];
  const left = [...before.values()].filter(
    ({ kind, body, address: resource }) =>
      kind === "resource" && valueAt(objectOf(body), "provider") === "aws.dns" && !after.has(resource),
  );
  if (left.length === 0) return [];
  const names = [...new Set(left.map(({ base }) => `\`${base}\``))].join(" and ");
  const text =
    `goes, and Terraform cannot destroy ${names} without it. First write \`infra.hostedZone\` with its \`roleArn\` in the file again, synth ` +
    "and apply: that destroys them. Then take it out.";
  return [{ ...mark("note", text), code: "NK522" }];
}

/** What is said of the provider: that it moves to another region, or comes or goes with the form of the stack. */
export function providerMarks(
  { attributes, address, action }: UnmarkedChange,
  { before, after }: Surroundings,
): readonly Mark[] {
  const stays = before.has("terraform") && after.has("terraform");
  if (address === "provider.aws" && stays && (action === "create" || action === "destroy")) return [formMark(action)];
  if (action === "destroy") return goneProviderMarks(address, { before, after });
  const change = attributes.find(({ path }) => path === "region");
  if (change === undefined || !address.startsWith("provider.aws")) return [];
  if (address !== "provider.aws") return otherRegionMarks(change);
  const { before: from, after: to } = change;
  if (typeof from === "string" && typeof to === "string") {
    return [{ ...mark("data", otherRegionText(from, to, before)), code: "NK618" }];
  }
  const now = from === undefined ? `fixes the region at \`${to}\`` : `no longer fixes the region at \`${from}\``;
  return [mark("note", `${now}: if the stack was in another region, everything is made anew, and empty.`)];
}
