import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb/index.js";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener/index.js";
import { DataAwsLbs } from "@cdktf/provider-aws/lib/data-aws-lbs/index.js";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate/index.js";
import type { Construct } from "constructs";
import { type Addressable, addressOf } from "./address.js";
import { FoundSecurityGroup } from "./found-security-group.js";
import { GOES_LAST } from "./lifecycle.js";
import { LoadBalancerBase, type RuleListener } from "./load-balancer-base.js";
import type { INetwork, Precondition } from "./network.js";
import { type ISecurityGroup, SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { code, codeOf, evaluated, quoted, quotedTemplate, quotedTemplates } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** What there is to say of a load balancer made elsewhere, whatever it is found by. */
interface CommonProps {
  readonly network: INetwork;
  /** The id of the VPC that it has to be in. Terraform stops where it is elsewhere, as it reaches no task then. */
  readonly vpcId: TerraformString;
  /** Whether the listener is that for HTTPS, on port 443: otherwise it is that for HTTP, on port 80. */
  readonly https: boolean;
  /** ARN of a certificate that is made with the stack, which is added to the listener. @default none */
  readonly madeCertificateArn?: TerraformString;
  /** ARNs of certificates that are added to the listener. @default none */
  readonly certificateArns?: readonly TerraformString[];
}

/** Props of {@link ExistingLoadBalancer} for one that is known by an ARN. */
export interface ExistingLoadBalancerProps extends CommonProps {
  /** Which of the two is named: the other is looked up. */
  readonly names: "loadBalancer" | "listener";
  /** The ARN of what is named. */
  readonly arn: TerraformString;
  /** One of its security groups, from which tasks take requests. */
  readonly securityGroupId: TerraformString;
}

/** Props of {@link ExistingLoadBalancer} for one that is found when Terraform plans. */
export interface FoundLoadBalancerProps extends CommonProps {
  /** Its name, which is unique in the region. */
  readonly loadBalancerName: TerraformString;
  /** Tags that load balancers are looked for by. */
  readonly tags: Tags;
  /** What to say where none of those has the name. */
  readonly errorMessage: TerraformString;
  /** The name of its security group, from which tasks take requests. */
  readonly securityGroupName: TerraformString;
  /** A tag that it has to have, by which its owner says what it is for, and what to say where it has not. */
  readonly offer: {
    readonly key: TerraformString;
    readonly value: TerraformString;
    readonly errorMessage: TerraformString;
  };
}

/**
 * An Application Load Balancer made elsewhere: it and a listener of it are looked up, and get rules and certificates. Nothing else of them
 * is changed.
 *
 * Children: `existing` and `existing-listener` (data), where it is found by its name `all` (data) and `found-group`, `certificate`,
 * `other-certificates`, and with hosts those of `LoadBalancer`.
 */
export class ExistingLoadBalancer extends LoadBalancerBase {
  public readonly network: INetwork;
  public readonly securityGroup: ISecurityGroup;
  /** What it may reach is its owner's to say. */
  public readonly dependencies: readonly Addressable[] = [];
  protected readonly ruleListener: RuleListener;
  readonly #balancer: DataAwsLb;

  constructor(scope: Construct, id: string, props: ExistingLoadBalancerProps | FoundLoadBalancerProps) {
    super(scope, id);
    const { network, https, madeCertificateArn } = props;
    this.network = network;
    const { balancer, listener, securityGroup } = "arn" in props ? this.#named(props) : this.#found(props);
    this.securityGroup = securityGroup;
    this.#balancer = balancer;
    this.ruleListener = { arn: expression(listener.arn), https };
    if (madeCertificateArn !== undefined) this.#addMade(madeCertificateArn);
    this.addCertificates(this.ruleListener.arn, props.certificateArns ?? []);
  }

  public get dnsName(): TerraformString {
    return expression(this.#balancer.dnsName);
  }

  public get zoneId(): TerraformString {
    return expression(this.#balancer.zoneId);
  }

  #named(props: ExistingLoadBalancerProps): LookedUp {
    const { names, arn, vpcId, securityGroupId } = props;
    const securityGroup = SecurityGroup.fromSecurityGroupId(this, "security-group", securityGroupId);
    const postcondition = [isInVpc(vpcId), hasGroup(securityGroupId)];
    const lookUp = (one: TerraformString) =>
      new DataAwsLb(this, "existing", { arn: one, lifecycle: { postcondition } });
    if (names === "loadBalancer") {
      const balancer = lookUp(arn);
      return { balancer, listener: this.#listenerOf(balancer, props), securityGroup };
    }
    const listener = this.#listener(props, { arn });
    return { balancer: lookUp(expression(listener.loadBalancerArn)), listener, securityGroup };
  }

  /** The provider's own error for a name that nothing has says nothing of who was to make it: so all are listed first. */
  #found(props: FoundLoadBalancerProps): LookedUp {
    const { loadBalancerName, tags, errorMessage, vpcId, securityGroupName, offer } = props;
    const all = new DataAwsLbs(this, "all", { tags: { ...tags } });
    const names = code`[for arn in ${addressOf(all)}.arns : split("/", arn)[2]]`;
    const isThere = {
      condition: evaluated(code`contains(${names}, ${quotedTemplate(loadBalancerName)})`),
      errorMessage,
    };
    const balancer = new DataAwsLb(this, "existing", {
      name: loadBalancerName,
      lifecycle: { precondition: [isThere], postcondition: [isOffered(offer), isInVpc(vpcId)] },
    });
    const { securityGroup } = new FoundSecurityGroup(this, "found-group", {
      vpcId: expression(balancer.vpcId),
      groupName: securityGroupName,
      errorMessage: template`The load balancer ${loadBalancerName} has no security group called ${securityGroupName}.`,
    });
    return { balancer, listener: this.#listenerOf(balancer, props), securityGroup };
  }

  #listenerOf(balancer: DataAwsLb, props: CommonProps): DataAwsLbListener {
    return this.#listener(props, { loadBalancerArn: balancer.arn, port: listensTo(props).port });
  }

  #listener(
    props: CommonProps,
    which: { readonly arn: TerraformString } | { readonly loadBalancerArn: string; readonly port: number },
  ): DataAwsLbListener {
    return new DataAwsLbListener(this, "existing-listener", {
      ...which,
      lifecycle: { postcondition: [leadsToServices(props)] },
    });
  }

  /** A new one is added before the old one goes: hosts that only these two are for would be without any meanwhile. */
  #addMade(certificateArn: TerraformString): void {
    const { arn: listenerArn } = this.ruleListener;
    new LbListenerCertificate(this, "certificate", { listenerArn, certificateArn, lifecycle: GOES_LAST });
  }
}

