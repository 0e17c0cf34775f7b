import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Call, readCalls } from "../../e2e/iam/calls.js";
import { entryOf, iamCases } from "../../e2e/iam/cases.js";
import { isAllowed } from "../../e2e/iam/evaluate.js";
import { listProblems, prove } from "../../e2e/iam/proof.js";
import { requestsOf } from "../../e2e/iam/requests.js";
import { readStack } from "../../e2e/stack-source.js";
import { DATA_SOURCES, RESOURCES } from "../../src/aws/types/index.js";
import type { Statement } from "../../src/report/iam/documents.js";
import { ROOT } from "../cli/command.js";

const call = (service: string, operation: string, parameters: Call["parameters"], more: Partial<Call> = {}): Call => ({
  account: "123456789012",
  service,
  region: "us-east-1",
  operation,
  parameters,
  tags: {},
  belongs: {},
  status: 200,
  ...more,
});

function allow(statement: Partial<Statement>) {
  return [
    {
      Version: "2012-10-17" as const,
      Statement: [{ Effect: "Allow" as const, Action: [], Resource: [], ...statement }],
    },
  ];
}

const types = { ...RESOURCES, ...DATA_SOURCES };

describe("the stacks of e2e/iam", () => {
  it("hold every type that there is a row for", async () => {
    const versions = iamCases.flatMap((one) => [entryOf(one, "nanokit.yml"), entryOf(one, "nanokit.changed.yml")]);
    const stacks = await Promise.all(versions.map(async (entry) => JSON.parse(await readStack(ROOT, entry))));
    const held = stacks.flatMap(({ resource, data }) => [
      ...Object.keys(resource),
      ...Object.keys(data).map((type) => `data.${type}`),
    ]);
    // It reads the region of the provider, and calls nothing; these stacks name theirs.
    const missing = Object.keys(types).filter((type) => !held.includes(type) && type !== "data.aws_region");
    expect(missing).toEqual([]);
  });

  it("have a reason for each action that nothing asked for", () => {
    const listed: Record<string, string> = JSON.parse(readFileSync(`${ROOT}/e2e/iam/unused.json`, "utf8"));
    const rows = JSON.stringify(Object.values(types).map(({ iam }) => iam));
    expect(Object.entries(listed).filter(([action, why]) => why === "" || !rows.includes(`"${action}"`))).toEqual([]);
  });
});

describe("what AWS asks of a policy", () => {
  it("is the action on each thing that it is about, with the tags given and those there are", async () => {
    const tags = { "vpc-11111111": { "nanokit:project": "shop" } };
    const specified = [{ ResourceType: "subnet", Tags: [{ Key: "Name", Value: "a" }] }];
    const parameters = { VpcId: "vpc-11111111", TagSpecifications: specified };
    const given = { "aws:RequestTag/Name": ["a"] };
    expect(await requestsOf(call("ec2", "CreateSubnet", parameters, { tags }))).toEqual([
      {
        action: "ec2:CreateSubnet",
        resource: "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-11111111",
        context: { ...given, "aws:ResourceTag/nanokit:project": ["shop"] },
      },
      { action: "ec2:CreateSubnet", resource: "arn:aws:ec2:us-east-1:123456789012:subnet/made", context: given },
      {
        action: "ec2:CreateTags",
        resource: "arn:aws:ec2:us-east-1:123456789012:subnet/made",
        context: { ...given, "ec2:CreateAction": ["CreateSubnet"] },
      },
    ]);
  });

  it("is a role to hand on, for a task definition", async () => {
    const role = "arn:aws:iam::123456789012:role/nk-shop-stage-execution";
    const requests = await requestsOf(
      call("ecs", "RegisterTaskDefinition", { family: "nk-shop-stage-web", executionRoleArn: role }),
    );
    expect(requests.map(({ action, resource }) => [action, resource])).toEqual([
      ["ecs:RegisterTaskDefinition", "arn:aws:ecs:us-east-1:123456789012:task-definition/nk-shop-stage-web:1"],
      ["iam:PassRole", role],
    ]);
  });

  it("is about the file system of a mount target", async () => {
    const belongs = { "fsmt-1": ["fs-1"] };
    const requests = await requestsOf(
      call("elasticfilesystem", "DeleteMountTarget", { MountTargetId: "fsmt-1" }, { belongs }),
    );
    expect(requests.map(({ resource }) => resource)).toEqual([
      "arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-1",
    ]);
  });

  it("is about what no policy allows, where the harness cannot tell", async () => {
    const requests = await requestsOf(call("ecs", "DeleteCluster", {}));
    expect(requests.map(({ resource }) => resource)).toEqual(["unknown"]);
  });

  it("is nothing for who one is", async () => {
    expect(await requestsOf(call("sts", "GetCallerIdentity", {}))).toEqual([]);
  });
});

