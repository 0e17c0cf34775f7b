import { created, type Grant, on, owned, type Target } from "./grant.js";

/** Only while something is made: CreateTags is then part of that call. */
const whileMaking = { Null: { "ec2:CreateAction": ["false"] } };

/** What it takes to tag something of EC2, as it is made and later. */
export function tagging(type: string): readonly Grant[] {
  const making: Target = { ...created(`ec2:${type}/*`), conditions: whileMaking };
  return [
    on("ec2", making, { create: "CreateTags" }, "tags are given as it is made"),
    on("ec2", owned(`ec2:${type}/*`), { update: "CreateTags DeleteTags" }),
  ];
}

/** The VPC that something is in. */
export const vpcOf = owned("ec2:vpc/{vpc_id}");

/** Why the provider looks for network interfaces. */
export const sweeping = "looks for interfaces that are left in it before it goes";
