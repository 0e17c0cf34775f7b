import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table/index.js";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables/index.js";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets/index.js";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { SERVICE_SUBNETS_MAX } from "../aws/network.js";
import { type Addressable, addressOf } from "./address.js";
import type { INetwork, MountTargetPlacement, NetworkRanges, Precondition, ZoneSubnets } from "./network.js";
import { Part } from "./part.js";
import { code, evaluated, quoted, quotedTemplates, type TerraformCode } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** The name of an Availability Zone, as those of Local Zones and Wavelength Zones are not. */
const AVAILABILITY_ZONE = "^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$";

/** Props of {@link ExistingVpc}. */
export interface ExistingVpcProps {
  readonly vpcId: TerraformString;
  /** Subnets to use. @default every subnet of the VPC with a route to an internet gateway, found when Terraform plans */
  readonly subnetIds?: readonly TerraformString[];
  /** Whether Terraform stops when the VPC has DNS support or DNS hostnames off, without which EFS cannot be mounted by name. @default false */
  readonly requireDns?: boolean;
  /** Ids of zones (`use1-az3`) whose subnets are not used: left out where they are found, refused where they are named. @default none */
  readonly excludeZoneIds?: readonly string[];
  /** What to do about a VPC without a public subnet, or with subnets that are not its own. @default "Name the subnets to use." */
  readonly subnetAdvice?: TerraformString;
}

/**
 * A VPC made elsewhere, and the subnets of it that tasks use. Only read.
 *
 * A subnet counts as public when the route table that it is associated with, or the main one of the VPC if it is associated with none,
 * has a route to an internet gateway; whether it hands out public addresses does not matter, as the tasks ask for theirs. Subnets of Local
 * Zones and Wavelength Zones are not used, as neither EFS nor the Fargate of the region is there.
 *
 * Children: `vpc`, `subnet`, `subnets`, `route-tables`, `route-table` (data), and the locals `internet-route-tables`, `main-route-table`,
 * `associated-route-tables`, `subnet-zones`, `task-subnets`, `mount-target-subnets`, `load-balancer-subnets`.
 */
