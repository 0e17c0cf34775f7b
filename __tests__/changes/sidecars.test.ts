import { describe, expect, it } from "vitest";
import { compareDocuments } from "../support/read-stack.js";
import { stackOf, type Tree } from "./large.js";

/** A service and a sidecar, each with a volume; only the sidecar's changes. */
const file = (sidecar: Tree | undefined): Tree => ({
  name: "shop",
  services: {
    web: {
      image: "acme/web:1",
      volumes: ["pages:/srv", "kept:/kept", "other:/other"],
      updateStrategy: "recreate",
      ...(sidecar && { sidecars: { store: { image: "acme/store:1", ...sidecar } } }),
    },
  },
  volumes: { other: { efs: { path: "/elsewhere" } } },
  environments: { stage: {} },
});

/** The marks of the task definition of the service. */
function marksBetween(before: Tree, after: Tree): readonly string[] {
  const { changes } = compareDocuments("shop-stage", stackOf(before), stackOf(after));
  const definition = changes.find(({ address }) => address === "aws_ecs_task_definition.web");
  return (definition?.marks ?? []).map(({ kind, text }) => `${kind}: ${text}`);
}

const stored = { volumes: ["kept:/srv"] };

describe("what is said of a sidecar", () => {
  it("is said of a path that its service has too", () => {
    expect(marksBetween(file(stored), file({ volumes: ["other:/srv"] }))).toEqual([
      expect.stringMatching(/^data: shows `\/elsewhere` at `\/srv` from now on, and no longer `\/kept`/),
    ]);
  });

  it("is said of a volume that it has no more", () => {
    expect(marksBetween(file(stored), file({}))).toEqual([
      "data: no longer mounts `/kept` at `/srv`: what its container writes there is lost when the task ends.",
    ]);
  });

  it("is nothing of an engine that keeps no files, whatever its service keeps", () => {
    expect(marksBetween(file({ image: "redis:6" }), file({ image: "redis:7" }))).toEqual([]);
  });

  it("is nothing of one that goes", () => {
    expect(marksBetween(file(stored), file(undefined))).toEqual([]);
  });
});
