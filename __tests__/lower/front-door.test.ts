import { describe, expect, it } from "vitest";
import { movesOf } from "../../src/lower/moves.js";
import { synthesize } from "../../src/lower/synth.js";
import type { Environment, Project } from "../../src/model/project.js";
import { danglingReferences } from "../support/references.js";
import { environment, images, project, published, publishedInExistingVpc, route, service } from "./fixtures.js";

// biome-ignore lint/suspicious/noExplicitAny: tests look anywhere into a document whose shape they assert
type Document = any;

function stackOf(one: Project): Document {
  return JSON.parse(synthesize(one).find(({ path }) => path.endsWith("cdk.tf.json"))?.text ?? "null");
}

const withHttp = (changes: Partial<Environment> & Pick<Environment, "services">) =>
  stackOf(project(environment({ loadBalancer: {}, ...changes })));

const { resource, data, output } = stackOf(published);

describe("the load balancer", () => {
  it("is not there when nothing is published", () => {
    expect(JSON.stringify(stackOf(images))).not.toMatch(/aws_lb|load_balancer/);
  });

  it("stands in one subnet of each zone", () => {
    expect(resource.aws_lb.main.subnets).toEqual(["${aws_subnet.public_first.id}", "${aws_subnet.public_second.id}"]);
    const existing = stackOf(publishedInExistingVpc);
    expect(existing.resource.aws_lb.main.subnets).toBe("${local.load_balancer_subnets}");
    expect(existing.locals.load_balancer_subnets).toContain("sort(ids)[0]");
    expect(existing.resource.aws_lb.main.lifecycle.precondition).toMatchObject([
      {
        condition: "${length(local.load_balancer_subnets) >= 2}",
        error_message: expect.stringContaining("in two Availability Zones"),
      },
    ]);
  });

  it("is all that the internet reaches, on 80 and 443 alone", () => {
    const rules = Object.entries<Document>(resource.aws_vpc_security_group_ingress_rule);
    const open = rules.filter(([, rule]) => "cidr_ipv4" in rule || "cidr_ipv6" in rule || "prefix_list_id" in rule);
    expect(open.map(([name, rule]) => [name, rule.from_port, rule.to_port, rule.security_group_id])).toEqual([
      ["load_balancer_http", 80, 80, "${aws_security_group.load_balancer.id}"],
      ["load_balancer_https", 443, 443, "${aws_security_group.load_balancer.id}"],
    ]);
    const http = stackOf(publishedInExistingVpc).resource.aws_vpc_security_group_ingress_rule;
    expect(Object.keys(http)).toEqual(["load_balancer_http", "web_load_balancer"]);
  });

  it("reaches the published services on their ports, and they let nothing else of the internet in", () => {
    const rule = (group: string, peer: string, port: number) => ({
      security_group_id: `\${aws_security_group.${group}.id}`,
      referenced_security_group_id: `\${aws_security_group.${peer}.id}`,
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
    });
    const into = resource.aws_vpc_security_group_ingress_rule;
    expect(into.web_load_balancer).toMatchObject(rule("web_task", "load_balancer", 8080));
    expect(into.files_load_balancer).toMatchObject(rule("files_task", "load_balancer", 80));
  });

  it("goes out to its VPC alone, by one rule for each range", () => {
    const ofBalancer = ({ aws_vpc_security_group_egress_rule: rules }: Document) =>
      Object.entries<Document>(rules).filter(
        ([, one]) => one.security_group_id === "${aws_security_group.load_balancer.id}",
      );
    const outward = { ip_protocol: "tcp", from_port: 0, to_port: 65_535 };
    expect(ofBalancer(resource)).toMatchObject([
      ["load_balancer_tasks", { ...outward, cidr_ipv4: "${aws_vpc.main.cidr_block}" }],
    ]);
    const [, found] = ofBalancer(stackOf(publishedInExistingVpc).resource)[0] ?? [];
    expect(found).toMatchObject({ ...outward, cidr_ipv4: "${each.key}" });
    expect(found?.for_each).toContain("data.aws_vpc.main.cidr_block_associations");
  });

  it("has HTTPS where there is a certificate, and sends HTTP there", () => {
    const { http, https } = resource.aws_lb_listener;
    expect(http.default_action).toEqual([
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } },
    ]);
    expect(https).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: "${aws_acm_certificate_validation.main.certificate_arn}",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
    });
    const plain = withHttp({ services: [service("web", { port: 80, route: route("a.example.com") })] });
    expect(Object.keys(plain.resource.aws_lb_listener)).toEqual(["http"]);
    expect(plain.resource.aws_lb_listener.http.default_action).toMatchObject([{ type: "fixed-response" }]);
  });

  it("takes a certificate made elsewhere", () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
    const stack = withHttp({
      services: [service("web", { port: 80, route: route("a.example.com") })],
      loadBalancer: { certificate: { kind: "existing", arn }, hostedZone: "example.com" },
    });
    expect(stack.resource.aws_lb_listener.https.certificate_arn).toBe(arn);
    expect(stack.resource.aws_acm_certificate).toBeUndefined();
    expect(Object.keys(stack.resource.aws_route53_record)).toEqual(["hosts"]);
  });
});

