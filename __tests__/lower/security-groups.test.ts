import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { synthesize } from "../../src/lower/synth.js";
import { readNanokit, readNanokitFile } from "../support/nanokit-file.js";
import { runs } from "../support/sampled.js";
import {
  allowedEdges,
  type Block,
  databaseEdges,
  edgesOf,
  isEndpoints,
  isFrontDoor,
  isNfs,
  mountersIn,
  portsOf,
  Stack,
} from "../support/security-groups.js";

/**
 * Who can reach whom in every committed stack, worked out from its security groups alone, and held against what its nanokit.yml allows,
 * which is read by other means than the compiler's.
 */
const root = join(import.meta.dirname, "../..");

interface CommittedStack {
  readonly path: string;
  /** Where its nanokit.yml is. */
  readonly folder: string;
}

const stacks: readonly CommittedStack[] = ["__tests__/specs", "generated", "examples"]
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      // An app of its own has groups that no nanokit.yml names.
      .filter((path) => path.endsWith("cdk.tf.json") && !path.startsWith("own-app"))
      .map((path) => relative(root, join(root, folder, path)))
      .sort(),
  )
  .map((path) => ({ path, folder: folderAbove(dirname(join(root, path))) }));

/** The nearest folder above with a nanokit.yml. */
function folderAbove(folder: string): string {
  return existsSync(join(folder, "nanokit.yml")) ? folder : folderAbove(dirname(folder));
}

describe.each(stacks.map((one) => [one.path, one] as const))("%s", (path, { folder }) => {
  const stack = new Stack(JSON.parse(readFileSync(join(root, path), "utf8")));
  const reading = readNanokitFile(folder, stack.environment);
  const hasOwnDoor = reading.makesDoor;

  it("has its rules where they are looked for", () => {
    for (const type of ["aws_security_group", "aws_default_security_group"]) {
      for (const [name, group] of stack.blocks(type)) {
        expect(Object.keys(group), `${type}.${name} has no rules of its own`).not.toContain("ingress");
        expect(Object.keys(group), `${type}.${name} has no rules of its own`).not.toContain("egress");
      }
    }
    expect(stack.blocks("aws_security_group_rule")).toEqual([]);
  });

  it("lets the internet in to 80 and 443 of the load balancer alone", () => {
    const open = stack.rules("ingress").filter((rule) => /[./:]|^pl-/.test(rule.peer) && !isEndpoints(rule));
    for (const rule of open) {
      expect(rule, rule.address).toMatchObject({ group: "load_balancer", protocol: "tcp" });
      expect(["0.0.0.0/0", "::/0"], rule.address).toContain(rule.peer);
      expect(["80", "443"], rule.address).toContain(portsOf(rule));
    }
    expect(open.length > 0).toBe(hasOwnDoor);
    for (const rule of stack.rules("ingress").filter(isFrontDoor)) expect(open).toContainEqual(rule);
  });

  it("lets the VPC alone in to its endpoints, over HTTPS", () => {
    for (const rule of stack.rules("ingress").filter(isEndpoints)) {
      expect([rule.peer, portsOf(rule)], rule.address).toEqual(["${aws_vpc.main.cidr_block}", "443"]);
    }
  });

  it("lets in NFS to the file system, and from services with a volume alone", () => {
    const rules = stack.rules("ingress").filter(isNfs);
    for (const rule of rules) expect(portsOf(rule), rule.address).toBe("2049");
    expect(mountersIn(stack)).toEqual(rules.length > 0 ? [...reading.mounting].sort() : []);
    const declared = stack.blocks("aws_security_group").some(([name]) => name === "file_system");
    expect(rules.some(({ group }) => group === "file_system")).toBe(declared && reading.mounting.size > 0);
  });

  it("has every edge that the file allows, and no other", () => {
    expect(edgesOf(stack)).toEqual(allowedEdges(reading));
  });

  it("lets in to databases that AWS runs the services that depend on them, and nobody else", () => {
    expect(databaseEdges(stack)).toEqual(reading.inDatabases);
  });

  it("lets no group in to tasks that is there already, but that of the load balancer which the file names", () => {
    const others = stack.rules("ingress").filter(({ peer }) => /^sg-|^found load_balancer$/.test(peer));
    expect([...new Set(others.map(({ peer }) => peer))]).toEqual(reading.door === undefined ? [] : [reading.door]);
  });

  it("lets tasks out to everywhere, and the load balancer into its VPC, by one rule", () => {
    const ofBalancer = stack.rules("egress").filter(({ group }) => group === "load_balancer");
    expect(ofBalancer.map(portsOf)).toEqual(hasOwnDoor ? ["tcp 0-65535"] : []);
    for (const { peer, address } of ofBalancer) expect(peer, address).toMatch(/aws_vpc\.main\.cidr_block/);
    const owners = stack.blocks("aws_ecs_service").map(([name]) => `${name}_task`);
    const out = stack.rules("egress").filter(({ protocol, peer }) => protocol === "-1" && peer === "0.0.0.0/0");
    expect(owners.filter((group) => !out.some((rule) => rule.group === group))).toEqual([]);
  });

  it("has tasks carry at most five groups, all of them in their VPC", () => {
    const declared = new Set([...stack.blocks("aws_security_group").map(([name]) => name), ...stack.found]);
    for (const { owner, groups } of stack.tasks()) {
      expect(groups.length, owner).toBeGreaterThan(0);
      expect(groups.length, owner).toBeLessThanOrEqual(5);
      expect(
        groups.filter((group) => !declared.has(group)),
        owner,
      ).toEqual([]);
    }
  });
});

