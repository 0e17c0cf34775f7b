import { describe, expect, it } from "vitest";
import { RESOURCES } from "../../src/aws/types/index.js";

describe("what a later version of the provider changes in place", () => {
  it.each(Object.entries(RESOURCES))(
    "was replaced by %s before",
    (_, { forceNew, forceNewWhole = [], inPlaceSince = {} }) => {
      const replaced = [...forceNew, ...forceNewWhole];
      expect(Object.keys(inPlaceSince).filter((name) => !replaced.includes(name))).toEqual([]);
      expect(Object.values(inPlaceSince).filter((version) => !/^6\.\d+\.\d+$/.test(version))).toEqual([]);
    },
  );
});
