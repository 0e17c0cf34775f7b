import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameScope, stackId } from "../../src/aws/names.js";
import { QUOTAS, type RaisableQuota } from "../../src/aws/quotas.js";
import { compile } from "../../src/compile.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { Environment } from "../../src/model/project.js";
import { quotaNeeds } from "../../src/resolve/quota-needs.js";
import { checkQuotas } from "../../src/resolve/rules/quotas.js";
import { type Blocks, compiled, environmentOf } from "../rules/compiled.js";
import { caseOptions, findCases, readSource } from "../specs/harness.js";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The environments whose stacks are committed, and the resources in these. */
const committed = findCases(join(import.meta.dirname, "../specs")).flatMap((spec) => {
  if (!existsSync(join(spec.folder, "expected/stacks"))) return [];
  const { project } = compile(readSource(spec), caseOptions(spec));
  return (project?.environments ?? []).flatMap((environment) => {
    const path = join(
      spec.folder,
      `expected/stacks/${stackId(environment.project, nameScope(environment))}/cdk.tf.json`,
    );
    if (!existsSync(path)) return [];
    const resources: Resources = JSON.parse(readFileSync(path, "utf8")).resource;
    return [{ name: `${spec.name} ${environment.name}`, environment, resources }];
  });
});

function needed(environment: Environment, quota: RaisableQuota): number {
  const need = quotaNeeds(environment).find((one) => one.quota === quota);
  return (need?.each ?? []).reduce((sum, { count }) => sum + count, need?.fixed ?? 0);
}

function count(resources: Resources, ...types: readonly string[]): number {
  return types.reduce((sum, type) => sum + Object.keys(resources[type] ?? {}).length, 0);
}

/** Rules that let in to the mount targets. */
function rulesOfMountTargets(resources: Resources): number {
  const rules = Object.values(resources.aws_vpc_security_group_ingress_rule ?? {});
  const groups = new Map<unknown, number>();
  for (const { from_port, security_group_id } of rules) {
    if (from_port === 2049) groups.set(security_group_id, (groups.get(security_group_id) ?? 0) + 1);
  }
  return Math.max(0, ...groups.values());
}

describe("what an environment takes of a quota", () => {
  it("is asked of many stacks", () => {
    expect(committed.length).toBeGreaterThan(20);
  });

  it.each(committed)("is what its stack has: $name", ({ environment, resources }) => {
    expect({
      roles: needed(environment, QUOTAS.roles),
      services: needed(environment, QUOTAS.services),
      accessPoints: needed(environment, QUOTAS.accessPoints),
      securityGroups: needed(environment, QUOTAS.securityGroups),
      securityGroupRules: Math.max(needed(environment, QUOTAS.securityGroupRules), rulesOfMountTargets(resources)),
    }).toEqual({
      roles: count(resources, "aws_iam_role"),
      services: count(resources, "aws_ecs_service"),
      accessPoints: count(resources, "aws_efs_access_point"),
      securityGroups: count(resources, "aws_security_group", "aws_default_security_group"),
      securityGroupRules: rulesOfMountTargets(resources),
    });
  });

  const one = environmentOf(compiled(services(1, () => ({ volumes: ["data:/data"] }))));
  const [service] = one.services;
  const [volume] = one.volumes;
  const many = <T>(count: number, item: T | undefined) => Array.from({ length: count }, () => item as T);

  /** An environment that takes so many of each thing. */
  const cases: Readonly<Record<keyof typeof QUOTAS, (size: number) => Environment>> = {
    roles: (size) => ({ ...one, services: many(size - 1, service) }),
    services: (size) => ({ ...one, services: many(size, service) }),
    accessPoints: (size) => ({ ...one, volumes: many(size, volume) }),
    // Those of the VPC, of the mount targets and of all tasks with volumes come on top.
    securityGroups: (size) => ({ ...one, services: many(size - 3, service) }),
    securityGroupRules: (size) => environmentOf(compiled(onFourNetworks(size - 1))),
    networkInterfaces: (size) => environmentOf(compiled(tasks(size, {}))),
    targets: (size) => environmentOf(compiled(tasks(size, { expose: 80, host: "shop.example.com" }))),
    instances: (size) => environmentOf(compiled(withClient(tasks(size, { expose: 80 })))),
  };

  it("has a case for each quota", () => {
    expect(Object.keys(cases)).toEqual(Object.keys(QUOTAS));
  });

  it.each(Object.entries(cases))(
    "is told of %s where it is one more than the default, and not before",
    (key, having) => {
      const quota = QUOTAS[key as keyof typeof QUOTAS];
      const told = (size: number) => {
        const diagnostics = new Diagnostics();
        checkQuotas(having(size), { services: new Map(), diagnostics });
        return diagnostics.sorted().filter(({ code, message }) => code === "NK472" && message.includes(quota.name));
      };
      expect(told(quota.max)).toEqual([]);
      const [finding, ...others] = told(quota.max + 1);
      expect(others).toEqual([]);
      expect(finding?.message).toContain(`needs ${quota.max + 1}, and AWS allows ${quota.max} `);
    },
  );

  it("grows with the tasks of each service, or the most that it may be scaled to", () => {
    const task = fc.record({
      instances: fc.integer({ min: 0, max: 40 }),
      most: fc.option(fc.integer({ min: 1, max: 40 })),
    });
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 5 }), (all) => {
        const file = services(all.length, (index) => {
          const { instances, most } = all[index] ?? { instances: 1, most: null };
          return most === null ? { instances } : { scale: { min: 1, max: most } };
        });
        const total = all.reduce((sum, { instances, most }) => sum + (most ?? instances), 0);
        expect(needed(environmentOf(compiled(file)), QUOTAS.networkInterfaces)).toBe(total);
      }),
      { numRuns: 50 },
    );
  });
});

function services(count: number, settings: (index: number) => object): Blocks {
  const all = Array.from({ length: count }, (_, index) => [
    `s${index}`,
    { image: "nginx:1.29", updateStrategy: "rolling", ...settings(index) },
  ]);
  return { infra: { discovery: "none" }, services: Object.fromEntries(all) };
}

/** Tasks of services that have at most a thousand each: one has no more targets than a target group takes. */
function tasks(count: number, settings: object): Blocks {
  const host = "host" in settings;
  return services(Math.ceil(count / 1000), (index) => ({
    ...settings,
    ...(host && { host: `shop-${index}.example.com` }),
    instances: Math.min(1000, count - index * 1000),
  }));
}

function withClient({ services: all, ...rest }: Blocks): Blocks {
  return { ...rest, infra: {}, services: { ...(all as object), client: { image: "nginx:1.29", instances: 0 } } };
}

function onFourNetworks(count: number): Blocks {
  const networks = ["n1", "n2", "n3", "n4"];
  const file = services(count, (index) => ({ networks, expose: 80, volumes: [`v${index}:/data`] }));
  return { ...file, networks: Object.fromEntries(networks.map((name) => [name, {}])) };
}