describe("a certificate", () => {
  it("has all hosts, and one proof for a wildcard and the domain below it", () => {
    expect(resource.aws_acm_certificate.main).toMatchObject({
      domain_name: "shop.example.com",
      subject_alternative_names: ["*.shop.example.com", "files.example.com"],
      lifecycle: { create_before_destroy: true },
    });
    expect(resource.aws_route53_record.certificate).toMatchObject({
      for_each: '${toset(["files.example.com","shop.example.com"])}',
      allow_overwrite: true,
    });
    expect(data.aws_route53_zone.main).toEqual({ name: "example.com", private_zone: false });
  });
});

describe("a zone", () => {
  const web = { services: [service("web", { port: 80, route: route("a.example.com") })] };

  it("is found by its id, and has to hold the hosts and to be public", () => {
    const stack = withHttp({ ...web, loadBalancer: { hostedZone: "Z0123456789ABCDEFGHIJ" } });
    const { lifecycle, ...zone } = stack.data.aws_route53_zone.main;
    expect(zone).toEqual({ zone_id: "Z0123456789ABCDEFGHIJ" });
    const [holds, isPublic] = lifecycle.postcondition;
    expect(holds.condition).toContain('for host in ["a.example.com"]');
    expect(isPublic.condition).toBe("${!self.private_zone}");
  });

  it("is another provider's with a role, as its records are, and nothing else is", () => {
    const certificate = { kind: "managed", domains: ["a.example.com"] } as const;
    const dnsRoleArn = "arn:aws:iam::210987654321:role/dns";
    const { provider, data, resource } = withHttp({
      ...web,
      dnsRoleArn,
      loadBalancer: { hostedZone: "example.com", certificate },
    });
    expect(provider.aws[1]).toMatchObject({ alias: "dns", assume_role: [{ role_arn: dnsRoleArn }] });
    const blocks = [...Object.entries(data), ...Object.entries(resource)].flatMap(([type, named]) =>
      Object.entries(named as object).map(([name, body]) => [`${type}.${name}`, body.provider]),
    );
    expect(Object.fromEntries(blocks.filter(([, used]) => used !== undefined))).toEqual({
      "aws_route53_zone.main": "aws.dns",
      "aws_route53_record.hosts": "aws.dns",
      "aws_route53_record.certificate": "aws.dns",
    });
  });
});

