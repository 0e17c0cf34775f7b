/** A policy that AWS keeps, and what of ours it allows. */
export interface ManagedPolicy {
  readonly name: string;
  /** `ec2:*` for every action of a service that the rows of types have. The lab compares with the policies as moto has them. */
  readonly covers: readonly string[];
}

/**
 * AWS's own policies by service, in the order in which they are shown. They allow far more than a stack needs, on everything in the account.
 * Source: docs.aws.amazon.com/aws-managed-policy/latest/reference. The documentation of nanokit names the first.
 */
export const MANAGED_POLICIES: readonly ManagedPolicy[] = [
  { name: "AmazonElasticFileSystemFullAccess", covers: ["elasticfilesystem:*"] },
  {
    name: "AmazonECS_FullAccess",
    covers: [
      "ecs:*",
      "application-autoscaling:DeleteScalingPolicy",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:DescribeScalableTargets",
      "application-autoscaling:DescribeScalingPolicies",
      "application-autoscaling:PutScalingPolicy",
      "application-autoscaling:RegisterScalableTarget",
      "cloudwatch:*",
    ],
  },
  { name: "AmazonEC2FullAccess", covers: ["ec2:*"] },
  { name: "CloudWatchLogsFullAccess", covers: ["logs:*"] },
  { name: "AWSCloudMapFullAccess", covers: ["servicediscovery:*"] },
  { name: "AmazonEC2ContainerRegistryFullAccess", covers: ["ecr:*"] },
  { name: "AmazonEventBridgeSchedulerFullAccess", covers: ["scheduler:*"] },
  { name: "ElasticLoadBalancingFullAccess", covers: ["elasticloadbalancing:*"] },
  { name: "AWSCertificateManagerFullAccess", covers: ["acm:*"] },
  { name: "AmazonRoute53FullAccess", covers: ["route53:*"] },
  // It passes roles by names that ours do not have, and what it allows of keys is for AWS Backup alone: both are left to the policy to add.
  { name: "AWSBackupFullAccess", covers: ["backup:*", "backup-storage:*"] },
];

/** Where the restricted policy of the documentation of nanokit begins: that is enough to make a bare file system. */
export const RESTRICTED_EFS_ACTIONS = [
  "elasticfilesystem:CreateFileSystem",
  "elasticfilesystem:CreateMountTarget",
  "elasticfilesystem:Describe*",
] as const;

/** Whether a managed policy allows an action of ours. */
export function covers({ covers: patterns }: ManagedPolicy, action: string): boolean {
  return patterns.some((one) => one === action || one === `${action.split(":")[0]}:*`);
}
