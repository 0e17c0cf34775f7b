import { describe, expect, it } from "vitest";
import { FARGATE_EXCLUDED_ZONE_IDS, partitionOf, REGION, ZONE, zoneLetter, zoneRegion } from "../../src/aws/regions.js";

const regions = [
  ["us-east-1", "aws"],
  ["eu-central-2", "aws"],
  ["ap-southeast-7", "aws"],
  ["mx-central-1", "aws"],
  ["il-central-1", "aws"],
  ["us-gov-west-1", "aws-us-gov"],
  ["cn-north-1", "aws-cn"],
  ["us-iso-east-1", "aws-iso"],
  ["us-isob-east-1", "aws-iso-b"],
  ["eusc-de-east-1", "aws-eusc"],
] as const;

describe("regions", () => {
  it.each(regions)("%s lies in %s, and its zones are told apart", (region, partition) => {
    expect(region).toMatch(REGION);
    expect(partitionOf(region)).toBe(partition);
    expect(`${region}a`).toMatch(ZONE);
    expect(zoneRegion(`${region}c`)).toBe(region);
    expect(zoneLetter(`${region}c`)).toBe("c");
  });

  it.each(["", "eu-west", "EU-WEST-1", "eu_west_1", "eu-west-1a", "Ireland", "eu-west-1 ", "eu-west-1\n"])(
    "%o is no region",
    (text) => {
      expect(text).not.toMatch(REGION);
    },
  );

  it.each(["eu-west-1", "us-west-2-lax-1a", "us-east-1-wl1-bos-wlz-1", "euw1-az1", "eu-west-1A", "eu-west-1ab", "a"])(
    "%o is no Availability Zone",
    (text) => {
      expect(zoneRegion(text)).toBeUndefined();
      expect(zoneLetter(text)).toBeUndefined();
    },
  );

  it("lists zone ids, sorted", () => {
    expect(FARGATE_EXCLUDED_ZONE_IDS).toEqual([...FARGATE_EXCLUDED_ZONE_IDS].sort());
    for (const id of FARGATE_EXCLUDED_ZONE_IDS) expect(id).toMatch(/^[a-z]+\d-az\d$/);
  });
});
