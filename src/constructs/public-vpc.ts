import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import { type Addressable, addressOf } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import type { INetwork, MountTargetPlacement, NetworkRanges, ZoneSubnets } from "./network.js";
import { Part } from "./part.js";
import { Scope } from "./scope.js";
import type { Tags } from "./tags.js";
import { code, evaluated, quoted } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** One public subnet in an Availability Zone that has a name. */
export interface ZoneSubnet {
  /** Such as `eu-west-1a`; also the id of the construct. */
  readonly zone: string;
  /** IPv4 range, within that of the VPC. */
  readonly cidrBlock: TerraformString;
}

/** Ranges of two public subnets in zones that Terraform picks. */
export interface PickedSubnets {
  readonly first: TerraformString;
  readonly second: TerraformString;
  /** Ids of zones (`use1-az3`) never to pick. @default none */
  readonly excludeZoneIds?: readonly string[];
  /** What to do in a region with fewer than two zones to pick from. @default "Name the zones to use." */
  readonly advice?: TerraformString;
}

/** Props of {@link PublicVpc}. */
export interface PublicVpcProps {
  /** Name tag of all its parts. */
  readonly name: TerraformString;
  /** IPv4 range. */
  readonly cidrBlock: TerraformString;
  /**
   * Named zones, or the ranges for two zones of the region that Terraform picks. Picked once: a subnet stays in its zone
   * when the region gets another.
   */
  readonly subnets: readonly ZoneSubnet[] | PickedSubnets;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A VPC with public subnets only: no NAT gateways to pay for, a task is reachable from nowhere until a security group says so,
 * and it gets its public address from the service that runs it (`assign_public_ip`), so subnets give none to anything else.
 *
 * Children: `vpc`, `default-security-group`, `internet-gateway`, `route-table`, `internet-route`, `zones`,
 * `public/<zone>/subnet` and `public/<zone>/route-table-association`, where `<zone>` is the zone's name, or `first` and `second`.
 */
export class PublicVpc extends Part implements INetwork {
  /** The VPC. */
  public readonly vpc: Vpc;
  public readonly preconditions = [];
  readonly #routeTable: RouteTable;
  readonly #internetRoute: Route;
  readonly #public: Construct;
  readonly #subnets = new Map<string, Subnet>();
  readonly #associations: RouteTableAssociation[] = [];
  readonly #name: TerraformString;
  readonly #tags: Record<string, string>;

  constructor(scope: Construct, id: string, props: PublicVpcProps) {
    super(scope, id);
    this.#name = props.name;
    this.#tags = { ...props.tags, Name: props.name };
    // EFS is mounted by host name: that needs both DNS settings.
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: this.#tags,
    });
    // Taken over with no rules: AWS makes it open to its own members, and nothing here belongs to it.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: this.vpc.id, tags: this.#tags });
    const gateway = new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpc.id,
      tags: this.#tags,
      // Otherwise it would be taken from the old VPC while tasks there still have public addresses, which AWS refuses.
      lifecycle: { ...GOES_LAST, replaceTriggeredBy: [code`${addressOf(this.vpc)}.id`] },
    });
    this.#routeTable = new RouteTable(this, "route-table", {
      vpcId: this.vpc.id,
      tags: this.#tags,
      lifecycle: GOES_LAST,
    });
    this.#internetRoute = new Route(this, "internet-route", {
      routeTableId: this.#routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
      lifecycle: GOES_LAST,
    });
    this.#public = new Scope(this, "public");
    if (isNamed(props.subnets)) this.#addNamed(props.subnets);
    else this.#addPicked(props.subnets);
  }

  public get vpcId(): TerraformString {
    return expression(this.vpc.id);
  }

  public get ranges(): NetworkRanges {
    return { kind: "static", cidr: expression(this.vpc.cidrBlock) };
  }

  public get subnetIds(): readonly string[] {
    return [...this.#subnets.values()].map((subnet) => subnet.id);
  }

  public get mountTargets(): MountTargetPlacement {
    const subnetIds = new Map([...this.#subnets].map(([key, subnet]) => [key, expression(subnet.id)]));
    return { kind: "static", subnetIds };
  }

  /** Each of its subnets is in a zone of its own. That there are two is for whoever names the zones. */
  public get loadBalancers(): ZoneSubnets {
    return { subnetIds: this.subnetIds, preconditions: [] };
  }

  public get dependencies(): readonly Addressable[] {
    return [this.#internetRoute, ...this.#associations];
  }

  #addNamed(subnets: readonly ZoneSubnet[]): void {
    for (const { zone, cidrBlock } of subnets) {
      const subnet = this.#addSubnet(zone, { cidrBlock, availabilityZone: literal(zone) });
      // One that was picked before the zones had names, and is taken over, keeps its range and has to be in this zone.
      subnet.lifecycle = {
        ...GOES_LAST,
        ignoreChanges: ["availability_zone", "cidr_block"],
        postcondition: [inZone(zone)],
      };
    }
  }

  #addPicked({ first, second, excludeZoneIds, advice }: PickedSubnets): void {
    const zones = new DataAwsAvailabilityZones(this, "zones", {
      state: "available",
      filter: [
        { name: "opt-in-status", values: ["opt-in-not-required"] },
        { name: "zone-type", values: ["availability-zone"] },
      ],
      ...(excludeZoneIds && excludeZoneIds.length > 0 && { excludeZoneIds: [...excludeZoneIds] }),
      lifecycle: { postcondition: [twoZones(advice ?? literal("Name the zones to use."))] },
    });
    for (const [index, [key, cidrBlock]] of [["first", first] as const, ["second", second] as const].entries()) {
      const availabilityZone = evaluated(code`sort(${addressOf(zones)}.names)[${index}]`);
      const subnet = this.#addSubnet(key, { cidrBlock, availabilityZone });
      // A subnet of a zone with a name, which is taken over, keeps its range.
      subnet.lifecycle = { ...GOES_LAST, ignoreChanges: ["availability_zone", "cidr_block"] };
    }
  }

  #addSubnet(key: string, place: { cidrBlock: TerraformString; availabilityZone: TerraformString }): Subnet {
    const scope = new Scope(this.#public, key);
    const subnet = new Subnet(scope, "subnet", {
      ...place,
      vpcId: this.vpc.id,
      mapPublicIpOnLaunch: false,
      tags: { ...this.#tags, Name: template`${this.#name}-public-${literal(key)}` },
    });
    this.#subnets.set(key, subnet);
    this.#associations.push(
      new RouteTableAssociation(scope, "route-table-association", {
        routeTableId: this.#routeTable.id,
        subnetId: subnet.id,
        lifecycle: GOES_LAST,
      }),
    );
    return subnet;
  }
}

/** A subnet that was picked is only taken over for the zone that it is in. */
function inZone(zone: string) {
  const name = literal(zone);
  return {
    condition: evaluated(code`self.availability_zone == ${quoted(zone)}`),
    errorMessage: template`Subnet \${self.id} was picked before the zones had names, and is in \${self.availability_zone}, not in ${name}. Give it the address of its own zone, with \`terraform state mv\`: it, its route table association and its mount target.`,
  };
}

function twoZones(advice: TerraformString) {
  return {
    condition: "${length(self.names) >= 2}",
    errorMessage: template`This region has fewer than two Availability Zones that every account may use and that run Fargate. ${advice}`,
  };
}

function isNamed(subnets: PublicVpcProps["subnets"]): subnets is readonly ZoneSubnet[] {
  return Array.isArray(subnets);
}
