import { describe, expect, it } from "vitest";
import { obviousCorrection } from "../../src/schema/typo.js";

describe("obviousCorrection", () => {
  it.each([
    ["regoin", ["region", "provider"], "region"],
    ["instnces", ["instances"], "instances"],
    ["instnce", ["instances"], "instances"],
    ["dependsOn", ["depends_on"], "depends_on"],
    ["UPDATE-STRATEGY", ["updateStrategy"], "updateStrategy"],
    ["env_", ["env"], "env"],
    ["port", ["ports", "sports"], "ports"],
    ["worker1x", ["worker1", "worker2"], "worker1"],
  ])("takes %s, of %j, for %s", (word, candidates, meant) => {
    expect(obviousCorrection(word, candidates)).toBe(meant);
  });

  it.each([
    ["a short word is near to many", "asw", ["aws"]],
    ["a letter too much is too much in a word of three", "gids", ["gid"]],
    ["two letters are too many in a short word", "prto", ["path"]],
    ["three letters are too many", "instncees_", ["instances_of"]],
    ["another digit is another name", "worker2", ["worker1"]],
    ["two are as near", "guid", ["uid", "gid"]],
    ["a word too short to be fixed is as near", "apid", ["api", "apis"]],
    ["there is nothing", "region", []],
  ])("takes nothing when %s", (_why, word, candidates) => {
    expect(obviousCorrection(word, candidates)).toBeUndefined();
  });
});
