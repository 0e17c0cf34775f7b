import { quotedList } from "../diagnostics/lists.js";
import { type Block, preventsDestroy } from "../stack/blocks.js";
import { objectOf } from "../stack/json.js";
import type { Blocks } from "../stack/stack.js";

/** What AWS deletes only once it is empty: a stack is destroyed without it. */
const KEPT: readonly string[] = ["aws_backup_vault", "aws_ecr_repository"];

/**
 * What is said of a stack that moves to another region: that nothing moves along, and how to leave the old one. Terraform looks for
 * everything in the new region, where it waits for each service for two minutes (hashicorp/terraform-provider-aws#44277), finds nothing but
 * what has no region, and makes the rest anew: what runs in the old region is left without it.
 */
export function otherRegionText(from: string, to: string, before: Blocks): string {
  const resources = [...before.values()].filter(({ kind }) => kind === "resource");
  const fileSystem = resources.find(({ type }) => type === "aws_efs_file_system");
  const lifted = [
    ...(fileSystem && preventsDestroy(fileSystem.body) ? ["infra.efs.protect: false"] : []),
    ...(resources.some(isProtectedBalancer) ? ["infra.loadBalancer.deletionProtection: false"] : []),
  ];
  const kept = [...new Set(resources.filter(({ type }) => KEPT.includes(type)).map(({ base }) => base))].sort();
  return [
    `moves from \`${from}\` to \`${to}\`, and nothing on AWS moves along: an apply would make everything anew in \`${to}\``,
    fileSystem === undefined ? "" : ", with an empty file system",
    `, and leave what runs in \`${from}\` without Terraform. To have both, give \`${to}\` to a new environment. To move, before you apply: `,
    lifted.length > 0
      ? `write \`${from}\` and ${quotedList(lifted)}, synth and apply; `
      : `write \`${from}\` again and synth; `,
    kept.length === 0 ? "" : `\`terraform state rm ${kept.join(" ")}\`, as AWS deletes that only once it is empty; `,
    `\`terraform destroy\`${fileSystem === undefined ? "" : ", with which the files are gone"}; `,
    `then write \`${to}\` again, synth and apply.`,
    fileSystem === undefined
      ? ""
      : " Files come along by a copy of a recovery point (`infra.efs.backup.copyTo`) alone.",
  ].join("");
}

/** Whether a resource is a load balancer that AWS refuses to delete. */
function isProtectedBalancer({ type, body }: Block): boolean {
  return type === "aws_lb" && objectOf(body).enable_deletion_protection === true;
}
