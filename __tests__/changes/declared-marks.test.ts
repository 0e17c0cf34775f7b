import { describe, expect, it } from "vitest";
import { RESOURCES, type ResourceRow, type RuleName } from "../../src/aws/types/index.js";
import type { Mark } from "../../src/changes/changes.js";
import { type JsonObject, objectOf } from "../../src/stack/json.js";
import { compareDocuments } from "../support/read-stack.js";
import { MARK_CASES, type MarkCase } from "./mark-cases.js";

/** Every mark that the row of a type declares, as the cases name it, with its kind; a text that goes on after another has none. */
function declared({ marks = [], rules = {} }: ResourceRow) {
  const plain = marks.map((mark) => ({
    name: `${"on" in mark ? mark.on : mark.attribute} ${mark.kind}`,
    kind: mark.kind,
    oneWay: "to" in mark,
  }));
  const ofRules = Object.entries(rules).flatMap(([rule, texts]) =>
    Object.entries(texts).map(([found, text]) => ({
      name: `${rule}.${found}`,
      kind: typeof text === "string" ? undefined : text.kind,
      oneWay: false,
    })),
  );
  return [...plain, ...ofRules];
}

function stackWith(type: string, body: JsonObject | undefined, around: JsonObject = {}): JsonObject {
  const others = objectOf(around.resource);
  const own = { ...objectOf(others[type]), ...(body && { x: body }) };
  return { ...around, resource: { ...others, [type]: own } };
}

/** What is said of the resource of a case, from its first state to its second. */
function said({ type, before, after, around = [{}, {}] }: MarkCase): readonly Mark[] {
  const { changes } = compareDocuments("s", stackWith(type, before, around[0]), stackWith(type, after, around[1]));
  return changes.find(({ address }) => address === `${type}.x`)?.marks ?? [];
}

const types = Object.entries(RESOURCES);

describe("the marks that rows of types declare", () => {
  it("have a case each, and no case is for another", () => {
    const wanted = types.flatMap(([type, row]) => declared(row).map(({ name }) => `${type} ${name}`));
    expect(wanted.length).toBeGreaterThan(80);
    expect(MARK_CASES.map(({ type, mark }) => `${type} ${mark}`).sort()).toEqual(wanted.sort());
  });

  it.each(MARK_CASES)("$type $mark", (one) => {
    const row = declared(RESOURCES[one.type] as ResourceRow).find(({ name }) => name === one.mark);
    const found = said(one).filter(({ text }) => text === one.says);
    expect(found, JSON.stringify(said(one))).toHaveLength(1);
    if (row?.kind !== undefined) expect(found[0]?.kind).toBe(row.kind);
  });

  it.each(MARK_CASES.filter(({ after }) => after))("$type $mark: nothing where nothing changes", (one) => {
    const { after, around = [{}, {}] } = one;
    expect(said({ ...one, ...(after && { before: after }), around: [around[1], around[1]] })).toEqual([]);
  });

  const oneWay = MARK_CASES.filter(({ type, mark }) =>
    declared(RESOURCES[type] as ResourceRow).some((row) => row.oneWay && row.name === mark),
  );

  it.each(oneWay)("$type $mark: not the other way round", (one) => {
    const { type, mark, says, before, after } = one;
    const back = said({ type, mark, says, ...(after && { before: after }), ...(before && { after: before }) });
    expect(back.map(({ text }) => text)).not.toContain(says);
  });
});

/** Runs something while a mark, or what is said of what a rule finds, is not in its row. */
function without(type: string, name: string, run: () => void): void {
  const row = RESOURCES[type] as ResourceRow;
  const { marks = [], rules = {} } = row;
  const [rule = "", found = ""] = name.split(".");
  const left = Object.hasOwn(rules, rule)
    ? { rules: { ...rules, [rule]: { ...rules[rule as RuleName], [found]: { kind: "note", text: "-" } } } }
    : { marks: marks.filter((_, index) => declared({ ...row, rules: {} })[index]?.name !== name) };
  Object.assign(row, left);
  try {
    run();
  } finally {
    Object.assign(row, { marks, rules });
  }
}

