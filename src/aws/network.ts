import { zoneLetter } from "./regions.js";

/** An IPv4 range. */
export interface Cidr {
  /** The address as written, as an unsigned 32-bit number. */
  readonly address: number;
  /** Bits of the network part, 0 to 32. */
  readonly prefix: number;
  /** The range as AWS writes it: no bits set behind the prefix. */
  readonly canonical: string;
}

/** Prefix lengths of a VPC that we make: its sixteen subnets must still be /28 or larger. */
export const DEDICATED_VPC_PREFIX = { min: 16, max: 24 } as const;

/** Bits by which a subnet of a VPC that we make is smaller than the VPC: room for sixteen. */
export const SUBNET_NEW_BITS = 4;

/** The first range for a zone without a name; those before are for zones `a` to `n`. */
const PICKED_INDEX = 14;

/** Subnets that an ECS service takes. Source: AmazonECS developer guide, service-quotas. */
export const SERVICE_SUBNETS_MAX = 16;

/** Security groups that a task may carry beside its own. Source: ECS API, AwsVpcConfiguration: five in all. */
export const OTHER_SECURITY_GROUPS_MAX = 4;

const decimal = String.raw`(0|[1-9]\d{0,2})`;
const cidrText = new RegExp(String.raw`^${decimal}\.${decimal}\.${decimal}\.${decimal}/(0|[1-9]\d?)$`);

/** Reads `10.0.0.0/16`. Undefined for what is no IPv4 range: a leading zero (octal to some), a number too large, no prefix. */
export function parseCidr(text: string): Cidr | undefined {
  const numbers = cidrText.exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = numbers;
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const address = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return { address, prefix, canonical: formatCidr(firstAddress(address, prefix), prefix) };
}

/**
 * Why a text cannot be the range of a VPC that we make, in words that follow the range; undefined when it can.
 * Source: EC2 API, CreateVpc CidrBlock: a block of /16 to /28.
 */
export function cidrProblem(text: string): string | undefined {
  const cidr = parseCidr(text);
  const { min, max } = DEDICATED_VPC_PREFIX;
  if (!cidr) return "is not an IPv4 range such as 10.0.0.0/16";
  if (cidr.prefix < min) return `is larger than a VPC can be: /${min} is the largest`;
  if (cidr.prefix > max) return `is too small to split into public subnets: /${max} is the smallest`;
  if (cidr.canonical !== text) return `has bits set behind its prefix: the range is ${cidr.canonical}`;
  return undefined;
}

/** Ranges for private networks. Source: RFC 1918, section 3; RFC 6598 (100.64.0.0/10, which AWS allows in a VPC). */
export const PRIVATE_RANGES: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** Whether the whole of a range is for private networks. False for what is no range. */
export function isPrivateRange(text: string): boolean {
  const range = parseCidr(text);
  return range !== undefined && PRIVATE_RANGES.some((outer) => covers(outer, range));
}

function covers(outerText: string, inner: Cidr): boolean {
  const outer = parseCidr(outerText);
  if (outer === undefined || outer.prefix > inner.prefix) return false;
  return firstAddress(inner.address, outer.prefix) === firstAddress(outer.address, outer.prefix);
}

/** Whether all addresses of a range are in another. False for what is no range. */
export function isWithin(outer: string, inner: string): boolean {
  const range = parseCidr(inner);
  return range !== undefined && covers(outer, range);
}

/** The first `10.x.0.0/16` with no address of a VPC that has one of these ranges, /16 or smaller; undefined when all are taken. */
export function unusedRange(taken: Iterable<string>): string | undefined {
  const blocks = new Set(Array.from(taken, (cidr) => cidr.split(".", 2).join(".")));
  const free = Array.from({ length: 256 }, (_, index) => `10.${index}`).find((block) => !blocks.has(block));
  return free && `${free}.0.0/16`;
}

/**
 * The subnet number `index` of a range, smaller by `newBits` bits; what Terraform's `cidrsubnet` gives.
 * Throws a RangeError for what is no range, or has no such subnet: the caller has checked.
 */
export function subnetCidr(cidr: string, newBits: number, index: number): string {
  const range = parseCidr(cidr);
  if (range === undefined) throw new RangeError(`${cidr} is no IPv4 range`);
  const prefix = range.prefix + newBits;
  if (prefix > 32 || index < 0 || index >= 2 ** newBits) {
    throw new RangeError(`${cidr} has no subnet ${index} with ${newBits} more bits`);
  }
  return formatCidr(firstAddress(range.address, range.prefix) + index * 2 ** (32 - prefix), prefix);
}

function firstAddress(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

function formatCidr(address: number, prefix: number): string {
  return `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${prefix}`;
}

/**
 * The range of the subnet of a zone, in a VPC that we make. The VPC is cut in sixteen. Zones `a` to `n` have the first fourteen, by letter,
 * so that one more never moves another's; the last two are for zones without a name, so that naming them later makes subnets beside
 * these before they go.
 */
export function zoneSubnetCidr(cidr: string, zone: string): string {
  const index = (zoneLetter(zone)?.charCodeAt(0) ?? 0) - "a".charCodeAt(0);
  if (index < 0 || index >= PICKED_INDEX) throw new RangeError(`no range for zone ${zone}`);
  return subnetCidr(cidr, SUBNET_NEW_BITS, index);
}

/** The ranges of the two subnets in zones that Terraform picks. */
export function pickedSubnetCidrs(cidr: string): readonly [string, string] {
  return [subnetCidr(cidr, SUBNET_NEW_BITS, PICKED_INDEX), subnetCidr(cidr, SUBNET_NEW_BITS, PICKED_INDEX + 1)];
}

/** Places of private subnets, from the end of those for named zones: `a` has 13, `f` 8. So public zones `a` to `f` keep theirs. */
const FIRST_PRIVATE_INDEX = PICKED_INDEX - 1;

/** Places of the private subnets in zones that Terraform picks: before those of named zones, which are made beside them. */
const PICKED_PRIVATE_INDEX: readonly number[] = [7, 6];

/**
 * The last zone that can have a private subnet beside its public one: a private subnet for `g` would have the range of one of these. No
 * region has such a zone: see `lastZoneOf`.
 */
export const LAST_PRIVATE_ZONE = "f";

/** The range of the private subnet of a zone, in a VPC that we make. A zone more never moves another's, as with public subnets. */
function privateSubnetCidr(cidr: string, zone: string): string {
  const letter = zoneLetter(zone);
  if (letter === undefined || letter > LAST_PRIVATE_ZONE) throw new RangeError(`no private range for zone ${zone}`);
  return subnetCidr(cidr, SUBNET_NEW_BITS, FIRST_PRIVATE_INDEX - (letter.charCodeAt(0) - "a".charCodeAt(0)));
}

/** The ranges of private subnets by zone: by its name, or by `first` and `second` where Terraform picks. */
export function privateRanges(vpc: {
  readonly cidr: string;
  readonly zones: readonly string[];
}): readonly (readonly [zone: string, range: string])[] {
  if (vpc.zones.length > 0) return vpc.zones.map((zone) => [zone, privateSubnetCidr(vpc.cidr, zone)]);
  return ["first", "second"].map((key, index) => [
    key,
    subnetCidr(vpc.cidr, SUBNET_NEW_BITS, PICKED_PRIVATE_INDEX[index] ?? 0),
  ]);
}
