import { describe, expect, it } from "vitest";
import { ATTACHED_POLICIES_MAX } from "../../src/aws/iam.js";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import {
  POLICY_LIMIT,
  type PolicyDocument,
  policyDocuments,
  policySize,
  type Statement,
} from "../../src/report/iam/documents.js";
import { explainNeeds } from "../../src/report/iam/explain.js";
import { managedAnswer } from "../../src/report/iam/managed.js";
import { type IamScope, needsOf } from "../../src/report/iam/needs.js";
import { madeStacks, readStack } from "../../src/stack/read.js";
import type { Stack } from "../../src/stack/stack.js";

const made = new Map<string, readonly Stack[]>();

/** The stacks of a file, made once. */
function stacksOf(text: string): readonly Stack[] {
  const stacks = made.get(text) ?? synthesized(text);
  made.set(text, stacks);
  return stacks;
}

function synthesized(text: string): readonly Stack[] {
  const { project, diagnostics } = compile({ path: "nanokit.yml", text });
  if (!project) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return [...madeStacks(synthesize(project)).values()];
}

const backedUp = `name: shop
infra: { region: eu-west-1, efs: { backup: { retention: 35, schedule: "0 3 * * *", copyTo: eu-central-1 } } }
services: { db: { image: "mongo:8.0", volumes: ["data:/data/db"] } }
environments: { stage: {} }
`;

function policiesOf(text: string, scope: IamScope = {}): readonly PolicyDocument[] {
  return policyDocuments(needsOf(stacksOf(text), scope));
}

function statements(policies: readonly PolicyDocument[], action: string): readonly Statement[] {
  return policies.flatMap(({ Statement: all }) => all.filter(({ Action }) => Action.includes(action)));
}

function resources(policies: readonly PolicyDocument[], action: string): readonly string[] {
  return [...new Set(statements(policies, action).flatMap(({ Resource }) => Resource))].sort();
}

const database = (more = "") => `name: shop
infra: { region: eu-west-1 }
services: { db: { image: "mongo:8.0", volumes: ["data:/data/db"] } }
environments: { stage: {} }
${more}`;

const published = `name: shop
infra: { region: eu-west-1, dns: aws, hostedZone: example.com }
services: { web: { image: nginx:1.29, expose: 80, host: "shop.example.com, *.shop.example.com" } }
environments: { stage: {} }
`;

/** Services of which some have a volume, a host, a repository, and jobs. */
function large(services: number): string {
  const one = (i: number) =>
    `  service-number-${i}: { build: true, expose: 80, host: s${i}.example.com, volumes: ["v${i % 20}:/data"], scale: { max: 3 } }`;
  const volumes = Array.from({ length: 20 }, (_, i) => `  v${i}: { efs: { uid: 1000 } }`);
  return [
    "name: warehouse",
    "infra: { region: eu-west-1, dns: aws, hostedZone: example.com }",
    "services:",
    ...Array.from({ length: services }, (_, i) => one(i)),
    "volumes:",
    ...volumes,
    "environments: { stage: {} }",
  ].join("\n");
}

/** Services with managed policies, by name. */
const permitted = (policies: Readonly<Record<string, readonly string[]>>) => `name: shop
infra: { region: eu-west-1 }
services: ${JSON.stringify(
  Object.fromEntries(
    Object.entries(policies).map(([name, permissions]) => [name, { image: "nginx:1.29", permissions }]),
  ),
)}
environments: { stage: {} }
`;

