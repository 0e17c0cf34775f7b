import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import { describe, expect, it } from "vitest";
import { Cluster } from "../../src/constructs/cluster.js";
import { ExecutionRole } from "../../src/constructs/execution-role.js";
import { FargateService } from "../../src/constructs/fargate-service.js";
import { HostRoute } from "../../src/constructs/host-route.js";
import { HostedZone } from "../../src/constructs/hosted-zone.js";
import { LoadBalancer } from "../../src/constructs/load-balancer.js";
import { ManagedCertificate } from "../../src/constructs/managed-certificate.js";
import { PublicVpc } from "../../src/constructs/public-vpc.js";
import { ServiceScaling } from "../../src/constructs/service-scaling.js";
import { expression, literal } from "../../src/constructs/terraform-string.js";
import { danglingReferences } from "../support/references.js";
import { blockOf, blocksOf, newStack } from "../support/stack.js";

/** A stack with a service on port 80, and what a load balancer in front of it needs. */
function given() {
  const stack = newStack();
  const network = new PublicVpc(stack, "network", {
    name: literal("mine"),
    cidrBlock: literal("10.0.0.0/16"),
    subnets: ["eu-west-1a", "eu-west-1b"].map((zone, index) => ({ zone, cidrBlock: literal(`10.0.${index}.0/24`) })),
  });
  const cluster = new Cluster(stack, "cluster", { clusterName: literal("mine"), network });
  const service = new FargateService(stack, "web", {
    cluster,
    serviceName: literal("web"),
    family: literal("mine-web"),
    container: { containerName: literal("web"), image: literal("nginx"), port: 80 },
    cpu: 256,
    memory: 512,
    executionRole: new ExecutionRole(stack, "execution", { roleName: literal("x"), assumeRolePolicy: literal("{}") }),
    taskRoleName: literal("mine-web"),
    taskRoleTrust: literal("{}"),
    securityGroupName: literal("mine-web"),
    logGroupName: literal("/mine/web"),
    region: literal("eu-west-1"),
  });
  const props = { loadBalancerName: literal("mine"), securityGroupName: literal("mine-door"), network };
  const route = {
    service,
    containerName: literal("web"),
    port: 80,
    hosts: [{ host: literal("shop.example.com"), priority: 7 }],
    targetGroupName: literal("mine-web"),
  };
  return { stack, cluster, service, props, route };
}

