import { describe, expect, it } from "vitest";
import { ExecutionRole } from "../../src/constructs/execution-role.js";
import { Role } from "../../src/constructs/role.js";
import { expression, literal } from "../../src/constructs/terraform-string.js";
import { blockOf, blocksOf, documentAt, newStack } from "../support/stack.js";

const props = { roleName: literal("worker"), assumeRolePolicy: literal("{}") };

describe("Role", () => {
  it("has no policy until something is granted", () => {
    const stack = newStack();
    const role = new Role(stack, "role", props);

    expect(blocksOf(stack, "aws_iam_role_policy")).toEqual([]);
    expect(role.dependencies).toEqual([]);
    expect(blockOf(stack, "aws_iam_role")).toEqual({
      name: "worker",
      assume_role_policy: "{}",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("attaches managed policies, which have to be there before it can be relied on", () => {
    const stack = newStack();
    const role = new Role(stack, "role", props);
    role.attachPolicies([]);
    expect(role.dependencies).toEqual([]);

    role.attachPolicies([literal("arn:aws:iam::aws:policy/B"), literal("arn:aws:iam::aws:policy/A")]);
    expect(blockOf(stack, "aws_iam_role_policy_attachment")).toMatchObject({
      for_each: '${toset(["arn:aws:iam::aws:policy/A","arn:aws:iam::aws:policy/B"])}',
      policy_arn: "${each.key}",
      lifecycle: { create_before_destroy: true },
    });
    expect(role.dependencies).toHaveLength(1);
  });

  it("gathers what is granted in one inline policy", () => {
    const stack = newStack();
    const role = new Role(stack, "role", { ...props, policyName: literal("granted") });

    role.addToPolicy({ actions: ["s3:GetObject"], resources: [literal("arn:aws:s3:::a/${aws:username}")] });
    role.addToPolicy({ effect: "Deny", actions: ["s3:*"], resources: [literal("*")] });

    const policy = blockOf(stack, "aws_iam_role_policy");
    expect(policy.name).toBe("granted");
    expect(documentAt(stack, policy.policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/$${aws:username}"] },
        { Effect: "Deny", Action: ["s3:*"], Resource: ["*"] },
      ],
    });
    expect(role.dependencies).toHaveLength(1);
  });
});

describe("ExecutionRole", () => {
  it("may do for each log group and repository what it takes, and nothing twice", () => {
    const stack = newStack();
    const role = new ExecutionRole(stack, "role", props);

    role.grantWriteLogs(expression("${aws_cloudwatch_log_group.a.arn}"));
    role.grantPull(literal("arn:aws:ecr:eu-west-1:123456789012:repository/a"));
    role.grantPull(literal("arn:aws:ecr:eu-west-1:123456789012:repository/a"));
    role.grantWriteLogs(expression("${aws_cloudwatch_log_group.b.arn}"));

    expect(documentAt(stack, blockOf(stack, "aws_iam_role_policy").policy)).toMatchObject({
      Statement: [
        { Resource: ["${aws_cloudwatch_log_group.a.arn}:*", "${aws_cloudwatch_log_group.b.arn}:*"] },
        { Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
        { Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/a"] },
      ],
    });
  });

  it("has a cache fetch an image into its repository alone, beside the pull", () => {
    const stack = newStack();
    const role = new ExecutionRole(stack, "role", props);
    const repository = (name: string) => literal(`arn:aws:ecr:eu-west-1:123456789012:repository/${name}`);
    const [cached, other] = [repository("docker-hub/library/nginx"), repository("shop/web")];

    role.grantPull(other);
    role.grantFirstPull(cached);

    expect(documentAt(stack, blockOf(stack, "aws_iam_role_policy").policy)).toMatchObject({
      Statement: [
        { Action: ["ecr:GetAuthorizationToken"] },
        { Resource: [other, cached] },
        { Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"], Resource: [cached] },
      ],
    });
  });
});
