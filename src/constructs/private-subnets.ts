import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import type { NatGateways } from "./nat-gateways.js";
import type { PrivateNetwork } from "./network.js";
import { Part } from "./part.js";
import { Scope } from "./scope.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";
import { type EndpointsProps, VpcEndpoints } from "./vpc-endpoints.js";
import type { ZonePlace } from "./zone-places.js";

/** A private subnet. */
export interface PrivateZone {
  readonly place: ZonePlace;
  /** IPv4 range, within that of the VPC. */
  readonly cidrBlock: TerraformString;
}

/** Props of {@link PrivateSubnets}. */
export interface PrivateSubnetsProps {
  /** Of the Name tags. */
  readonly name: TerraformString;
  readonly vpc: Vpc;
  readonly zones: readonly PrivateZone[];
  /** @default no route leads out of the VPC */
  readonly nat?: NatGateways;
  /** What is reached within the VPC. @default nothing */
  readonly endpoints?: EndpointsProps;
  readonly tags?: Tags;
}

/** What has to move with a private subnet. */
const OTHERS = literal("its route table, its route and its route table association");

/**
 * Subnets from which nothing leads to the internet but through NAT, and to which nothing leads from there. Each has a route table of its own,
 * so that one NAT gateway more or fewer changes where a route leads, and ties no subnet to another table.
 *
 * Children: `zones/<zone>/subnet`, `zones/<zone>/route-table`, `zones/<zone>/route-table-association`, `zones/<zone>/route`, `endpoints`.
 */
export class PrivateSubnets extends Part implements PrivateNetwork {
  readonly #props: PrivateSubnetsProps;
  readonly #zones: Construct;
  readonly #subnets: Subnet[] = [];
  readonly #routeTables: RouteTable[] = [];
  readonly #dependencies: Addressable[] = [];

  constructor(scope: Construct, id: string, props: PrivateSubnetsProps) {
    super(scope, id);
    this.#props = props;
    this.#zones = new Scope(this, "zones");
    for (const zone of props.zones) this.#add(zone);
    if (props.endpoints) this.#dependencies.push(...this.#addEndpoints(props.endpoints));
  }

  public get subnetIds(): readonly string[] {
    return this.#subnets.map(({ id }) => id);
  }

  public get dependencies(): readonly Addressable[] {
    return this.#dependencies;
  }

  #addEndpoints(endpoints: EndpointsProps): readonly Addressable[] {
    const { name, vpc, tags } = this.#props;
    return new VpcEndpoints(this, "endpoints", {
      ...endpoints,
      name,
      vpc,
      ranges: { kind: "static", cidr: expression(vpc.cidrBlock) },
      subnets: this.#subnets,
      routeTables: this.#routeTables,
      ...(tags && { tags }),
    }).dependencies;
  }

  #add({ place, cidrBlock }: PrivateZone): void {
    const { vpc } = this.#props;
    const scope = new Scope(this.#zones, place.key);
    const tags = { ...this.#props.tags, Name: template`${this.#props.name}-private-${literal(place.key)}` };
    const subnet = new Subnet(scope, "subnet", {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: place.availabilityZone,
      mapPublicIpOnLaunch: false,
      tags,
      lifecycle: place.lifecycle(OTHERS),
    });
    const table = new RouteTable(scope, "route-table", { vpcId: vpc.id, tags, lifecycle: GOES_LAST });
    const association = new RouteTableAssociation(scope, "route-table-association", {
      routeTableId: table.id,
      subnetId: subnet.id,
      lifecycle: GOES_LAST,
    });
    this.#subnets.push(subnet);
    this.#routeTables.push(table);
    this.#dependencies.push(association);
    if (this.#props.nat) this.#dependencies.push(this.#route(scope, table, this.#props.nat, place.key));
  }

  #route(scope: Construct, table: RouteTable, nat: NatGateways, zone: string): Route {
    const { gateway, fixedAddress } = nat.of(zone);
    return new Route(scope, "route", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: gateway.id,
      // What goes last has what it refers to go last too, and a gateway with a given address has to go first.
      ...(!fixedAddress && { lifecycle: GOES_LAST }),
    });
  }
}