describe("a policy", () => {
  it("lets a role be taken where a zone is in another account, and nothing be done in Route 53", () => {
    const role = "arn:aws:iam::210987654321:role/dns";
    const policies = policiesOf(
      published.replace("hostedZone: example.com", `hostedZone: { name: example.com, roleArn: "${role}" }`),
    );
    expect(resources(policies, "sts:AssumeRole")).toEqual([role]);
    const actions = policies.flatMap(({ Statement: all }) => all.flatMap(({ Action }) => Action));
    expect(actions.filter((action) => action.startsWith("route53:"))).toEqual([]);
    expect(actions).toContain("acm:RequestCertificate");
  });

  it("names a zone that the file names by its id, and lists none", () => {
    const policies = policiesOf(published.replace("example.com }", "Z0123456789ABCDEFGHIJ }"));
    const zone = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"];
    expect(resources(policies, "route53:ListTagsForResource")).toEqual(zone);
    expect(resources(policies, "route53:ListHostedZones")).toEqual([]);
  });

  it("lets ECR and EFS use a key of the account, and logs go over to it", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    const policies = policiesOf(`name: shop
infra: { region: eu-west-1, kmsKeyArn: "${key}" }
services: { web: { build: true }, db: { image: "mongo:8.0", volumes: ["data:/data/db"] } }
environments: { stage: {} }
`);
    const ofKey = statements(policies, "kms:CreateGrant").map(({ Resource, Condition }) => [Resource, Condition]);
    expect(ofKey).toContainEqual([[key], { StringLike: { "kms:ViaService": ["ecr.*.amazonaws.com*"] } }]);
    expect(ofKey).toHaveLength(2);
    expect(resources(policies, "logs:AssociateKmsKey")).toEqual(resources(policies, "logs:CreateLogGroup"));
  });

  it("lets logs go back to the key of AWS, when the file no longer has one", () => {
    const policies = policiesOf("name: shop\nservices: { web: { image: nginx } }\nenvironments: { stage: {} }\n");
    expect(resources(policies, "logs:DisassociateKmsKey")).toEqual(resources(policies, "logs:CreateLogGroup"));
    expect(resources(policies, "logs:AssociateKmsKey")).toEqual([]);
  });

  it("lets only those managed policies be attached to tasks that are in the file, and any be detached", () => {
    const [s3, own] = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::123456789012:policy/shop"];
    const policies = policiesOf(permitted({ web: [own, s3], worker: [s3] }));
    expect(statements(policies, "iam:AttachRolePolicy")).toEqual([
      {
        Effect: "Allow",
        Action: ["iam:AttachRolePolicy"],
        Resource: ["arn:aws:iam::*:role/nk-shop-stage-*"],
        Condition: { ArnLike: { "iam:PolicyARN": [own, s3] } },
      },
    ]);
    const [detach] = statements(policies, "iam:DetachRolePolicy");
    expect(detach?.Resource).toEqual(["arn:aws:iam::*:role/nk-shop-stage-*"]);
    expect(detach?.Condition).toBeUndefined();
  });

  it("lets each role have its own managed policies alone with `exact`", () => {
    const [s3, own] = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::123456789012:policy/shop"];
    const policies = policiesOf(permitted({ web: [own], worker: [s3] }), { exact: true });
    const attached = statements(policies, "iam:AttachRolePolicy").map((one) => [one.Resource, one.Condition]);
    expect(attached).toEqual([
      [["arn:aws:iam::*:role/nk-shop-stage-web-task"], { ArnLike: { "iam:PolicyARN": [own] } }],
      [["arn:aws:iam::*:role/nk-shop-stage-worker-task"], { ArnLike: { "iam:PolicyARN": [s3] } }],
    ]);
  });

  it("knows by name what has one, in all of the environment, so that a service may come or go", () => {
    const policies = policiesOf(database());
    expect(resources(policies, "iam:CreateRole")).toEqual(["arn:aws:iam::*:role/nk-shop-stage-*"]);
    expect(resources(policies, "logs:CreateLogGroup")).toEqual([
      "arn:aws:logs:eu-west-1:*:log-group:/nanokit/shop/stage/*",
    ]);
    expect(resources(policies, "ecs:CreateService")).toEqual(["arn:aws:ecs:eu-west-1:*:service/nk-shop-stage/*"]);
  });

  it("has the names of the file with `exact`", () => {
    const policies = policiesOf(database(), { exact: true, account: "123456789012" });
    expect(resources(policies, "iam:CreateRole")).toEqual([
      "arn:aws:iam::123456789012:role/nk-shop-stage-db-task",
      "arn:aws:iam::123456789012:role/nk-shop-stage-execution",
    ]);
    expect(resources(policies, "ecs:CreateService")).toEqual([
      "arn:aws:ecs:eu-west-1:123456789012:service/nk-shop-stage/db",
    ]);
  });

  it("knows by tags what AWS gives an id", () => {
    for (const action of [
      "ec2:DeleteVpc",
      "elasticfilesystem:DeleteMountTarget",
      "elasticfilesystem:DeleteAccessPoint",
    ]) {
      const [statement, ...more] = statements(policiesOf(database()), action);
      expect(more).toEqual([]);
      expect(statement?.Condition).toEqual({
        StringEquals: {
          "aws:ResourceTag/nanokit:environment": ["stage"],
          "aws:ResourceTag/nanokit:project": ["shop"],
        },
      });
    }
  });

  it("knows by id what is made elsewhere, which has no tags of ours", () => {
    const text = database().replace(
      "region: eu-west-1",
      "region: eu-west-1, vpc: vpc-0123456789abcdef0, efs: { existing: fs-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }",
    );
    const policies = policiesOf(text);
    const byId = (action: string, id: string) => {
      const found = statements(policies, action).filter(({ Resource }) => Resource.some((one) => one.endsWith(id)));
      expect(found.map(({ Condition }) => Condition)).toEqual([undefined]);
    };
    byId("ec2:CreateSecurityGroup", ":vpc/vpc-0123456789abcdef0");
    byId("ec2:AuthorizeSecurityGroupIngress", ":security-group/sg-0123456789abcdef0");
    byId("elasticfilesystem:CreateAccessPoint", ":file-system/fs-0123456789abcdef0");
    expect(statements(policies, "ec2:CreateVpc")).toEqual([]);
  });

  it("puts mount targets into the subnets of an existing VPC, and of no other", () => {
    const text = database().replace("region: eu-west-1", "region: eu-west-1, vpc: vpc-0123456789abcdef0");
    const subnets = statements(policiesOf(text), "ec2:CreateNetworkInterface").filter(({ Resource }) =>
      Resource.some((one) => one.endsWith(":subnet/*")),
    );
    expect(subnets.map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { "ec2:Vpc": ["arn:aws:ec2:eu-west-1:*:vpc/vpc-0123456789abcdef0"] } },
    ]);
  });

  it("does not let a protected file system be deleted, and lets one that is not", () => {
    expect(statements(policiesOf(database()), "elasticfilesystem:DeleteFileSystem")).toEqual([]);
    const open = database().replace("region: eu-west-1", "region: eu-west-1, efs: { protect: false }");
    expect(statements(policiesOf(open), "elasticfilesystem:DeleteFileSystem")).toHaveLength(1);
    for (const policies of [policiesOf(database()), policiesOf(open)]) {
      expect(resources(policies, "elasticfilesystem:*")).toEqual([]);
    }
  });

  it("hands on its own roles, to one service each", () => {
    const text = database('cron: { nightly: { schedule: "@daily", service: db, command: ./backup } }');
    const passed = statements(policiesOf(text, { exact: true }), "iam:PassRole");
    expect(passed.map(({ Resource, Condition }) => [Resource.length, Condition])).toEqual([
      [2, { StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } }],
      [1, { StringEquals: { "iam:PassedToService": ["scheduler.amazonaws.com"] } }],
    ]);
  });

  it("hands on roles that are there already, and no others", () => {
    const roles = "aws: { taskRole: platform/web, executionRole: 'arn:aws:iam::123456789012:role/start' }";
    const text = `name: shop\nservices: { web: { image: nginx, ${roles} } }\nenvironments: { stage: {} }`;
    const [passed] = statements(policiesOf(text), "iam:PassRole");
    expect(passed?.Resource).toEqual(["arn:aws:iam::*:role/platform/web", "arn:aws:iam::*:role/start"]);
  });

  it("changes no DNS record but those of the hosts, and the proofs of their certificate", () => {
    const [statement] = statements(policiesOf(published), "route53:ChangeResourceRecordSets");
    expect(statement?.Condition).toEqual({
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["A", "CNAME"] },
      "ForAllValues:StringLike": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
          "\\052.shop.example.com",
          "_*.shop.example.com",
          "shop.example.com",
        ],
      },
    });
  });

  it("uses a key of the user's only by way of EFS", () => {
    const key = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    const text = database().replace("region: eu-west-1", `region: eu-west-1, efs: { kmsKeyArn: "${key}" }`);
    const found = statements(policiesOf(text), "kms:CreateGrant");
    expect(found.map(({ Resource }) => Resource)).toEqual([[key]]);
    expect(found[0]?.Condition?.Bool).toEqual({ "kms:GrantIsForAWSResource": ["true"] });
    expect(found[0]?.Condition?.StringLike?.["kms:ViaService"]).toEqual(["elasticfilesystem.*.amazonaws.com*"]);
    expect(statements(policiesOf(database()), "kms:CreateGrant")).toEqual([]);
  });

  it("is of the region of the provider that makes it", () => {
    const text = JSON.stringify({
      provider: { aws: [{ region: "eu-central-1" }, { alias: "copies", region: "eu-west-1" }] },
      resource: {
        aws_ecr_repository: { here: { name: "here" }, there: { name: "there", provider: "aws.copies" } },
      },
    });
    const read = readStack([{ path: "cdk.tf.json", text }]);
    if (!read.readable) throw new Error("the stack cannot be read");
    const found = resources(policyDocuments(needsOf([read.stack], { exact: true })), "ecr:CreateRepository");
    expect(found).toEqual(["arn:aws:ecr:eu-central-1:*:repository/here", "arn:aws:ecr:eu-west-1:*:repository/there"]);
  });

  it("is of the partition of its region, that of the file first", () => {
    const without = database().replace("infra: { region: eu-west-1 }\n", "");
    const partition = (text: string, scope: IamScope) => resources(policiesOf(text, scope), "ecs:CreateCluster")[0];
    expect(partition(without, {})).toBe("arn:aws:ecs:*:*:cluster/nk-shop-stage");
    expect(partition(without, { region: "cn-north-1" })).toBe("arn:aws-cn:ecs:cn-north-1:*:cluster/nk-shop-stage");
    expect(partition(database(), { region: "us-gov-west-1" })).toBe("arn:aws:ecs:eu-west-1:*:cluster/nk-shop-stage");
  });

  it("is one for all environments, each with its own tags", () => {
    const policies = policiesOf(database().replace("{ stage: {} }", "{ stage: {}, production: {} }"));
    expect(resources(policies, "iam:CreateRole")).toEqual([
      "arn:aws:iam::*:role/nk-shop-production-*",
      "arn:aws:iam::*:role/nk-shop-stage-*",
    ]);
    const [statement] = statements(policies, "ec2:DeleteVpc");
    expect(statement?.Condition?.StringEquals?.["aws:ResourceTag/nanokit:environment"]).toEqual([
      "production",
      "stage",
    ]);
  });
});

