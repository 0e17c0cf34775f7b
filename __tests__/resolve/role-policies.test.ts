import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nameScope, stackId } from "../../src/aws/names.js";
import { type AccessStatement, policyCharacters } from "../../src/aws/permissions/index.js";
import { hasExecutionRole } from "../../src/aws/role-names.js";
import { ROLE_POLICY_CHARACTERS_MAX } from "../../src/aws/role-policy.js";
import { compile } from "../../src/compile.js";
import { executionStatements } from "../../src/resolve/execution-policy.js";
import { taskStatements } from "../../src/resolve/task-policy.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";

/** The environments whose stacks are committed, where the region is known. */
const committed = findCases(join(import.meta.dirname, "../specs")).flatMap((spec) => {
  const path = (stack: string) => join(spec.folder, "expected/stacks", stack, "cdk.tf.json");
  if (!existsSync(join(spec.folder, "expected/stacks"))) return [];
  const { project } = compile(readSource(spec), caseOptions(spec));
  return (project?.environments ?? []).flatMap((environment) => {
    const file = path(stackId(environment.project, nameScope(environment)));
    const { region } = environment;
    return existsSync(file) && region ? [{ name: `${spec.name} ${environment.name}`, environment, region, file }] : [];
  });
});

interface Stack {
  readonly locals: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly name?: string }>>>>;
}

/** A policy of the stack as IAM gets it, where AWS has given ids: read from the stack alone. */
function asSent(policy: unknown, region: string, { resource }: Stack): string {
  const partition = region.startsWith("cn-") ? "aws-cn" : "aws";
  const arn = (service: string, what: string) => `arn:${partition}:${service}:${region}:123456789012:${what}`;
  const named = (type: string, block: string) => resource[type]?.[block]?.name ?? `no name of ${type}.${block}`;
  return JSON.stringify(policy)
    .replaceAll("${data.aws_partition.current.partition}", partition)
    .replaceAll("${data.aws_region.current.region}", region)
    .replaceAll("${data.aws_caller_identity.current.account_id}", "123456789012")
    .replaceAll(
      /\$\{(?:data\.)?aws_efs_file_system\.[\w-]+\.arn\}/g,
      arn("elasticfilesystem", "file-system/fs-0123456789abcdef0"),
    )
    .replaceAll(
      /\$\{aws_efs_access_point\.[\w-]+\.arn\}/g,
      arn("elasticfilesystem", "access-point/fsap-0123456789abcdef0"),
    )
    .replaceAll(/\$\{aws_cloudwatch_log_group\.([\w-]+)\.arn\}/g, (_, block) =>
      arn("logs", `log-group:${named("aws_cloudwatch_log_group", block)}`),
    )
    .replaceAll(/\$\{try\(one\(.*?aws_ecr_repository\.([\w-]+)\.arn\)\}/g, (_, block) =>
      arn("ecr", `repository/${named("aws_ecr_repository", block)}`),
    )
    .replaceAll(/\$\{data\.aws_secretsmanager_secret\.\w+\[\\"([^"\\]+)\\"\]\.arn\}/g, (_, name) =>
      arn("secretsmanager", `secret:${name}-AbCdEf`),
    )
    .replaceAll(/\$\{aws_db_instance\.[\w-]+\.master_user_secret\[0\]\.secret_arn\}/g, () =>
      arn("secretsmanager", "secret:rds!db-01234567-89ab-cdef-0123-456789abcdef-AbCdEf"),
    )
    .replaceAll("$${", "${")
    .replaceAll(/\s/g, "");
}

describe("the policies of the roles of a service", () => {
  it("are asked of many stacks", () => {
    expect(committed.length).toBeGreaterThan(20);
    const own = committed.flatMap(({ environment }) => environment.services.filter(hasExecutionRole));
    expect(own.length).toBeGreaterThan(5);
  });

  it.each(committed)("are as long as what is emitted: $name", ({ environment, region, file }) => {
    const stack: Stack = JSON.parse(readFileSync(file, "utf8"));
    const volumes = new Map(environment.volumes.map((volume) => [volume.name, volume]));
    const lengthOf = (statements: readonly AccessStatement[]) =>
      statements.length === 0 ? undefined : policyCharacters(statements, region);
    const emitted = (local: string) => stack.locals[local] && asSent(stack.locals[local], region, stack).length;
    for (const service of environment.services) {
      const own = hasExecutionRole(service) ? executionStatements(service, environment) : [];
      // No policy is made for a role that is there already.
      const ofTask = service.taskRole === undefined ? taskStatements(service, volumes, region) : [];
      expect([service.name, lengthOf(ofTask), lengthOf(own)]).toEqual([
        service.name,
        emitted(`${service.name}_task_policy`),
        emitted(`${service.name}_execution_policy`),
      ]);
    }
  });

  it("are refused from the first character on that is too many, and with their number", () => {
    const compiled = (length: number) => {
      const keys = [...Array.from({ length: 115 }, (_, index) => `TOKEN_${index}`), "A".repeat(length)];
      const text = `name: shop
environments: { stage: { infra: { region: eu-west-1 } } }
services: { web: { image: nginx, secrets: { ${keys.map((key) => `${key}: { from: ssm }`).join(", ")} } } }
`;
      const { project, diagnostics } = compile({ path: "nanokit.yml", text });
      const [environment] = project?.environments ?? [];
      const [web] = environment?.services ?? [];
      const refused = diagnostics.find(({ code }) => code === "NK229");
      return refused || !environment || !web
        ? { refused: refused?.params.characters }
        : { characters: policyCharacters(executionStatements(web, environment), "eu-west-1") };
    };
    const room = ROLE_POLICY_CHARACTERS_MAX - (compiled(1).characters ?? 0);
    expect(room).toBeGreaterThan(0);
    expect(compiled(1 + room)).toEqual({ characters: ROLE_POLICY_CHARACTERS_MAX });
    expect(compiled(2 + room)).toEqual({ refused: ROLE_POLICY_CHARACTERS_MAX + 1 });
  });

  it("have room for the queues of jobs where they start them", () => {
    const refused = (jobs: number, queue: (job: number) => string) => {
      const lines = Array.from(
        { length: jobs },
        (_, job) => `  job-${job}: { schedule: "@daily", image: alpine, command: ls, deadLetterQueue: ${queue(job)} }`,
      );
      const head = "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\ncron:\n";
      const { diagnostics } = compile({ path: "nanokit.yml", text: head + lines.join("\n") });
      return diagnostics.some(({ code }) => code === "NK367");
    };
    const counts = Array.from({ length: 60 }, (_, index) => index + 1);
    const most = counts.findLast((jobs) => !refused(jobs, () => "false")) ?? 0;
    const withQueues = counts.findLast(
      (jobs) => !refused(jobs, (job) => `"arn:aws:sqs:us-east-1:123456789012:queue-${job}"`),
    );
    expect(most).toBeGreaterThan(withQueues ?? 0);
    expect(withQueues).toBeGreaterThan(20);
    expect(refused(most - 2, () => "true")).toBe(false);
  });
});