describe("a mark that is taken out", () => {
  it.each(MARK_CASES)("$type $mark: is missed", (one) => {
    expect(said(one).map(({ text }) => text)).toContain(one.says);
    without(one.type, one.mark, () => expect(said(one).map(({ text }) => text)).not.toContain(one.says));
    expect(said(one).map(({ text }) => text)).toContain(one.says);
  });

  const ruled = MARK_CASES.filter(({ type, mark }) => {
    return Object.hasOwn((RESOURCES[type] as ResourceRow).rules ?? {}, mark.split(".")[0] ?? "");
  });

  it.each(ruled)("$type $mark: is missed where the whole rule goes", (one) => {
    const row = RESOURCES[one.type] as ResourceRow;
    const { rules = {} } = row;
    const others = Object.entries(rules).filter(([rule]) => rule !== one.mark.split(".")[0]);
    Object.assign(row, { rules: Object.fromEntries(others) });
    try {
      expect(said(one).map(({ text }) => text)).not.toContain(one.says);
    } finally {
      Object.assign(row, { rules });
    }
  });
});

describe("what is not said", () => {
  const quiet: readonly (readonly [string, MarkCase])[] = [
    ["of an attribute that Terraform is told to ignore", ignored("desired_count", 1, 0)],
    ["of a service that is replaced and has no tasks then: that it is replaced says more", replacedToo()],
    ["of backups that go with their file system", goneWith("aws_efs_backup_policy")],
    ["of a policy that goes with its file system, but that it goes", goneWith("aws_efs_file_system_policy")],
    ["of a load balancer that is internal", internal()],
    ["of a route to something other than an internet gateway", peered()],
  ];

  it.each(quiet)("%s", (_name, one) => {
    expect(said(one).map(({ text }) => text)).not.toContain(one.says);
  });

  function ignored(name: string, from: number, to: number): MarkCase {
    const lifecycle = { ignore_changes: [name] };
    return {
      type: "aws_ecs_service",
      mark: "",
      before: { lifecycle, [name]: from },
      after: { lifecycle, [name]: to },
      says: "stops all its tasks.",
    };
  }

  function replacedToo(): MarkCase {
    return {
      type: "aws_ecs_service",
      mark: "",
      before: { name: "a", desired_count: 1 },
      after: { name: "b", desired_count: 0 },
      says: "stops all its tasks.",
    };
  }

  function goneWith(type: string): MarkCase {
    const around = [{ resource: { aws_efs_file_system: { main: {} } } }, {}] as const;
    const says =
      type === "aws_efs_backup_policy"
        ? "stops the daily backups."
        : "is destroyed: whoever reaches a mount target may read and write everything, even without TLS.";
    return { type, mark: "", before: { backup_policy: { status: "ENABLED" } }, around, says };
  }

  function internal(): MarkCase {
    return { type: "aws_lb", mark: "", after: { internal: true }, says: "is reachable from the internet." };
  }

  function peered(): MarkCase {
    return {
      type: "aws_route",
      mark: "",
      after: { destination_cidr_block: "0.0.0.0/0", vpc_peering_connection_id: "pcx-1" },
      says: "leads `0.0.0.0/0` to an internet gateway.",
    };
  }
});

describe("a block that comes or goes as a whole", () => {
  it("is said what it holds, when it comes", () => {
    const one = { type: "aws_ecs_service", mark: "", says: "gets public IP addresses." };
    const found = said({ ...one, before: {}, after: { network_configuration: { assign_public_ip: true } } });
    expect(found.map(({ text }) => text)).toEqual([one.says]);
  });

  it("is said what it held, when it goes", () => {
    const before = { image_scanning_configuration: { scan_on_push: true } };
    const found = said({ type: "aws_ecr_repository", mark: "", says: "", before, after: {} });
    expect(found.map(({ text }) => text)).toEqual(["no longer scans images."]);
  });

  it("says nothing of what it leaves out, and one of a list that goes says nothing at all", () => {
    const volume = { volume: [{ name: "v", efs_volume_configuration: { transit_encryption: "ENABLED" } }] };
    const one = { type: "aws_ecs_task_definition", mark: "", says: "" };
    expect(said({ ...one, before: {}, after: volume })).toEqual([]);
    expect(said({ ...one, before: volume, after: {} })).toEqual([]);
  });
});
