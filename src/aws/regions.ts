/** Name of a region: `eu-west-1`, `us-gov-east-1`, `ap-southeast-5`, `eusc-de-east-1`.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, all codes there. */
export const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/;

/**
 * Regions where both ECS and EFS are, as AWS's SDK has them: what is not here is misspelt, or newer than this list.
 * Source: botocore 1.43.11, endpoints.json (regions of each partition that have `ecs` and `elasticfilesystem`).
 */
export const KNOWN_REGIONS: readonly string[] = [
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1"],
  ...["ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5"],
  ...["ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1"],
  ...["eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1", "me-south-1"],
  ...["mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  ...["cn-north-1", "cn-northwest-1", "us-gov-east-1", "us-gov-west-1", "us-iso-east-1", "us-iso-west-1"],
  ...["us-isob-east-1", "eu-isoe-west-1", "us-isof-east-1", "us-isof-south-1", "eusc-de-east-1"],
];

/** Name of an Availability Zone: a region and one letter. AWS has come as far as f, and a VPC of ours has room for fourteen. Local
 * Zones (`us-west-2-lax-1a`) and Wavelength Zones do not match: they have neither EFS mount targets nor the Fargate of their region.
 * Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. */
export const ZONE = /^([a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2})([a-n])$/;

/** Region of an Availability Zone: `eu-west-1` of `eu-west-1a`. Undefined when it is no such zone. */
export function zoneRegion(zone: string): string | undefined {
  return ZONE.exec(zone)?.[1];
}

/** Letter of an Availability Zone: `a` of `eu-west-1a`. Undefined when it is no such zone. */
export function zoneLetter(zone: string): string | undefined {
  return ZONE.exec(zone)?.[2];
}

/** The last letter of the zones of each region that has more than three. Source: the same page, which has the ids of all zones. */
const LAST_ZONES: Readonly<Record<string, string>> = {
  "ap-northeast-1": "d",
  "ap-northeast-2": "d",
  "ca-central-1": "d",
  "cn-north-1": "e",
  "us-east-1": "f",
  "us-west-2": "d",
};

/** The last letter that zones of a region have, `c` of most; undefined for a region of which that is not known. */
export function lastZoneOf(region: string): string | undefined {
  if (!KNOWN_REGIONS.includes(region) || !["aws", "aws-cn", "aws-us-gov"].includes(partitionOf(region)))
    return undefined;
  return Object.hasOwn(LAST_ZONES, region) ? LAST_ZONES[region] : "c";
}

/** The part of AWS that a region lies in, as ARNs write it (`arn:aws-cn:...`).
 * Source: docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html. */
export type Partition =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f"
  | "aws-eusc";

/** First part of the region names of each partition other than `aws`. */
const partitionPrefixes: readonly (readonly [prefix: string, partition: Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eusc-", "aws-eusc"],
];

/** The partition of a region. */
export function partitionOf(region: string): Partition {
  return partitionPrefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

/**
 * Ids of the Availability Zones where Fargate runs no Linux containers. The page names, per region, the zones that it does run in:
 * ap-northeast-1 apne1-az1, az2, az4 only; us-west-1 usw1-az1, az3 only; cn-north-1 cnn1-az1, az2 only. Here are the others, to be
 * left out when zones are picked. It no longer limits ca-central-1, and never limited us-east-1.
 * Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html#linux-regions (the row of cn-north-1 as the
 * older edition of that page, AWS_Fargate.html, has it).
 */
export const FARGATE_EXCLUDED_ZONE_IDS: readonly string[] = ["apne1-az3", "cnn1-az3", "cnn1-az4", "usw1-az2"];

/** Those where it runs none for ARM64 either. Source: ECS developer guide, ecs-arm64, "Considerations". */
export const ARM64_EXCLUDED_ZONE_IDS: readonly string[] = ["use1-az3"];
