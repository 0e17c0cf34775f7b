import { describe, expect, it } from "vitest";
import { xmlText, xmlTexts } from "../../e2e/aws.js";
import { unmetEnvironment, unmetMounts } from "../../e2e/expectations.js";

describe("unmetEnvironment", () => {
  const wanted = { environment: { web: { ODD: 'a${x}%{if true}"\n' } } };
  const container = (value: string) => [{ name: "web", environment: [{ name: "ODD", value }] }];

  it("compares character by character", () => {
    expect(unmetEnvironment(wanted, container('a${x}%{if true}"\n'))).toEqual([]);
    expect(unmetEnvironment(wanted, container('a$${x}%{if true}"\n'))).toHaveLength(1);
    expect(unmetEnvironment(wanted, container('a${x}%{if true}"'))).toHaveLength(1);
  });

  it("misses a variable and a container that are not there", () => {
    expect(unmetEnvironment(wanted, [{ name: "web" }])[0]).toContain("ODD is undefined");
    expect(unmetEnvironment(wanted, [])).toEqual(["no task definition has a container web"]);
  });
});

describe("unmetMounts", () => {
  const subnets = { "public-a1": "s1", "public-a2": "s2", "public-b": "s3", "private-a": "s5", "private-c": "s4" };
  const mount = (SubnetId: string, AvailabilityZoneName: string) => ({
    FileSystemId: "fs",
    SubnetId,
    AvailabilityZoneName,
  });
  const problems = (...mounts: ReturnType<typeof mount>[]) =>
    unmetMounts({ environment: {}, mountTargets: 2 }, { ids: new Map(), subnets }, mounts);

  it("is content with one per zone", () => {
    expect(problems(mount("s2", "a"), mount("s3", "b"))).toEqual([]);
  });

  it("sees too few, two in a zone, and one in the private subnet", () => {
    expect(problems(mount("s2", "a"))).toEqual(["there are 1 mount targets, not 2"]);
    expect(problems(mount("s1", "a"), mount("s2", "a"))[0]).toContain("in one zone");
    expect(problems(mount("s2", "a"), mount("s4", "c"))).toEqual([
      "a mount target is in the zone with a private subnet alone",
    ]);
    expect(problems(mount("s5", "a"), mount("s3", "b"))).toEqual([
      "a mount target is in a private subnet, and its zone has a public one",
    ]);
  });

  it("wants one in the zone with a private subnet alone, where that is said", () => {
    const world = { ids: new Map(), subnets };
    const inPrivate = (...mounts: ReturnType<typeof mount>[]) =>
      unmetMounts({ environment: {}, privateMount: true }, world, mounts);
    expect(inPrivate(mount("s2", "a"), mount("s4", "c"))).toEqual([]);
    expect(inPrivate(mount("s2", "a"))).toEqual(["no mount target is in the zone with a private subnet alone"]);
  });
});

describe("xmlTexts", () => {
  it("finds elements by their exact name", () => {
    expect(xmlTexts("<a><id>1</id><idx>2</idx><id>3</id></a>", "id")).toEqual(["1", "3"]);
    expect(() => xmlText("<a/>", "id")).toThrow("no <id>");
  });
});
