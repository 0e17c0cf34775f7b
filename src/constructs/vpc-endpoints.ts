import type { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { VpcEndpoint, type VpcEndpointConfig } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import type { Construct } from "constructs";
import { type EndpointId, VPC_ENDPOINTS } from "../aws/vpc-endpoints.js";
import type { Addressable } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import type { NetworkRanges } from "./network.js";
import { Part } from "./part.js";
import { ruleName, SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** Which services of AWS are reached within the VPC. */
export interface EndpointsProps {
  readonly ids: readonly EndpointId[];
  /** Of the services. */
  readonly region: TerraformString;
  /** A change replaces the group of the interfaces. */
  readonly securityGroupName: TerraformString;
}

/** Props of {@link VpcEndpoints}. */
export interface VpcEndpointsProps extends EndpointsProps {
  /** Of the Name tags. */
  readonly name: TerraformString;
  readonly vpc: Vpc;
  readonly ranges: NetworkRanges;
  /** Where interfaces go: one subnet in each zone. */
  readonly subnets: readonly Subnet[];
  /** Which route tables lead to gateways. */
  readonly routeTables: readonly RouteTable[];
  readonly tags?: Tags;
}

/**
 * Endpoints of a VPC. Interfaces answer under the names that these services have everywhere, to all in the VPC: so their group lets in the
 * whole VPC, or tasks in public subnets, which find them too, would be cut off from these services.
 *
 * Children: `security-group`, and one by the id of each endpoint.
 */
export class VpcEndpoints extends Part {
  /** What has to exist before a task can reach these services. */
  public readonly dependencies: readonly Addressable[];
  readonly #props: VpcEndpointsProps;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    this.#props = props;
    const interfaces = props.ids.filter((one) => VPC_ENDPOINTS[one].kind === "interface");
    const gateways = props.ids.filter((one) => VPC_ENDPOINTS[one].kind === "gateway");
    const made = gateways.map((one) => this.#add(one, { routeTableIds: props.routeTables.map((table) => table.id) }));
    this.dependencies = interfaces.length > 0 ? [this.#addInterfaces(interfaces, made)] : made;
  }

  /** What lets tasks in comes last, and is all that a task has to wait for: so an endpoint more changes no other task. */
  #addInterfaces(ids: readonly EndpointId[], gateways: readonly VpcEndpoint[]): Addressable {
    const { vpc, ranges, subnets, securityGroupName, tags } = this.#props;
    const group = new SecurityGroup(this, "security-group", {
      vpcId: expression(vpc.id),
      groupName: securityGroupName,
      description: literal("VPC endpoints"),
      tags: { ...tags, Name: securityGroupName },
    });
    const inward = { port: 443, ...ruleName(literal("HTTPS from the VPC"), tags) };
    const place = {
      privateDnsEnabled: true,
      subnetIds: subnets.map((subnet) => subnet.id),
      securityGroupIds: [group.securityGroupId],
    };
    const made = ids.map((one) => this.#add(one, place));
    return group.allowFromNetwork("https", ranges, inward, [...made, ...gateways]);
  }

  #add(id: EndpointId, place: Omit<VpcEndpointConfig, "vpcId">): VpcEndpoint {
    const { vpc, region, name, tags } = this.#props;
    const { service, kind } = VPC_ENDPOINTS[id];
    return new VpcEndpoint(this, id, {
      vpcId: vpc.id,
      serviceName: template`com.amazonaws.${region}.${literal(service)}`,
      vpcEndpointType: kind === "interface" ? "Interface" : "Gateway",
      ...place,
      tags: { ...tags, Name: template`${name}-${literal(service)}` },
      lifecycle: GOES_LAST,
    });
  }
}
