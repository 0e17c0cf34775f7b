import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backupCopiesName,
  backupName,
  directoryPrefix,
  discoveryName,
  endpointsGroupName,
  environmentName,
  executionRoleName,
  fileSystemClientsName,
  fileSystemName,
  hostName,
  jobLogGroupName,
  jobResourceName,
  KEY_MAX,
  KEY_PATTERN,
  loadBalancerGroupName,
  loadBalancerName,
  logGroupName,
  NAME_LIMITS,
  type NameScope,
  nameScope,
  networkGroupName,
  repositoryName,
  roleName,
  scheduleGroupName,
  serviceResourceName,
  shorten,
  stackId,
  targetGroupName,
} from "../../src/aws/names.js";

type NameKind = keyof typeof NAME_LIMITS;

/** Whether AWS takes a name of a kind. */
function takes(kind: NameKind, name: string): boolean {
  return name.length <= NAME_LIMITS[kind].max && NAME_LIMITS[kind].pattern.test(name);
}

/** Keys as the language allows them. */
const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,62}$/);
const name = fc.stringMatching(/^[A-Za-z/][A-Za-z0-9_/-]{0,300}$/);

describe("shorten", () => {
  it("leaves alone what fits", () => {
    expect(shorten("a".repeat(64), 64)).toBe("a".repeat(64));
  });

  it("keeps the beginning readable and ends in eight digits of the hash", () => {
    expect(shorten(`nk-efs-${"shop-".repeat(20)}stage`, 30)).toMatch(/^nk-efs-shop-shop-shop-[0-9a-f]{8}$/);
  });

  it("gives the same on every machine", () => {
    expect(shorten("x".repeat(65), 64)).toBe(`${"x".repeat(55)}-9537c5fd`);
  });

  it("never exceeds the limit nor ends its prefix in a hyphen, whatever the name", () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 10, max: 80 }), (long, max) => {
        const short = shorten(long, max);
        expect(short.length).toBeLessThanOrEqual(max);
        if (long.length > max) expect(short).toMatch(/^(?:.*[A-Za-z0-9]-)?[0-9a-f]{8}$/);
        else expect(short).toBe(long);
      }),
    );
  });

  it("gives two long names two short ones, even when they differ only at the end", () => {
    fc.assert(
      fc.property(name, name, name, (beginning, a, b) => {
        fc.pre(a !== b);
        const [one, other] = [a, b].map((ending) => shorten("p".repeat(64) + beginning + ending, 64));
        expect(one).not.toBe(other);
      }),
    );
  });
});

describe("the names of this product", () => {
  it("are those of the page when they fit", () => {
    expect(fileSystemName("mynapp", "stage")).toBe("nk-efs-mynapp-stage");
    expect(environmentName("mynapp", "stage")).toBe("nk-mynapp-stage");
    expect(serviceResourceName("mynapp", "stage", "database")).toBe("nk-mynapp-stage-database");
    expect(networkGroupName("mynapp", "stage", "back")).toBe("nk-mynapp-stage/back");
    expect(roleName("mynapp", "stage", "database-task")).toBe("nk-mynapp-stage-database-task");
    expect(roleName("mynapp", "stage", "execution")).toBe("nk-mynapp-stage-execution");
    expect(logGroupName("mynapp", "stage", "database")).toBe("/nanokit/mynapp/stage/database");
    expect(stackId("mynapp", "stage")).toBe("mynapp-stage");
  });

  it("make a repository of any keys, without what ECR does not take", () => {
    expect(repositoryName("Shop", "stage", "Web-API")).toBe("nk-shop-stage/web-api");
    expect(repositoryName("shop", "stage", "a__b-")).toMatch(/^nk-shop-stage\/a-b-[0-9a-f]{8}$/);
    expect(repositoryName("shop", "stage", "a-b")).toBe("nk-shop-stage/a-b");
  });

  it("are such as AWS takes, for any keys", () => {
    fc.assert(
      fc.property(key, key, key, (project, env, service) => {
        const derived: readonly (readonly [NameKind, string])[] = [
          ["efsCreationToken", fileSystemName(project, env)],
          ["tagValue", fileSystemName(project, env)],
          ["ecsCluster", environmentName(project, env)],
          ["ecsService", serviceResourceName(project, env, service)],
          ["ecsTaskFamily", serviceResourceName(project, env, service)],
          ["securityGroup", serviceResourceName(project, env, service)],
          ["securityGroup", networkGroupName(project, env, service)],
          ["iamRole", roleName(project, env, `${service}-task`)],
          ["iamRole", roleName(project, env, "execution")],
          ["logGroup", logGroupName(project, env, service)],
          ["ecrRepository", repositoryName(project, env, service)],
          ["ecsVolume", service],
          ["ecsContainer", service],
          ["tagValue", service],
        ];
        for (const [kind, one] of derived) expect([kind, one, takes(kind, one)]).toEqual([kind, one, true]);
      }),
    );
  });

  it("differ when a service or a role differs, however long", () => {
    fc.assert(
      fc.property(key, key, key, key, (project, env, a, b) => {
        fc.pre(a !== b);
        expect(serviceResourceName(project, env, a)).not.toBe(serviceResourceName(project, env, b));
        expect(networkGroupName(project, env, a)).not.toBe(serviceResourceName(project, env, b));
        // Keys that differ in letter case alone are refused: IAM would not tell them apart either.
        const sameRepository = a.toLowerCase() === b.toLowerCase();
        expect(repositoryName(project, env, a) === repositoryName(project, env, b)).toBe(sameRepository);
        expect(roleName(project, env, `${a}-task`)).not.toBe(roleName(project, env, `${b}-task`));
        expect(roleName(project, env, `${a}-task`)).not.toBe(roleName(project, env, "execution"));
      }),
    );
  });
});

