import type { Addressable } from "./address.js";
import type { TerraformCode } from "./terraform-code.js";
import type { TerraformString } from "./terraform-string.js";

/** A condition that stops Terraform, with a message for people. */
export interface Precondition {
  /** A template of one expression, such as `${length(local.subnets) > 0}`. */
  readonly condition: TerraformString;
  readonly errorMessage: TerraformString;
}

/** The subnet of each Availability Zone that a mount target goes into; EFS takes one per zone. */
export type MountTargetPlacement =
  /** Zones known when this is synthesized: a mount target each, under its key. */
  | { readonly kind: "static"; readonly subnetIds: ReadonlyMap<string, TerraformString> }
  /** Zones found when Terraform plans: an expression of a map from zone to subnet. */
  | { readonly kind: "found"; readonly subnetIdByZone: TerraformString };

/** One subnet of each Availability Zone. */
export interface ZoneSubnets {
  readonly subnetIds: readonly string[];
  /** What has to hold for there to be two of them at least. */
  readonly preconditions: readonly Precondition[];
}

/** The IPv4 ranges of a VPC. */
export type NetworkRanges =
  /** The only one. */
  | { readonly kind: "static"; readonly cidr: TerraformString }
  /** As many as are found when Terraform plans: an expression of a set of texts. */
  | { readonly kind: "found"; readonly cidrs: TerraformString };

/** Where tasks run: in public subnets with an address that the internet sees, or in private ones without. */
export type TaskVisibility = "public" | "private";

/** Subnets for tasks without public addresses. */
export interface PrivateNetwork {
  /** At most 16, in zones of `mountTargets`. */
  readonly subnetIds: readonly string[];
  /** What has to exist before a task in them can reach what it needs. */
  readonly dependencies: readonly Addressable[];
}

/** Where tasks run. */
export interface INetwork {
  readonly vpcId: TerraformString;
  /** The IPv4 ranges of the VPC. */
  readonly ranges: NetworkRanges;
  /** Subnets for tasks, at most 16; each has a way to the internet for a task with a public address. */
  readonly subnetIds: readonly string[];
  /** Subnets for tasks without public addresses. @default it has none */
  readonly private?: PrivateNetwork;
  /** A list of the zones of the subnets for some kinds of tasks, where that is known before anything is made. @default it is not */
  zonesOf?(kinds: readonly TaskVisibility[]): TerraformCode;
  /** Where mount targets go: every zone of `subnetIds`. */
  readonly mountTargets: MountTargetPlacement;
  /** Where a load balancer goes: AWS takes one subnet in each zone, and two zones at least. */
  readonly loadBalancers: ZoneSubnets;
  /** Where one without a public address goes: private subnets where there are some. @default where others go */
  readonly internalLoadBalancers?: ZoneSubnets;
  /** What has to exist before a task can reach the internet. */
  readonly dependencies: readonly Addressable[];
  /** What has to hold of the network for anything to run in it. */
  readonly preconditions: readonly Precondition[];
}
