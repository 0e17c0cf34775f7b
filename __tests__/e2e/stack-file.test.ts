import { describe, expect, it } from "vitest";
import {
  localBackend,
  regionOf,
  withIds,
  withoutDeletionProtection,
  withoutPreventDestroy,
  withoutTypes,
} from "../../e2e/stack-file.js";

describe("withoutPreventDestroy", () => {
  it("lifts it and leaves the rest of lifecycle", () => {
    const stack = { resource: { t: { a: { x: 1, lifecycle: { prevent_destroy: true, ignore_changes: ["x"] } } } } };
    expect(withoutPreventDestroy(stack)).toEqual({
      resource: { t: { a: { x: 1, lifecycle: { ignore_changes: ["x"] } } } },
    });
    expect(stack.resource.t.a.lifecycle.prevent_destroy).toBe(true);
  });

  it("takes a stack without resources", () => {
    expect(withoutPreventDestroy({ output: {} })).toEqual({ output: {}, resource: {} });
  });
});

describe("withoutDeletionProtection", () => {
  it("lifts it where there is some", () => {
    const stack = (enable_deletion_protection: boolean) => ({
      resource: { aws_lb: { a: { enable_deletion_protection } } },
    });
    expect(withoutDeletionProtection(stack(true))).toEqual(stack(false));
    expect(withoutDeletionProtection(stack(false))).toBeUndefined();
  });
});

describe("withoutTypes", () => {
  it("drops resources, and the depends_on and outputs that mention them", () => {
    const stack = {
      resource: { aws_a: { x: {} }, aws_ab: { y: { depends_on: ["aws_a.x", "aws_c.z"] } } },
      output: { one: { value: "${aws_a.x.id}" }, two: { value: "${aws_ab.y.id}" } },
    };
    expect(withoutTypes(stack, ["aws_a"])).toEqual({
      resource: { aws_ab: { y: { depends_on: ["aws_c.z"] } } },
      output: { two: { value: "${aws_ab.y.id}" } },
    });
  });
});

describe("localBackend", () => {
  it("overrides a backend, and only where there is one", () => {
    const local = { terraform: { backend: { local: {} } } };
    expect(localBackend({ terraform: { backend: { s3: { bucket: "b" } } } })).toEqual(local);
    expect(localBackend({ terraform: [{ required_providers: {} }, { cloud: {} }] })).toEqual(local);
    expect(localBackend({ terraform: { required_providers: {} } })).toBeUndefined();
  });
});

describe("regionOf", () => {
  it("reads the provider's region where it is a plain string", () => {
    expect(regionOf({ provider: { aws: [{ region: "eu-west-1" }] } })).toBe("eu-west-1");
    expect(regionOf({ provider: { aws: { region: "eu-west-1" } } })).toBe("eu-west-1");
    expect(regionOf({ provider: { aws: [{ region: "${var.region}" }] } })).toBeUndefined();
    expect(regionOf({})).toBeUndefined();
  });
});

describe("withIds", () => {
  it("replaces every occurrence", () => {
    expect(withIds("vpc-0 subnet-0 vpc-0", new Map([["vpc-0", "vpc-9"]]))).toBe("vpc-9 subnet-0 vpc-9");
  });

  it("throws for a placeholder that is not there", () => {
    expect(() => withIds("vpc-1", new Map([["vpc-0", "vpc-9"]]))).toThrow("no vpc-0");
  });
});
