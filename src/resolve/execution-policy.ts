import { EXECUTION_ACTIONS } from "../aws/execution-actions.js";
import { ecrArn, ecrRepository, parseImageReference } from "../aws/images/reference.js";
import { logGroupName, nameScope, repositoryName } from "../aws/names.js";
import type { AccessResource, AccessStatement } from "../aws/permissions/index.js";
import { FIRST_PULL_ACTIONS, secretsReadFor } from "../aws/registry.js";
import { parameterResource, RDS_SECRET } from "../aws/secrets.js";
import type { Environment, Secret, Service } from "../model/project.js";

/** An environment, as far as the policy of an execution role goes. */
type Around = Pick<Environment, "project" | "name" | "component" | "secretsKmsKeyArn">;

/** A container of a task, as far as that policy goes. */
type Container = Pick<Service, "name" | "image" | "secrets" | "registry">;

/** A service, or a job with an image of its own under its name among them, as far as the policy goes. */
type StartedTask = Container & Pick<Service, "sidecars">;

/** What Secrets Manager puts behind the name of a secret. Source: Secrets Manager user guide, troubleshoot, "ARN". */
const RANDOM_END = "-AbCdEf";

/**
 * What ECS needs to start the tasks of a service, with ids as long as those of AWS: the policy of the service's own execution role, where it
 * has one. A test holds it to what is emitted. Of an image that is built, the repository of the stack counts: which other one a pipeline may
 * name is not known.
 */
export function executionStatements(service: StartedTask, around: Around): readonly AccessStatement[] {
  const { project, secretsKmsKeyArn } = around;
  const env = nameScope(around);
  const containers = [service, ...(service.sidecars ?? [])];
  const read = containers.flatMap(secretsReadFor);
  const logs = { service: "logs", regional: true, resource: `log-group:${logGroupName(project, env, service.name)}:*` };
  return [
    { actions: EXECUTION_ACTIONS.log, resources: [logs] },
    ...pullStatements(containers, around),
    ...statement(EXECUTION_ACTIONS.readParameters, read.filter(({ store }) => store === "ssm").map(parameter)),
    ...statement(EXECUTION_ACTIONS.readSecrets, read.filter(({ store }) => store !== "ssm").map(secret)),
    ...statement(EXECUTION_ACTIONS.decrypt, secretsKmsKeyArn && read.length > 0 ? [{ arn: secretsKmsKeyArn }] : []),
  ];
}

/** Each resource once; nothing without any. */
function statement(actions: readonly string[], resources: readonly AccessResource[]): readonly AccessStatement[] {
  const distinct = [...new Map(resources.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.length === 0 ? [] : [{ actions, resources: distinct }];
}

function pullStatements(containers: readonly Container[], around: Around): readonly AccessStatement[] {
  const repositories = (of: readonly Container[]) => of.flatMap((one) => repositoryOf(one, around) ?? []);
  const cached = containers.filter(({ registry }) => registry?.kind === "pull-through");
  const pulled = repositories(containers);
  return [
    ...statement(EXECUTION_ACTIONS.login, pulled.length > 0 ? [{ arn: "*" }] : []),
    ...statement(EXECUTION_ACTIONS.pull, pulled),
    ...statement(FIRST_PULL_ACTIONS, repositories(cached)),
  ];
}

function repositoryOf({ name, image }: Container, { project, ...environment }: Around): AccessResource | undefined {
  if (image.kind === "variable") {
    return {
      service: "ecr",
      regional: true,
      resource: `repository/${repositoryName(project, nameScope(environment), image.of ?? name)}`,
    };
  }
  const reference = parseImageReference(image.reference);
  const ecr = reference && ecrRepository(reference);
  return ecr && { arn: ecrArn(ecr) };
}

function parameter({ id }: Secret["from"]): AccessResource {
  if (id.startsWith("arn:")) return { arn: id };
  return { service: "ssm", regional: true, resource: parameterResource(id) };
}

function secret({ store, id }: Secret["from"]): AccessResource {
  if (store === "rds")
    return { service: "secretsmanager", regional: true, resource: `secret:${RDS_SECRET}${RANDOM_END}` };
  if (id.startsWith("arn:")) return { arn: id };
  return { service: "secretsmanager", regional: true, resource: `secret:${id}${RANDOM_END}` };
}
