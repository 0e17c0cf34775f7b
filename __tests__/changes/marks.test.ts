import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/stack/json.js";
import { compareDocuments } from "../support/read-stack.js";
import { runs } from "../support/sampled.js";

/** The marks of one resource that is one thing before and another after; nothing stands for not there. */
function marks(address: string, before: JsonObject | undefined, after: JsonObject | undefined, more: JsonObject = {}) {
  const [type = "", name = ""] = address.split(".");
  const stack = (body: JsonObject | undefined): JsonObject => ({
    ...more,
    ...(body && { resource: { [type]: { [name]: body } } }),
  });
  const { changes } = compareDocuments("s", stack(before), stack(after));
  const found = changes.find((change) => change.address === address);
  return found?.marks.map(({ kind, text }) => `${kind}: ${text}`) ?? [];
}

describe("rules of security groups", () => {
  const rule = (body: JsonObject) => ({ security_group_id: "sg-1", ip_protocol: "tcp", ...body });
  const at = (cidr_ipv4: string, from_port = 80, to_port = 80) => rule({ cidr_ipv4, from_port, to_port });
  const ingress = "aws_vpc_security_group_ingress_rule.x";
  const cases: readonly (readonly [string, JsonObject | undefined, JsonObject | undefined, readonly string[]])[] = [
    ["new", undefined, at("0.0.0.0/0"), ["opens: lets in from everywhere (`0.0.0.0/0`) on tcp port 80."]],
    ["gone", at("10.0.0.0/8"), undefined, ["closes: no longer lets in from `10.0.0.0/8` on tcp port 80."]],
    [
      "wider range",
      at("10.0.0.0/16"),
      at("10.0.0.0/8"),
      ["opens: lets in from `10.0.0.0/8` on tcp port 80, before only `10.0.0.0/16` on tcp port 80."],
    ],
    [
      "narrower range",
      at("10.0.0.0/8"),
      at("10.1.0.0/16"),
      ["closes: no longer lets in from `10.0.0.0/8` on tcp port 80, only `10.1.0.0/16` on tcp port 80."],
    ],
    [
      "more ports",
      at("10.0.0.0/8"),
      at("10.0.0.0/8", 80, 90),
      ["opens: lets in from `10.0.0.0/8` on tcp ports 80 to 90, before only `10.0.0.0/8` on tcp port 80."],
    ],
    [
      "all protocols",
      at("10.0.0.0/8"),
      { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv4: "10.0.0.0/8" },
      ["opens: lets in from `10.0.0.0/8` on all ports and protocols, before only `10.0.0.0/8` on tcp port 80."],
    ],
    [
      "another group",
      rule({ referenced_security_group_id: "${aws_security_group.a.id}", from_port: 1, to_port: 1 }),
      rule({ referenced_security_group_id: "${aws_security_group.b.id}", from_port: 1, to_port: 1 }),
      ["opens: lets in from `aws_security_group.b` on tcp port 1, before only `aws_security_group.a` on tcp port 1."],
    ],
    ["another tag", { ...at("10.0.0.0/8"), tags: { a: "1" } }, { ...at("10.0.0.0/8"), tags: { a: "2" } }, []],
    ["the same range written otherwise", at("10.0.0.0/8"), at("10.9.9.9/8"), []],
  ];

  it.each(cases)("%s", (_, before, after, expected) => {
    expect(marks(ingress, before, after)).toEqual(expected);
  });

  /** Addresses, those at the edges of the ranges below, and what is no range but a name. */
  const peers: Readonly<Record<string, readonly string[]>> = {
    "0.0.0.0/0": ["9.255.255.255", "10.0.0.0", "10.0.0.1", "10.0.255.255", "10.1.0.0", "11.0.0.0"],
    "10.0.0.0/8": ["10.0.0.0", "10.0.0.1", "10.0.255.255", "10.1.0.0"],
    "10.0.0.0/16": ["10.0.0.0", "10.0.0.1", "10.0.255.255"],
    "10.1.0.0/16": ["10.1.0.0"],
    "10.0.0.0/31": ["10.0.0.0", "10.0.0.1"],
    "10.0.0.1/32": ["10.0.0.1"],
    "::/0": ["any of IPv6"],
    "pl-1": ["of the list"],
    "sg-2": ["of the group"],
  };
  const peerKeys: Readonly<Record<string, string>> = {
    "::/0": "cidr_ipv6",
    "pl-1": "prefix_list_id",
    "sg-2": "referenced_security_group_id",
  };
  const opening = fc.record({
    peer: fc.constantFrom(...Object.keys(peers)),
    protocol: fc.constantFrom<Json | undefined>("tcp", "udp", "-1", -1, undefined),
    from: fc.constantFrom(undefined, 80, 81),
    to: fc.constantFrom(undefined, 81, 82),
  });
  type Opening = typeof opening extends fc.Arbitrary<infer Value> ? Value : never;

  function bodyOf({ peer, protocol, from, to }: Opening): JsonObject {
    return {
      security_group_id: "sg-1",
      [peerKeys[peer] ?? "cidr_ipv4"]: peer,
      ...(protocol !== undefined && { ip_protocol: protocol }),
      ...(from !== undefined && { from_port: from }),
      ...(to !== undefined && { to_port: to }),
    };
  }

  /** All that a rule lets through, by protocol, port and address. */
  function letThrough({ peer, protocol, from, to }: Opening): ReadonlySet<string> {
    const all = protocol === undefined || String(protocol) === "-1";
    const isOpen = (port: number) => all || (port >= (from ?? 0) && port <= (to ?? 65_535));
    const ports = [0, 79, 80, 81, 82, 83, 65_535].filter(isOpen);
    const protocols = all ? ["tcp", "udp", "icmp"] : [String(protocol)];
    return new Set(
      protocols.flatMap((one) => ports.flatMap((port) => (peers[peer] ?? []).map((who) => `${one} ${port} ${who}`))),
    );
  }

  it("open where they let something through that they did not before, and close where they only let less through", () => {
    fc.assert(
      fc.property(opening, opening, (before, after) => {
        const [old, now] = [letThrough(before), letThrough(after)];
        const opens = [...now].some((one) => !old.has(one));
        const closes = [...old].some((one) => !now.has(one));
        const said = marks(ingress, bodyOf(before), bodyOf(after)).map((mark) => mark.split(":")[0]);
        expect(said).toEqual(opens ? ["opens"] : closes ? ["closes"] : []);
      }),
      runs(500),
    );
  });

  it("lead out too", () => {
    expect(marks("aws_vpc_security_group_egress_rule.x", undefined, at("0.0.0.0/0"))).toEqual([
      "opens: lets out to everywhere (`0.0.0.0/0`) on tcp port 80.",
    ]);
  });
});

