import { describe, expect, it } from "vitest";
import { ExistingVpc } from "../../src/constructs/existing-vpc.js";
import { PublicVpc } from "../../src/constructs/public-vpc.js";
import { literal } from "../../src/constructs/terraform-string.js";
import { danglingReferences } from "../support/references.js";
import { blockOf, blocksOf, newStack } from "../support/stack.js";

const name = literal("mine");
const cidrBlock = literal("10.0.0.0/16");

describe("PublicVpc", () => {
  it("puts a subnet with a way to the internet in each zone named", async () => {
    const stack = newStack();
    const vpc = new PublicVpc(stack, "network", {
      name,
      cidrBlock,
      subnets: ["eu-west-1a", "eu-west-1b"].map((zone, index) => ({ zone, cidrBlock: literal(`10.0.${index}.0/24`) })),
    });

    expect(blocksOf(stack, "aws_subnet").map((subnet) => subnet.availability_zone)).toEqual([
      "eu-west-1a",
      "eu-west-1b",
    ]);
    expect(blocksOf(stack, "aws_route_table_association")).toHaveLength(2);
    expect(blockOf(stack, "aws_route")).toMatchObject({ destination_cidr_block: "0.0.0.0/0" });
    expect(blockOf(stack, "aws_default_security_group")).not.toHaveProperty("egress");
    expect(vpc.subnetIds).toHaveLength(2);
    expect(vpc.dependencies).toHaveLength(3);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("has Terraform pick two zones, once", async () => {
    const stack = newStack();
    new PublicVpc(stack, "network", {
      name,
      cidrBlock,
      subnets: { first: literal("10.0.0.0/24"), second: literal("10.0.1.0/24"), excludeZoneIds: ["use1-az3"] },
    });

    for (const subnet of blocksOf(stack, "aws_subnet")) {
      expect(subnet.lifecycle).toEqual({
        create_before_destroy: true,
        ignore_changes: ["availability_zone", "cidr_block"],
      });
    }
    expect(blockOf(stack, "data.aws_availability_zones")).toMatchObject({
      exclude_zone_ids: ["use1-az3"],
      lifecycle: { postcondition: [{ error_message: expect.stringMatching(/Name the zones to use\.$/) }] },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});

describe("ExistingVpc", () => {
  it("finds the public subnets, and says what to do when there are none", async () => {
    const stack = newStack();
    const vpc = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1"), requireDns: true });

    expect(vpc.preconditions[0]?.errorMessage).toBe(
      "vpc-1 has no public subnet: none of its subnets has a route to an internet gateway. Give one such a route. Name the subnets to use.",
    );
    expect(blockOf(stack, "data.aws_vpc").lifecycle).toMatchObject({
      postcondition: [{ condition: "${self.enable_dns_support}" }, { condition: "${self.enable_dns_hostnames}" }],
    });
    expect(vpc.mountTargets.kind).toBe("found");
    expect(vpc.mountTargets).toEqual(vpc.mountTargets);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("takes the subnets named, if they are of the VPC", async () => {
    const stack = newStack();
    const props = { vpcId: literal("vpc-1"), subnetIds: [literal("subnet-1")], excludeZoneIds: ["use1-az3"] };
    const vpc = new ExistingVpc(stack, "network", props);

    expect(vpc.preconditions).toEqual([]);
    expect(blocksOf(stack, "data.aws_route_table")).toEqual([]);
    expect(blockOf(stack, "data.aws_subnet")).toMatchObject({
      for_each: '${toset(["subnet-1"])}',
      lifecycle: {
        postcondition: [
          { error_message: expect.stringContaining("is not in vpc-1") },
          {
            condition: expect.stringContaining('!contains(["use1-az3"], self.availability_zone_id)'),
            error_message: expect.stringContaining("where Fargate does not run these tasks"),
          },
        ],
      },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("has private tasks in subnets without a route to an internet gateway, and a mount target for each zone of either kind", async () => {
    const stack = newStack();
    const vpc = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1"), tasks: ["private", "public"] });

    expect(vpc.private?.subnetIds).not.toEqual(vpc.subnetIds);
    expect(vpc.preconditions.map(({ errorMessage }) => errorMessage)).toEqual([
      expect.stringContaining("vpc-1 has no public subnet"),
      expect.stringContaining("vpc-1 has no private subnet"),
    ]);
    expect(vpc.zonesOf(["private", "public"])).toMatch(/^concat\(values\(local\.\S+\), values\(local\.\S+\)\)$/);
    expect(vpc.zonesOf(["private"])).not.toBe(vpc.zonesOf(["public"]));
    const { mountTargets } = vpc;
    const locals = stack.toTerraform().locals as Record<string, string>;
    const name = mountTargets.kind === "found" ? /local\.([^}]+)/.exec(mountTargets.subnetIdByZone)?.[1] : undefined;
    expect(locals[name ?? ""]).toMatch(
      /^\$\{merge\(\{for zone, ids .+private-subnet-zones.+\}, \{for zone, ids .+subnet-zones/,
    );
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("refuses named subnets of the other kind, and finds the kind that is not named", async () => {
    const stack = newStack();
    const vpc = new ExistingVpc(stack, "network", {
      vpcId: literal("vpc-1"),
      privateSubnetIds: [literal("subnet-1")],
      tasks: ["private"],
    });

    expect(vpc.preconditions).toEqual([]);
    expect(blockOf(stack, "data.aws_subnet")).toMatchObject({
      for_each: expect.stringMatching(/^\$\{toset\(concat\(data\.aws_subnets\.\S+\.ids, \["subnet-1"\]\)\)\}$/),
      lifecycle: {
        postcondition: [
          { error_message: expect.stringContaining("is not in vpc-1") },
          { condition: expect.stringMatching(/^\$\{!contains\(\["subnet-1"\], self\.id\) \|\| /) },
          { error_message: expect.stringContaining("named as a private one, and it has a route") },
        ],
      },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("divides named subnets by their routes only where something is private", () => {
    const subnetIds = [literal("subnet-1"), literal("subnet-2")];
    for (const tasks of [["public"], ["private", "public"]] as const) {
      const stack = newStack();
      const vpc = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1"), subnetIds, tasks });
      expect(vpc.preconditions).toHaveLength(tasks.length === 1 ? 0 : 2);
      expect(blocksOf(stack, "data.aws_route_table")).toHaveLength(tasks.length - 1);
      expect(blocksOf(stack, "data.aws_subnets")).toEqual([]);
    }
  });

  it("chooses one subnet in each zone, by range, of those that are found by tags", async () => {
    const stack = newStack();
    const vpc = new ExistingVpc(stack, "network", {
      vpcId: literal("vpc-1"),
      publicSubnetIds: [literal("subnet-1")],
      privateSubnetTags: { Tier: literal("private") },
      tasks: ["private", "public"],
    });

    expect(blockOf(stack, "data.aws_subnets")).toMatchObject({ tags: { Tier: "private" } });
    expect(vpc.preconditions[0]?.errorMessage).toMatch(/no private subnet with the tags that are asked for: /);
    const chosen = Object.values(stack.toTerraform().locals ?? {}).filter((one) => String(one).startsWith("${values("));
    expect(chosen).toEqual([expect.stringMatching(/private-subnet-zones.+sort\(\[for id in ids : .+subnet-order/)]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("chooses one subnet in each zone of all that are found, where that is asked for", () => {
    const stack = newStack();
    const vpc = new ExistingVpc(stack, "network", { vpcId: literal("vpc-1"), onePerZone: true });

    expect(vpc.loadBalancers.preconditions).toHaveLength(1);
    expect(blockOf(stack, "data.aws_subnets")).not.toHaveProperty("tags");
    const locals = Object.values(stack.toTerraform().locals ?? {}).map(String);
    expect(locals.filter((one) => one.startsWith("${values("))).toHaveLength(2);
  });
});
