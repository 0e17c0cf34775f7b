import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { SERVICE_SUBNETS_MAX } from "../aws/network.js";
import { type Addressable, addressOf } from "./address.js";
import { ExistingSubnets } from "./existing-subnets.js";
import type {
  INetwork,
  MountTargetPlacement,
  NetworkRanges,
  Precondition,
  PrivateNetwork,
  TaskVisibility,
  ZoneSubnets,
} from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link ExistingVpc}. */
export interface ExistingVpcProps {
  readonly vpcId: TerraformString;
  /**
   * Subnets to use. With private tasks, those with a route to an internet gateway are the public ones, and the others are private.
   * @default every subnet of the VPC, but for kinds that are named for themselves
   */
  readonly subnetIds?: readonly TerraformString[];
  /** Tags of the subnets to use, in place of their ids: of each zone and kind, that with the lowest range. @default they may have any */
  readonly subnetTags?: Tags;
  /** Whether, of all that are found, one in each zone and of each kind is used: that with the lowest range. @default where tags tell some of them */
  readonly onePerZone?: boolean;
  /** Tags of public subnets, in place of their ids. @default they may have any */
  readonly publicSubnetTags?: Tags;
  /** Tags of private subnets, in place of their ids. @default they may have any */
  readonly privateSubnetTags?: Tags;
  /** Subnets of tasks with public addresses, and of load balancers. @default those with a route to an internet gateway, found when Terraform plans */
  readonly publicSubnetIds?: readonly TerraformString[];
  /** Subnets of tasks without public addresses. @default those without one, found when Terraform plans */
  readonly privateSubnetIds?: readonly TerraformString[];
  /** Which kinds of tasks run in the VPC. @default those with public addresses */
  readonly tasks?: readonly TaskVisibility[];
  /** Whether Terraform stops when the VPC has DNS support or DNS hostnames off, without which EFS cannot be mounted by name. @default false */
  readonly requireDns?: boolean;
  /** Ids of zones (`use1-az3`) whose subnets are not used: left out where they are found, refused where they are named. @default none */
  readonly excludeZoneIds?: readonly string[];
  /** What to do about a VPC without subnets of a kind, or with subnets that are not its own. @default "Name the subnets to use." */
  readonly subnetAdvice?: TerraformString;
  /** What to do for a load balancer in subnets that the internet does not reach. @default "Or make the load balancer internal." */
  readonly internalAdvice?: TerraformString;
}

/**
 * A VPC made elsewhere, and the subnets of it that tasks use. Only read.
 *
 * A subnet counts as public when the route table that it is associated with, or the main one of the VPC if it is associated with none,
 * has a route to an internet gateway; whether it hands out public addresses does not matter, as the tasks ask for theirs. Of the others,
 * those from which all else is reached in another way, through NAT for instance, are the private ones, or all where there is no such way.
 * Subnets of Local Zones and Wavelength Zones are not used, as neither EFS nor the Fargate of the region is there.
 *
 * Children: `vpc`, `subnet`, `subnets`, `public-subnets`, `private-subnets`, `route-tables`, `route-table` (data), and the locals `subnet-order`, `internet-route-tables`, `main-route-table`,
 * `associated-route-tables`, `outward-route-tables`, `subnet-zones`, `private-subnet-zones`, `task-subnets`, `private-task-subnets`,
 * `mount-target-subnets`, `load-balancer-subnets`.
 */