/** What is looked up of a load balancer. */
interface LookedUp {
  readonly balancer: DataAwsLb;
  readonly listener: DataAwsLbListener;
  readonly securityGroup: ISecurityGroup;
}

function isOffered({ key, value, errorMessage }: FoundLoadBalancerProps["offer"]): Precondition {
  return {
    condition: evaluated(code`lookup(self.tags, ${quotedTemplate(key)}, "") == ${quotedTemplate(value)}`),
    errorMessage,
  };
}

function isInVpc(vpcId: TerraformString): Precondition {
  return {
    condition: evaluated(code`contains([${codeOf(vpcId)}], self.vpc_id)`),
    errorMessage: template`The load balancer \${self.name} is in \${self.vpc_id}, and not in ${vpcId}: it reaches no task there.`,
  };
}

function hasGroup(securityGroupId: TerraformString): Precondition {
  return {
    condition: evaluated(
      code`length(setintersection(self.security_groups, ${quotedTemplates([securityGroupId])})) > 0`,
    ),
    errorMessage: template`The load balancer \${self.name} does not have the security group ${securityGroupId}: tasks would take no request from it. It has \${join(", ", self.security_groups)}.`,
  };
}

/** What the URLs of services ask for. */
function listensTo({ https }: CommonProps) {
  return https ? ({ protocol: "HTTPS", port: 443 } as const) : ({ protocol: "HTTP", port: 80 } as const);
}

function leadsToServices(props: CommonProps): Precondition {
  const { protocol, port } = listensTo(props);
  return {
    condition: evaluated(code`self.protocol == ${quoted(protocol)} && self.port == ${port}`),
    errorMessage: template`The listener of the load balancer listens to \${self.protocol} on port \${self.port}, and not to ${literal(protocol)} on port ${literal(String(port))}: the URLs of services would not lead to it.`,
  };
}
