import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTmpfs } from "../../src/resolve/process.js";

describe("a directory in memory", () => {
  it.each([
    ["/tmp", { containerPath: "/tmp", mib: 64, options: [] }],
    ["/tmp:size=16m", { containerPath: "/tmp", mib: 16, options: [] }],
    ["/tmp:size=1g,mode=0755,noexec", { containerPath: "/tmp", mib: 1024, options: ["mode=0755", "noexec"] }],
    ["/tmp:size=2097153", { containerPath: "/tmp", mib: 3, options: [] }],
    ["/tmp:size=64M", { containerPath: "/tmp", mib: 64, options: [] }],
    ["/tmp:uid=1000,size=1m,size=2m", { containerPath: "/tmp", mib: 2, options: ["uid=1000"] }],
  ])("is read from %s", (written, expected) => {
    expect(readTmpfs(written)).toEqual(expected);
  });

  it.each([
    ["/tmp:size=lots", "size=lots"],
    ["/tmp:size=0", "size=0"],
    ["/tmp:size=50%", "size=50%"],
    ["/tmp:huge=always", "huge=always"],
    ["/tmp:mode=9", "mode=9"],
  ])("is told by the option that ECS does not take: %s", (written, problem) => {
    expect(readTmpfs(written)).toEqual({ problem });
  });

  it("has room for what is asked, and less than a MiB more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 36 }), (bytes) => {
        const reading = readTmpfs(`/tmp:size=${bytes}`);
        const room = "mib" in reading ? reading.mib * 1024 ** 2 : 0;
        expect(room).toBeGreaterThanOrEqual(bytes);
        expect(room - bytes).toBeLessThan(1024 ** 2);
      }),
    );
  });
});