describe("the documents", () => {
  const arn = /^(\*|arn:aws(-[a-z-]+)?:[a-z0-9-]+:[a-z0-9*-]*:(\d{12}|\*)?:[^\s]+)$/;

  it.each([
    ["wide", large(60), {}],
    ["exact", large(60), { exact: true, account: "123456789012" }],
    ["small", database(), {}],
    ["published", published, {}],
  ])("hold well-formed statements within AWS's limit: %s", (_name, text, scope) => {
    const policies = policiesOf(text, scope);
    for (const policy of policies) {
      expect(policy.Version).toBe("2012-10-17");
      expect(policySize(policy)).toBeLessThanOrEqual(POLICY_LIMIT);
      expect(policy.Statement.length).toBeGreaterThan(0);
      for (const { Effect, Action, Resource } of policy.Statement) {
        expect(Effect).toBe("Allow");
        expect(Action.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z]*\*?$/.test(action))).toEqual([]);
        expect(Resource.filter((resource) => !arn.test(resource))).toEqual([]);
        expect(JSON.stringify([Action, Resource])).not.toMatch(/\$\{|\{|undefined/);
      }
    }
  });

  it("are few for sixty services that have everything, and many only with exact names", () => {
    expect(policiesOf(large(60)).length).toBeLessThanOrEqual(5);
    expect(policiesOf(large(60), { exact: true }).length).toBeGreaterThan(ATTACHED_POLICIES_MAX);
    expect(policiesOf(large(30), { exact: true }).length).toBeLessThan(ATTACHED_POLICIES_MAX);
  });

  it("are the same for the same file, in whichever order it is written", () => {
    const services = ["web: { image: nginx:1.29 }", "api: { image: nginx:1.29 }"];
    const text = (order: readonly string[]) =>
      `name: shop\ninfra: { discovery: none }\nservices: { ${order.join(", ")} }\nenvironments: { stage: {} }\n`;
    for (const exact of [false, true]) {
      expect(policiesOf(text([...services].reverse()), { exact })).toEqual(policiesOf(text(services), { exact }));
    }
  });

  it("stay as they are when a service comes, unless their names are exact", () => {
    const before = policiesOf(large(30));
    expect(policiesOf(large(31)).slice(0, -1)).toEqual(before.slice(0, -1));
    const exact = (services: number) => policiesOf(large(services), { exact: true });
    // Those about the network and the file system come first, and have no names of services.
    expect(exact(31).slice(0, 2)).toEqual(exact(30).slice(0, 2));
  });

  it("lose no permission by being split", () => {
    const needs = needsOf(stacksOf(large(60)), { exact: true });
    const policies = policyDocuments(needs);
    const lost = needs.filter(
      ({ action, resource }) => !statements(policies, action).some(({ Resource }) => Resource.includes(resource)),
    );
    expect(lost).toEqual([]);
  });
});