describe("KEY_PATTERN and KEY_MAX", () => {
  it.each(["a", "data-store", "Data_Store2", "x".repeat(63)])("takes %s", (text) => {
    expect(text).toMatch(KEY_PATTERN);
    expect(text.length).toBeLessThanOrEqual(KEY_MAX);
  });

  it.each(["", "1a", "-a", "_a", "a.b", "a b", "ä", "a/b", "a\n", "${a}"])("refuses %o", (text) => {
    expect(text).not.toMatch(KEY_PATTERN);
  });

  it("leaves room for everything that holds keys as they are", () => {
    expect(`/${"k".repeat(KEY_MAX)}`.length).toBeLessThanOrEqual(100);
    expect(stackId("k".repeat(KEY_MAX), "k".repeat(KEY_MAX)).length).toBeLessThanOrEqual(255);
    expect(`/nanokit/${"k".repeat(KEY_MAX)}`.length + 2 * (KEY_MAX + 1)).toBeLessThanOrEqual(NAME_LIMITS.logGroup.max);
  });
});

describe("NAME_LIMITS", () => {
  it.each<readonly [NameKind, string]>([
    ["securityGroup", "sg-mine"],
    ["securityGroup", "it's"],
    ["iamRole", "a b"],
    ["iamRole", "r".repeat(65)],
    ["logGroup", "a:b"],
    ["ecsVolume", "a.b"],
    ["ecsVolume", ""],
    ["tagValue", "a,b"],
    ["tagValue", "v".repeat(257)],
    ["tagKey", "aws:mine"],
    ["tagKey", "AWS:mine"],
  ])("%s refuses %o", (kind, text) => {
    expect(takes(kind, text)).toBe(false);
  });

  it.each<readonly [NameKind, string]>([
    ["tagValue", ""],
    ["tagValue", "Größe 1+1=2 @home"],
    ["securityGroup", "nk a.b_c-d"],
    ["efsCreationToken", "ä"],
  ])("%s takes %o", (kind, text) => {
    expect(takes(kind, text)).toBe(true);
  });

  it("has a source beside each row", () => {
    for (const limit of Object.values(NAME_LIMITS)) expect(limit.source).toMatch(/\S+ \S+/);
  });
});

describe("the names of load balancing", () => {
  it("are readable where they fit", () => {
    expect(loadBalancerName("shop", "stage")).toBe("nk-shop-stage");
    expect(targetGroupName("shop", "stage", "web", "80 10.0.0.0/16")).toMatch(/^nk-shop-stage-web-[0-9a-f]{8}$/);
  });

  it("are such as AWS takes, whatever the keys", () => {
    fc.assert(
      fc.property(key, key, key, fc.nat(65_535), (project, env, service, port) => {
        expect(takes("loadBalancer", loadBalancerName(project, env))).toBe(true);
        expect(takes("loadBalancer", targetGroupName(project, env, service, `${port}`))).toBe(true);
        expect(takes("securityGroup", loadBalancerGroupName(project, env))).toBe(true);
        expect(loadBalancerGroupName(project, env)).not.toBe(serviceResourceName(project, env, service));
      }),
    );
  });

  it("differ where keys differ in what AWS does not take", () => {
    const names = ["a_b", "a-b", "a-b-", "a_b_"].map((project) => loadBalancerName(project, "s"));
    expect(new Set(names).size).toBe(4);
    const groups = ["a_b", "a-b", "a-b-"].map((service) => targetGroupName("shop", "stage", service, "80"));
    expect(new Set(groups).size).toBe(3);
  });
});

