import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import type { Construct } from "constructs";
import { keyOfPort, type PortRange } from "../aws/ports.js";
import { type Addressable, addDependencies } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import type { NetworkRanges } from "./network.js";
import { Part, requireWritableId } from "./part.js";
import { Scope } from "./scope.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** One port that a rule opens. */
export interface TcpRule {
  /** TCP port. */
  readonly port: number;
  /** What it is for: letters, digits, spaces and `._-:/()#,@[]+=&;{}!$*`. @default none */
  readonly description?: TerraformString;
  /** The console shows `Name`. @default none */
  readonly tags?: Tags;
}

/**
 * What a rule is called: in its description, which scanners and whoever lists rules look at, and in the tag `Name`, which the console shows.
 * EC2 changes both in place.
 */
export function ruleName(name: TerraformString, tags: Tags = {}): Pick<Required<TcpRule>, "description" | "tags"> {
  return { description: name, tags: { ...tags, Name: name } };
}

/** A security group made here or elsewhere. Each rule is a resource of its own: the child `ingress/<id>` or `egress/<id>`. */
export interface ISecurityGroup {
  readonly securityGroupId: TerraformString;
  /** Lets another group in, on one port. */
  allowFrom(id: string, peer: ISecurityGroup, rule: TcpRule): Addressable;
  /** Lets several groups in on one port: one rule with `for_each` over their keys, such as `id["key"]`. */
  allowFromEach(id: string, peers: ReadonlyMap<string, ISecurityGroup>, rule: TcpRule): Addressable;
  /**
   * Lets several groups in on several ports, by TCP or UDP: one rule with `for_each`, whose keys are those of the groups with the port behind
   * them, such as `id["key 9000/udp"]`.
   */
  allowPortsFromEach(
    id: string,
    peers: ReadonlyMap<string, ISecurityGroup>,
    ports: readonly PortRange[],
    rule: Omit<TcpRule, "port">,
  ): Addressable;
  /** Lets this group out to another, on one port. */
  allowTo(id: string, peer: ISecurityGroup, rule: TcpRule): Addressable;
}

abstract class SecurityGroupBase extends Part implements ISecurityGroup {
  public abstract readonly securityGroupId: TerraformString;
  readonly #ingress = new Scope(this, "ingress");
  readonly #egress = new Scope(this, "egress");

