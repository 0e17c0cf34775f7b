import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accessPointPathProblem,
  FILE_SYSTEM_ID,
  isLifecycleDays,
  KMS_KEY_ARN,
  LIFECYCLE_DAYS,
  lifecycleValue,
  ownerMayEnter,
  PERMISSIONS,
  SECURITY_GROUP_ID,
  SUBNET_ID,
  VPC_ID,
} from "../../src/aws/efs.js";
import { KEY_MAX } from "../../src/aws/names.js";
import { runs } from "../support/sampled.js";

/** The pattern of `Path` in the EFS API. */
const apiPattern = /^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/;

describe("accessPointPathProblem", () => {
  it.each(["/", "/data-store", "/a/b/c/d", "/a b", "/ä", `/${"a".repeat(99)}`, "/a.b", "/a..b"])("takes %s", (path) => {
    expect(accessPointPathProblem(path)).toBeUndefined();
  });

  it.each([
    ["", "not absolute"],
    ["data", "not absolute"],
    [`/${"a".repeat(100)}`, "101 characters"],
    ["/a/b/c/d/e", "5 levels"],
    ["/.hidden", "dot"],
    ["/a/.git", "dot"],
    ["/a/../b", ".."],
    ["/..", ".."],
    ["/a//b", "//"],
    ["//a", "//"],
    ["//", "/"],
    ["/a/", "ends with /"],
    ["/a\nb", "control"],
    ["/a\u0000", "control"],
    ["/a$b", "$"],
    ["/${a}", "$"],
    ["/a`b", "`"],
    ["/a*", "*"],
  ])("refuses %o: %s", (path, reason) => {
    expect(accessPointPathProblem(path)).toContain(reason);
  });

  it("agrees with the API's own pattern on any path", () => {
    const part = fc.string({ unit: fc.constantFrom(..."ab.-_ /$#<>;`|&?{}^*"), maxLength: 12 });
    const path = fc.oneof(
      part,
      fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
    );
    fc.assert(
      fc.property(path, (text) => {
        expect(accessPointPathProblem(text) === undefined).toBe(apiPattern.test(text) && text.length <= 100);
      }),
      runs(2000),
    );
  });

  it("takes the directory of every volume key", () => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(`^[A-Za-z][A-Za-z0-9_-]{0,${KEY_MAX - 1}}$`)), (key) => {
        expect(accessPointPathProblem(`/${key}`)).toBeUndefined();
      }),
    );
  });
});

describe("permissions", () => {
  it.each(["755", "0755", "1777", "000"])("takes %s", (text) => {
    expect(text).toMatch(PERMISSIONS);
  });

  it.each(["", "75", "00755", "0o755", "888", "rwx", "493 ", "-755"])("refuses %o", (text) => {
    expect(text).not.toMatch(PERMISSIONS);
  });

  it("knows whether the owner may enter", () => {
    expect(["700", "0755", "1777", "100"].map(ownerMayEnter)).toEqual([true, true, true, true]);
    expect(["600", "0655", "1077", "0011"].map(ownerMayEnter)).toEqual([false, false, false, false]);
  });
});

describe("lifecycle", () => {
  it("writes each number of days as the API does", () => {
    expect(LIFECYCLE_DAYS.map(lifecycleValue)).toEqual([
      "AFTER_1_DAY",
      "AFTER_7_DAYS",
      "AFTER_14_DAYS",
      "AFTER_30_DAYS",
      "AFTER_60_DAYS",
      "AFTER_90_DAYS",
      "AFTER_180_DAYS",
      "AFTER_270_DAYS",
      "AFTER_365_DAYS",
    ]);
  });

  it("has no other", () => {
    expect([0, 2, 31, 366, -1, 1.5].some(isLifecycleDays)).toBe(false);
    expect(() => lifecycleValue(31)).toThrow(RangeError);
  });
});

describe("ids", () => {
  const uuid = "1234abcd-12ab-34cd-56ef-1234567890ab";

  it.each([
    [FILE_SYSTEM_ID, "fs-0123456789abcdef0"],
    [FILE_SYSTEM_ID, "fs-01234567"],
    [SUBNET_ID, "subnet-0123456789abcdef0"],
    [VPC_ID, "vpc-0123456789abcdef0"],
    [SECURITY_GROUP_ID, "sg-0123456789abcdef0"],
    [KMS_KEY_ARN.regex, `arn:aws:kms:eu-west-1:123456789012:key/${uuid}`],
    [KMS_KEY_ARN.regex, `arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-${"0".repeat(32)}`],
  ])("%s takes %s", (pattern, text) => {
    expect(text).toMatch(pattern);
  });

  it.each([
    [FILE_SYSTEM_ID, "fs-123"],
    [FILE_SYSTEM_ID, "FS-01234567"],
    [SUBNET_ID, "subnet-xyz"],
    [VPC_ID, "vpc-0123"],
    [SECURITY_GROUP_ID, "sg-01234567\n"],
    [KMS_KEY_ARN.regex, uuid],
    [KMS_KEY_ARN.regex, "arn:aws:kms:eu-west-1:123456789012:alias/mine"],
    [KMS_KEY_ARN.regex, `arn:aws:kms:eu-west-1:12345:key/${uuid}`],
  ])("%s refuses %o", (pattern, text) => {
    expect(text).not.toMatch(pattern);
  });
});