describe("the names of components", () => {
  const component = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(?:-[a-z0-9]{1,8}){0,3}$/);
  const scopes = fc.uniqueArray(fc.option(component, { nil: undefined }), { minLength: 2, maxLength: 2 });

  /** Every name that AWS gives once in a wider place than a stack, by what it is for. */
  function allNames(scope: NameScope, key: string): Readonly<Record<string, readonly string[]>> {
    const p = "shop";
    return {
      cluster: [environmentName(p, scope)],
      fileSystem: [fileSystemName(p, scope)],
      groups: [
        serviceResourceName(p, scope, key),
        jobResourceName(p, scope, key),
        networkGroupName(p, scope, key),
        fileSystemClientsName(p, scope),
        loadBalancerGroupName(p, scope),
        endpointsGroupName(p, scope),
      ],
      roles: [...ROLES, `${key}-task`].map((role) => roleName(p, scope, role)).concat(executionRoleName(p, scope, key)),
      logs: [logGroupName(p, scope, key), jobLogGroupName(p, scope, key)],
      repositories: [repositoryName(p, scope, key.toLowerCase())],
      loadBalancers: [loadBalancerName(p, scope)],
      targetGroups: [targetGroupName(p, scope, key, "80")],
      vaults: [backupName(p, scope), backupName(p, scope, "arn:aws:kms:key"), backupCopiesName(p, scope)],
      schedules: [scheduleGroupName(p, scope)],
      stacks: [stackId(p, scope)],
    };
  }
  const ROLES = ["execution", "scheduler", "backup"];

  it("are never those of another component, nor of none, whatever the keys", () => {
    fc.assert(
      fc.property(scopes, key, key, ([one, other], keyOfOne, keyOfOther) => {
        const namesOf = (part: string | undefined, ofIt: string) =>
          allNames(nameScope({ name: "stage", ...(part !== undefined && { component: part }) }), ofIt);
        const names = namesOf(one, keyOfOne);
        const others = namesOf(other, keyOfOther);
        for (const [kind, all] of Object.entries(names)) {
          const lower = (others[kind] ?? []).map((name) => name.toLowerCase());
          for (const name of all) expect(lower).not.toContain(name.toLowerCase());
        }
      }),
    );
  });

  it("are taken by AWS", () => {
    fc.assert(
      fc.property(component, key, (part, ofIt) => {
        const scope = nameScope({ name: "stage", component: part });
        expect(takes("ecsService", serviceResourceName("shop", scope, ofIt))).toBe(true);
        expect(takes("ecrRepository", repositoryName("shop", scope, ofIt))).toBe(true);
        const behind = [
          loadBalancerName("shop", scope),
          targetGroupName("shop", scope, ofIt.replaceAll(/[-_]+/g, "-"), "80"),
        ];
        expect(behind.every((one) => takes("loadBalancer", one) && !one.includes("--"))).toBe(true);
        expect(takes("iamRole", roleName("shop", scope, `${ofIt}-task`))).toBe(true);
        expect(takes("backupVault", backupCopiesName("shop", scope))).toBe(true);
        expect(takes("logGroup", logGroupName("shop", scope, ofIt))).toBe(true);
      }),
    );
  });

  it("are those of one service each in a namespace that all share, and taken there", () => {
    fc.assert(
      fc.property(scopes, key, key, ([one, other], keyOfOne, keyOfOther) => {
        for (const nameOf of [hostName, discoveryName]) {
          expect(nameOf(keyOfOne, one)).not.toBe(nameOf(keyOfOther, other));
          if (keyOfOne.toLowerCase() !== keyOfOther.toLowerCase())
            expect(nameOf(keyOfOne, one)).not.toBe(nameOf(keyOfOther, one));
        }
        // botocore ecs, ServiceConnectService discoveryName and ServiceConnectClientAlias dnsName; servicediscovery, ServiceName.
        expect(discoveryName(keyOfOne, one)).toMatch(/^[a-z0-9_][a-z0-9_-]{0,62}$/);
        expect(hostName(keyOfOne, one)).toMatch(/^[a-z0-9_][a-z0-9._-]{0,126}$/);
      }),
    );
  });

  it("have no directory within that of another component", () => {
    fc.assert(
      fc.property(scopes, ([one, other]) => {
        const directory = (part: string | undefined) =>
          directoryPrefix("shop", nameScope({ name: "stage", ...(part !== undefined && { component: part }) }));
        expect(directory(one).startsWith(directory(other))).toBe(false);
      }),
    );
  });

  it("can be told apart by a reader", () => {
    const scope = nameScope({ name: "stage", component: "web" });
    expect(serviceResourceName("shop", scope, "api")).toBe("nk-shop-stage--web--api");
    expect(repositoryName("shop", scope, "api")).toBe("nk-shop-stage/web/api");
    expect(logGroupName("shop", scope, "api")).toBe("/nanokit/shop/stage--web/api");
  });
});
