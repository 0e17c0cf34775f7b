/**
 * Bytes of a task definition as it is registered, without white space. Source: ECS developer guide, service-quotas ("Task definition size",
 * 64 KB); the error of RegisterTaskDefinition is "Actual length: '66420'. Max allowed length is '65536' bytes."
 * (awsdocs/amazon-ecs-developer-guide, pull request 149).
 */
export const TASK_DEFINITION_BYTES_MAX = 65_536;

/** Containers of a task definition. Source: ECS developer guide, service-quotas ("Containers per task definition", not adjustable). */
export const CONTAINERS_MAX = 10;