describe("a published service", () => {
  it("has a rule for each host, at its own place", () => {
    expect(resource.aws_lb_listener_rule.https_hosts).toMatchObject({
      for_each: {
        "shop.example.com": { priority: 100, target_group_arn: "${aws_lb_target_group.web.arn}" },
        "*.shop.example.com": { priority: 101, target_group_arn: "${aws_lb_target_group.web.arn}" },
      },
      listener_arn: "${aws_lb_listener.https.arn}",
      priority: "${each.value.priority}",
      condition: [{ host_header: { values: ["${each.key}"] } }],
      action: [{ type: "forward", target_group_arn: "${each.value.target_group_arn}" }],
    });
  });

  it("leaves its rules and records at the address of the host, so that another may take it over", () => {
    const moved = (from: string, to: string) => ({ from, to });
    const one = environment({
      services: [service("web", { port: 80, route: route("a.example.com") })],
      loadBalancer: { hostedZone: "example.com" },
    });
    const ofHosts = movesOf(one).filter(({ to }) => to.includes(".hosts["));
    expect(ofHosts).toEqual([
      moved('aws_lb_listener_rule.web["a.example.com"]', 'aws_lb_listener_rule.hosts["a.example.com"]'),
      moved('aws_route53_record.web_alias["a.example.com"]', 'aws_route53_record.hosts["a.example.com"]'),
    ]);
  });

  it("has a record for each host, which overwrites none", () => {
    expect(resource.aws_route53_record.hosts).toMatchObject({
      for_each: {
        "*.shop.example.com": "${data.aws_route53_zone.main.zone_id}",
        "shop.example.com": "${data.aws_route53_zone.main.zone_id}",
      },
      name: "${each.key}",
      zone_id: "${each.value}",
      type: "A",
      alias: { name: "${aws_lb.main.dns_name}", zone_id: "${aws_lb.main.zone_id}" },
    });
    expect(resource.aws_route53_record.hosts).not.toHaveProperty("allow_overwrite");
  });

  it("is registered once a rule leads to it, and has time to start", () => {
    expect(resource.aws_ecs_service.web).toMatchObject({
      load_balancer: [
        { target_group_arn: "${aws_lb_target_group.web.arn}", container_name: "web", container_port: 8080 },
      ],
      health_check_grace_period_seconds: 300,
      depends_on: expect.arrayContaining([
        "aws_lb_listener_rule.https_hosts",
        "aws_vpc_security_group_ingress_rule.web_load_balancer",
        "aws_vpc_security_group_egress_rule.load_balancer_tasks",
      ]),
    });
    // The first start may fill the volume.
    expect(resource.aws_ecs_service.files.health_check_grace_period_seconds).toBe(900);
  });

  it("gives requests as long to end as the container has to stop", () => {
    expect(resource.aws_lb_target_group.web.deregistration_delay).toBe("90");
    expect(resource.aws_lb_target_group.files.deregistration_delay).toBe("30");
  });

  it("gets a target group with another name when its port or its VPC changes", () => {
    const name = (port: number, cidr: string) =>
      withHttp({
        network: { kind: "dedicated", cidr, zones: [] },
        services: [service("web", { port, route: route("a.example.com") })],
      }).resource.aws_lb_target_group.web.name;
    const names = [name(80, "10.0.0.0/16"), name(81, "10.0.0.0/16"), name(80, "10.1.0.0/16")];
    expect(new Set(names).size).toBe(3);
    expect(name(80, "10.0.0.0/16")).toBe(names[0]);
  });

  it("has its URL among the outputs, unless it has wildcards only", () => {
    expect(output.urls.value).toEqual({ files: "https://files.example.com", web: "https://shop.example.com" });
    expect(stackOf(publishedInExistingVpc).output).not.toHaveProperty("urls");
  });
});

describe("a service that scales", () => {
  it("has bounds and a policy for each figure, and Terraform leaves its count alone", () => {
    expect(resource.aws_appautoscaling_target.web).toMatchObject({
      resource_id: "service/${aws_ecs_cluster.main.name}/${aws_ecs_service.web.name}",
      min_capacity: 2,
      max_capacity: 6,
    });
    const aims = Object.entries<Document>(resource.aws_appautoscaling_policy).map(([name, policy]) => {
      const { target_value: value, predefined_metric_specification: metric } =
        policy.target_tracking_scaling_policy_configuration;
      return [name, metric.predefined_metric_type, value];
    });
    expect(aims).toEqual([
      ["web_cpu", "ECSServiceAverageCPUUtilization", 60],
      ["web_memory", "ECSServiceAverageMemoryUtilization", 80],
      ["worker_cpu", "ECSServiceAverageCPUUtilization", 70],
    ]);
    expect(resource.aws_ecs_service.web).toMatchObject({
      desired_count: 2,
      lifecycle: { ignore_changes: ["desired_count"] },
    });
    expect(resource.aws_ecs_service.files).not.toHaveProperty("lifecycle");
  });
});

describe("the stacks", () => {
  it.each([published, publishedInExistingVpc])("refer only to what they declare", async (one) => {
    expect(await danglingReferences(stackOf(one))).toEqual([]);
  });
});
