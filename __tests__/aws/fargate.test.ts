import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fargateSizes, fitTaskSize, LARGEST_TASK } from "../../src/aws/fargate.js";

const sizes = fargateSizes();
const isLegal = (size: { cpu: number; memory: number }) =>
  sizes.some((one) => one.cpu === size.cpu && one.memory === size.memory);

describe("fargateSizes", () => {
  it("has every size of the API's table and no other", () => {
    const summary = [...new Set(sizes.map((size) => size.cpu))].map((cpu) => {
      const memory = sizes.filter((size) => size.cpu === cpu).map((size) => size.memory);
      return [cpu, memory.length, memory.at(0), memory.at(-1)];
    });
    expect(summary).toEqual([
      [256, 3, 512, 2048],
      [512, 4, 1024, 4096],
      [1024, 7, 2048, 8192],
      [2048, 13, 4096, 16384],
      [4096, 23, 8192, 30720],
      [8192, 12, 16384, 61440],
      [16384, 12, 32768, 122880],
    ]);
  });

  it("is sorted, so that the first that fits is the smallest", () => {
    const sorted = [...sizes].sort((a, b) => a.cpu - b.cpu || a.memory - b.memory);
    expect(sizes).toEqual(sorted);
  });
});

describe("fitTaskSize", () => {
  it("gives the smallest size to a request for nothing", () => {
    expect(fitTaskSize({})).toEqual({ cpu: 256, memory: 512 });
  });

  it.each([
    [{ cpu: 512 }, { cpu: 512, memory: 1024 }],
    [{ memory: 2049 }, { cpu: 512, memory: 3072 }],
    [
      { cpu: 256, memory: 512 },
      { cpu: 256, memory: 512 },
    ],
    [
      { cpu: 256.5, memory: 1 },
      { cpu: 512, memory: 1024 },
    ],
    [
      { cpu: 8192, memory: 16385 },
      { cpu: 8192, memory: 20480 },
    ],
    [
      { cpu: 4096, memory: 30721 },
      { cpu: 8192, memory: 32768 },
    ],
    [{ cpu: 16384, memory: 122880 }, LARGEST_TASK],
  ])("%o -> %o", (request, size) => {
    expect(fitTaskSize(request)).toEqual(size);
  });

  it.each([
    [{ cpu: 16385, memory: 1 }, "cpu"],
    [{ cpu: 1, memory: 122881 }, "memory"],
    [{ memory: 200000 }, "memory"],
    [{ cpu: 16385, memory: 122881 }, "both"],
  ])("%o exceeds %s", (request, exceeds) => {
    expect(fitTaskSize(request)).toEqual({ exceeds, maximum: { cpu: 16384, memory: 122880 } });
  });

  it("lands every request on a legal size not below it, and no smaller one would do (each half and whole step)", () => {
    for (let cpu = 128; cpu <= 16384; cpu += 128) {
      for (let memory = 256; memory <= 122880; memory += 512) expectSmallest(cpu, memory);
    }
  });

  it("and so for any numbers", () => {
    const cpu = fc.double({ min: 0.001, max: 16384, noNaN: true });
    const memory = fc.double({ min: 0.001, max: 122880, noNaN: true });
    fc.assert(fc.property(cpu, memory, expectSmallest));
  });
});

function expectSmallest(cpu: number, memory: number): void {
  const size = fitTaskSize({ cpu, memory });
  if ("exceeds" in size) throw new Error(`${cpu}, ${memory} was refused`);
  const smaller = sizes.find(
    (one) =>
      one.cpu >= cpu &&
      one.memory >= memory &&
      (one.cpu < size.cpu || (one.cpu === size.cpu && one.memory < size.memory)),
  );
  if (!isLegal(size) || size.cpu < cpu || size.memory < memory || smaller !== undefined) {
    expect.fail(`${cpu}, ${memory} landed on ${JSON.stringify(size)}, not on ${JSON.stringify(smaller)}`);
  }
}
