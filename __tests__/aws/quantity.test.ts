import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCpu, parseMemory } from "../../src/aws/quantity.js";

describe("parseCpu", () => {
  it.each([
    [0.5, 512],
    [2, 2048],
    [0.1, 102.4],
    ["0.5", 512],
    [".5", 512],
    ["2.0", 2048],
    [" 0.5 vCPU ", 512],
    ["1vcpu", 1024],
    ["2 VCPUs", 2048],
    ["1 cpu", 1024],
    ["500m", 512],
    ["250 m", 256],
    ["1500m", 1536],
  ])("%o is %d units", (value, units) => {
    expect(parseCpu(value)).toBe(units);
  });

  it.each([
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_VALUE,
    "",
    " ",
    "0",
    "-1",
    "+1",
    "500M",
    "1e3",
    "0x10",
    "1,5",
    "m",
    "half",
    "1 vcpu 2",
    "1.",
    "256 units",
    `1${"0".repeat(400)}`,
  ])("%o is not understood", (value) => {
    expect(parseCpu(value)).toBeUndefined();
  });

  it("reads a number and its text alike", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (thousandths) => {
        const vcpus = thousandths / 1000;
        expect(parseCpu(String(vcpus))).toBe(parseCpu(vcpus));
        expect(parseCpu(`${vcpus} vCPU`)).toBe(parseCpu(vcpus));
        expect(parseCpu(`${thousandths}m`)).toBe(parseCpu(vcpus));
      }),
    );
  });
});

describe("parseMemory", () => {
  it.each([
    ["512mb", 512],
    ["1gb", 1024],
    ["20Gi", 20480],
    ["1.5 GB", 1536],
    ["1g", 1024],
    ["2GiB", 2048],
    ["512M", 512],
    ["512Mi", 512],
    ["512 MiB", 512],
    ["1048576b", 1],
    ["1024k", 1],
    ["1024KB", 1],
    ["1024KiB", 1],
    ["1024Ki", 1],
    ["1t", 1048576],
    ["1Ti", 1048576],
    [".5g", 512],
  ])("%s is %d MiB", (text, mib) => {
    expect(parseMemory(text)).toBe(mib);
  });

  it.each(["", "512", "512.5", "mb", "0mb", "0.0gb", "-1gb", "1 g b", "1pb", "1gbs", "1e3mb", "1,5gb", "bi", "1bib"])(
    "%o is not understood",
    (text) => {
      expect(parseMemory(text)).toBeUndefined();
    },
  );

  it("does not mind letter case or space", () => {
    const unit = fc.constantFrom("b", "k", "kb", "kib", "ki", "m", "mb", "mib", "mi", "g", "gb", "gib", "gi");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), unit, fc.nat(3), (amount, one, spaces) => {
        const written = `${amount}${" ".repeat(spaces)}`;
        expect(parseMemory(written + one.toUpperCase())).toBe(parseMemory(amount + one));
        expect(parseMemory(amount + one)).toBeGreaterThan(0);
      }),
    );
  });
});
