/** Id of an Elastic IP address as AWS writes it. Source: EC2 API, AllocateAddress. */
export const ALLOCATION_ID = /^eipalloc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** How many NAT gateways there are: none, one in the first zone for all, or one in each zone. */
export type NatMode = "none" | "single" | "per-zone";

/** Hours of a month, as AWS's own calculator counts them. */
const HOURS = 730;

/** US dollars in us-east-1. Source: aws.amazon.com/vpc/pricing and aws.amazon.com/privatelink/pricing, in April 2026. */
export const PRICES = {
  /** An hour of a NAT gateway, with the public address that it has. */
  natGatewayHour: 0.045 + 0.005,
  /** A gigabyte through a NAT gateway, in either direction. */
  natGatewayGigabyte: 0.045,
  /** An hour of an interface endpoint in one zone. Gateway endpoints cost nothing. */
  endpointHour: 0.01,
  /** A gigabyte through an interface endpoint. */
  endpointGigabyte: 0.01,
} as const;

/** What something costs in a month, in US dollars as one writes them: `36.50`. */
export function monthly(hour: number, count = 1): string {
  return (hour * HOURS * count).toFixed(2);
}
