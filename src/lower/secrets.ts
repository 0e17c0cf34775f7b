import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret/index.js";
import { Construct } from "constructs";
import { imageJobTasks } from "../aws/image-jobs.js";
import { secretsReadFor } from "../aws/registry.js";
import { hasExecutionRole } from "../aws/role-names.js";
import { parameterResource } from "../aws/secrets.js";
import { addressOf } from "../constructs/address.js";
import type { ContainerProps } from "../constructs/container.js";
import { forEachOf } from "../constructs/for-each.js";
import { code, evaluated, quoted } from "../constructs/terraform-code.js";
import { literal, type TerraformString, template } from "../constructs/terraform-string.js";
import type { Environment, Secret, Service } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import type { Databases } from "./databases.js";
import type { ExecutionRoles } from "./execution-roles.js";

/** Whom {@link lowerSecrets} lets read, and where. */
export interface SecretReader {
  readonly caller: CallerFacts;
  readonly executionRoles: ExecutionRoles;
  /** Those that AWS runs. @default none */
  readonly databases?: Databases;
}

type Container = Pick<Service, "secrets" | "registry">;

/** A service, or a job with an image of its own, as far as the secrets of its containers go. */
type Started = Container & Pick<Service, "name" | "sidecars">;

/** What containers are told of secrets. */
export interface LoweredSecrets {
  /** Those that are variables, and the login to the registry of its image. */
  readonly of: (container: Container) => Pick<ContainerProps, "secrets" | "repositoryCredentials">;
  /** What writes files has all that it is given as variables. */
  readonly ofFiles: (secrets: readonly Secret[]) => Required<Pick<ContainerProps, "secrets">>;
}

/**
 * Lets ECS read the secrets of each service, and of each job with an image of its own, for it alone, and says how containers refer to them. A secret in Secrets Manager that is given by name is
 * looked up when Terraform plans, as ECS wants its full ARN; none of its values is read. Parameters are not looked up: that would put their
 * values into the state.
 */
export function lowerSecrets(stack: Construct, environment: Environment, reader: SecretReader): LoweredSecrets {
  const tasks: readonly Started[] = [...environment.services, ...imageJobTasks(environment.cronJobs)];
  const arns = new SecretArns(stack, tasks.flatMap(containersOf).flatMap(secretIdsOf), reader);
  const { secretsKmsKeyArn } = environment;
  for (const task of tasks) {
    const read = containersOf(task).flatMap(secretsReadFor);
    if (read.length === 0) continue;
    const role = reader.executionRoles.of(task.name);
    for (const { store, id } of read) {
      if (store === "ssm") role.grantReadParameter(arns.ofParameter(id));
      else if (store === "rds") role.grantReadSecret(arns.ofDatabase(id));
      else role.grantReadSecret(arns.ofSecret(id));
    }
    if (secretsKmsKeyArn !== undefined && hasExecutionRole(task)) role.grantDecrypt(literal(secretsKmsKeyArn));
  }
  const ofFiles: LoweredSecrets["ofFiles"] = (secrets) => ({
    secrets: secrets.map(({ name, from }) => ({ name: literal(name), valueFrom: valueFrom(from, arns) })),
  });
  return {
    ofFiles,
    of: ({ secrets = [], registry }) => ({
      ...ofFiles(secrets.filter(({ file }) => file === undefined)),
      ...(registry?.kind === "login" && { repositoryCredentials: arns.ofSecret(registry.secret) }),
    }),
  };
}

/** The containers of a task that may have secrets of their own. */
function containersOf(task: Started): readonly Container[] {
  return [task, ...(task.sidecars ?? [])];
}

/** The secrets in Secrets Manager that a container refers to, by name or ARN. */
function secretIdsOf(container: Container): readonly string[] {
  return secretsReadFor(container).flatMap(({ store, id }) => (store === "secretsmanager" ? [id] : []));
}

/** A parameter by what the file calls it; a secret by its ARN, with `:<key>::` for one key of its JSON. */
function valueFrom(from: Secret["from"], arns: SecretArns): TerraformString {
  if (from.store === "ssm") return literal(from.id);
  if (from.store === "rds") return template`${arns.ofDatabase(from.id)}:password::`;
  const arn = arns.ofSecret(from.id);
  return from.jsonKey === undefined ? arn : template`${arn}:${literal(from.jsonKey)}::`;
}

class SecretArns {
  readonly #caller: CallerFacts;
  readonly #databases: Databases | undefined;
  readonly #byName: DataAwsSecretsmanagerSecret | undefined;

  constructor(stack: Construct, ids: readonly string[], { caller, databases }: SecretReader) {
    this.#caller = caller;
    this.#databases = databases;
    const names = [...new Set(ids.filter((id) => !isArn(id)))].sort();
    this.#byName = names.length > 0 ? lookUp(new Construct(stack, "secrets"), names) : undefined;
  }

  ofParameter(id: string): TerraformString {
    if (isArn(id)) return literal(id);
    const { partition, region, accountId } = this.#caller;
    return template`arn:${partition}:ssm:${region}:${accountId}:${literal(parameterResource(id))}`;
  }

  /** That of the password that RDS makes. */
  ofDatabase(database: string): TerraformString {
    const found = this.#databases?.get(database);
    if (!found) throw new Error(`no database is called ${database}`);
    return found.secretArn;
  }

  ofSecret(id: string): TerraformString {
    if (isArn(id)) return literal(id);
    if (!this.#byName) throw new Error(`no secret is called ${id}`);
    return evaluated(code`${addressOf(this.#byName)}[${quoted(id)}].arn`);
  }
}

function lookUp(scope: Construct, names: readonly string[]): DataAwsSecretsmanagerSecret {
  const secret = new DataAwsSecretsmanagerSecret(scope, "by-name", { name: "${each.key}" });
  secret.addOverride("for_each", forEachOf(names.map(literal)));
  return secret;
}

function isArn(id: string): boolean {
  return id.startsWith("arn:");
}