export class ExistingVpc extends Part implements INetwork {
  /** The VPC. */
  public readonly vpc: DataAwsVpc;
  public readonly dependencies: readonly Addressable[] = [];
  public readonly preconditions: readonly Precondition[];
  public readonly private?: PrivateNetwork;
  readonly #tasks: readonly TaskVisibility[];
  readonly #zones: TerraformLocal;
  readonly #privateZones: TerraformLocal | undefined;
  readonly #subnetAdvice: TerraformString;
  readonly #internalAdvice: TerraformString;
  readonly #vpcId: TerraformString;
  readonly #subnets: ExistingSubnets;
  /** Whether the subnets that tasks with public addresses run in are known to have a route to an internet gateway. */
  readonly #open: boolean;
  #taskSubnets: TerraformLocal | undefined;
  #mountTargetSubnets: TerraformLocal | undefined;
  #loadBalancers: ZoneSubnets | undefined;
  #internalLoadBalancers: ZoneSubnets | undefined;

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    this.vpc = new DataAwsVpc(this, "vpc", {
      id: props.vpcId,
      ...(props.requireDns && { lifecycle: { postcondition: dnsPostconditions(props.vpcId) } }),
    });
    this.#vpcId = props.vpcId;
    this.#tasks = props.tasks ?? ["public"];
    this.#subnetAdvice = props.subnetAdvice ?? literal("Name the subnets to use.");
    const withPrivate = this.#tasks.includes("private");
    this.#internalAdvice = props.internalAdvice ?? literal("Or make the load balancer internal.");
    this.#open = !props.subnetIds || withPrivate;
    this.#subnets = this.#subnetsOf(props, withPrivate);
    this.#zones = new TerraformLocal(this, "subnet-zones", evaluated(this.#subnets.zonesOf("public")));
    if (this.#tasks.includes("public")) this.#taskSubnets = this.#tasksIn("public", this.#zones);
    if (withPrivate) {
      this.#privateZones = new TerraformLocal(
        this,
        "private-subnet-zones",
        evaluated(this.#subnets.zonesOf("private")),
      );
      const tasks = this.#tasksIn("private", this.#privateZones);
      this.private = { subnetIds: tasks.asList, dependencies: [] };
    }
    this.preconditions = this.#someOfEachKind(props);
  }

  public get vpcId(): TerraformString {
    return expression(this.vpc.id);
  }

  /** A VPC may have further ranges beside its first; one that is being taken away has another state. */
  public get ranges(): NetworkRanges {
    const each = code`for range in ${addressOf(this.vpc)}.cidr_block_associations`;
    return {
      kind: "found",
      cidrs: evaluated(code`toset([${each} : range.cidr_block if range.state == "associated"])`),
    };
  }

  public zonesOf(kinds: readonly TaskVisibility[]): TerraformCode {
    const zones = code`values(${addressOf(this.#zones)})`;
    if (!this.#privateZones) return zones;
    const inPrivate = code`values(${addressOf(this.#privateZones)})`;
    if (!kinds.includes("private")) return zones;
    return kinds.includes("public") ? code`concat(${zones}, ${inPrivate})` : inPrivate;
  }

  public get subnetIds(): readonly string[] {
    this.#taskSubnets ??= this.#tasksIn("public", this.#zones);
    return this.#taskSubnets.asList;
  }

  public get mountTargets(): MountTargetPlacement {
    const inPublic = this.#subnets.oneOfEachZone("public", addressOf(this.#zones));
    // The later map wins: a private subnet has the mount target of its zone only where the zone has no public one.
    const all = this.#privateZones
      ? code`merge(${this.#subnets.oneOfEachZone("private", addressOf(this.#privateZones))}, ${inPublic})`
      : inPublic;
    this.#mountTargetSubnets ??= new TerraformLocal(this, "mount-target-subnets", evaluated(all));
    return { kind: "found", subnetIdByZone: evaluated(addressOf(this.#mountTargetSubnets)) };
  }

  public get loadBalancers(): ZoneSubnets {
    this.#loadBalancers ??= this.#open
      ? this.#oneOfEachZone(
          "public",
          addressOf(this.#zones),
          template`A load balancer needs public subnets in two Availability Zones, and those of ${this.#vpcId} that are used are in fewer. Add one in another zone. ${this.#subnetAdvice}`,
        )
      : this.#oneOfEachZone(
          "public",
          code`{for id, zone in ${addressOf(this.#zones)} : id => zone if ${this.#subnets.routes.leadToInternet(code`id`)}}`,
          template`The internet reaches a load balancer through subnets with a route to an internet gateway, in two Availability Zones at least, and those of ${this.#vpcId} that are named are in fewer. ${this.#subnetAdvice} ${this.#internalAdvice}`,
        );
    return this.#loadBalancers;
  }

  public get internalLoadBalancers(): ZoneSubnets {
    this.#internalLoadBalancers ??= this.#oneOfEachZone(
      this.#privateZones ? "private" : "public",
      addressOf(this.#privateZones ?? this.#zones),
      template`An internal load balancer needs subnets in two Availability Zones, and those of ${this.#vpcId} that are used are in fewer. Add one in another zone. ${this.#subnetAdvice}`,
    );
    return this.#internalLoadBalancers;
  }

  #oneOfEachZone(kind: TaskVisibility, zones: TerraformCode, errorMessage: TerraformString): ZoneSubnets {
    const chosen = this.#subnets.choosesOnePerZone(kind)
      ? code`values(${this.#subnets.oneOfEachZone(kind, zones)})`
      : code`[for zone, ids in {for id, zone in ${zones} : zone => id...} : sort(ids)[0]]`;
    const subnets = new TerraformLocal(this, "load-balancer-subnets", evaluated(chosen));
    const condition = evaluated(code`length(${addressOf(subnets)}) >= 2`);
    return { subnetIds: subnets.asList, preconditions: [{ condition, errorMessage }] };
  }

  #subnetsOf(props: ExistingVpcProps, withPrivate: boolean): ExistingSubnets {
    const { vpcId, subnetIds, publicSubnetIds, privateSubnetIds, excludeZoneIds = [] } = props;
    const { subnetTags, publicSubnetTags, privateSubnetTags, onePerZone = false } = props;
    return new ExistingSubnets(this, {
      vpc: this.vpc,
      vpcId,
      ...(subnetIds && { ids: subnetIds }),
      ...(subnetTags && { tags: subnetTags }),
      onePerZone,
      tagged: {
        ...(publicSubnetTags && { public: publicSubnetTags }),
        ...(privateSubnetTags && { private: privateSubnetTags }),
      },
      named: {
        ...(publicSubnetIds && { public: publicSubnetIds }),
        ...(privateSubnetIds && { private: privateSubnetIds }),
      },
      withPrivate,
      excludeZoneIds,
      advice: this.#subnetAdvice,
    });
  }

  /** One in each zone where that is asked for; else as many as a service takes, the first ones by id. */
  #tasksIn(kind: TaskVisibility, zones: TerraformLocal): TerraformLocal {
    const all = addressOf(zones);
    const chosen = this.#subnets.choosesOnePerZone(kind)
      ? code`values(${this.#subnets.oneOfEachZone(kind, all)})`
      : code`slice(sort(keys(${all})), 0, min(${SERVICE_SUBNETS_MAX}, length(${all})))`;
    return new TerraformLocal(this, kind === "public" ? "task-subnets" : "private-task-subnets", evaluated(chosen));
  }