  public allowFrom(id: string, peer: ISecurityGroup, rule: TcpRule): Addressable {
    const config = { ...this.#tcp(rule), referencedSecurityGroupId: peer.securityGroupId };
    return named(new VpcSecurityGroupIngressRule(this.#ingress, id, config));
  }

  public allowFromEach(id: string, peers: ReadonlyMap<string, ISecurityGroup>, rule: TcpRule): Addressable {
    const groups = Object.fromEntries([...peers].map(([key, peer]) => [literal(key), peer.securityGroupId]));
    const config = { ...this.#tcp(rule), referencedSecurityGroupId: "${each.value}" };
    const each = named(new VpcSecurityGroupIngressRule(this.#ingress, id, config));
    // The keys are constants, so the plan names each rule although the ids are not known yet.
    each.addOverride("for_each", groups);
    return each;
  }

  public allowPortsFromEach(
    id: string,
    peers: ReadonlyMap<string, ISecurityGroup>,
    ports: readonly PortRange[],
    rule: Omit<TcpRule, "port">,
  ): Addressable {
    const openings = [...peers].flatMap(([key, { securityGroupId: group }]) =>
      ports.map((port) => {
        const { from, to, protocol } = port;
        return [literal(`${key} ${keyOfPort(port)}`), { group, protocol, from, to }] as const;
      }),
    );
    const each = named(
      new VpcSecurityGroupIngressRule(this.#ingress, id, {
        ...this.#described(rule),
        referencedSecurityGroupId: "${each.value.group}",
        ipProtocol: "${each.value.protocol}",
      }),
    );
    each.addOverride("from_port", "${each.value.from}");
    each.addOverride("to_port", "${each.value.to}");
    each.addOverride("for_each", Object.fromEntries(openings));
    return each;
  }

  public allowTo(id: string, peer: ISecurityGroup, rule: TcpRule): Addressable {
    const config = { ...this.#tcp(rule), referencedSecurityGroupId: peer.securityGroupId };
    return named(new VpcSecurityGroupEgressRule(this.#egress, id, config));
  }

  /** Lets every IPv4 address in, on one port. */
  public allowFromAnyIpv4(id: string, rule: TcpRule): Addressable {
    return named(new VpcSecurityGroupIngressRule(this.#ingress, id, { ...this.#tcp(rule), cidrIpv4: "0.0.0.0/0" }));
  }

  /** Lets all in a network in, on one port, when something else is there. */
  public allowFromNetwork(
    id: string,
    ranges: NetworkRanges,
    rule: TcpRule,
    after: readonly Addressable[],
  ): Addressable {
    const config = { ...this.#tcp(rule), cidrIpv4: ranges.kind === "static" ? ranges.cidr : "${each.key}" };
    const ingress = named(new VpcSecurityGroupIngressRule(this.#ingress, id, config));
    if (ranges.kind === "found") ingress.addOverride("for_each", ranges.cidrs);
    addDependencies(ingress, after);
    return ingress;
  }

  /** Lets this group out to every IPv4 address, on every port. */
  public allowToAnyIpv4(id: string, rule: Omit<TcpRule, "port">): Addressable {
    const config = { ...this.#described(rule), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" };
    return named(new VpcSecurityGroupEgressRule(this.#egress, id, config));
  }

  /** Lets this group out to a network, on every TCP port: who is reached is for those to say whom they let in. */
  public allowToNetwork(id: string, ranges: NetworkRanges, rule: Omit<TcpRule, "port">): Addressable {
    const ports = { ipProtocol: "tcp", fromPort: 0, toPort: 65_535 };
    const cidrIpv4 = ranges.kind === "static" ? ranges.cidr : "${each.key}";
    const config = { ...this.#described(rule), ...ports, cidrIpv4 };
    const egress = named(new VpcSecurityGroupEgressRule(this.#egress, id, config));
    if (ranges.kind === "found") egress.addOverride("for_each", ranges.cidrs);
    return egress;
  }

  #tcp(rule: TcpRule) {
    return { ...this.#described(rule), ipProtocol: "tcp", fromPort: rule.port, toPort: rule.port };
  }

  #described({ description, tags }: Omit<TcpRule, "port">) {
    return {
      securityGroupId: this.securityGroupId,
      lifecycle: GOES_LAST,
      ...(description !== undefined && { description }),
      ...(tags && { tags: { ...tags } }),
    };
  }
}

/** A rule, whose id is the caller's. */
function named<T extends Construct>(rule: T): T {
  requireWritableId(rule);
  return rule;
}

/** Props of {@link SecurityGroup}. */
export interface SecurityGroupProps {
  readonly vpcId: TerraformString;
  /** Unique in the VPC. A change replaces the group, as one of `description` does. */
  readonly groupName: TerraformString;
  readonly description: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/** A security group. It lets nothing in or out until a rule is added. Children: `resource`, `ingress/<id>`, `egress/<id>`. */
export class SecurityGroup extends SecurityGroupBase {
  /** A group made elsewhere, to which rules can be added. */
  public static fromSecurityGroupId(scope: Construct, id: string, securityGroupId: TerraformString): ISecurityGroup {
    return new ImportedSecurityGroup(scope, id, securityGroupId);
  }

  /** The group. */
  public readonly resource: AwsSecurityGroup;
  public readonly securityGroupId: TerraformString;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    this.resource = new AwsSecurityGroup(this, "resource", {
      vpcId: props.vpcId,
      name: props.groupName,
      description: props.description,
      lifecycle: GOES_LAST,
      ...(props.tags && { tags: { ...props.tags } }),
    });
    this.securityGroupId = expression(this.resource.id);
  }
}

class ImportedSecurityGroup extends SecurityGroupBase {
  constructor(
    scope: Construct,
    id: string,
    public readonly securityGroupId: TerraformString,
  ) {
    super(scope, id);
  }
}
