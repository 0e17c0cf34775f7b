import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener, type LbListenerConfig } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js";
import type { Construct } from "constructs";
import { HTTPS_LISTENER_SETTINGS, LOAD_BALANCER_SETTINGS } from "../aws/settings.js";
import { type Addressable, addDependencies } from "./address.js";
import {
  ExistingLoadBalancer,
  type ExistingLoadBalancerProps,
  type FoundLoadBalancerProps,
} from "./existing-load-balancer.js";
import { type ILoadBalancer, LoadBalancerBase, type RuleListener } from "./load-balancer-base.js";
import type { INetwork } from "./network.js";
import { ruleName, SecurityGroup } from "./security-group.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

const NOT_FOUND = {
  type: "fixed-response",
  fixedResponse: {
    contentType: "text/plain",
    messageBody: "No service is published under this name.",
    statusCode: "404",
  },
};

const TO_HTTPS = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

/** Props of {@link LoadBalancer}. */
export interface LoadBalancerProps
  extends SettingProps<typeof LOAD_BALANCER_SETTINGS>,
    SettingProps<typeof HTTPS_LISTENER_SETTINGS> {
  /** Unique in the region: letters, digits and hyphens, at most 32. A change replaces it. */
  readonly loadBalancerName: TerraformString;
  readonly network: INetwork;
  /** Whether it has no public address. A change replaces it. @default false */
  readonly internal?: boolean;
  /** A change replaces the group. */
  readonly securityGroupName: TerraformString;
  /** An S3 bucket in the same region that lets Elastic Load Balancing write, and what the keys begin with. @default no access logs */
  readonly accessLogs?: { readonly bucket: TerraformString; readonly prefix?: TerraformString };
  /** ARN of a web ACL of AWS WAF in the same region, which looks at each request first. @default none does */
  readonly webAclArn?: TerraformString;
  /** ARN of a certificate of ACM; with it there is HTTPS, and HTTP redirects to it. @default HTTP only */
  readonly certificateArn?: TerraformString;
  /** ARNs of certificates for hosts that the first one is not for. @default none */
  readonly otherCertificateArns?: readonly TerraformString[];
  /** @default none */
  readonly tags?: Tags;
  /** Tags of the load balancer alone, beside those: what it is for. @default none */
  readonly ownTags?: Tags;
}

/**
 * What the internet reaches, or where it is internal the VPC alone: an Application Load Balancer on port 80 and, with a certificate, 443. It answers 404 until a
 * {@link HostRoute} adds a rule, and nothing lets it in but what such a route leads to.
 *
 * Children: `resource`, `security-group`, `http`, `https`, `other-certificates`, `web-acl`, and with hosts `rules` or `https-rules` (one for each host), `path-rules` or `https-path-rules` (one for each path) and `aliases` (one for each host).
 */
export class LoadBalancer extends LoadBalancerBase {
  /** A load balancer made elsewhere: it is looked up, and gets rules and certificates alone. */
  public static fromArn(scope: Construct, id: string, props: ExistingLoadBalancerProps): ILoadBalancer {
    return new ExistingLoadBalancer(scope, id, props);
  }

  /** The same of one that is found by its name, and whose owner offers it. */
  public static fromName(scope: Construct, id: string, props: FoundLoadBalancerProps): ILoadBalancer {
    return new ExistingLoadBalancer(scope, id, props);
  }

