import { describe, expect, it } from "vitest";
import { DEFAULT_CAPABILITIES } from "../../src/aws/capabilities.js";
import { firstSteps, otherCapabilities } from "../../src/aws/images/first-steps.js";

describe("what an image does as root first", () => {
  it.each([
    ["postgres:17-alpine", "70:70", ["SETGID", "SETUID"]],
    ["postgis/postgis:17-3.5", "999:999", ["SETGID", "SETUID"]],
    ["docker.io/library/mysql:8.4", "999:999", ["SETGID", "SETUID"]],
    ["mongo", "999:999", ["SETGID", "SETUID"]],
    // It has no user to begin as: its folders are root's.
    ["nginx:1.29", undefined, ["CHOWN", "SETGID", "SETUID"]],
  ])("of %s is known, and who it goes on as", (image, user, capabilities) => {
    expect(firstSteps(image)).toMatchObject({ capabilities });
    expect(firstSteps(image)?.user).toBe(user);
  });

  it.each(["redis:8", "nginxinc/nginx-unprivileged:1.29", "bitnami/postgresql:17", "acme/postgres:17", "memcached"])(
    "of %s is not told: it needs none, or that is not sure",
    (image) => {
      expect(firstSteps(image)).toBeUndefined();
    },
  );

  it("leaves capabilities that may be dropped, and none that is needed", () => {
    const others = otherCapabilities(["SETGID", "SETUID"]);
    expect(others).toContain("NET_RAW");
    expect(DEFAULT_CAPABILITIES).toEqual(expect.arrayContaining([...others]));
    for (const needed of ["SETGID", "SETUID", "CHOWN", "KILL"]) expect(others).not.toContain(needed);
  });
});
