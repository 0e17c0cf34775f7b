import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener, type LbListenerConfig } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate/index.js";
import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js";
import type { Construct } from "constructs";
import { HTTPS_LISTENER_SETTINGS, LOAD_BALANCER_SETTINGS } from "../aws/settings.js";
import { type Addressable, addDependencies } from "./address.js";
import { forEachOf } from "./for-each.js";
import type { HostedZone } from "./hosted-zone.js";
import { GOES_LAST } from "./lifecycle.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import { ruleName, SecurityGroup } from "./security-group.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

const NOT_FOUND = {
  type: "fixed-response",
  fixedResponse: {
    contentType: "text/plain",
    messageBody: "No service is published under this name.",
    statusCode: "404",
  },
};

const TO_HTTPS = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

/** A host, or a path of one, and where its requests go. */
export interface Host {
  readonly host: TerraformString;
  /** Begins with `/`: requests for it and what is below it. @default all requests for the host */
  readonly path?: TerraformString;
  /** 1 to 50000, unique on the listener: rules are tried from the lowest. */
  readonly priority: number;
  readonly targetGroupArn: TerraformString;
  /** Tags of its rule. @default none */
  readonly tags?: Tags;
}

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
}

/**
 * What the internet reaches, or where it is internal the VPC alone: an Application Load Balancer on port 80 and, with a certificate, 443. It answers 404 until a
 * {@link HostRoute} adds a rule, and nothing lets it in but what such a route leads to.
 *
 * Children: `resource`, `security-group`, `http`, `https`, `other-certificates`, `web-acl`, and with hosts `rules` or `https-rules` (one for each host), `path-rules` or `https-path-rules` (one for each path) and `aliases` (one for each host).
 */
export class LoadBalancer extends Part {
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
  readonly #hosts = new Map<TerraformString, object>();
  readonly #paths = new Map<TerraformString, object>();
  readonly #zones = new Map<TerraformString, TerraformString>();
  #rules: LbListenerRule | undefined;
  #pathRules: LbListenerRule | undefined;
  #aliases: Route53Record | undefined;

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
      ...(props.tags && { tags }),
    });
    // AWS refuses a public load balancer in a VPC without an internet gateway.
    addDependencies(this.resource, network.dependencies);
    if (props.webAclArn !== undefined) this.#lookAtRequests(props.webAclArn);
    this.#http = this.#listenToHttp(props);
    this.listener = this.#listenToHttps(props) ?? this.#http;
  }

  /**
   * Has requests for some hosts, or paths of them, go to target groups. There is one rule for each, under the name of the host and its path:
   * an exact host and a wildcard of one service may have another's host between them, and a host that another service takes over keeps its
   * rule. Returns the rules that they are among.
   */
  public addHosts(hosts: readonly Host[]): readonly LbListenerRule[] {
    for (const { host, path, priority, targetGroupArn, tags } of hosts) {
      const rule = { priority, target_group_arn: targetGroupArn, tags: { ...tags } };
      if (path === undefined) this.#hosts.set(host, rule);
      else this.#paths.set(template`${host}${path}`, { host, path, ...rule });
    }
    return [
      ...(hosts.some(({ path }) => path === undefined) ? [this.#rulesOfHosts()] : []),
      ...(hosts.some(({ path }) => path !== undefined) ? [this.#rulesOfPaths()] : []),
    ];
  }

  /** Has some hosts lead to it: a record for each, with `for_each`. A record that exists already stays and stops Terraform. */
  public addAliases(hosts: readonly TerraformString[], { zoneId }: HostedZone): Route53Record {
    for (const host of hosts) this.#zones.set(host, zoneId);
    this.#aliases ??= new Route53Record(this, "aliases", {
      zoneId: "${each.value}",
      name: "${each.key}",
      type: "A",
      alias: { name: this.dnsName, zoneId: this.zoneId, evaluateTargetHealth: false },
    });
    this.#aliases.addOverride("for_each", Object.fromEntries(this.#zones));
    return this.#aliases;
  }

  public get dnsName(): TerraformString {
    return expression(this.resource.dnsName);
  }

  /** The Route 53 zone of its own name, for alias records. */
  public get zoneId(): TerraformString {
    return expression(this.resource.zoneId);
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
    this.#addCertificates(https, props.otherCertificateArns ?? []);
    // HTTP answers as before until there is something to send it to, which takes as long as the certificate does.
    addDependencies(this.#http, [https]);
    return https;
  }

  #addCertificates(listener: LbListener, arns: readonly TerraformString[]): void {
    if (arns.length === 0) return;
    const others = new LbListenerCertificate(this, "other-certificates", {
      listenerArn: listener.arn,
      certificateArn: "${each.value}",
    });
    others.addOverride("for_each", forEachOf(arns));
  }

  #listen(id: string, tags: Tags | undefined, config: Omit<LbListenerConfig, "loadBalancerArn">): LbListener {
    const { arn: loadBalancerArn } = this.resource;
    return new LbListener(this, id, { loadBalancerArn, ...config, ...(tags && { tags: { ...tags } }) });
  }

  #rulesOfHosts(): LbListenerRule {
    this.#rules ??= this.#ruleForEach("rules", [{ hostHeader: { values: ["${each.key}"] } }]);
    this.#rules.addOverride("for_each", Object.fromEntries(this.#hosts));
    return this.#rules;
  }

  #rulesOfPaths(): LbListenerRule {
    this.#pathRules ??= this.#ruleForEach("path-rules", [
      { hostHeader: { values: ["${each.value.host}"] } },
      { pathPattern: { values: ["${each.value.path}", "${each.value.path}/*"] } },
    ]);
    this.#pathRules.addOverride("for_each", Object.fromEntries(this.#paths));
    return this.#pathRules;
  }

  #ruleForEach(id: string, condition: LbListenerRuleCondition[]): LbListenerRule {
    const https = this.listener !== this.#http;
    const rule = new LbListenerRule(this, https ? `https-${id}` : id, {
      listenerArn: this.listener.arn,
      condition,
      action: [{ type: "forward", targetGroupArn: "${each.value.target_group_arn}" }],
      // On the way to HTTPS, a host is answered by its rule on port 80 until that on 443 is there. What these refer to has to go last with
      // them; the certificate must not, or the record that proves the new one would go with the old one, as it is the same.
      ...(!https && { lifecycle: GOES_LAST }),
    });
    rule.addOverride("priority", "${each.value.priority}");
    rule.addOverride("tags", "${each.value.tags}");
    if (https) addDependencies(this.#http, [rule]);
    return rule;
  }
}
