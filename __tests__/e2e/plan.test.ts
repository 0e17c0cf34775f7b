import { describe, expect, it } from "vitest";
import { readGaps } from "../../e2e/gaps.js";
import { changesIn } from "../../e2e/plan.js";

const none = readGaps({});
const change = (actions: string[], before: unknown, after: unknown, after_unknown: unknown = {}) => ({
  address: "aws_x.y",
  type: "aws_x",
  change: { actions, before, after, after_unknown },
});

describe("changesIn", () => {
  it("finds nothing in a plan that does nothing", () => {
    const resource_changes = [change(["no-op"], { a: 1 }, { a: 1 }), change(["read"], null, { a: 1 })];
    const output_changes = { id: { actions: ["no-op"] } };
    expect(changesIn({ resource_changes, output_changes }, none)).toEqual([]);
  });

  it("names the attributes that change, nested ones by their root", () => {
    const resource_changes = [change(["update"], { a: [{ b: 1 }], same: [1] }, { a: [{ b: 2 }], same: [1] })];
    expect(changesIn({ resource_changes }, none)).toEqual(["aws_x.y update [a]"]);
  });

  it("counts a value that is known only after apply", () => {
    const resource_changes = [change(["update"], { arn: "x" }, {}, { arn: true })];
    expect(changesIn({ resource_changes }, none)).toEqual(["aws_x.y update [arn]"]);
  });

  it.each([[["create"]], [["delete"]], [["delete", "create"]]])("never forgives %s", (actions) => {
    const gaps = readGaps({ drift: { aws_x: { a: "the emulator forgets it" } } });
    expect(changesIn({ resource_changes: [change(actions, { a: 1 }, null)] }, gaps)).toHaveLength(1);
  });

  it("forgives an update of attributes in the gaps only", () => {
    const gaps = readGaps({ drift: { aws_x: { a: "the emulator forgets it" } } });
    const forgiven = change(["update"], { a: 1 }, { a: 2 });
    const other = change(["update"], { a: 1, b: 1 }, { a: 2, b: 2 });
    expect(changesIn({ resource_changes: [forgiven, other] }, gaps)).toEqual(["aws_x.y update [b]"]);
  });

  it("counts a changed output", () => {
    const plan = { resource_changes: [], output_changes: { id: { actions: ["update"] } } };
    expect(changesIn(plan, none)).toEqual(["output.id update"]);
  });

  it("does not take anything else for an empty plan", () => {
    expect(() => changesIn({ error: "x" }, none)).toThrow("not a plan");
  });
});

describe("readGaps", () => {
  it("wants a reason for each gap", () => {
    expect(() => readGaps({ drift: { aws_x: { a: "" } } })).toThrow("drift.aws_x.a states no reason");
    expect(() => readGaps({ unsupported: { aws_x: true } })).toThrow("unsupported.aws_x states no reason");
  });
});
