import type { PolicyStatement } from "./policy.js";
import { Role } from "./role.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/**
 * The role with which ECS starts tasks: it may write to the log groups, pull from the ECR repositories and read the secrets that it is told
 * of, and nothing else. Children: those of {@link Role}.
 */
export class ExecutionRole extends Role {
  readonly #logStreams = new Set<TerraformString>();
  readonly #repositories = new Set<TerraformString>();
  readonly #parameters = new Set<TerraformString>();
  readonly #secrets = new Set<TerraformString>();
  readonly #keys = new Set<TerraformString>();

  /** Lets it open streams in a log group and write to them. */
  public grantWriteLogs(logGroupArn: TerraformString): void {
    this.#logStreams.add(template`${logGroupArn}:*`);
    this.#update();
  }

  /** Lets it pull images from an ECR repository, or from those that the ARN matches. */
  public grantPull(repositoryArn: TerraformString): void {
    this.#repositories.add(repositoryArn);
    this.#update();
  }

  /** Lets it read an SSM parameter. */
  public grantReadParameter(parameterArn: TerraformString): void {
    this.#parameters.add(parameterArn);
    this.#update();
  }

  /** Lets it read a secret in Secrets Manager. */
  public grantReadSecret(secretArn: TerraformString): void {
    this.#secrets.add(secretArn);
    this.#update();
  }

  /** Lets it decrypt with a customer's key; the keys of AWS for the two stores take no permission. */
  public grantDecrypt(keyArn: TerraformString): void {
    this.#keys.add(keyArn);
    this.#update();
  }

  #update(): void {
    this.replacePolicy([
      ...logStatements([...this.#logStreams]),
      ...pullStatements([...this.#repositories]),
      ...allow("ssm:GetParameters", this.#parameters),
      ...allow("secretsmanager:GetSecretValue", this.#secrets),
      ...allow("kms:Decrypt", this.#keys),
    ]);
  }
}

/** Source: AmazonECS developer guide, task_execution_IAM_role, "Required IAM permissions for Amazon ECS secrets". */
function allow(action: string, resources: ReadonlySet<TerraformString>): readonly PolicyStatement[] {
  return resources.size === 0 ? [] : [{ actions: [action], resources: [...resources].sort() }];
}

function logStatements(resources: readonly TerraformString[]): readonly PolicyStatement[] {
  return resources.length === 0 ? [] : [{ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources }];
}

/** Source: AmazonECR user guide, security_iam_id-based-policy-examples; GetAuthorizationToken takes no resource. */
function pullStatements(resources: readonly TerraformString[]): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [
    { actions: ["ecr:GetAuthorizationToken"], resources: [literal("*")] },
    { actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resources },
  ];
}
