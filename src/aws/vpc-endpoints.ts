import { pulledByEndpoint } from "./images/reference.js";
import type { Permission } from "./permissions/index.js";
import { type Partition, partitionOf } from "./regions.js";
import type { Registry } from "./registry.js";

/** A VPC endpoint, as Terraform and nanokit-tf call it: the name of its service with `_` between its parts. */
export type EndpointId =
  | "dynamodb"
  | "ecr_api"
  | "ecr_dkr"
  | "ecs_agent"
  | "logs"
  | "s3"
  | "secretsmanager"
  | "sns"
  | "sqs"
  | "ssm"
  | "ssmmessages";

/** A service of AWS that tasks reach within their VPC. */
export interface VpcEndpoint {
  /** What stands behind `com.amazonaws.<region>.` in its name. */
  readonly service: string;
  /** An interface has an address in each zone and is paid for by the hour; a gateway is a route, and costs nothing. */
  readonly kind: "interface" | "gateway";
  /** What a task needs it for. */
  readonly use: string;
}

/**
 * What tasks on Fargate may need, and for what. They need none of ECS itself but the one by which Service Connect is managed, and none of
 * EFS: the endpoint `elasticfilesystem` is for its API alone, while mounting goes to the mount targets, which are in the VPC. The credentials
 * of the task's role, by which an access point is mounted, come from an address of the task itself.
 *
 * Source: ECS developer guide, vpc-endpoints (Fargate; Service Connect and `ecs-agent`; secrets; ECS Exec and `ssmmessages`); ECR user guide,
 * vpc-endpoints (both endpoints and the S3 gateway, in which the layers of images are); EFS user guide, efs-vpc-endpoints; ECS developer
 * guide, task-iam-roles (169.254.170.2); VPC PrivateLink guide, gateway-endpoints (S3 and DynamoDB), aws-services-privatelink-support.
 */
export const VPC_ENDPOINTS: Readonly<Record<EndpointId, VpcEndpoint>> = {
  dynamodb: { service: "dynamodb", kind: "gateway", use: "tables that it may use" },
  ecr_api: { service: "ecr.api", kind: "interface", use: "images in ECR" },
  ecr_dkr: { service: "ecr.dkr", kind: "interface", use: "images in ECR" },
  ecs_agent: { service: "ecs-agent", kind: "interface", use: "finding others by name" },
  logs: { service: "logs", kind: "interface", use: "its logs" },
  s3: { service: "s3", kind: "gateway", use: "the layers of images in ECR, and buckets that it may use" },
  secretsmanager: { service: "secretsmanager", kind: "interface", use: "secrets in Secrets Manager" },
  sns: { service: "sns", kind: "interface", use: "topics that it may use" },
  sqs: { service: "sqs", kind: "interface", use: "queues that it may use" },
  ssm: { service: "ssm", kind: "interface", use: "secrets in Parameter Store" },
  ssmmessages: { service: "ssmmessages", kind: "interface", use: "commands by ECS Exec" },
};

/** Where the names of all of them begin with `com.amazonaws.`. Elsewhere some have another beginning, and none is made. */
const PARTITIONS: readonly Partition[] = ["aws", "aws-us-gov"];

/** Whether the names of endpoints are known in a region; where none is written, it is taken for one of those. */
export function hasEndpoints(region: string | undefined): boolean {
  return region === undefined || PARTITIONS.includes(partitionOf(region));
}

/** What of a container tells which endpoints its task needs. */
export interface ContainerNeeds {
  readonly image: Parameters<typeof pulledByEndpoint>[0];
  readonly secrets?: readonly { readonly from: { readonly store: "ssm" | "secretsmanager" | "rds" } }[];
  /** How its image is got at: a login is read as a secret is. */
  readonly registry?: Registry;
}

/** What of a task tells which endpoints it needs. */
export interface TaskNeeds extends ContainerNeeds {
  /** Its part in Service Connect. */
  readonly connect?: string;
  readonly compute?: { readonly exec?: boolean };
  readonly permissions?: readonly Permission[];
  /** What runs beside it. @default nothing */
  readonly sidecars?: readonly ContainerNeeds[];
}

/**
 * The endpoints that a task needs. An image that the pipeline names is taken for one in ECR, where it may be, and where it has to be with
 * endpoints alone.
 */
export function endpointsOfTask(task: TaskNeeds): readonly EndpointId[] {
  const { connect, compute, permissions = [], sidecars = [] } = task;
  const containers = [task, ...sidecars];
  const pulled = containers.some(({ image }) => pulledByEndpoint(image));
  const secrets = containers.flatMap((container) => container.secrets ?? []);
  const login = containers.some(({ registry }) => registry?.kind === "login");
  const needs: Readonly<Record<EndpointId, boolean>> = {
    ...allowed(permissions),
    ecr_api: pulled,
    ecr_dkr: pulled,
    ecs_agent: connect !== undefined,
    logs: true,
    s3: pulled || allowed(permissions).s3,
    secretsmanager: login || secrets.some(({ from }) => from.store !== "ssm"),
    ssm: secrets.some(({ from }) => from.store === "ssm"),
    ssmmessages: compute?.exec === true,
  };
  return (Object.keys(VPC_ENDPOINTS) as EndpointId[]).filter((id) => needs[id]);
}

/** What has a short form of permissions, and an endpoint of the same name. SES has two, for its API and for SMTP, so it has none here. */
function allowed(permissions: readonly Permission[]): Readonly<Record<"dynamodb" | "s3" | "sns" | "sqs", boolean>> {
  const named = (service: string) =>
    permissions.some((permission) => permission.kind === "resource" && permission.service === service);
  return { dynamodb: named("dynamodb"), s3: named("s3"), sns: named("sns"), sqs: named("sqs") };
}
