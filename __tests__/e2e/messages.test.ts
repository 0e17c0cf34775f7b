import { describe, expect, it } from "vitest";
import { appliedIn, errorsIn, lastSaid, messagesIn, plannedIn, plansNothing } from "../../e2e/edits/messages.js";

const planned = (action: string) => ({
  type: "planned_change",
  change: { resource: { addr: 'aws_x.y["a"]', resource_type: "aws_x" }, action },
});
const summary = (operation: string, add: number) => ({
  type: "change_summary",
  changes: { add, change: 2, import: 0, remove: 3, operation },
});
const outputs = (action: string) => ({ type: "outputs", outputs: { id: { sensitive: false, action } } });

describe("messages of Terraform", () => {
  it("are on lines of their own, beside others", () => {
    expect(messagesIn('Initializing\n{"type":"version"}\n\n{"type":"outputs"}\n')).toEqual([
      { type: "version" },
      { type: "outputs" },
    ]);
  });

  it("say what is planned", () => {
    expect(plannedIn([planned("replace"), summary("plan", 1)])).toEqual([
      { address: 'aws_x.y["a"]', type: "aws_x", action: "replace" },
    ]);
  });

  it.each(["create", "update", "replace", "delete", "move", "remove"])("plan something with %s", (action) => {
    expect(plansNothing([planned("noop"), planned(action)])).toBe(false);
  });

  it("plan nothing where data sources are read and outputs stay", () => {
    expect(plansNothing([planned("read"), outputs("noop"), summary("plan", 0)])).toBe(true);
    expect(plansNothing([])).toBe(true);
  });

  it("plan something where an output changes", () => {
    expect(plansNothing([outputs("update")])).toBe(false);
  });

  it("count what was applied, and not what was planned", () => {
    expect(appliedIn([summary("plan", 9), summary("apply", 1)])).toEqual({ added: 1, changed: 2, destroyed: 3 });
    expect(() => appliedIn([summary("plan", 9)])).toThrow("what it applied");
  });

  it("end with what was said at last", () => {
    expect(lastSaid([..."abcdef"].map((letter) => ({ "@message": letter })))).toBe("b\nc\nd\ne\nf");
  });

  it("hold errors, and warnings that are none", () => {
    const error = { severity: "error", summary: "creating X", address: "aws_x.y", detail: "409" };
    const warning = { severity: "warning", summary: "old", detail: "" };
    const messages = [error, warning].map((diagnostic) => ({ type: "diagnostic", diagnostic }));
    expect(errorsIn(messages)).toBe("creating X\naws_x.y\n409");
  });
});
