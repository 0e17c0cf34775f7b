import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb/index.js";
import { DataAwsLbListener } from "@cdktf/provider-aws/lib/data-aws-lb-listener/index.js";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import { GOES_LAST } from "./lifecycle.js";
import { LoadBalancerBase, type RuleListener } from "./load-balancer-base.js";
import type { INetwork, Precondition } from "./network.js";
import { type ISecurityGroup, SecurityGroup } from "./security-group.js";
import { code, evaluated, quoted, quotedTemplates } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link ExistingLoadBalancer}. */
export interface ExistingLoadBalancerProps {
  /** Which of the two is named: the other is looked up. */
  readonly names: "loadBalancer" | "listener";
  /** The ARN of what is named. */
  readonly arn: TerraformString;
  readonly network: INetwork;
  /** The id of the VPC that it has to be in. Terraform stops where it is elsewhere, as it reaches no task then. */
  readonly vpcId: TerraformString;
  /** One of its security groups, from which tasks take requests. */
  readonly securityGroupId: TerraformString;
  /** Whether the listener is that for HTTPS, on port 443: otherwise it is that for HTTP, on port 80. */
  readonly https: boolean;
  /** ARN of a certificate that is made with the stack, which is added to the listener. @default none */
  readonly madeCertificateArn?: TerraformString;
  /** ARNs of certificates that are added to the listener. @default none */
  readonly certificateArns?: readonly TerraformString[];
}

/**
 * An Application Load Balancer made elsewhere: it and a listener of it are looked up, and get rules and certificates. Nothing else of them
 * is changed.
 *
 * Children: `existing` and `existing-listener` (data), `certificate`, `other-certificates`, and with hosts those of `LoadBalancer`.
 */
export class ExistingLoadBalancer extends LoadBalancerBase {
  public readonly network: INetwork;
  public readonly securityGroup: ISecurityGroup;
  /** What it may reach is its owner's to say. */
  public readonly dependencies: readonly Addressable[] = [];
  protected readonly ruleListener: RuleListener;
  readonly #balancer: DataAwsLb;

  constructor(scope: Construct, id: string, props: ExistingLoadBalancerProps) {
    super(scope, id);
    const { names, arn, network, https, madeCertificateArn } = props;
    this.network = network;
    this.securityGroup = SecurityGroup.fromSecurityGroupId(this, "security-group", props.securityGroupId);
    const [balancer, listener] = names === "loadBalancer" ? this.#byBalancer(arn, props) : this.#byListener(arn, props);
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

  #byBalancer(arn: TerraformString, props: ExistingLoadBalancerProps): readonly [DataAwsLb, DataAwsLbListener] {
    const balancer = this.#lookUp(arn, props);
    return [balancer, this.#listener(props, { loadBalancerArn: balancer.arn, port: listensTo(props).port })];
  }

  #byListener(arn: TerraformString, props: ExistingLoadBalancerProps): readonly [DataAwsLb, DataAwsLbListener] {
    const listener = this.#listener(props, { arn });
    return [this.#lookUp(expression(listener.loadBalancerArn), props), listener];
  }

  #lookUp(arn: TerraformString, { vpcId, securityGroupId }: ExistingLoadBalancerProps): DataAwsLb {
    return new DataAwsLb(this, "existing", {
      arn,
      lifecycle: { postcondition: [isInVpc(vpcId), hasGroup(securityGroupId)] },
    });
  }

  #listener(
    props: ExistingLoadBalancerProps,
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

function isInVpc(vpcId: TerraformString): Precondition {
  return {
    condition: evaluated(code`contains(${quotedTemplates([vpcId])}, self.vpc_id)`),
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
function listensTo({ https }: ExistingLoadBalancerProps) {
  return https ? ({ protocol: "HTTPS", port: 443 } as const) : ({ protocol: "HTTP", port: 80 } as const);
}

function leadsToServices(props: ExistingLoadBalancerProps): Precondition {
  const { protocol, port } = listensTo(props);
  return {
    condition: evaluated(code`self.protocol == ${quoted(protocol)} && self.port == ${port}`),
    errorMessage: template`The listener of the load balancer listens to \${self.protocol} on port \${self.port}, and not to ${literal(protocol)} on port ${literal(String(port))}: the URLs of services would not lead to it.`,
  };
}
