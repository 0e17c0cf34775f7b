import type { PolicyStatement } from "./policy.js";
import { Role } from "./role.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/**
 * The role with which ECS starts tasks: it may write to the log groups and pull from the ECR repositories that it is told of, and
 * nothing else. Children: those of {@link Role}.
 */
export class ExecutionRole extends Role {
  readonly #logStreams = new Set<TerraformString>();
  readonly #repositories = new Set<TerraformString>();

  /** Lets it open streams in a log group and write to them. */
  public grantWriteLogs(logGroupArn: TerraformString): void {
    this.#logStreams.add(expression(`${logGroupArn}:*`));
    this.#update();
  }

  /** Lets it pull images from an ECR repository, or from those that the ARN matches. */
  public grantPull(repositoryArn: TerraformString): void {
    this.#repositories.add(repositoryArn);
    this.#update();
  }

  #update(): void {
    this.replacePolicy([...logStatements([...this.#logStreams]), ...pullStatements([...this.#repositories])]);
  }
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