  #someOfEachKind({ subnetIds, publicSubnetIds, privateSubnetIds }: ExistingVpcProps): readonly Precondition[] {
    const divided = !subnetIds || this.#privateZones !== undefined;
    const wantsPublic = this.#tasks.includes("public") && !publicSubnetIds && divided;
    return [
      ...(wantsPublic ? [this.#somePublicSubnet()] : []),
      ...(this.#privateZones && !privateSubnetIds ? [this.#somePrivateSubnet(this.#privateZones)] : []),
    ];
  }

  #asked(kind: TaskVisibility): TerraformString {
    return literal(this.#subnets.isTagged(kind) ? " with the tags that are asked for" : "");
  }

  #somePublicSubnet(): Precondition {
    return {
      condition: evaluated(code`length(${addressOf(this.#zones)}) > 0`),
      errorMessage: template`${this.#vpcId} has no public subnet: none of its subnets${this.#asked("public")} has a route to an internet gateway. Give one such a route. ${this.#subnetAdvice}`,
    };
  }

  #somePrivateSubnet(zones: TerraformLocal): Precondition {
    return {
      condition: evaluated(code`length(${addressOf(zones)}) > 0`),
      errorMessage: template`${this.#vpcId} has no private subnet${this.#asked("private")}: one without a route to an internet gateway, and with another way out where the VPC has one. ${this.#subnetAdvice}`,
    };
  }
}

function dnsPostconditions(vpcId: TerraformString) {
  const message = (setting: TerraformString, name: TerraformString) =>
    template`${vpcId} has ${setting} off, and without it tasks cannot find the file system by name. Switch it on: aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --${name}`;
  return [
    {
      condition: "${self.enable_dns_support}",
      errorMessage: message(literal("DNS resolution"), literal("enable-dns-support")),
    },
    {
      condition: "${self.enable_dns_hostnames}",
      errorMessage: message(literal("DNS hostnames"), literal("enable-dns-hostnames")),
    },
  ];
}