describe("a policy", () => {
  const request = { action: "ecs:CreateCluster", resource: "arn:aws:ecs:x:1:cluster/a", context: { key: ["value"] } };
  const Action = ["ecs:CreateCluster"];
  const Resource = ["arn:aws:ecs:*:*:cluster/a"];

  it.each<[string, Partial<Statement>, boolean]>([
    ["action and resource", { Action, Resource }, true],
    ["another action", { Action: ["ecs:DeleteCluster"], Resource }, false],
    ["a pattern of actions", { Action: ["ecs:Create*"], Resource }, true],
    ["another resource", { Action, Resource: ["arn:aws:ecs:*:*:cluster/ab"] }, false],
    ["a condition that holds", { Action, Resource, Condition: { StringEquals: { key: ["no", "value"] } } }, true],
    ["a condition that does not", { Action, Resource, Condition: { StringEquals: { key: ["val*"] } } }, false],
    ["a pattern that holds", { Action, Resource, Condition: { StringLike: { key: ["val*"] } } }, true],
    ["a key that is not there", { Action, Resource, Condition: { StringEquals: { other: ["value"] } } }, false],
    ["a key that has to be there", { Action, Resource, Condition: { Null: { key: ["false"] } } }, true],
    ["a key that must not be there", { Action, Resource, Condition: { Null: { key: ["true"] } } }, false],
    ["all values", { Action, Resource, Condition: { "ForAllValues:StringLike": { key: ["x"] } } }, false],
    ["all of no values", { Action, Resource, Condition: { "ForAllValues:StringLike": { other: ["x"] } } }, true],
  ])("is asked for %s", (_name, statement, allowed) => {
    expect(isAllowed(allow(statement), request)).toBe(allowed);
  });

  it("has to be for everything, where an action is about nothing in particular", () => {
    const about = { ...request, resource: "*" };
    expect(isAllowed(allow({ Action, Resource }), about)).toBe(false);
    expect(isAllowed(allow({ Action, Resource: ["*"] }), about)).toBe(true);
  });
});

describe("the proof", () => {
  const stack = JSON.stringify({
    provider: { aws: [{ default_tags: [{ tags: { "nanokit:project": "shop", "nanokit:environment": "stage" } }] }] },
    resource: { aws_ecs_cluster: { main: { name: "nk-shop-stage" } } },
  });
  const life = (...calls: readonly Call[]) => [
    { stacks: [stack, stack] as const, steps: [{ name: "create" as const, stack: 0 as const, calls }] },
  ];

  it("finds a call that is not allowed, by its action or by its name", async () => {
    const own = call("ecs", "CreateCluster", { clusterName: "nk-shop-stage" });
    const other = call("ecs", "CreateCluster", { clusterName: "nk-shop-other" });
    expect((await prove(life(own))).refused).toEqual([]);
    expect((await prove(life(own, other))).refused).toHaveLength(2);
    expect((await prove(life(call("ecs", "UpdateCluster", { cluster: "nk-shop-stage" })))).refused).toHaveLength(2);
  });

  it("holds the list of what nothing asked for against what was found, both ways", () => {
    expect(listProblems(["a:B"], { "a:B": "why" })).toEqual([]);
    expect(listProblems(["a:B"], {})).toHaveLength(1);
    expect(listProblems([], { "a:B": "why" })).toHaveLength(1);
  });

  it("stops at a call that could not be read", () => {
    expect(() => readCalls('{"unreadable": "POST /"}\n')).toThrow("POST /");
  });
});
