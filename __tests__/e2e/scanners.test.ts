import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { disagreements, nameOf } from "../../e2e/scanners/disagreements.js";
import { judge, type ScannerRule, typeOf, type Verdict } from "../../e2e/scanners/rule.js";
import { RULES } from "../../e2e/scanners/rules.js";
import { silentTypes } from "../../e2e/scanners/silent.js";
import { silenced } from "../../e2e/scanners/table.js";
import { findingsOf } from "../../e2e/scanners/tflint.js";
import { failuresIn } from "../../e2e/scanners/trivy.js";
import { RESOURCES } from "../../src/aws/types/index.js";
import type { Stack } from "../../src/stack/stack.js";
import { readText, stackOf } from "../support/read-stack.js";

const ROOT = path.join(import.meta.dirname, "../..");

/** Every committed stack in JSON: of the specs, of the root and of the examples. */
const stacks: readonly (readonly [string, Stack])[] = ["__tests__", "generated", "examples"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "cdk.tf.json" && !file.includes("node_modules"))
      .map((file) => `${folder}/${file}`),
  )
  .sort()
  .map((file) => [file, readText(readFileSync(path.join(ROOT, file), "utf8"))] as const);

const verdicts = stacks.flatMap(([file, stack]) => judge(stack, RULES).map((verdict) => ({ file, ...verdict })));

const ofKind = (kind: ScannerRule["answer"]["kind"]) => RULES.filter(({ answer }) => answer.kind === kind);

