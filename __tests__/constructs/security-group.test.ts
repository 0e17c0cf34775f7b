import { describe, expect, it } from "vitest";
import { ruleName, SecurityGroup } from "../../src/constructs/security-group.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { blockOf, blocksOf, newStack } from "../support/stack.js";

const props = { vpcId: literal("vpc-1"), groupName: literal("web"), description: literal("Web") };

describe("SecurityGroup", () => {
  it("lets nothing in or out by itself", () => {
    const stack = newStack();
    new SecurityGroup(stack, "web", props);

    expect(blockOf(stack, "aws_security_group")).toEqual({
      vpc_id: "vpc-1",
      name: "web",
      description: "Web",
      lifecycle: { create_before_destroy: true },
    });
    expect(blocksOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual([]);
    expect(blocksOf(stack, "aws_vpc_security_group_egress_rule")).toEqual([]);
  });

  it("has each rule as a resource of its own, from group to group", () => {
    const stack = newStack();
    const web = new SecurityGroup(stack, "web", props);
    const elsewhere = SecurityGroup.fromSecurityGroupId(stack, "elsewhere", literal("sg-1"));

    web.allowFrom("elsewhere", elsewhere, { port: 80 });
    elsewhere.allowFrom("web", web, { port: 5432, description: literal("SQL") });
    web.allowTo("elsewhere", elsewhere, { port: 5432 });

    const [first, second] = blocksOf(stack, "aws_vpc_security_group_ingress_rule");
    expect(first).toMatchObject({
      referenced_security_group_id: "sg-1",
      from_port: 80,
      to_port: 80,
      ip_protocol: "tcp",
    });
    expect(second).toMatchObject({ security_group_id: "sg-1", from_port: 5432, description: "SQL" });
    expect(blockOf(stack, "aws_vpc_security_group_egress_rule")).not.toHaveProperty("description");
  });

  it("lets several groups in with one rule, under a key each", () => {
    const stack = newStack();
    const web = new SecurityGroup(stack, "web", props);
    const peers = ["back", "front"].map(
      (key) => [key, SecurityGroup.fromSecurityGroupId(stack, key, literal(`sg-${key}`))] as const,
    );
    web.allowFromEach("port", new Map(peers), { port: 80 });

    expect(blockOf(stack, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      for_each: { back: "sg-back", front: "sg-front" },
      referenced_security_group_id: "${each.value}",
      from_port: 80,
      to_port: 80,
    });
  });

  it("says what a rule is for, in its description and to the console", () => {
    const stack = newStack();
    const tags = { "nanokit:service": literal("web") };
    new SecurityGroup(stack, "web", props).allowToAnyIpv4("internet", ruleName(literal("Out to everywhere"), tags));

    expect(blockOf(stack, "aws_vpc_security_group_egress_rule")).toMatchObject({
      description: "Out to everywhere",
      tags: { "nanokit:service": "web", Name: "Out to everywhere" },
    });
  });

  it("goes after what carried it", () => {
    const stack = newStack();
    new SecurityGroup(stack, "web", props);
    expect(blockOf(stack, "aws_security_group")).toMatchObject({ lifecycle: { create_before_destroy: true } });
  });

  it("lets everything out when told to", () => {
    const stack = newStack();
    new SecurityGroup(stack, "web", props).allowToAnyIpv4("internet", {});

    const { security_group_id, lifecycle: _, ...rule } = blockOf(stack, "aws_vpc_security_group_egress_rule");
    expect(rule).toEqual({ ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" });
    expect(security_group_id).toMatch(/^\$\{aws_security_group\./);
  });
});
