import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actionProblem,
  operatorProblem,
  resourcesOpened,
  SHORT_FORMS,
  statementsOf,
  takesIn,
  thingProblem,
} from "../../src/aws/permissions/index.js";
import { patternsMeet } from "../../src/aws/permissions/patterns.js";

/** What a pattern of IAM matches, said in another way. */
function matches(pattern: string, text: string): boolean {
  const source = [...pattern].map((one) =>
    one === "*" ? ".*" : one === "?" ? "." : `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
  return new RegExp(`^${source.join("")}$`, "su").test(text);
}

const letters = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 5 });
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });

/** All texts of the letters up to a length. */
function textsUpTo(length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsUpTo(length - 1);
  return [
    ...shorter,
    ...shorter.filter((text) => text.length === length - 1).flatMap((text) => [`${text}a`, `${text}b`]),
  ];
}

describe("patterns", () => {
  it("meet a text exactly when they match it", () => {
    fc.assert(fc.property(pattern, letters, (one, text) => patternsMeet(one, text) === matches(one, text)));
  });

  it("meet each other exactly when some text is in both", () => {
    // A text in both need have no more letters than both patterns together.
    const texts = textsUpTo(8);
    const short = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
    fc.assert(
      fc.property(short, short, (one, other) => {
        return patternsMeet(one, other) === texts.some((text) => matches(one, text) && matches(other, text));
      }),
    );
  });

  it("meet whichever comes first", () => {
    fc.assert(fc.property(pattern, pattern, (one, other) => patternsMeet(one, other) === patternsMeet(other, one)));
  });
});

describe("short forms", () => {
  it("allow actions of their own service alone, none of which is a pattern", () => {
    for (const [service, { access }] of Object.entries(SHORT_FORMS)) {
      for (const { actions } of Object.values(access).flat()) {
        expect(actions).toEqual([...actions].sort());
        for (const action of actions) expect(action).toMatch(new RegExp(`^${service}:[A-Z][A-Za-z]+$`));
      }
    }
  });

  it.each([
    ["s3", "read", "write"],
    ["dynamodb", "read", "write"],
    ["sqs", "send", "receive"],
  ] as const)("of %s give what %s and %s give, each once", (service, one, other) => {
    const allowed = (name: string) =>
      (SHORT_FORMS[service].access[name] ?? []).flatMap(({ actions, on }) =>
        actions.flatMap((action) => on.map((what) => `${action} ${what}`)),
      );
    const both = new Set([...allowed(one), ...allowed(other)]);
    expect(allowed(`${one}-${other}`).sort()).toEqual([...both].sort());
  });

  it("hold the list of a bucket to the prefix", () => {
    const read = { kind: "resource", service: "s3", id: "acme", access: "read", prefix: "a/" } as const;
    const [list, get] = statementsOf(read);
    expect(list?.conditions).toEqual({ StringLike: { "s3:prefix": ["a/*"] } });
    expect(get?.resources).toEqual([{ service: "s3", regional: false, resource: "acme/a/*" }]);
  });

  it("put what is within a thing behind its ARN", () => {
    const arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/carts";
    const [read] = statementsOf({ kind: "resource", service: "dynamodb", id: arn, access: "read" });
    expect(read?.resources).toEqual([{ arn }, { arn: `${arn}/index/*` }]);
    const identity = "arn:aws:ses:us-east-1:123456789012:identity/example.com";
    const send = { kind: "resource", service: "ses", id: identity, access: "send", configurationSet: "one" } as const;
    expect(statementsOf(send)[0]?.resources).toEqual([
      { arn: identity },
      { arn: "arn:aws:ses:us-east-1:123456789012:configuration-set/one" },
    ]);
  });

  it("take the longest names that AWS takes, and none longer", () => {
    expect(thingProblem("s3", "a".repeat(63))).toBeUndefined();
    expect(thingProblem("s3", "a".repeat(64))).toContain("63");
    expect(thingProblem("sqs", `${"q".repeat(75)}.fifo`)).toBeUndefined();
    expect(thingProblem("sqs", "q".repeat(81))).toContain("80");
    expect(thingProblem("sqs", "orders.queue")).toContain("`.`");
    expect(thingProblem("sns", "t".repeat(256))).toBeUndefined();
    expect(thingProblem("dynamodb", "t".repeat(255))).toBeUndefined();
    expect(thingProblem("dynamodb", "t".repeat(256))).toContain("255");
  });
});

describe("statements", () => {
  it("have actions with one prefix and one name", () => {
    for (const action of ["*", "s3:*", "s3:Get*", "kms:Decrypt", "execute-api:Invoke", "S3:getobject"]) {
      expect(actionProblem(action), action).toBeUndefined();
    }
    for (const action of ["", "s3", ":Get", "s3:", "s3:Get Object", "s3:a:b", "*:Get"]) {
      expect(actionProblem(action), action).toBeDefined();
    }
  });

  it("have operators that IAM knows", () => {
    for (const operator of ["StringEquals", "ForAnyValue:StringLike", "BoolIfExists", "Null"]) {
      expect(operatorProblem(operator), operator).toBeUndefined();
    }
    for (const operator of ["Equals", "NullIfExists", "stringequals", "ForSome:StringLike", "StringEquals:"]) {
      expect(operatorProblem(operator), operator).toBeDefined();
    }
  });

  it("open a store by any action that reads it, on what may be of it", () => {
    const opened = (actions: string[], resources: string[]) =>
      resourcesOpened({ kind: "statement", actions, resources }, "secretsmanager");
    expect(opened(["secretsmanager:Get*"], ["*"])).toEqual(["*"]);
    expect(opened(["*"], ["arn:aws:s3:::a", "arn:aws:*:*:*:*"])).toEqual(["arn:aws:*:*:*:*"]);
    expect(opened(["SecretsManager:getsecretvalue"], ["*"])).toEqual(["*"]);
    expect(opened(["secretsmanager:DescribeSecret"], ["*"])).toEqual([]);
  });

  it("take in a secret whose six characters at the end are not known", () => {
    const secret = (end: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${end}`;
    expect(takesIn(secret("shop/api-AbCdEf"), "secret:shop/api-??????")).toBe(true);
    expect(takesIn(secret("shop/*"), "secret:shop/api-??????")).toBe(true);
    expect(takesIn(secret("shop/api"), "secret:shop/api-??????")).toBe(false);
    expect(takesIn(secret("shop/apis-AbCdEf"), "secret:shop/api-??????")).toBe(false);
  });
});
