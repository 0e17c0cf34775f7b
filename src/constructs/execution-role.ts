import type { Construct } from "constructs";
import { EXECUTION_ACTIONS } from "../aws/execution-actions.js";
import { FIRST_PULL_ACTIONS } from "../aws/registry.js";
import type { PolicyStatement } from "./policy.js";
import { ImportedRole, type ImportedRoleProps, type IRole, Role, type RoleProps } from "./role.js";
import { code, evaluated, quotedTemplates, type TerraformCode } from "./terraform-code.js";
import { literal, type TerraformString, template } from "./terraform-string.js";

/** A role with which ECS starts tasks, made here or elsewhere. */
export interface IExecutionRole extends IRole {
  /** Lets it open streams in a log group and write to them. */
  grantWriteLogs(logGroupArn: TerraformString): void;
  /** Lets it pull images from an ECR repository, or from those that the ARN matches. */
  grantPull(repositoryArn: TerraformString): void;
  /** Lets it have a pull-through cache fetch an image into a repository of ECR, and make that, when the image is first pulled. */
  grantFirstPull(repositoryArn: TerraformString): void;
  /** Lets it read an SSM parameter. */
  grantReadParameter(parameterArn: TerraformString): void;
  /** Lets it read a secret in Secrets Manager. */
  grantReadSecret(secretArn: TerraformString): void;
  /** Lets it decrypt with a customer's key. */
  grantDecrypt(keyArn: TerraformString): void;
}

/** Props of {@link ExecutionRole}. */
export interface ExecutionRoleProps extends RoleProps {
  /**
   * ARN of all log groups of the tasks that it is for, with a `*`: its policy stays as long as it is with any number of them.
   * @default each group that it is told of
   */
  readonly logGroups?: TerraformString;
}

/**
 * The role with which ECS starts tasks: it may write to the log groups, pull from the ECR repositories and read the secrets that it is told
 * of, and nothing else. Children: those of {@link Role}.
 */
export class ExecutionRole extends Role implements IExecutionRole {
  /** A role made elsewhere: nothing of it is changed, so it has to allow already what is granted to it. */
  public static override fromRoleArn(props: ImportedRoleProps): IExecutionRole {
    return new ImportedExecutionRole(props);
  }

  readonly #logGroups: TerraformString | undefined;
  readonly #logStreams = new Set<TerraformString>();
  readonly #repositories = new Set<TerraformString>();
  readonly #caches = new Set<TerraformString>();
  readonly #parameters = new Set<TerraformString>();
  readonly #secrets = new Set<TerraformString>();
  readonly #keys = new Set<TerraformString>();
  #foundRepositories: TerraformCode | undefined;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id, props);
    this.#logGroups = props.logGroups;
    if (props.logGroups !== undefined) this.#logStreams.add(template`${props.logGroups}:*`);
    if (props.logGroups !== undefined) this.#update();
  }

  /** Lets it open streams in a log group and write to them. */
  public grantWriteLogs(logGroupArn: TerraformString): void {
    if (this.#logGroups !== undefined) return;
    this.#logStreams.add(template`${logGroupArn}:*`);
    this.#update();
  }

  /** Lets it pull images from an ECR repository, or from those that the ARN matches. */
  public grantPull(repositoryArn: TerraformString): void {
    this.#repositories.add(repositoryArn);
    this.#update();
  }

  /** Lets it have a pull-through cache fetch an image into a repository of ECR, and make that, when the image is first pulled. */
  public grantFirstPull(repositoryArn: TerraformString): void {
    this.#caches.add(repositoryArn);
    this.grantPull(repositoryArn);
  }

  /** Lets it pull from those repositories, too, that are found when Terraform plans: expressions of lists of ARNs, with commas between. */
  public grantPullFound(repositoryArns: TerraformCode): void {
    this.#foundRepositories = repositoryArns;
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

  get #pulledFrom(): readonly TerraformString[] | TerraformString {
    const told = [...this.#repositories];
    const found = this.#foundRepositories;
    return found === undefined ? told : evaluated(code`distinct(concat(${quotedTemplates(told)}, ${found}))`);
  }

  #update(): void {
    this.replacePolicy([
      ...logStatements([...this.#logStreams]),
      ...pullStatements(this.#pulledFrom),
      ...allow(FIRST_PULL_ACTIONS, this.#caches),
      ...allow(EXECUTION_ACTIONS.readParameters, this.#parameters),
      ...allow(EXECUTION_ACTIONS.readSecrets, this.#secrets),
      ...allow(EXECUTION_ACTIONS.decrypt, this.#keys),
    ]);
  }
}

class ImportedExecutionRole extends ImportedRole implements IExecutionRole {
  public grantWriteLogs(): void {}
  public grantPull(): void {}
  public grantFirstPull(): void {}
  public grantReadParameter(): void {}
  public grantReadSecret(): void {}
  public grantDecrypt(): void {}
}

/** Source: AmazonECS developer guide, task_execution_IAM_role, "Required IAM permissions for Amazon ECS secrets". */
function allow(actions: readonly string[], resources: ReadonlySet<TerraformString>): readonly PolicyStatement[] {
  return resources.size === 0 ? [] : [{ actions, resources: [...resources].sort() }];
}

function logStatements(resources: readonly TerraformString[]): readonly PolicyStatement[] {
  return resources.length === 0 ? [] : [{ actions: EXECUTION_ACTIONS.log, resources }];
}

function pullStatements(resources: readonly TerraformString[] | TerraformString): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [
    { actions: EXECUTION_ACTIONS.login, resources: [literal("*")] },
    { actions: EXECUTION_ACTIONS.pull, resources },
  ];
}
