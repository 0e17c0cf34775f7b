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
import { NatGateways, type NatProps } from "./nat-gateways.js";
import type { INetwork, MountTargetPlacement, NetworkRanges, PrivateNetwork, ZoneSubnets } from "./network.js";
import { Part } from "./part.js";
import { PrivateSubnets } from "./private-subnets.js";
import { Scope } from "./scope.js";
import type { Tags } from "./tags.js";
import { code } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";
import type { EndpointsProps } from "./vpc-endpoints.js";
import { namedZone, pickedZones, type ZonePicking, type ZonePlace } from "./zone-places.js";

/** One public subnet in an Availability Zone that has a name. */
export interface ZoneSubnet {
  /** Such as `eu-west-1a`; also the id of the construct. */
  readonly zone: string;
  /** IPv4 range, within that of the VPC. */
  readonly cidrBlock: TerraformString;
}

/** Ranges of two public subnets in zones that Terraform picks. */
export interface PickedSubnets extends ZonePicking {
  readonly first: TerraformString;
  readonly second: TerraformString;
}

/** Private subnets beside the public ones. */
export interface PrivateSubnetRanges {
  /** IPv4 ranges by the zone of the public subnet: its name, or `first` and `second`. */
  readonly ranges: ReadonlyMap<string, TerraformString>;
  /** How they reach the internet. @default they do not */
  readonly nat?: NatProps;
  /** Which services of AWS they reach within the VPC. @default none */
  readonly endpoints?: EndpointsProps;
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
  /** Subnets for tasks without public addresses. @default none */
  readonly privateSubnets?: PrivateSubnetRanges;
  /** @default none */
  readonly tags?: Tags;
}

/** What has to move with a public subnet. */
const OTHERS = literal("its route table association and its mount target");

/**
 * A VPC with public subnets, and private ones where they are asked for. Public ones need no NAT gateways that are to be paid for, a task is
 * reachable from nowhere until a security group says so, and it gets its public address from the service that runs it
 * (`assign_public_ip`), so subnets give none to anything else.
 *
 * Children: `vpc`, `default-security-group`, `internet-gateway`, `route-table`, `internet-route`, `zones`,
 * `public/<zone>/subnet` and `public/<zone>/route-table-association`, where `<zone>` is the zone's name, or `first` and `second`;
 * `private` and `nat` of what is private.
 */
export class PublicVpc extends Part implements INetwork {
  /** The VPC. */
  public readonly vpc: Vpc;
  public readonly preconditions = [];
  public readonly private?: PrivateNetwork;
  readonly #routeTable: RouteTable;
  readonly #internetRoute: Route;
  readonly #public: Construct;
  readonly #subnets = new Map<string, Subnet>();
  readonly #associations: RouteTableAssociation[] = [];
  readonly #name: TerraformString;
  readonly #tags: Tags;

  constructor(scope: Construct, id: string, props: PublicVpcProps) {
    super(scope, id);
    this.#name = props.name;
    this.#tags = { ...props.tags, Name: props.name };
    // EFS is mounted by host name: that needs both DNS settings.
    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { ...this.#tags },
    });
    // Taken over with no rules: AWS makes it open to its own members, and nothing here belongs to it.
    new DefaultSecurityGroup(this, "default-security-group", { vpcId: this.vpc.id, tags: { ...this.#tags } });
    const gateway = new InternetGateway(this, "internet-gateway", {
      vpcId: this.vpc.id,
      tags: { ...this.#tags },
      // Otherwise it would be taken from the old VPC while tasks there still have public addresses, which AWS refuses.
      lifecycle: { ...GOES_LAST, replaceTriggeredBy: [code`${addressOf(this.vpc)}.id`] },
    });
    this.#routeTable = new RouteTable(this, "route-table", {
      vpcId: this.vpc.id,
      tags: { ...this.#tags },
      lifecycle: GOES_LAST,
    });
    this.#internetRoute = new Route(this, "internet-route", {
      routeTableId: this.#routeTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
      lifecycle: GOES_LAST,
    });
    this.#public = new Scope(this, "public");
    const zones = this.#zonesOf(props.subnets);
    for (const [place, cidrBlock] of zones) this.#addSubnet(place, cidrBlock);
    if (props.privateSubnets) this.private = this.#addPrivate(zones, props.privateSubnets);
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

  /** Likewise: there is a private subnet in each zone, or there is none. */
  public get internalLoadBalancers(): ZoneSubnets {
    return { subnetIds: this.private?.subnetIds ?? this.subnetIds, preconditions: [] };
  }

  public get dependencies(): readonly Addressable[] {
    return [this.#internetRoute, ...this.#associations];
  }

  #zonesOf(subnets: PublicVpcProps["subnets"]): readonly (readonly [ZonePlace, TerraformString])[] {
    if (isNamed(subnets)) return subnets.map(({ zone, cidrBlock }) => [namedZone(zone), cidrBlock]);
    const ranges = [subnets.first, subnets.second];
    return pickedZones(this, "zones", subnets).map((place, index) => [place, ranges[index] ?? subnets.first]);
  }

  #addPrivate(zones: readonly (readonly [ZonePlace, TerraformString])[], props: PrivateSubnetRanges): PrivateNetwork {
    const { endpoints } = props;
    const shared = { name: this.#name, vpc: this.vpc, tags: { ...this.#tags } };
    const nat =
      props.nat &&
      new NatGateways(this, "nat", {
        ...shared,
        ...props.nat,
        subnets: this.#subnets,
        dependencies: this.dependencies,
      });
    const withRange = zones.flatMap(([place]) => {
      const cidrBlock = props.ranges.get(place.key);
      return cidrBlock === undefined ? [] : [{ place, cidrBlock }];
    });
    return new PrivateSubnets(this, "private", {
      ...shared,
      zones: withRange,
      ...(nat && { nat }),
      ...(endpoints && { endpoints }),
    });
  }

  #addSubnet(place: ZonePlace, cidrBlock: TerraformString): void {
    const { key, availabilityZone } = place;
    const scope = new Scope(this.#public, key);
    const subnet = new Subnet(scope, "subnet", {
      cidrBlock,
      availabilityZone,
      vpcId: this.vpc.id,
      mapPublicIpOnLaunch: false,
      tags: { ...this.#tags, Name: template`${this.#name}-public-${literal(key)}` },
      lifecycle: place.lifecycle(OTHERS),
    });
    this.#subnets.set(key, subnet);
    this.#associations.push(
      new RouteTableAssociation(scope, "route-table-association", {
        routeTableId: this.#routeTable.id,
        subnetId: subnet.id,
        lifecycle: GOES_LAST,
      }),
    );
  }
}

function isNamed(subnets: PublicVpcProps["subnets"]): subnets is readonly ZoneSubnet[] {
  return Array.isArray(subnets);
}
