/**
 * What ECS does when it starts tasks, and the role for it has to allow.
 * Sources: AmazonECS developer guide, task_execution_IAM_role; AmazonECR user guide, security_iam_id-based-policy-examples: a login takes no
 * resource.
 */
export const EXECUTION_ACTIONS = {
  log: ["logs:CreateLogStream", "logs:PutLogEvents"],
  login: ["ecr:GetAuthorizationToken"],
  pull: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  readParameters: ["ssm:GetParameters"],
  readSecrets: ["secretsmanager:GetSecretValue"],
  decrypt: ["kms:Decrypt"],
} as const;
