import { LbListenerCertificate } from "@cdktf/provider-aws/lib/lb-listener-certificate/index.js";
import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import type { Addressable } from "./address.js";
import { forEachOf } from "./for-each.js";
import type { HostedZone } from "./hosted-zone.js";
import { GOES_LAST } from "./lifecycle.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import type { ISecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { type TerraformString, template } from "./terraform-string.js";

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

/** An Application Load Balancer, made here or elsewhere. */
export interface ILoadBalancer {
  readonly network: INetwork;
  /** From which requests come to tasks. */
  readonly securityGroup: ISecurityGroup;
  /** What has to exist before it can reach anything. */
  readonly dependencies: readonly Addressable[];
  readonly dnsName: TerraformString;
  /** The Route 53 zone of its own name, for alias records. */
  readonly zoneId: TerraformString;
  /**
   * Has requests for some hosts, or paths of them, go to target groups. There is one rule for each, under the name of the host and its path:
   * an exact host and a wildcard of one service may have another's host between them, and a host that another service takes over keeps its
   * rule. Returns the rules that they are among.
   */
  addHosts(hosts: readonly Host[]): readonly LbListenerRule[];
  /** Has some hosts lead to it: a record for each, with `for_each`. A record that exists already stays and stops Terraform. */
  addAliases(hosts: readonly TerraformString[], hostedZone: HostedZone): Route53Record;
}

/** The listener that rules of hosts belong to. */
export interface RuleListener {
  readonly arn: TerraformString;
  readonly https: boolean;
}

/** What hosts lead to, whoever made it. */
export abstract class LoadBalancerBase extends Part implements ILoadBalancer {
  public abstract readonly network: INetwork;
  public abstract readonly securityGroup: ISecurityGroup;
  public abstract readonly dependencies: readonly Addressable[];
  public abstract readonly dnsName: TerraformString;
  public abstract readonly zoneId: TerraformString;
  protected abstract readonly ruleListener: RuleListener;
  readonly #hosts = new Map<TerraformString, object>();
  readonly #paths = new Map<TerraformString, object>();
  readonly #zones = new Map<TerraformString, TerraformString>();
  #rules: LbListenerRule | undefined;
  #pathRules: LbListenerRule | undefined;
  #aliases: Route53Record | undefined;

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

  public addAliases(hosts: readonly TerraformString[], { zoneId, provider }: HostedZone): Route53Record {
    for (const host of hosts) this.#zones.set(host, zoneId);
    if (this.#aliases && this.#aliases.provider !== provider)
      throw new Error(`${this.node.path}: the zones of all hosts have to have one provider`);
    this.#aliases ??= new Route53Record(this, "aliases", {
      ...(provider && { provider }),
      zoneId: "${each.value}",
      name: "${each.key}",
      type: "A",
      alias: { name: this.dnsName, zoneId: this.zoneId, evaluateTargetHealth: false },
    });
    this.#aliases.addOverride("for_each", Object.fromEntries(this.#zones));
    return this.#aliases;
  }

  /** Adds certificates to a listener that has a first one. */
  protected addCertificates(listenerArn: TerraformString, arns: readonly TerraformString[]): void {
    if (arns.length === 0) return;
    const certificates = new LbListenerCertificate(this, "other-certificates", {
      listenerArn,
      certificateArn: "${each.value}",
    });
    certificates.addOverride("for_each", forEachOf(arns));
  }

  /** Told of each resource that holds rules, when it is made. */
  protected onRules(_rules: LbListenerRule): void {}

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
    const { arn: listenerArn, https } = this.ruleListener;
    const rule = new LbListenerRule(this, https ? `https-${id}` : id, {
      listenerArn,
      condition,
      action: [{ type: "forward", targetGroupArn: "${each.value.target_group_arn}" }],
      // On the way to HTTPS, a host is answered by its rule on port 80 until that on 443 is there. What these refer to has to go last with
      // them; the certificate must not, or the record that proves the new one would go with the old one, as it is the same.
      ...(!https && { lifecycle: GOES_LAST }),
    });
    rule.addOverride("priority", "${each.value.priority}");
    rule.addOverride("tags", "${each.value.tags}");
    this.onRules(rule);
    return rule;
  }
}
