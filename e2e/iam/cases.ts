import type { StackEntry } from "../entries.js";

/** A stack to take through its life, and what exists before it. */
export interface IamCase {
  /** The folder below e2e/iam with nanokit.yml and nanokit.changed.yml. */
  readonly name: string;
  readonly needs: Partial<StackEntry>;
  /** A file of the folder whose stack is applied before, as another repository's. @default none */
  readonly after?: string;
}

const VPC = "vpc-0123456789abcdef0";

/** Stacks that together hold every type of resource and data source; a test says so. */
export const iamCases: readonly IamCase[] = [
  {
    name: "own-vpc",
    needs: {
      hostedZone: "example.com",
      webAcls: ["arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"],
      buckets: ["acme-flow-logs"],
      secrets: ["nanokit/lab/stage/web", "shop/db", "shop/other"],
      variables: { web_image_tag: "1.0.0" },
    },
  },
  {
    name: "existing-vpc",
    needs: { vpcId: VPC, cluster: "platform", securityGroup: "sg-0123456789abcdef0", loadBalancer: "arn" },
  },
  {
    name: "existing-file-system",
    needs: {
      vpcId: VPC,
      existingFileSystem: "fs-0123456789abcdef0",
      securityGroup: "sg-0123456789abcdef0",
      certificate: "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef",
      otherCertificates: ["arn:aws:acm:us-east-1:123456789012:certificate/12345678-9abc-def0-1234-56789abcdef0"],
    },
  },
  {
    name: "company",
    needs: {
      hostedZone: "example.com",
      hostedZoneId: "Z0123456789ABCDEFGHIJ",
      hostedZoneAccounts: ["210987654321"],
      variables: { web_image_tag: "1.0.0" },
    },
  },
  { name: "component", needs: {}, after: "primary.yml" },
];

/** The folder of the cases, relative to the project. */
export const CASES_FOLDER = "e2e/iam";

/** A version of a case, as the harness takes stacks. */
export function entryOf({ name, needs }: IamCase, version: string): StackEntry {
  const dir = `${CASES_FOLDER}/${name}`;
  return {
    dir,
    file: { path: `${dir}/${version}` },
    variables: {},
    subnets: {},
    expect: { environment: {} },
    ...needs,
  };
}
