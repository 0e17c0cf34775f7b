import { describe, expect, it } from "vitest";
import { detectTools, findOnPath, type Machine, skipBanner } from "../../e2e/tools.js";

const machine = (files: string[], moto = true): Machine => ({
  isExecutable: (file) => files.includes(file),
  hasMoto: () => moto,
});

describe("findOnPath", () => {
  it("prefers the first name, then the first folder", () => {
    const there = machine(["/a/tofu", "/b/terraform", "/c/terraform"]);
    expect(findOnPath(["terraform", "tofu"], "/a:/b:/c", there)).toBe("/b/terraform");
  });

  it("does not look in the working directory for an empty entry", () => {
    expect(findOnPath(["terraform"], "::", machine(["terraform"]))).toBeUndefined();
  });
});

describe("detectTools", () => {
  const PATH = "/bin";

  it("finds terraform and moto", () => {
    expect(detectTools({ PATH }, machine(["/bin/terraform", "/bin/python3"]))).toEqual({
      kind: "found",
      tools: { terraform: "/bin/terraform", emulator: { kind: "moto", python: "/bin/python3" } },
    });
  });

  it("uses an emulator that runs, without python", () => {
    const env = { PATH, AWS_ENDPOINT_URL: "http://localhost:4566/" };
    expect(detectTools(env, machine(["/bin/tofu"], false))).toEqual({
      kind: "found",
      tools: { terraform: "/bin/tofu", emulator: { kind: "given", endpoint: "http://localhost:4566" } },
    });
  });

  it("refuses an endpoint elsewhere, whatever else is there", () => {
    const env = { PATH, AWS_ENDPOINT_URL: "https://ecs.us-east-1.amazonaws.com" };
    expect(detectTools(env, machine([]))).toMatchObject({ kind: "refused" });
  });

  it("names everything that is missing, and how to get it", () => {
    const detection = detectTools({ PATH }, machine(["/bin/python3"], false));
    if (detection.kind !== "missing") throw new Error("nothing is missing");
    expect(detection.missing.map(({ tool }) => tool)).toEqual(["terraform (or tofu)", "moto"]);
    expect(skipBanner(detection.missing)).toMatch(/SKIPPED.*NOTHING WAS TESTED[\s\S]*pip install 'moto\[server\]'/);
  });
});