describe("the proof", () => {
  it("finds an edge wherever a group is let in", () => {
    const service = (name: string) => ({
      security_groups: [`\${aws_security_group.${name}_task.id}`, "${aws_security_group.n.id}"],
    });
    const rule = {
      security_group_id: "${aws_security_group.b_task.id}",
      referenced_security_group_id: "${each.value}",
      for_each: { n: "${aws_security_group.n.id}" },
      from_port: 80,
      to_port: 90,
      ip_protocol: "tcp",
    };
    const stack = new Stack({
      provider: { aws: [{ default_tags: [{ tags: {} }] }] },
      resource: {
        aws_ecs_service: { a: service("a"), b: service("b") },
        aws_vpc_security_group_ingress_rule: { b_port: rule },
      },
    });
    expect(edgesOf(stack)).toEqual(["a -> b:tcp 80-90", "b -> b:tcp 80-90"]);
  });

  it("holds for any services on any networks", () => {
    const network = fc.constantFrom("default", "back", "front");
    const service = fc.record({
      image: fc.constant("nginx"),
      expose: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
      port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
      networks: fc.option(fc.uniqueArray(network), { nil: undefined }),
    });
    const services = fc.dictionary(fc.constantFrom("a", "b-c", "b_c", "Default", "task", "port"), service, {
      minKeys: 1,
    });
    fc.assert(
      fc.property(services, fc.constantFrom("service-connect", "none"), (services, discovery) => {
        const document = { name: "p", infra: { discovery }, services, networks: { back: {}, front: {} } };
        const text = JSON.stringify({ ...document, environments: { stage: {} } });
        const { project, diagnostics } = compile({ path: "nanokit.yml", text });
        // `b-c` and `b_c` may be one variable to a third.
        if (!project) {
          expect(diagnostics.map(({ code }) => code)).toContain("NK342");
          return;
        }
        const [output] = synthesize(project).filter(({ path }) => path.endsWith("cdk.tf.json"));
        const stack = new Stack(JSON.parse(output?.text ?? ""));
        expect(edgesOf(stack)).toEqual(allowedEdges(readNanokit(text, "stage")));
        expectNames(stack, discovery === "none");
      }),
      runs(100),
    );
  });

  it("looks at stacks of every kind", () => {
    expect(stacks.length).toBeGreaterThan(15);
    expect(stacks.some(({ path }) => path.includes("stacks-discovery/several-networks"))).toBe(true);
  });
});

/** Whoever may call someone else finds it by name, and has the port of each it finds let it in. */
function expectNames(stack: Stack, none: boolean): void {
  const edges = edgesOf(stack).map((edge) => edge.split(/ -> |:/));
  const between = none ? [] : edges.filter(([client, server]) => client !== server);
  const connected = stack.blocks("aws_ecs_service").flatMap(([name, block]) => {
    const connect = block.service_connect_configuration as { readonly service?: readonly Block[] } | undefined;
    return connect ? [{ name, serves: connect.service?.map(({ discovery_name: found }) => found) ?? [] }] : [];
  });
  const servers = [...new Set(between.map(([, server = ""]) => server))].sort();
  expect(connected.map(({ name }) => name).sort()).toEqual(
    [...new Set(between.flatMap(([a = "", b = ""]) => [a, b]))].sort(),
  );
  expect(connected.flatMap(({ serves }) => serves).sort()).toEqual(servers.map((name) => name.toLowerCase()).sort());
  expect(stack.blocks("aws_service_discovery_http_namespace")).toHaveLength(between.length > 0 ? 1 : 0);
}