export class ExistingVpc extends Part implements INetwork {
  /** The VPC. */
  public readonly vpc: DataAwsVpc;
  public readonly dependencies: readonly Addressable[] = [];
  public readonly preconditions: readonly Precondition[];
  readonly #taskSubnets: TerraformLocal;
  readonly #zones: TerraformLocal;
  readonly #subnetAdvice: TerraformString;
  readonly #vpcId: TerraformString;
  readonly #excludeZoneIds: readonly string[];
  #mountTargetSubnets: TerraformLocal | undefined;
  #loadBalancers: ZoneSubnets | undefined;

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    this.vpc = new DataAwsVpc(this, "vpc", {
      id: props.vpcId,
      ...(props.requireDns && { lifecycle: { postcondition: dnsPostconditions(props.vpcId) } }),
    });
    this.#vpcId = props.vpcId;
    this.#excludeZoneIds = props.excludeZoneIds ?? [];
    this.#subnetAdvice = props.subnetAdvice ?? literal("Name the subnets to use.");
    this.#zones = props.subnetIds ? this.#given(props.vpcId, props.subnetIds) : this.#found(props.vpcId);
    const zones = addressOf(this.#zones);
    this.#taskSubnets = new TerraformLocal(
      this,
      "task-subnets",
      evaluated(code`slice(sort(keys(${zones})), 0, min(${SERVICE_SUBNETS_MAX}, length(${zones})))`),
    );
    this.preconditions = props.subnetIds ? [] : [this.#somePublicSubnet(props.vpcId)];
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

  public get zones(): TerraformCode {
    return code`values(${addressOf(this.#zones)})`;
  }

  public get subnetIds(): readonly string[] {
    return this.#taskSubnets.asList;
  }

  public get mountTargets(): MountTargetPlacement {
    // The first by id of each zone: what is left of chance is that a subnet added later may sort before it, and mount targets ignore that.
    const zones = addressOf(this.#zones);
    this.#mountTargetSubnets ??= new TerraformLocal(
      this,
      "mount-target-subnets",
      evaluated(code`{for zone, ids in {for id, zone in ${zones} : zone => id...} : zone => sort(ids)[0]}`),
    );
    return { kind: "found", subnetIdByZone: evaluated(addressOf(this.#mountTargetSubnets)) };
  }

  public get loadBalancers(): ZoneSubnets {
    this.#loadBalancers ??= this.#oneOfEachZone();
    return this.#loadBalancers;
  }

  #oneOfEachZone(): ZoneSubnets {
    const zones = addressOf(this.#zones);
    const subnets = new TerraformLocal(
      this,
      "load-balancer-subnets",
      evaluated(code`[for zone, ids in {for id, zone in ${zones} : zone => id...} : sort(ids)[0]]`),
    );
    const twoZones: Precondition = {
      condition: evaluated(code`length(${addressOf(subnets)}) >= 2`),
      errorMessage: template`A load balancer needs public subnets in two Availability Zones, and those of ${this.#vpcId} that are used are in fewer. Add one in another zone. ${this.#subnetAdvice}`,
    };
    return { subnetIds: subnets.asList, preconditions: [twoZones] };
  }

  /** The zone of each subnet named. */
  #given(vpcId: TerraformString, subnetIds: readonly TerraformString[]): TerraformLocal {
    const subnet = this.#eachSubnet(code`toset(${quotedTemplates(subnetIds)})`);
    subnet.lifecycle = {
      postcondition: [
        {
          condition: evaluated(code`self.vpc_id == ${addressOf(this.vpc)}.id`),
          errorMessage: template`Subnet \${self.id} is not in ${vpcId} but in \${self.vpc_id}. ${this.#subnetAdvice}`,
        },
        {
          condition: evaluated(this.#serves(code`self`)),
          errorMessage: template`Subnet \${self.id} is in \${self.availability_zone} (\${self.availability_zone_id}), where Fargate does not run these tasks. ${this.#subnetAdvice}`,
        },
      ],
    };
    return this.#zoneOfEach(subnet, code``);
  }

  /** The zone of each public subnet. */
  #found(vpcId: TerraformString): TerraformLocal {
    const tables = this.#eachRouteTable(vpcId);
    const each = code`for id, table in ${addressOf(tables)}`;
    const internet = this.#local(
      "internet-route-tables",
      code`[${each} : id if anytrue([for route in table.routes : can(regex("^igw-", route.gateway_id))])]`,
    );
    const main = this.#local(
      "main-route-table",
      code`join("", [${each} : id if anytrue([for association in table.associations : association.main])])`,
    );
    const associated = this.#local(
      "associated-route-tables",
      code`merge([${each} : {for association in table.associations : association.subnet_id => id if can(regex("^subnet-", association.subnet_id))}]...)`,
    );
    const subnets = new DataAwsSubnets(this, "subnets", { filter: [{ name: "vpc-id", values: [vpcId] }] });
    return this.#zoneOfEach(
      this.#eachSubnet(code`toset(${addressOf(subnets)}.ids)`),
      code` if contains(${internet}, try(${associated}[id], ${main})) && ${this.#serves(code`subnet`)}`,
    );
  }

  /** Whether a subnet is in an Availability Zone, and in none of those that are left out. */
  #serves(subnet: TerraformCode): TerraformCode {
    const inZone = code`can(regex(${quoted(AVAILABILITY_ZONE)}, ${subnet}.availability_zone))`;
    if (this.#excludeZoneIds.length === 0) return inZone;
    const excluded = quotedTemplates(this.#excludeZoneIds.map(literal));
    return code`${inZone} && !contains(${excluded}, ${subnet}.availability_zone_id)`;
  }

  #local(id: string, source: TerraformCode): TerraformCode {
    return addressOf(new TerraformLocal(this, id, evaluated(source)));
  }

  #eachRouteTable(vpcId: TerraformString): DataAwsRouteTable {
    const tables = new DataAwsRouteTables(this, "route-tables", { vpcId });
    const table = new DataAwsRouteTable(this, "route-table", { routeTableId: "${each.key}" });
    table.addOverride("for_each", evaluated(code`toset(${addressOf(tables)}.ids)`));
    return table;
  }

  #eachSubnet(ids: TerraformCode): DataAwsSubnet {
    const subnet = new DataAwsSubnet(this, "subnet", { id: "${each.key}" });
    subnet.addOverride("for_each", evaluated(ids));
    return subnet;
  }

  #somePublicSubnet(vpcId: TerraformString): Precondition {
    return {
      condition: evaluated(code`length(${addressOf(this.#zones)}) > 0`),
      errorMessage: template`${vpcId} has no public subnet: none of its subnets has a route to an internet gateway. Give one such a route. ${this.#subnetAdvice}`,
    };
  }

  #zoneOfEach(subnet: DataAwsSubnet, condition: TerraformCode): TerraformLocal {
    const zones = code`{for id, subnet in ${addressOf(subnet)} : id => subnet.availability_zone${condition}}`;
    return new TerraformLocal(this, "subnet-zones", evaluated(zones));
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