  /** The load balancer. */
  public readonly resource: Lb;
  /** Who may reach it, and what it may reach: what is in its VPC and lets it in. */
  public readonly securityGroup: SecurityGroup;
  /** What has to exist before it can reach anything. */
  public readonly dependencies: readonly Addressable[];
  /** The listener that rules belong to: HTTPS where there is one. */
  public readonly listener: LbListener;
  public readonly network: INetwork;
  readonly #http: LbListener;

  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { network, certificateArn, internal = false } = props;
    const tags = { ...props.tags };
    this.network = network;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: network.vpcId,
      groupName: props.securityGroupName,
      description: literal("Load balancer"),
      tags: { ...tags, Name: props.securityGroupName },
    });
    this.#openToAll(certificateArn !== undefined, tags);
    // One rule for any number of services, where AWS takes 60 in a group: each service says for itself on which port it lets it in.
    const outward = ruleName(literal("Out to the tasks"), tags);
    this.dependencies = [this.securityGroup.allowToNetwork("tasks", network.ranges, outward)];
    const { subnetIds, preconditions } = (internal && network.internalLoadBalancers) || network.loadBalancers;
    this.resource = new Lb(this, "resource", {
      name: props.loadBalancerName,
      loadBalancerType: "application",
      internal,
      subnets: [...subnetIds],
      securityGroups: [this.securityGroup.securityGroupId],
      // A header that HTTP does not know may be read in one way here and in another by the service behind.
      dropInvalidHeaderFields: true,
      ...settingAttributes(LOAD_BALANCER_SETTINGS, props),
      ...(props.accessLogs && { accessLogs: { ...props.accessLogs, enabled: true } }),
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      ...((props.tags || props.ownTags) && { tags: { ...tags, ...props.ownTags } }),
    });
    // AWS refuses a public load balancer in a VPC without an internet gateway.
    addDependencies(this.resource, network.dependencies);
    if (props.webAclArn !== undefined) this.#lookAtRequests(props.webAclArn);
    this.#http = this.#listenToHttp(props);
    this.listener = this.#listenToHttps(props) ?? this.#http;
  }

  public get dnsName(): TerraformString {
    return expression(this.resource.dnsName);
  }

  /** The Route 53 zone of its own name, for alias records. */
  public get zoneId(): TerraformString {
    return expression(this.resource.zoneId);
  }

  protected get ruleListener(): RuleListener {
    return { arn: expression(this.listener.arn), https: this.listener !== this.#http };
  }

  protected override onRules(rules: LbListenerRule): void {
    if (this.ruleListener.https) addDependencies(this.#http, [rules]);
  }

  #openToAll(https: boolean, tags: Tags): void {
    const name = (port: number) => ruleName(literal(`In from everywhere on ${port}`), tags);
    this.securityGroup.allowFromAnyIpv4("http", { port: 80, ...name(80) });
    if (https) this.securityGroup.allowFromAnyIpv4("https", { port: 443, ...name(443) });
  }

  /**
   * Not made before the old one goes, as what others refer to elsewhere: there is one web ACL for a load balancer, which a call sets, and the
   * end of the old association would take the new one away.
   */
  #lookAtRequests(webAclArn: TerraformString): void {
    new Wafv2WebAclAssociation(this, "web-acl", { resourceArn: this.resource.arn, webAclArn });
  }

  #listenToHttp({ certificateArn, tags }: LoadBalancerProps): LbListener {
    const action = certificateArn === undefined ? NOT_FOUND : TO_HTTPS;
    return this.#listen("http", tags, { port: 80, protocol: "HTTP", defaultAction: [action] });
  }

  #listenToHttps(props: LoadBalancerProps): LbListener | undefined {
    const { certificateArn, tags } = props;
    if (certificateArn === undefined) return undefined;
    const https = this.#listen("https", tags, {
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      ...settingAttributes(HTTPS_LISTENER_SETTINGS, props),
      defaultAction: [NOT_FOUND],
    });
    this.addCertificates(expression(https.arn), props.otherCertificateArns ?? []);
    // HTTP answers as before until there is something to send it to, which takes as long as the certificate does.
    addDependencies(this.#http, [https]);
    return https;
  }

  #listen(id: string, tags: Tags | undefined, config: Omit<LbListenerConfig, "loadBalancerArn">): LbListener {
    const { arn: loadBalancerArn } = this.resource;
    return new LbListener(this, id, { loadBalancerArn, ...config, ...(tags && { tags: { ...tags } }) });
  }
}
