import { describe, expect, it } from "vitest";
import { parseOptions } from "../../e2e/options.js";

describe("parseOptions", () => {
  it("tests everything by default", () => {
    expect(parseOptions([])).toEqual({
      ok: true,
      options: { stacks: [], require: false, jobs: 6, help: false, seed: "" },
    });
  });

  it("takes stacks and flags in any order", () => {
    const options = { stacks: ["a", "b"], require: true, jobs: 4, help: false, seed: "" };
    expect(parseOptions(["a", "--require", "b", "--jobs", "4"])).toEqual({ ok: true, options });
  });

  it("takes a sample and its seed", () => {
    const { options } = parseOptions(["--sample", "12", "--seed", "a1b2"]) as { options: object };
    expect(options).toMatchObject({ stacks: [], sample: 12, seed: "a1b2" });
    expect(parseOptions(["--sample", "some"])).toMatchObject({ ok: false });
  });

  it.each([[["--jobs", "0"]], [["--jobs", "many"]], [["--jobs=-1"]], [["--nothing"]]])("refuses %s", (args) => {
    expect(parseOptions(args)).toMatchObject({ ok: false });
  });
});
