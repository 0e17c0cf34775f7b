import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyCharacters } from "../../src/aws/permissions/index.js";
import { compile } from "../../src/compile.js";
import { taskStatements } from "../../src/resolve/task-policy.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";

/** The environments whose stacks are committed, where the region is known. */
const committed = findCases(join(import.meta.dirname, "../specs")).flatMap((spec) => {
  const path = (stack: string) => join(spec.folder, "expected/stacks", stack, "cdk.tf.json");
  if (!existsSync(join(spec.folder, "expected/stacks"))) return [];
  const { project } = compile(readSource(spec), caseOptions(spec));
  return (project?.environments ?? []).flatMap((environment) => {
    const file = path(`${environment.project}-${environment.name}`);
    const { region } = environment;
    return existsSync(file) && region ? [{ name: `${spec.name} ${environment.name}`, environment, region, file }] : [];
  });
});

/** A policy of the stack as IAM gets it, where AWS has given ids: read from the stack alone. */
function asSent(policy: unknown, region: string): string {
  const efs = `arn:${region.startsWith("cn-") ? "aws-cn" : "aws"}:elasticfilesystem:${region}:123456789012`;
  return JSON.stringify(policy)
    .replaceAll("${data.aws_partition.current.partition}", region.startsWith("cn-") ? "aws-cn" : "aws")
    .replaceAll("${data.aws_caller_identity.current.account_id}", "123456789012")
    .replaceAll(/\$\{(?:data\.)?aws_efs_file_system\.[\w-]+\.arn\}/g, `${efs}:file-system/fs-0123456789abcdef0`)
    .replaceAll(/\$\{aws_efs_access_point\.[\w-]+\.arn\}/g, `${efs}:access-point/fsap-0123456789abcdef0`)
    .replaceAll("$${", "${")
    .replaceAll(/\s/g, "");
}

describe("the policy of a task's role", () => {
  it("is asked of many stacks", () => {
    expect(committed.length).toBeGreaterThan(20);
  });

  it.each(committed)("is as long as what is emitted: $name", ({ environment, region, file }) => {
    const { locals } = JSON.parse(readFileSync(file, "utf8"));
    const volumes = new Map(environment.volumes.map((volume) => [volume.name, volume]));
    for (const service of environment.services) {
      const emitted = locals[`${service.name}_task_policy`];
      const statements = taskStatements(service, volumes, region);
      // No policy is made for a role that is there already.
      const made = service.taskRole === undefined && statements.length > 0;
      const length = !made ? undefined : policyCharacters(statements, region);
      expect([service.name, length]).toEqual([service.name, emitted && asSent(emitted, region).length]);
    }
  });
});