describe("the explanation", () => {
  it("names for every action what needs it, when, and where, in 80 columns but for long names", () => {
    const needs = needsOf(stacksOf(database()));
    const text = explainNeeds(needs);
    for (const { action, reasons } of needs) {
      expect(text).toContain(`\n${action}\n`.slice(text.startsWith(action) ? 1 : 0));
      for (const { phase } of reasons) expect(text).toContain(`  ${phase}`);
    }
    expect(text).toContain(
      "elasticfilesystem:CreateMountTarget\n  on      arn:aws:elasticfilesystem:eu-west-1:*:file-system/* with the tags of\n          shop, stage\n  create  aws_efs_mount_target.first, aws_efs_mount_target.second\n",
    );
    expect(text.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  });

  it("says what is left out, and where the state's rights are", () => {
    const text = explainNeeds(needsOf(stacksOf(database()))).replaceAll(/\s+/g, " ");
    expect(text).toContain("A file system that is protected may not be deleted");
    expect(text).toContain("The state of Terraform is not in here");
  });
});

describe("the managed policies", () => {
  it("are those of the documentation of nanokit, with the restricted one in its place", () => {
    const { text } = managedAnswer(needsOf(stacksOf(database())));
    expect(text).toContain("arn:aws:iam::aws:policy/AmazonElasticFileSystemFullAccess\n");
    for (const action of ["CreateFileSystem", "CreateMountTarget", "Describe*"]) {
      expect(text).toContain(`  elasticfilesystem:${action}\n`);
    }
    expect(text).not.toContain("ElasticLoadBalancingFullAccess");
  });

  it("leave a remainder that is a policy", () => {
    const { text } = managedAnswer(needsOf(stacksOf(published)));
    const rest = JSON.parse(text.slice(text.indexOf("\n{") + 1)) as PolicyDocument;
    expect(statements([rest], "iam:PassRole")).toHaveLength(1);
    expect(rest.Statement.flatMap(({ Action }) => Action).filter((action) => /^(ec2|ecs|acm):/.test(action))).toEqual(
      [],
    );
  });

  it("have that of AWS Backup where a plan makes the backups, and leave the role to be passed to the policy to add", () => {
    const { text } = managedAnswer(needsOf(stacksOf(backedUp)));
    expect(text).toContain("arn:aws:iam::aws:policy/AWSBackupFullAccess\n");
    const rest = JSON.parse(text.slice(text.indexOf("\n{") + 1)) as PolicyDocument;
    expect(rest.Statement.flatMap(({ Action }) => Action).filter((action) => action.startsWith("backup"))).toEqual([]);
    expect(JSON.stringify(statements([rest], "iam:PassRole"))).toContain("backup.amazonaws.com");
    expect(managedAnswer(needsOf(stacksOf(database()))).text).not.toContain("AWSBackup");
  });
});

describe("the documents", () => {
  it.each([backedUp, database(), published, large(30)])("leave out no action that is needed (file %#)", (text) => {
    const needs = needsOf(stacksOf(text), {});
    const written = policyDocuments(needs).flatMap(({ Statement: all }) => all.flatMap(({ Action }) => Action));
    expect(new Set(written)).toEqual(new Set(needs.map(({ action }) => action)));
  });

  it("take up an action of a service that no topic names", () => {
    const need = { action: "newservice:Make", resource: "*", conditions: {}, reasons: [] };
    expect(policyDocuments([need])).toEqual([
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["newservice:Make"], Resource: ["*"] }] },
    ]);
  });
});