describe("the rules of scanners", () => {
  it("are looked for in as many stacks as there are", () => {
    expect(stacks.length).toBeGreaterThan(60);
  });

  it.each(ofKind("met").map((rule) => [rule.asks, rule] as const))("hold: %s", (_, rule) => {
    const own = verdicts.filter((verdict) => verdict.rule === rule);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ met }) => !met).map(({ file, block }) => `${file} ${block.address}`)).toEqual([]);
  });

  it.each(ofKind("key").map((rule) => [rule.asks, rule] as const))("hold with a key: %s", (_, rule) => {
    const own = verdicts.filter((verdict) => verdict.rule === rule);
    expect(own.some(({ met }) => met)).toBe(true);
    expect(own.some(({ met }) => !met)).toBe(true);
  });

  it("are about every type that is emitted, or the page says that none is", () => {
    const emitted = new Set(
      stacks.flatMap(([, stack]) => [...stack.declared.values()].filter(({ kind }) => kind === "resource").map(typeOf)),
    );
    const known = new Set([...RULES.flatMap(({ types }) => types), ...silentTypes()]);
    expect([...emitted].filter((type) => Object.hasOwn(RESOURCES, type) && !known.has(type))).toEqual([]);
  });

  it("stand in one row each, for one type and tool", () => {
    const places = RULES.flatMap(({ types, ids }) =>
      Object.entries(ids).flatMap(([tool, named]) =>
        named.flatMap((id) => types.map((type) => `${tool} ${id} ${type}`)),
      ),
    );
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  });

  it("notice a resource that breaks them", () => {
    const broken = stackOf({
      resource: {
        aws_vpc: { main: {} },
        aws_default_security_group: { main: { vpc_id: "${aws_vpc.main.id}", ingress: [{ protocol: "-1" }] } },
        aws_subnet: { a: { map_public_ip_on_launch: true } },
        aws_vpc_security_group_ingress_rule: {
          ssh: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 22, to_port: 22, description: "für alle" },
        },
        aws_lb_listener: { https: { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" } },
        aws_ecs_task_definition: {
          web: {
            container_definitions: "${jsonencode([local.web_container])}",
            volume: { efs_volume_configuration: {} },
          },
        },
        aws_iam_role: { web: { assume_role_policy: "${jsonencode(local.trust)}" } },
        aws_iam_role_policy: { web: { policy: "${jsonencode(local.policy)}" } },
        aws_iam_role_policy_attachment: { web: { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" } },
        aws_efs_file_system: { main: {} },
        aws_ecr_repository: { web: { image_tag_mutability: "MUTABLE" } },
      },
      locals: {
        web_container: {
          image: "web",
          privileged: true,
          environment: [{ name: "DB", value: "sql://a:hunter22@db/x" }],
        },
        trust: { Statement: [{ Principal: { AWS: "*" } }] },
        policy: { Statement: [{ Action: ["s3:*"], Resource: ["*"] }] },
      },
      provider: { aws: { access_key: "AKIA" } },
    });
    const met = judge(broken, ofKind("met")).filter((verdict) => verdict.met);
    expect(met.map(({ block, rule }) => `${block.address}: ${rule.asks}`)).toEqual([
      "aws_iam_role.web: that no role is an administrator",
    ]);
  });
});

describe("the golden `secure`", () => {
  const own = verdicts.filter(({ file }) => file.includes("/secure/"));

  it("breaks no rule but those that are refused, and a load balancer that is public", () => {
    const broken = own.filter(({ met }) => met === false).map(({ block, rule }) => `${block.address}: ${rule.asks}`);
    expect(broken).toEqual(["aws_lb.main: that the load balancer is not public"]);
  });

  it("is asked for all that a key gives", () => {
    const asked = new Set(own.map(({ rule }) => rule));
    expect(ofKind("key").filter((rule) => !asked.has(rule))).toEqual([]);
  });
});

describe("disagreements", () => {
  const rule = (answer: ScannerRule["answer"]): ScannerRule => ({
    types: ["aws_vpc"],
    asks: "flow logs",
    ids: { checkov: ["CKV_1"] },
    answer,
  });
  const verdictsOf = (answer: ScannerRule["answer"]): readonly Verdict[] =>
    judge(stackOf({ resource: { aws_vpc: { main: {} } } }), [rule(answer)]);
  const met = verdictsOf({ kind: "met", meets: () => true });
  const unmet = verdictsOf({ kind: "key", key: "x", meets: () => false, unwritten: "y" });
  const told = [{ id: "CKV_1", name: "main", failed: true }];
  const passed = [{ id: "CKV_1", name: "main", failed: false }];

  it("are none where both say the same", () => {
    expect(disagreements("checkov", "json", met, passed)).toEqual([]);
    expect(disagreements("checkov", "json", unmet, told)).toEqual([]);
  });

  it("are what a tool finds against the table", () => {
    expect(disagreements("checkov", "json", met, told)).toEqual(["CKV_1 of main: the table says that it is met"]);
    expect(disagreements("checkov", "json", met, [{ id: "CKV_2", name: "main", failed: true }])).toEqual([
      "CKV_2 of main: no rule of the table is about it",
    ]);
  });

  it("are what a tool does not find, but of a plan", () => {
    const missing = ["CKV_1 of aws_vpc.main: the table says that it is not met"];
    expect(disagreements("checkov", "hcl", unmet, passed)).toEqual(missing);
    expect(disagreements("checkov", "plan", unmet, passed)).toEqual([]);
  });

  it("are none where the rule is refused, or the tool mistaken", () => {
    expect(disagreements("checkov", "json", verdictsOf({ kind: "refused", reason: "x" }), told)).toEqual([]);
    const mistaken = verdictsOf({ kind: "met", meets: () => true, mistaken: "x" });
    expect(disagreements("checkov", "json", mistaken, told)).toEqual([]);
  });

  it("go by the name of an address", () => {
    expect(["resource.main", "data.aws_vpc.main", 'aws_vpc.main["a.b"]'].map(nameOf)).toEqual(["main", "main", "main"]);
  });
});

describe("silenced", () => {
  it("has what is refused and what a tool gets wrong, and nothing that a key mends", () => {
    const ids = silenced("checkov");
    expect(ids).toEqual(expect.arrayContaining(["CKV2_AWS_5", "CKV_AWS_332"]));
    expect(ids).not.toContain("CKV_AWS_150");
    expect(ids).not.toContain("CKV_AWS_23");
  });
});

describe("failuresIn", () => {
  it("has what fails, with the folder of its file", () => {
    const misconfiguration = (Status: string) => ({
      ID: "AVD-AWS-0124",
      Status,
      CauseMetadata: { Resource: "aws_vpc_security_group_egress_rule.web_internet" },
    });
    const report = {
      Results: [
        { Target: ".", Class: "config" },
        {
          Target: "0-shop-stage/cdk.tf",
          Misconfigurations: [misconfiguration("FAIL"), misconfiguration("PASS")],
        },
      ],
    };
    expect(failuresIn(JSON.stringify(report))).toEqual([
      { id: "AWS-0124", resource: "aws_vpc_security_group_egress_rule.web_internet", folder: "0-shop-stage" },
    ]);
    expect(failuresIn("FATAL")).toBeUndefined();
  });
});

describe("findingsOf", () => {
  const issue = (name: string, message: string) => ({ rule: { name }, message });
  const unread = (what: string) => issue("terraform_unused_declarations", `${what} is declared but not used`);

  it("leaves out what is known, and nothing like it", () => {
    const others = [unread('data "aws_efs_file_system" "other"'), unread("local.subnet_zones_of_others")];
    const issues = [unread('data "aws_efs_file_system" "main"'), unread("local.subnet_zones"), ...others];
    const errors = [{ message: "cannot be read" }];
    expect(findingsOf(JSON.stringify({ issues, errors }))).toEqual(
      [...others, ...errors].map((one) => JSON.stringify(one)),
    );
    expect(findingsOf("panic")).toBeUndefined();
  });
});