describe("LoadBalancer", () => {
  it("has one web ACL, which goes before another comes", () => {
    const { stack, props } = given();
    new LoadBalancer(stack, "door", { ...props, webAclArn: literal("arn:web-acl") });

    expect(blockOf(stack, "aws_wafv2_web_acl_association")).toEqual({
      resource_arn: expect.stringMatching(/^\$\{aws_lb\..+\.arn\}$/),
      web_acl_arn: "arn:web-acl",
    });
  });

  it("is open on 80, answers 404, and goes out to its VPC alone", async () => {
    const { stack, props } = given();
    new LoadBalancer(stack, "door", props);

    expect(blockOf(stack, "aws_lb_listener")).toMatchObject({
      port: 80,
      default_action: [{ fixed_response: { status_code: "404" } }],
    });
    expect(blockOf(stack, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
      to_port: 80,
    });
    const group = blockOf(stack, "aws_lb").security_groups;
    const out = blocksOf(stack, "aws_vpc_security_group_egress_rule").filter(
      (rule) => rule.security_group_id === (group as string[])[0],
    );
    expect(out.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([expect.stringMatching(/^\$\{aws_vpc\..*cidr_block\}$/)]);
    expect(blockOf(stack, "aws_lb")).not.toHaveProperty("tags");
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("waits for the way to the internet", () => {
    const { stack, props } = given();
    new LoadBalancer(stack, "door", props);
    expect(blockOf(stack, "aws_lb").depends_on).toContainEqual(expect.stringMatching(/^aws_route\./));
  });

  it("has rules on HTTPS where there is a certificate", async () => {
    const { stack, props, route } = given();
    const hostedZone = new HostedZone(stack, "zone", literal("example.com"));
    const certificate = new ManagedCertificate(stack, "certificate", {
      domains: [literal("*.shop.example.com"), literal("shop.example.com")],
      hostedZone,
      tags: { team: literal("shop") },
    });
    const { certificateArn } = certificate;
    const loadBalancer = new LoadBalancer(stack, "door", { ...props, certificateArn, tags: { team: literal("shop") } });
    new HostRoute(stack, "route", { ...route, loadBalancer, hostedZone });

    expect(blocksOf(stack, "aws_lb_listener").map(({ protocol }) => protocol)).toEqual(["HTTP", "HTTPS"]);
    expect(blockOf(stack, "aws_lb_listener_rule").listener_arn).toContain("https");
    expect(blocksOf(stack, "aws_route53_record").map(({ for_each }) => for_each)).toEqual(
      expect.arrayContaining([
        '${toset(["shop.example.com"])}',
        { "shop.example.com": expect.stringMatching(/^\$\{data\.aws_route53_zone\./) },
      ]),
    );
    expect(blockOf(stack, "aws_acm_certificate").tags).toEqual({ team: "shop" });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});

describe("LoadBalancer.fromArn", () => {
  const existing = {
    arn: literal("arn:door"),
    vpcId: literal("vpc-1"),
    securityGroupId: literal("sg-1"),
    https: true,
  };

  it("looks the load balancer up, adds rules, and lets it in to the tasks", async () => {
    const { stack, props, route } = given();
    const { network } = props;
    const loadBalancer = LoadBalancer.fromArn(stack, "door", { ...existing, names: "loadBalancer", network });
    new HostRoute(stack, "route", { ...route, loadBalancer });

    const { data } = stack.toTerraform();
    expect(Object.values(data.aws_lb)).toEqual([expect.objectContaining({ arn: "arn:door" })]);
    expect(Object.values(data.aws_lb_listener)).toEqual([expect.objectContaining({ port: 443 })]);
    expect(blockOf(stack, "aws_lb_listener_rule").listener_arn).toMatch(/^\$\{data\.aws_lb_listener\./);
    expect(blocksOf(stack, "aws_vpc_security_group_ingress_rule")).toContainEqual(
      expect.objectContaining({ referenced_security_group_id: "sg-1", to_port: 80 }),
    );
    expect([...blocksOf(stack, "aws_lb"), ...blocksOf(stack, "aws_lb_listener")]).toEqual([]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });

  it("compares its VPC with one that is looked up as well", () => {
    const { stack, props } = given();
    const vpcId = expression(new DataAwsVpc(stack, "vpc", {}).id);
    LoadBalancer.fromArn(stack, "door", { ...existing, ...props, vpcId, names: "loadBalancer" });

    const [balancer] = Object.values<{ lifecycle: object }>(stack.toTerraform().data.aws_lb);
    const condition = expect.stringMatching(/^\$\{contains\(\[data\.aws_vpc\.vpc\w*\.id\], self\.vpc_id\)\}$/);
    expect(balancer?.lifecycle).toMatchObject({ postcondition: [{ condition }, {}] });
  });

  it("finds the load balancer by its listener, and adds certificates to that", async () => {
    const { stack, props } = given();
    const { network } = props;
    const certificates = {
      madeCertificateArn: literal("arn:made"),
      certificateArns: [literal("arn:other"), literal("arn:another")],
    };
    LoadBalancer.fromArn(stack, "door", { ...existing, ...certificates, names: "listener", network });

    const { data } = stack.toTerraform();
    expect(Object.values(data.aws_lb)).toEqual([
      expect.objectContaining({ arn: expect.stringMatching(/load_balancer_arn\}$/) }),
    ]);
    expect(blocksOf(stack, "aws_lb_listener_certificate")).toEqual([
      expect.objectContaining({ certificate_arn: "arn:made", lifecycle: { create_before_destroy: true } }),
      expect.objectContaining({ for_each: '${toset(["arn:another","arn:other"])}' }),
    ]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});

describe("LoadBalancer.fromName", () => {
  it("looks for the name first, then for what its owner offers, its group and its listener", async () => {
    const { stack, props, route } = given();
    const loadBalancer = LoadBalancer.fromName(stack, "door", {
      network: props.network,
      vpcId: literal("vpc-1"),
      https: false,
      loadBalancerName: literal("front"),
      securityGroupName: literal("front-door"),
      tags: { team: literal("shop") },
      errorMessage: literal("Nobody made it."),
      offer: { key: literal("for"), value: literal("all"), errorMessage: literal("It is not for all.") },
    });
    new HostRoute(stack, "route", { ...route, loadBalancer });

    const { data } = stack.toTerraform();
    expect(Object.values(data.aws_lbs)).toEqual([expect.objectContaining({ tags: { team: "shop" } })]);
    expect(Object.values(data.aws_lb)).toEqual([
      expect.objectContaining({
        name: "front",
        lifecycle: {
          precondition: [
            { condition: expect.stringMatching(/data\.aws_lbs.*"front"/), error_message: "Nobody made it." },
          ],
          postcondition: [
            { condition: '${lookup(self.tags, "for", "") == "all"}', error_message: "It is not for all." },
            { condition: '${contains(["vpc-1"], self.vpc_id)}', error_message: expect.any(String) },
          ],
        },
      }),
    ]);
    expect(Object.values(data.aws_lb_listener)).toEqual([expect.objectContaining({ port: 80 })]);
    expect(blocksOf(stack, "aws_vpc_security_group_ingress_rule")).toContainEqual(
      expect.objectContaining({
        referenced_security_group_id: expect.stringMatching(/^\$\{one\(data\.aws_security_groups/),
      }),
    );
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});

describe("HostRoute", () => {
  it("registers the service behind a rule, with time to start and to end", async () => {
    const { stack, props, route } = given();
    new HostRoute(stack, "route", { ...route, loadBalancer: new LoadBalancer(stack, "door", props) });

    expect(blockOf(stack, "aws_ecs_service")).toMatchObject({
      health_check_grace_period_seconds: 300,
      load_balancer: [{ container_name: "web", container_port: 80 }],
      depends_on: expect.arrayContaining([expect.stringMatching(/^aws_lb_listener_rule\./)]),
    });
    expect(blockOf(stack, "aws_lb_target_group")).toMatchObject({ deregistration_delay: "30", target_type: "ip" });
    expect(blockOf(stack, "aws_lb_listener_rule")).toMatchObject({
      for_each: { "shop.example.com": { priority: 7 } },
    });
    expect(blocksOf(stack, "aws_route53_record")).toEqual([]);
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});

describe("ServiceScaling", () => {
  it("takes the count out of Terraform's hands", async () => {
    const { stack, cluster, service } = given();
    new ServiceScaling(stack, "scaling", { cluster, service, min: 1, max: 3, memoryPercent: 80 });

    expect(blockOf(stack, "aws_ecs_service").lifecycle).toEqual({ ignore_changes: ["desired_count"] });
    expect(blockOf(stack, "aws_appautoscaling_target")).toMatchObject({ min_capacity: 1, max_capacity: 3 });
    expect(blockOf(stack, "aws_appautoscaling_policy")).toMatchObject({
      target_tracking_scaling_policy_configuration: { target_value: 80 },
    });
    expect(await danglingReferences(stack.toTerraform())).toEqual([]);
  });
});