describe("types that are not ours", () => {
  const foreign: readonly (readonly [string, string, JsonObject | undefined, JsonObject | undefined, boolean])[] = [
    ["of one that allows something, new", "aws_iam_policy.x", undefined, { name: "a" }, true],
    ["of one that allows something, changed", "aws_iam_policy.x", { name: "a" }, { name: "b" }, true],
    ["not of one that allows something, gone", "aws_iam_policy.x", { name: "a" }, undefined, false],
    ["not of one that allows nothing, new", "aws_sqs_queue.x", undefined, { name: "a" }, false],
    ["not of one that allows nothing, changed", "aws_sqs_queue.x", { name: "a" }, { name: "b" }, false],
    ["not of one that allows nothing, gone", "aws_sqs_queue.x", { name: "a" }, undefined, false],
  ];

  it.each(foreign)("are to be looked at: %s", (_, address, before, after, told) => {
    const opens = marks(address, before, after).filter((one) => one.startsWith("opens"));
    expect(opens).toEqual(told ? ["opens: may allow something: look at it."] : []);
  });
});

describe("policies", () => {
  const statement = (changes: JsonObject = {}): JsonObject => ({
    Effect: "Allow",
    Action: ["s3:GetObject"],
    Resource: ["arn:aws:s3:::a/*"],
    ...changes,
  });
  const policy = (...statements: readonly JsonObject[]): JsonObject => ({
    policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  });
  const between = (before: readonly JsonObject[], after: readonly JsonObject[]) =>
    marks("aws_iam_role_policy.x", policy(...before), policy(...after));
  const where = (values: Json) => ({ Condition: { StringEquals: { "aws:SourceAccount": values } } });

  it("open by a statement, an action, a resource and a condition less", () => {
    expect(between([statement()], [statement(), statement({ Action: "s3:PutObject" })])).toEqual([
      "opens: allows `s3:PutObject` on `arn:aws:s3:::a/*`.",
    ]);
    expect(between([statement()], [statement({ Action: ["s3:GetObject", "s3:ListBucket"] })])).toEqual([
      "opens: allows `s3:ListBucket` on `arn:aws:s3:::a/*`.",
    ]);
    expect(between([statement()], [statement({ Resource: "*" })])).toEqual(["opens: allows `s3:GetObject` on `*`."]);
    expect(between([statement(where("1"))], [statement()])).toEqual([
      "opens: allows `s3:GetObject` on `arn:aws:s3:::a/*`.",
    ]);
    expect(between([statement(where("1"))], [statement(where(["1", "2"]))])).toEqual([
      "opens: allows `s3:GetObject` on `arn:aws:s3:::a/*`, where `aws:SourceAccount` holds.",
    ]);
    expect(between([statement(), statement({ Effect: "Deny" })], [statement()])).toEqual([
      "opens: no longer forbids `s3:GetObject` on `arn:aws:s3:::a/*`.",
    ]);
  });

  it("close likewise", () => {
    expect(between([statement({ Resource: "*" })], [statement()])).toEqual([
      "closes: no longer allows `s3:GetObject` on `*`.",
    ]);
    expect(between([statement()], [statement(where("1"))])).toEqual([
      "closes: no longer allows `s3:GetObject` on `arn:aws:s3:::a/*`.",
    ]);
    expect(between([statement()], [statement(), statement({ Effect: "Deny" })])).toEqual([
      "closes: forbids `s3:GetObject` on `arn:aws:s3:::a/*`.",
    ]);
  });

  it("do neither by what was allowed already, or by another way of writing", () => {
    expect(between([statement({ Action: "s3:*" })], [statement({ Action: ["s3:*", "s3:GetObject"] })])).toEqual([]);
    expect(between([statement()], [statement({ Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" })])).toEqual([]);
    const both = statement({ Action: ["s3:A", "s3:B"] });
    expect(between([both], [statement({ Action: "s3:B" }), statement({ Action: "s3:A" })])).toEqual([]);
  });

  it("open by less that is left out, also where a pattern left it out before", () => {
    const { Action: _, ...rest } = statement();
    const but = (action: string) => ({ ...rest, NotAction: action });
    expect(between([but("s3:*")], [but("s3:GetObject")])).toContain(
      "opens: allows all but `s3:GetObject` on `arn:aws:s3:::a/*`.",
    );
    expect(between([but("s3:*")], [but("s3:*")])).toEqual([]);
  });

  it("of trust: a service is no news, an account and everybody are", () => {
    const trust = (principal: Json): JsonObject => ({
      assume_role_policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }],
      }),
    });
    const service = { Service: "ecs-tasks.amazonaws.com" };
    expect(marks("aws_iam_role.x", undefined, trust(service))).toEqual([]);
    expect(marks("aws_iam_role.x", undefined, trust({ AWS: "*" }))).toEqual([
      "opens: allows `sts:AssumeRole` to everybody.",
    ]);
    expect(marks("aws_iam_role.x", trust(service), trust("*"))).toContain(
      "opens: allows `sts:AssumeRole` to everybody.",
    );
  });

  it("that cannot be read are looked at by a person", () => {
    expect(marks("aws_iam_role_policy.x", policy(statement()), { policy: '${file("x")}' })).toEqual([
      "opens: may allow more: its policy cannot be read here.",
    ]);
  });

  it("of a file system that go leave it to everybody", () => {
    expect(marks("aws_efs_file_system_policy.main", policy(statement()), undefined)).toContain(
      "opens: is destroyed: whoever reaches a mount target may read and write everything, even without TLS.",
    );
  });
});

describe("what else opens, closes and weakens", () => {
  const cases: readonly (readonly [string, string, JsonObject | undefined, JsonObject | undefined, string | RegExp])[] =
    [
      [
        "public addresses",
        "aws_ecs_service.x",
        { network_configuration: { assign_public_ip: false } },
        { network_configuration: { assign_public_ip: true } },
        "opens: gets public IP addresses.",
      ],
      [
        "a security group joined",
        "aws_ecs_service.x",
        { network_configuration: { security_groups: ["a"] } },
        { network_configuration: { security_groups: ["a", "${aws_security_group.b_network.id}"] } },
        "opens: joins the security group `aws_security_group.b_network`, with all that it is let in to.",
      ],
      ["a load balancer", "aws_lb.main", undefined, { internal: false }, "opens: is reachable from the internet."],
      [
        "a listener",
        "aws_lb_listener.https",
        undefined,
        { port: 443, protocol: "HTTPS" },
        "opens: listens to `HTTPS` on port 443.",
      ],
      [
        "a host",
        "aws_lb_listener_rule.x",
        undefined,
        { condition: [{ host_header: { values: ["a.example.com"] } }] },
        "opens: makes `a.example.com` reachable from the internet.",
      ],
      [
        "a path of a host",
        "aws_lb_listener_rule.paths",
        undefined,
        {
          condition: [{ host_header: { values: ["a.example.com"] } }, { path_pattern: { values: ["/api", "/api/*"] } }],
        },
        "opens: makes `a.example.com/api` reachable from the internet.",
      ],
      [
        "ECS Exec",
        "aws_ecs_service.x",
        {},
        { enable_execute_command: true },
        /^opens: lets `aws ecs execute-command` in/,
      ],
      [
        "no backups",
        "aws_efs_backup_policy.main",
        { backup_policy: { status: "ENABLED" } },
        { backup_policy: { status: "DISABLED" } },
        "weakens: stops the daily backups.",
      ],
      [
        "another key",
        "aws_efs_file_system.main",
        { kms_key_id: "a" },
        { kms_key_id: "b" },
        "weakens: is encrypted with another key.",
      ],
      [
        "no protection",
        "aws_efs_file_system.main",
        { lifecycle: { prevent_destroy: true } },
        {},
        /^weakens: loses `prevent_destroy`/,
      ],
      ["any user", "aws_efs_access_point.x", { posix_user: { uid: 1 } }, {}, /^opens: no longer sets the user/],
      [
        "more of the file system",
        "aws_efs_access_point.x",
        { root_directory: { path: "/a/b" } },
        { root_directory: { path: "/a" } },
        "opens: shows more of the file system: `/a`, of which `/a/b` is a part.",
      ],
      [
        "no TLS",
        "aws_ecs_task_definition.x",
        { volume: [{ name: "v", efs_volume_configuration: { transit_encryption: "ENABLED" } }] },
        { volume: [{ name: "v", efs_volume_configuration: { transit_encryption: "DISABLED" } }] },
        "weakens: mounts a volume without TLS.",
      ],
      [
        "rules within a group",
        "aws_security_group.x",
        {},
        { ingress: [{ from_port: 0 }] },
        /^opens: has rules of its own/,
      ],
      ["a type that is not ours", "aws_iam_user.x", undefined, { name: "u" }, /^opens: may allow something/],
      [
        "fewer logs",
        "aws_cloudwatch_log_group.x",
        { retention_in_days: 30 },
        { retention_in_days: 7 },
        /^data: keeps logs for 7 days only/,
      ],
      [
        "a service replaced",
        "aws_ecs_service.x",
        { name: "a" },
        { name: "b" },
        /^interrupts: is replaced: ECS stops all its tasks/,
      ],
      [
        "an access point destroyed",
        "aws_efs_access_point.x",
        { root_directory: { path: "/x" } },
        undefined,
        /^data: is destroyed. The directory `\/x` and its files stay on the file system, and nothing mounts them/,
      ],
      [
        "a mount target replaced",
        "aws_efs_mount_target.x",
        { subnet_id: "a" },
        { subnet_id: "b" },
        /^interrupts: is replaced: tasks in its zone/,
      ],
    ];

  it.each(cases)("%s", (_, address, before, after, expected) => {
    const found = marks(address, before, after);
    expect(
      found.some((mark) => (typeof expected === "string" ? mark === expected : expected.test(mark))),
      found.join("\n"),
    ).toBe(true);
    // Nothing of the kind where nothing changes.
    if (after) expect(marks(address, after, after)).toEqual([]);
  });

  it("a secret that a container is given", () => {
    const local = (secrets: Json): JsonObject => ({ locals: { web_container: { secrets } } });
    const { changes } = compareDocuments("s", local([]), local([{ name: "TOKEN", valueFrom: "arn" }]));
    expect(changes.flatMap((change) => change.marks)).toEqual([{ kind: "opens", text: "gets the secret `TOKEN`." }]);
  });

  it("nothing of a container that comes or goes with its secrets: all of it does", () => {
    const local = { locals: { web_container: { secrets: [{ name: "TOKEN", valueFrom: "arn" }] } } };
    for (const [before, after] of [
      [{}, local],
      [local, {}],
    ] as const) {
      const { changes } = compareDocuments("s", before, after);
      expect(changes.map(({ address, marks: own }) => [address, own])).toEqual([["local.web_container", []]]);
    }
  });

  it("a renaming of a service only where one goes: beside one that changes, another may use its volume", () => {
    const mounts = {
      volume: [
        { efs_volume_configuration: { authorization_config: { access_point_id: "${aws_efs_access_point.old.id}" } } },
      ],
    };
    const with_ = (services: JsonObject): JsonObject => ({
      resource: { aws_ecs_task_definition: { one: mounts, two: mounts }, aws_ecs_service: services },
    });
    const one = (count: number): JsonObject => ({
      name: "one",
      desired_count: count,
      task_definition: "${aws_ecs_task_definition.one.arn}",
    });
    const two: JsonObject = { name: "two", task_definition: "${aws_ecs_task_definition.two.arn}" };
    const of = (before: JsonObject, after: JsonObject) =>
      compareDocuments("s", with_(before), with_(after)).changes.flatMap((change) => change.marks);
    const said = /both may write to the volume `old`/;
    expect(of({ one: one(1) }, { one: one(2), two }).filter(({ text }) => said.test(text))).toEqual([]);
    expect(of({ one: one(1) }, { two }).filter(({ text }) => said.test(text))).toHaveLength(1);
  });

  it("of a second provider, which is for another region, only that it moves", () => {
    const main = { region: "eu-west-1" };
    const copies = (region: string): JsonObject => ({ provider: { aws: [main, { alias: "copies", region }] } });
    const kept = compareDocuments("s", copies("eu-west-2"), copies("eu-west-3"));
    expect(kept.changes).toMatchObject([{ address: "provider.aws.copies", marks: [{ kind: "note", code: "NK394" }] }]);
    const added = compareDocuments("s", { provider: { aws: [main] } }, copies("eu-west-3"));
    expect(added.changes).toMatchObject([{ address: "provider.aws.copies", action: "create", marks: [] }]);
  });

  it("another region, and a resource that looks renamed", () => {
    const provider = (region: string): JsonObject => ({ provider: { aws: [{ region }] } });
    const moved = compareDocuments("s", provider("eu-west-1"), provider("eu-central-1"));
    expect(moved.changes[0]?.marks).toMatchObject([{ kind: "data", code: "NK618" }]);
    const named = (name: string): JsonObject => ({ resource: { aws_ecs_cluster: { [name]: { name: "x" } } } });
    const renamed = compareDocuments("s", named("a"), named("b"));
    expect(renamed.changes.map(({ address, action }) => [address, action])).toEqual([
      ["aws_ecs_cluster.a", "destroy"],
      ["aws_ecs_cluster.b", "create"],
    ]);
    expect(renamed.changes[0]?.marks.at(-1)?.text).toContain("and `aws_ecs_cluster.b` is created");
    const block = { moved: [{ from: "aws_ecs_cluster.a", to: "aws_ecs_cluster.b" }] };
    const quiet = compareDocuments("s", named("a"), { ...named("b"), ...block });
    expect(quiet.changes.filter(({ kind }) => kind === "resource")).toEqual([]);
  });
});

/** A stack with one service, which mounts one volume. */
function mounting(volume: string, path: string, { at = "/data/db", region = "eu-west-1", uid = 999 } = {}): JsonObject {
  const id = `\${aws_efs_access_point.${volume}.id}`;
  const trust = { "aws:SourceArn": [`arn:aws:ecs:${region}:\${data.aws_caller_identity.current.account_id}:*`] };
  return {
    provider: { aws: [{ region }] },
    locals: {
      db_container: { name: "db", mountPoints: [{ containerPath: at, sourceVolume: volume }] },
      trust: {
        Statement: [
          {
            Effect: "Allow",
            Action: ["sts:AssumeRole"],
            Principal: { Service: ["ecs-tasks.amazonaws.com"] },
            Condition: { ArnLike: trust },
          },
        ],
      },
    },
    resource: {
      aws_iam_role: { db: { assume_role_policy: "${jsonencode(local.trust)}" } },
      aws_efs_access_point: {
        [volume]: { file_system_id: "fs-1", root_directory: { path }, posix_user: { uid, gid: 999 } },
      },
      aws_ecs_task_definition: {
        db: {
          container_definitions: "${jsonencode([local.db_container])}",
          volume: [{ name: volume, efs_volume_configuration: { authorization_config: { access_point_id: id } } }],
        },
      },
    },
  };
}

function said(before: JsonObject, after: JsonObject): readonly string[] {
  const { changes } = compareDocuments("s", before, after);
  return changes.flatMap(({ address, marks: found }) => found.map(({ kind, text }) => `${kind}: ${address} ${text}`));
}

describe("what a container sees at a path", () => {
  const plain = mounting("data", "/data");

  it("is empty after a volume was given another name", () => {
    const found = said(plain, mounting("store", "/store"));
    expect(found).toContainEqual(
      expect.stringMatching(
        /^data: aws_ecs_task_definition.db shows `\/store` at `\/data\/db` from now on, and no longer `\/data`.*`efs: \{ path: \/data \}` at the volume `store`/,
      ),
    );
    expect(found).toContainEqual(expect.stringMatching(/^data: aws_efs_access_point.data is destroyed/));
  });

  it("is the same where the renamed volume keeps its directory", () => {
    const found = said(plain, mounting("store", "/data"));
    expect(found.filter((mark) => mark.startsWith("data:"))).toEqual([]);
    expect(found).toContainEqual(
      expect.stringMatching(/^interrupts: .* files stay, and `aws_efs_access_point.store` shows them/),
    );
  });

  it("is not on the file system where the volume is mounted elsewhere", () => {
    const found = said(plain, mounting("data", "/data", { at: "/data" }));
    expect(found).toEqual([
      "data: aws_ecs_task_definition.db no longer mounts `/data` at `/data/db`: what its container writes there is lost when the task ends.",
    ]);
  });

  it("belongs to the old user after another uid, and is on the other file system after that changed", () => {
    expect(said(plain, mounting("data", "/data", { uid: 1000 }))).toEqual([
      expect.stringMatching(/^interrupts: .* used as another user from now on, who may not be allowed/),
    ]);
    const text = JSON.stringify(plain).replace("fs-1", "fs-2");
    expect(said(plain, JSON.parse(text) as JsonObject)).toEqual([
      expect.stringMatching(/^data: aws_efs_access_point.data is replaced: the volume is on another file system/),
    ]);
  });

  it("is told once when the region changes: that a policy names the new one opens nothing", () => {
    const found = said(plain, mounting("data", "/data", { region: "eu-central-1" }));
    expect(found).toEqual([expect.stringMatching(/^data: provider.aws moves/)]);
  });
});

describe("mount targets that come and go", () => {
  const targets = (...names: readonly string[]): JsonObject => ({
    resource: { aws_efs_mount_target: Object.fromEntries(names.map((name) => [name, { subnet_id: name }])) },
  });

  it("interrupt where they go, and not where they come", () => {
    const apart = said(targets("eu-west-1a"), targets("eu-west-1b"));
    expect(apart).toEqual([expect.stringMatching(/^interrupts: aws_efs_mount_target.eu-west-1a is destroyed/)]);
    expect(said(targets("eu-west-1a"), targets("eu-west-1a", "eu-west-1b"))).toEqual([]);
  });
});

describe("a resource that looks renamed", () => {
  it("is mentioned only where something is lost by it", () => {
    const named = (name: string): JsonObject => ({
      resource: { aws_iam_role: { [name]: { name: "x" } }, aws_ecs_service: { [name]: { name: "x", cluster: "c" } } },
    });
    const notes = said(named("a"), named("b")).filter((mark) => mark.includes("no renaming"));
    expect(notes).toEqual([expect.stringMatching(/^note: aws_ecs_service.a /)]);
  });
});

describe("what cannot leave its VPC", () => {
  const stack = (vpc: JsonObject, names: readonly string[] = ["main"]): JsonObject => ({
    ...vpc,
    resource: {
      ...(vpc.resource as JsonObject | undefined),
      aws_lb: Object.fromEntries(names.map((name) => [name, { name, subnets: [JSON.stringify(vpc)] }])),
    },
  });
  const own = (cidr_block: string): JsonObject => ({ resource: { aws_vpc: { main: { cidr_block } } } });
  const given = (id: string): JsonObject => ({ data: { aws_vpc: { main: { id } } } });
  const steps = (before: JsonObject, after: JsonObject) =>
    said(before, after).filter((mark) => mark.includes("terraform destroy -target=aws_lb.main"));

  it.each([
    ["the range changes", own("10.0.0.0/16"), own("10.1.0.0/16")],
    ["one that exists is given", own("10.0.0.0/16"), given("vpc-1")],
    ["one that exists is taken away", given("vpc-1"), own("10.0.0.0/16")],
    ["another one is given", given("vpc-1"), given("vpc-2")],
  ])("has to go first where %s", (_, before, after) => {
    expect(steps(stack(before), stack(after))).toHaveLength(1);
  });

  it("is no matter where the VPC stays, where nothing is held, or where nothing of the kind comes back", () => {
    expect(steps(stack(given("vpc-1")), stack({ ...given("vpc-1"), locals: { a: 1 } }))).toEqual([]);
    expect(steps(own("10.0.0.0/16"), stack(own("10.1.0.0/16")))).toEqual([]);
    expect(steps(stack(own("10.0.0.0/16")), own("10.1.0.0/16"))).toEqual([]);
  });
});

describe("the tags that the provider gives to all", () => {
  const provided = (tags: JsonObject): JsonObject => ({
    provider: { aws: [{ region: "eu-west-1", default_tags: [{ tags }] }] },
  });
  const stack = (tags: JsonObject, name = "a"): JsonObject => ({
    ...provided(tags),
    resource: {
      aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
      aws_route: { main: { route_table_id: "rtb-1" } },
      aws_ecs_cluster: { main: { name } },
    },
  });
  const changed = (before: JsonObject, after: JsonObject) =>
    compareDocuments("s", before, after).changes.map(({ address, action, attributes, causes }) => ({
      address,
      action,
      paths: attributes.map(({ path }) => path),
      causes: causes.map(({ path, address }) => `${path} of ${address}`),
    }));

  const provider = { address: "provider.aws", action: "update", causes: [] };
  const tagged = (address: string) => ({ address, action: "update", paths: [], causes: ["tags_all of provider.aws"] });

  it("update what has tags when they change, and nothing else", () => {
    const paths = ["default_tags[0]", "default_tags[0]"];
    expect(changed(stack({ a: "1" }), stack({ a: "2" }))).toEqual([
      tagged("aws_ecs_cluster.main"),
      tagged("aws_vpc.main"),
      { ...provider, paths },
    ]);
    expect(changed(stack({ a: "1" }), stack({ a: "1" }))).toEqual([]);
  });

  it("are one more cause for what changes anyway, and none for what is new", () => {
    const [cluster, ...others] = changed(stack({ a: "1" }, "a"), stack({ a: "2" }, "b"));
    expect(cluster).toEqual({ ...tagged("aws_ecs_cluster.main"), action: "replace", paths: ["name"] });
    expect(others).toContainEqual(tagged("aws_vpc.main"));
    const made = changed(provided({ a: "1" }), stack({ a: "2" })).filter(({ address }) => address.startsWith("aws_"));
    expect(made.map(({ action, causes }) => ({ action, causes }))).toEqual(
      Array.from({ length: 3 }, () => ({ action: "create", causes: [] })),
    );
  });
});
