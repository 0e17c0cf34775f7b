import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEDICATED_VPC_PREFIX,
  isPrivateRange,
  isWithin,
  parseCidr,
  SUBNET_NEW_BITS,
  subnetCidr,
  unusedRange,
} from "../../src/aws/network.js";

/** The longest prefix of a subnet. Source: botocore ec2 CreateSubnetRequest, CidrBlock. */
const SUBNET_PREFIX_MAX = 28;

/** The first and the last address of a range. */
function bounds(range: string): readonly [number, number] {
  const [address = "", prefix = ""] = range.split("/");
  const size = 2 ** (32 - Number(prefix));
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / size) * size;
  return [first, first + size - 1];
}

function holds(outer: string, inner: string): boolean {
  const [first, last] = bounds(outer);
  const [from, to] = bounds(inner);
  return first <= from && to <= last;
}

const byte = fc.nat(255);
const cidr = fc
  .tuple(byte, byte, byte, byte, fc.nat(32))
  .map(([a, b, c, d, prefix]) => ({ text: `${a}.${b}.${c}.${d}/${prefix}`, prefix }));

describe("parseCidr", () => {
  it("reads the address, the prefix and the canonical form", () => {
    expect(parseCidr("10.1.2.3/16")).toEqual({ address: 0x0a010203, prefix: 16, canonical: "10.1.0.0/16" });
    expect(parseCidr("255.255.255.255/32")).toEqual({
      address: 0xffffffff,
      prefix: 32,
      canonical: "255.255.255.255/32",
    });
    expect(parseCidr("255.1.1.1/0")?.canonical).toBe("0.0.0.0/0");
  });

  it.each(["", "10.0.0.0", "10.0.0/16", "10.0.0.0/33", "256.0.0.0/8", "010.0.0.0/8", "10.0.0.0/08", "::/0"])(
    "%o is no IPv4 range",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it.each([" 10.0.0.0/8", "10.0.0.0/8\n", "10.0.0.0/-1", "10.0.0.0/ 8", "a.b.c.d/8", "10.0.0.0.0/8", "10.0.0.999/8"])(
    "%o is no IPv4 range either",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it("gives a canonical form that is its own, and that holds the range", () => {
    fc.assert(
      fc.property(cidr, ({ text, prefix }) => {
        const parsed = parseCidr(text);
        const canonical = parsed?.canonical ?? "";
        expect(parsed?.prefix).toBe(prefix);
        expect(parseCidr(canonical)?.canonical).toBe(canonical);
        expect(bounds(canonical)).toEqual(bounds(text));
      }),
    );
  });
});

describe("isPrivateRange", () => {
  it.each(["10.0.0.0/8", "10.255.0.0/16", "172.16.0.0/12", "172.31.0.0/16", "192.168.7.0/24", "100.64.0.0/10"])(
    "%s is private",
    (text) => {
      expect(isPrivateRange(text)).toBe(true);
    },
  );

  it.each([
    "8.8.8.0/24",
    "10.0.0.0/7",
    "172.32.0.0/16",
    "172.0.0.0/8",
    "192.169.0.0/16",
    "100.128.0.0/16",
    "0.0.0.0/0",
    "x",
  ])("%s is not", (text) => {
    expect(isPrivateRange(text)).toBe(false);
  });
});

describe("subnetCidr", () => {
  it("does what Terraform's cidrsubnet does", () => {
    expect(subnetCidr("10.0.0.0/16", 4, 0)).toBe("10.0.0.0/20");
    expect(subnetCidr("10.0.0.0/16", 4, 15)).toBe("10.0.240.0/20");
    expect(subnetCidr("10.0.0.9/16", 8, 1)).toBe("10.0.1.0/24");
    expect(subnetCidr("255.255.255.0/24", 8, 255)).toBe("255.255.255.255/32");
    expect(subnetCidr("0.0.0.0/0", 1, 1)).toBe("128.0.0.0/1");
  });

  it.each([
    ["10.0.0.0/16", 4, 16],
    ["10.0.0.0/16", 4, -1],
    ["10.0.0.0/30", 4, 0],
    ["nonsense", 4, 0],
  ])("throws for %s + %d, number %d: the caller has checked", (range, newBits, index) => {
    expect(() => subnetCidr(range, newBits, index)).toThrow(RangeError);
  });

  it("splits every VPC that we make into sixteen canonical subnets that lie in it, apart, and are such as AWS takes", () => {
    const vpc = fc
      .tuple(byte, byte, byte, fc.integer(DEDICATED_VPC_PREFIX))
      .map(([a, b, c, bits]) => `${a}.${b}.${c}.0/${bits}`);
    fc.assert(
      fc.property(vpc, (range) => {
        const subnets = Array.from({ length: 2 ** SUBNET_NEW_BITS }, (_, index) =>
          subnetCidr(range, SUBNET_NEW_BITS, index),
        );
        for (const [index, subnet] of subnets.entries()) {
          expect(parseCidr(subnet)?.canonical).toBe(subnet);
          expect(holds(range, subnet)).toBe(true);
          expect(parseCidr(subnet)?.prefix).toBeLessThanOrEqual(SUBNET_PREFIX_MAX);
          expect(subnets.slice(index + 1).some((other) => holds(subnet, other))).toBe(false);
        }
      }),
    );
  });
});

describe("unusedRange", () => {
  const block = fc.nat({ max: 255 });
  const sized = fc.integer(DEDICATED_VPC_PREFIX);
  const vpc = fc.tuple(fc.constantFrom(10, 172), block, sized).map(([a, b, prefix]) => `${a}.${b}.0.0/${prefix}`);

  it("has no address of any VPC", () => {
    fc.assert(
      fc.property(fc.array(vpc, { maxLength: 400 }), (taken) => {
        const unused = unusedRange(taken);
        if (unused === undefined) return new Set(taken.filter((cidr) => isWithin("10.0.0.0/8", cidr))).size >= 256;
        return taken.every((cidr) => !isWithin(unused, cidr));
      }),
    );
  });

  it("is the first, and none when all are taken", () => {
    const all = Array.from({ length: 256 }, (_, index) => `10.${index}.0.0/20`);
    expect(unusedRange(["10.0.0.0/16", "10.2.0.0/24", "10.10.0.0/16"])).toBe("10.1.0.0/16");
    expect(unusedRange(all)).toBeUndefined();
    expect(unusedRange(all.slice(0, -1))).toBe("10.255.0.0/16");
  });
});
