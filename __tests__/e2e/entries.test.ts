import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_VPC_ID, plainEntry, readEntries, samplable, selectStacks } from "../../e2e/entries.js";

describe("readEntries", () => {
  it("fills in what an entry leaves out", () => {
    expect(readEntries([{ dir: "a/b" }])).toEqual([plainEntry("a/b")]);
  });

  it("takes a nanokit.yml in place of a stack, under the name of its folder", () => {
    const file = { path: "examples/shop/nanokit.yml", environment: "stage" };
    const entries = readEntries([{ file: file.path }, { file: file.path, environment: "stage" }]);
    expect(entries).toEqual([
      { ...plainEntry("examples/shop"), file: { path: file.path } },
      { ...plainEntry("examples/shop"), file },
    ]);
    expect(selectStacks(entries, [], ["shop"], () => false).entries).toEqual(entries);
    expect(selectStacks(entries, [], ["examples/shop/stage"], () => false).entries).toEqual(entries.slice(1));
  });

  it("expects one mount target per zone in an existing VPC", () => {
    const [entry] = readEntries([{ dir: "a", vpc: true }]);
    expect(entry).toMatchObject({ vpcId: DEFAULT_VPC_ID, expect: { mountTargets: 2 } });
  });

  it("expects no mount targets of a file system that exists, unless told", () => {
    const existing = { dir: "a", vpc: true, existingFileSystem: "fs-0" };
    const entries = readEntries([existing, { ...existing, expect: { mountTargets: 2 } }]);
    expect(entries.map((entry) => entry.expect.mountTargets)).toEqual([undefined, 2]);
  });

  it.each([
    [{}, "not a list"],
    [["x"], "[0] is not an object"],
    [[{ vpc: true }], "has no dir and no file"],
    [[{ dir: "a", file: "b/nanokit.yml" }], "has both a dir and a file"],
    [[{ dir: "a", environment: "stage" }], "has an environment and no file"],
    [[{ made: "three-services" }], "is made by nothing: three-services"],
    [[{ made: "two-hundred-services", dir: "a" }], "is made, and has a dir or a file"],
    [[{ dir: "a", vcp: true }], "unknown keys: vcp"],
    [[{ dir: "a", variables: { n: 1 } }], "variables.n is not a string"],
    [[{ dir: "a", subnets: { "subnet-0": "public" } }], "subnets.subnet-0 is not one of"],
  ])("refuses %j", (document, problem) => {
    expect(() => readEntries(document)).toThrow(problem);
  });

  it("takes one that is made, by its name, and in no sample", () => {
    const entries = readEntries([{ dir: "a" }, { made: "two-hundred-services" }]);
    const [small, large] = entries;
    expect(large).toEqual({ ...plainEntry("e2e/two-hundred-services"), made: "two-hundred-services" });
    expect(selectStacks(entries, [], ["two-hundred-services"], () => false).entries).toEqual([large]);
    expect(selectStacks(entries, [], [], () => false).entries).toEqual(entries);
    expect(samplable(entries)).toEqual([small]);
  });

  it("takes the project's own list", () => {
    expect(() => readEntries(JSON.parse(readFileSync("e2e/stacks.json", "utf8")))).not.toThrow();
  });
});

describe("selectStacks", () => {
  const listed = readEntries([
    { dir: "specs/x/stacks/app-stage" },
    { dir: "generated/stacks/web", variables: { v: "1" } },
  ]);
  const generated = ["generated/stacks/app-stage", "generated/stacks/web"];
  const select = (...wanted: string[]) => {
    const { entries, unknown } = selectStacks(listed, generated, wanted, (dir) => dir === "elsewhere/one");
    return { dirs: entries.map(({ dir }) => dir), unknown };
  };

  it("takes each stack once; what is listed wins over what is only generated", () => {
    expect(select().dirs).toEqual(["generated/stacks/app-stage", "specs/x/stacks/app-stage", "generated/stacks/web"]);
  });

  it("finds by folder, by name, and a folder that nothing lists", () => {
    expect(select("./generated/stacks/web/").dirs).toEqual(["generated/stacks/web"]);
    expect(select("app-stage").dirs).toEqual(["generated/stacks/app-stage", "specs/x/stacks/app-stage"]);
    expect(select("elsewhere/one", "web", "generated/stacks/web").dirs).toEqual([
      "elsewhere/one",
      "generated/stacks/web",
    ]);
  });

  it("says what it does not find", () => {
    expect(select("web", "nothing").unknown).toEqual(["nothing"]);
  });
});
