import type { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import type { Construct } from "constructs";
import { TARGET_GROUP_SETTINGS, TARGET_HEALTH_SETTINGS } from "../aws/settings.js";
import type { FargateService } from "./fargate-service.js";
import type { HostedZone } from "./hosted-zone.js";
import type { ILoadBalancer } from "./load-balancer-base.js";
import { Part } from "./part.js";
import { ruleName } from "./security-group.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import type { Tags } from "./tags.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** A host or a path of one, and the place of its rule, which is the host's and not the service's: see `addHosts` of {@link ILoadBalancer}. */
export interface RoutedHost {
  /** A name such as `shop.example.com` or `*.example.com`. */
  readonly host: TerraformString;
  /** Begins with `/`: requests for it and what is below it. The container gets them as they are. @default all requests for the host */
  readonly path?: TerraformString;
  /** 1 to 50000, unique on the listener: rules are tried from the lowest, so a longer path needs a lower one. */
  readonly priority: number;
}

/** Props of {@link HostRoute}. */
export interface HostRouteProps extends SettingProps<typeof TARGET_GROUP_SETTINGS> {
  readonly loadBalancer: ILoadBalancer;
  readonly service: FargateService;
  /** The container to reach. */
  readonly containerName: TerraformString;
  /** Its TCP port, where it speaks HTTP. */
  readonly port: number;
  readonly hosts: readonly RoutedHost[];
  /**
   * Letters, digits and hyphens, at most 32; unique in the region. It has to change together with the port and the VPC: those replace the
   * group, and the new one is made before the old one goes.
   */
  readonly targetGroupName: TerraformString;
  /** Seconds that requests under way have when a task leaves. The container should have as many to stop. @default 30 */
  readonly drainSeconds?: number;
  /** Seconds in which a task that starts may fail its checks, 0 to 2147483647. @default 300 */
  readonly gracePeriodSeconds?: number;
  /** How the load balancer tells whether a task is well. @default it asks for `/`, and takes anything but an error of the server */
  readonly healthCheck?: SettingProps<typeof TARGET_HEALTH_SETTINGS>;
  /** Seconds for which a cookie leads a client to the same task, 1 to 604800. @default none */
  readonly stickinessSeconds?: number;
  /** Where each host gets an alias record. @default nowhere */
  readonly hostedZone?: HostedZone;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * The way from a load balancer to a service, by host. Rules and records are the load balancer's, so that a host stays what it is when another service answers it. Child: `target-group`.
 */
export class HostRoute extends Part {
  /** The tasks that requests go to. */
  public readonly targetGroup: LbTargetGroup;
  /** The rules of the load balancer with those of its own among them, one for each host, or for each path, with `for_each`. */
  public readonly rules: readonly LbListenerRule[];

  constructor(scope: Construct, id: string, props: HostRouteProps) {
    super(scope, id);
    const { loadBalancer, service, port } = props;
    const tags = { ...props.tags };
    this.targetGroup = this.#group(props, tags);
    const targetGroupArn = expression(this.targetGroup.arn);
    this.rules = loadBalancer.addHosts(props.hosts.map((host) => ({ ...host, targetGroupArn, tags })));
    const inward = service.securityGroup.allowFrom("load-balancer", loadBalancer.securityGroup, {
      port,
      ...ruleName(literal("In from the load balancer"), tags),
    });
    service.registerIn(
      { arn: expression(this.targetGroup.arn), containerName: props.containerName, port },
      props.gracePeriodSeconds ?? 300,
      // ECS takes no target group that no rule leads to.
      [...this.rules, inward, ...loadBalancer.dependencies],
    );
    if (props.hostedZone) {
      loadBalancer.addAliases(
        props.hosts.map(({ host }) => host),
        props.hostedZone,
      );
    }
  }

  #group(props: HostRouteProps, tags: Record<string, string>): LbTargetGroup {
    return new LbTargetGroup(this, "target-group", {
      name: props.targetGroupName,
      port: props.port,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: props.loadBalancer.network.vpcId,
      deregistrationDelay: String(props.drainSeconds ?? 30),
      healthCheck: settingAttributes(TARGET_HEALTH_SETTINGS, props.healthCheck ?? {}),
      ...settingAttributes(TARGET_GROUP_SETTINGS, props),
      ...(props.stickinessSeconds !== undefined && {
        stickiness: { type: "lb_cookie", cookieDuration: props.stickinessSeconds },
      }),
      lifecycle: { createBeforeDestroy: true },
      tags,
    });
  }
}
