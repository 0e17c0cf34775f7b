/** How much AWS takes of something unless it raises that on request: a quota that one stack can reach. */
export interface RaisableQuota {
  readonly max: number;
  /** What is counted: "roles in an account". */
  readonly of: string;
  readonly raised: true;
  /** The quota and its service, as Service Quotas calls them. */
  readonly name: string;
  readonly service: string;
  readonly source: string;
}

const ELB = 'Elastic Load Balancing, Application Load Balancers, "Quotas"';
const VPC = "VPC user guide, amazon-vpc-limits";

/** By a short name. Rules and names of hosts have findings of their own: `RULES_MAX` and `CERTIFICATE` in load-balancer.ts. */
export const QUOTAS = {
  roles: {
    max: 1000,
    of: "roles in an account",
    raised: true,
    name: "Roles per account",
    service: "IAM",
    source: "IAM user guide, reference_iam-quotas",
  },
  services: {
    max: 5000,
    of: "services in a cluster",
    raised: true,
    name: "Services per cluster",
    service: "Amazon ECS",
    source: "ECS developer guide, service-quotas",
  },
  accessPoints: {
    max: 10_000,
    of: "access points of a file system",
    raised: true,
    name: "Number of access points for each file system",
    service: "Amazon EFS",
    source: "EFS user guide, limits; botocore efs, AccessPointLimitExceeded",
  },
  securityGroups: {
    max: 2500,
    of: "security groups in a region",
    raised: true,
    name: "VPC security groups per Region",
    service: "Amazon VPC",
    source: VPC,
  },
  securityGroupRules: {
    max: 60,
    of: "rules of a security group in one direction",
    raised: true,
    name: "Inbound or outbound rules per security group",
    service: "Amazon VPC",
    source: VPC,
  },
  networkInterfaces: {
    max: 5000,
    of: "network interfaces in a region (one for each task)",
    raised: true,
    name: "Network interfaces per Region",
    service: "Amazon VPC",
    source: VPC,
  },
  targets: {
    max: 1000,
    of: "targets of a load balancer (one for each published task)",
    raised: true,
    name: "Targets per Application Load Balancer",
    service: "Elastic Load Balancing",
    source: ELB,
  },
  instances: {
    max: 2000,
    of: "instances in a namespace (one for each task that others find by name)",
    raised: true,
    name: "Instances per namespace",
    service: "AWS Cloud Map",
    source: "Cloud Map developer guide, cloud-map-limits",
  },
} as const satisfies Readonly<Record<string, RaisableQuota>>;

/**
 * vCPUs of tasks that run at the same time in a region, of each kind of capacity. What a new account has, which AWS raises by itself as it is
 * used, and on request. Source: ECS developer guide, service-quotas, "AWS Fargate service quotas".
 */
export const FARGATE_VCPUS = {
  max: 6,
  onDemand: "Fargate On-Demand vCPU resource count",
  spot: "Fargate Spot vCPU resource count",
} as const;
