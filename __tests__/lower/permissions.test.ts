import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Permission, policyCharacters, SHORT_FORMS, statementsOf } from "../../src/aws/permissions/index.js";
import { synthesize } from "../../src/lower/synth.js";
import { environment, project, service } from "./fixtures.js";

function stackWith(permissions: readonly Permission[], region = "eu-west-1") {
  const of = project(environment({ region, services: [service("web", { permissions })] }));
  return JSON.parse(synthesize(of)[1]?.text ?? "");
}

/** A policy of the stack as IAM gets it, where Terraform runs in an account of AWS itself. */
function evaluated(policy: unknown): string {
  return JSON.stringify(policy)
    .replaceAll("${data.aws_partition.current.partition}", "aws")
    .replaceAll("${data.aws_caller_identity.current.account_id}", "123456789012")
    .replaceAll("$${", "${");
}

const name = fc.stringMatching(/^[a-z][a-z0-9]{3,20}$/);
const resource = fc
  .tuple(fc.constantFrom(...(Object.keys(SHORT_FORMS) as (keyof typeof SHORT_FORMS)[])), name, fc.nat(2))
  .map(([service, id, at]): Permission => {
    const rows = Object.keys(SHORT_FORMS[service].access);
    return { kind: "resource", service, id, access: rows[at % rows.length] ?? "" };
  });
const statement = fc.record({
  kind: fc.constant("statement" as const),
  actions: fc.array(
    name.map((one) => `kms:${one}`),
    { minLength: 1, maxLength: 3 },
  ),
  resources: fc.array(
    name.map((one) => `arn:aws:s3:::a b/${one}/\${aws:username}`),
    { minLength: 1, maxLength: 3 },
  ),
});

describe("lowerPermissions", () => {
  it("makes policies as long as they are counted", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(resource, statement), { minLength: 1, maxLength: 6 }), (permissions) => {
        const made = evaluated(stackWith(permissions).locals.web_task_policy).replaceAll(/\s/g, "");
        expect(policyCharacters(permissions.flatMap(statementsOf), "eu-west-1")).toBe(made.length);
      }),
      { numRuns: 25 },
    );
  });

  it("attaches managed policies under their ARNs, before the service begins", () => {
    const { resource: made, locals } = stackWith([
      { kind: "policy", arn: "arn:aws:iam::123456789012:policy/b" },
      { kind: "policy", arn: "arn:aws:iam::aws:policy/A" },
    ]);
    expect(made.aws_iam_role_policy_attachment.web_task).toEqual({
      for_each: '${toset(["arn:aws:iam::123456789012:policy/b","arn:aws:iam::aws:policy/A"])}',
      lifecycle: { create_before_destroy: true },
      policy_arn: "${each.key}",
      role: "${aws_iam_role.web_task.name}",
    });
    expect(made.aws_ecs_service.web.depends_on).toContain("aws_iam_role_policy_attachment.web_task");
    expect(locals.web_task_policy).toBeUndefined();
  });

  it("makes nothing of it where nothing is said", () => {
    const { resource: made, locals } = stackWith([]);
    expect(made.aws_iam_role_policy_attachment).toBeUndefined();
    expect(locals.web_task_policy).toBeUndefined();
  });
});
