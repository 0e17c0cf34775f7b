import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { App, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileSystem } from "../../src/constructs/file-system.js";
import { JsonDocument } from "../../src/constructs/json-document.js";
import { type ISecurityGroup, SecurityGroup } from "../../src/constructs/security-group.js";
import { expression, literal } from "../../src/constructs/terraform-string.js";
import { carriedName } from "../../src/constructs/token-marks.js";
import { NanokitStack } from "../../src/lower/stack.js";
import { environment } from "../lower/fixtures.js";
import { commitKey } from "../support/odd-text.js";

/** Of ids that read as numbers, one that cdktf takes for a token of its own. */
const ID = "x-82e297";

const OURS = /^cdktf cannot write the name of a resource in "s\/.*x-82e297.*Give the construct another id/;

function plainStack(): TerraformStack {
  const stack = new TerraformStack(new App({ stackTraces: false }), "s");
  new AwsProvider(stack, "aws", { region: "eu-west-1" });
  return stack;
}

const props = { fileSystemName: literal("files") };
const rule = { port: 80 };

describe("an id that reads as a token of cdktf", () => {
  it("makes cdktf throw in a stack of its own, with words that name neither id nor construct", () => {
    const stack = plainStack();
    new SnsTopic(stack, ID, { name: "topic" });
    expect(() => Testing.synth(stack)).toThrow(/Encoded representation of unknown number Token found/);
    expect(() => Testing.synth(stack)).not.toThrow(ID);
  });

  it("is refused where one of our constructs is made with it or below it, in such a stack", () => {
    expect(() => new FileSystem(plainStack(), ID, props)).toThrow(OURS);
    expect(() => new FileSystem(new Construct(plainStack(), ID), "files", props)).toThrow(OURS);
    expect(() => new JsonDocument(plainStack(), ID, {})).toThrow(OURS);
    expect(() => SecurityGroup.fromSecurityGroupId(plainStack(), ID, literal("sg-1"))).toThrow(OURS);
  });

  it.each<[string, (group: SecurityGroup, peer: ISecurityGroup) => unknown]>([
    ["allowFrom", (group, peer) => group.allowFrom(ID, peer, rule)],
    ["allowFromEach", (group) => group.allowFromEach(ID, new Map(), rule)],
    ["allowTo", (group, peer) => group.allowTo(ID, peer, rule)],
    ["allowFromAnyIpv4", (group) => group.allowFromAnyIpv4(ID, rule)],
    ["allowToAnyIpv4", (group) => group.allowToAnyIpv4(ID, {})],
  ])("is refused by %s", (_, allow) => {
    const stack = plainStack();
    const vpcId = expression("${aws_vpc.main.id}");
    const group = new SecurityGroup(stack, "group", { vpcId, groupName: literal("g"), description: literal("d") });
    const peer = SecurityGroup.fromSecurityGroupId(stack, "peer", literal("sg-1"));
    expect(() => allow(group, peer)).toThrow(OURS);
  });

  it("is written as it is in a NanokitStack, whoever makes the construct", () => {
    const stack = new NanokitStack(new App({ stackTraces: false }), ID, { environment: environment({ services: [] }) });
    const topic = new SnsTopic(stack, ID, { name: "topic" });
    new SnsTopic(stack, "other", { name: topic.arn });
    new FileSystem(stack, `f-${ID}`, props);
    stack.prepareStack();
    const { resource } = stack.toTerraform() as { resource: Record<string, Record<string, object>> };
    expect(resource.aws_sns_topic).toEqual({
      [ID]: { name: "topic" },
      other: { name: `\${aws_sns_topic.${ID}.arn}` },
    });
    expect(Object.keys(resource.aws_efs_file_system ?? {})).toEqual([expect.stringMatching(/^f-x-82e297_/)]);
  });

  it("is any that cdktf cannot write, and no other", () => {
    fc.assert(
      fc.property(commitKey, (id) => {
        const make = () => Testing.synth(withFiles(id));
        if (carriedName(id) === id) expect(make()).toContain(`"${id}_`);
        else expect(make).toThrow(/^cdktf cannot write/);
      }),
      { numRuns: 60, examples: [["x-04e512345678abcde"], [ID], ["x-811e296"], ["x-84e297"]] },
    );
  });
});

function withFiles(id: string): TerraformStack {
  const stack = plainStack();
  new FileSystem(stack, id, props);
  return stack;
}
