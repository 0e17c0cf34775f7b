import { describe, expect, it } from "vitest";
import {
  jsonKeyProblem,
  PARAMETER_NAME_MAX,
  parameterNameProblem,
  SECRET_NAME_MAX,
  secretArn,
  secretNameProblem,
} from "../../src/aws/secrets.js";

describe("parameterNameProblem", () => {
  it.each(["token", "/token", "/a/b.c/d_e-f", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15", `/${"a".repeat(947)}`])(
    "takes %s",
    (name) => expect(parameterNameProblem(name)).toBeUndefined(),
  );

  it.each([
    ["", "is empty"],
    ["a/b", "must begin with /"],
    ["/a/", "empty level"],
    ["//a", "empty level"],
    ["/a b", "may hold only"],
    ["/a:3", "may hold only"],
    ["/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "levels"],
    ["/aws/token", "begins with aws or ssm"],
    ["SSM-token", "begins with aws or ssm"],
    [`/${"a".repeat(PARAMETER_NAME_MAX)}`, "longer"],
  ])("refuses %s", (name, problem) => expect(parameterNameProblem(name)).toContain(problem));
});

describe("secretNameProblem", () => {
  it("takes what Secrets Manager takes", () => {
    expect(secretNameProblem("shop/web+1=a.b@c_d-e")).toBeUndefined();
    expect(secretNameProblem("a".repeat(SECRET_NAME_MAX))).toBeUndefined();
  });

  it.each(["", "a b", "a:b", "ä", "a".repeat(SECRET_NAME_MAX + 1)])("refuses %s", (name) => {
    expect(secretNameProblem(name)).toBeDefined();
  });
});

describe("jsonKeyProblem", () => {
  it.each(["password", "db.password", "ä", "$key"])("takes %s", (key) => expect(jsonKeyProblem(key)).toBeUndefined());
  it.each(["", "a:b", "a b", "a\n"])("refuses %j", (key) => expect(jsonKeyProblem(key)).toBeDefined());
});

describe("secretArn", () => {
  it.each([
    ["arn:aws:ssm:eu-west-1:123456789012:parameter/token", "ssm"],
    ["arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/b", "ssm"],
    ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/web-AbCdEf", "secretsmanager"],
  ])("knows the store of %s", (arn, store) => expect(secretArn(arn)).toEqual({ store }));

  it.each([
    "token",
    "arn:aws:ssm:eu-west-1:123456789012:parameter",
    "arn:aws:ssm:eu-west-1:123456789012:parameter/a//b",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:web",
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:web-AbCdEf:key::",
    "arn:aws:s3:::bucket",
    "${arn:aws:ssm:eu-west-1:123456789012:parameter/token}",
  ])("refuses %s, and does not repeat it", (arn) => {
    const found = secretArn(arn);
    expect(found).toHaveProperty("problem");
    expect(JSON.stringify(found)).not.toContain(arn);
  });
});
