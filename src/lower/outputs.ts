import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { ICluster } from "../constructs/cluster.js";
import type { FargateService } from "../constructs/fargate-service.js";
import type { Repository } from "../constructs/repository.js";
import type { FrontDoor } from "./front-door.js";
import type { Storage } from "./storage.js";

/** What the outputs tell of. */
export interface Outcome {
  readonly cluster: ICluster;
  readonly services: ReadonlyMap<string, FargateService>;
  readonly repositories: ReadonlyMap<string, Repository>;
  readonly storage: Storage | undefined;
  readonly frontDoor: FrontDoor | undefined;
}

/** The outputs for the pipeline that applies the stack. None is there that has nothing to say. */
export function lowerOutputs(stack: Construct, { cluster, services, repositories, storage, frontDoor }: Outcome): void {
  const output = (id: string, description: string, value: string | Record<string, string>) => {
    if (typeof value === "string" || Object.keys(value).length > 0) {
      new TerraformOutput(stack, id, { value, description });
    }
  };
  const byService = (pick: (service: FargateService) => string) => mapped(services, pick);

  const ofServices = [...repositories.keys()].every((name) => services.has(name));

  output("cluster_arn", "ARN of the ECS cluster", cluster.clusterArn);
  output("cluster_name", "Name of the ECS cluster", cluster.clusterName);
  output(
    "service_names",
    "Names of the ECS services, by service",
    byService(({ service }) => service.name),
  );
  output(
    "security_group_ids",
    "Ids of the security groups of the tasks, by service",
    byService(({ securityGroup }) => securityGroup.securityGroupId),
  );
  output(
    "task_role_names",
    "Names of the IAM roles of the containers, by service; attach policies of your own to them",
    byService(({ taskRole }) => taskRole.roleName),
  );
  output(
    "log_group_names",
    "Names of the CloudWatch log groups, by service",
    byService(({ logGroup }) => logGroup.name),
  );
  if (frontDoor) {
    const { loadBalancer, urls } = frontDoor;
    output("load_balancer_dns_name", "DNS name of the load balancer; point hosts at it", loadBalancer.dnsName);
    output("load_balancer_zone_id", "Id of the Route 53 zone of that name, for alias records", loadBalancer.zoneId);
    output("urls", "URLs of the services that are published, by service", Object.fromEntries(urls));
  }
  output(
    "repository_urls",
    `URLs of the ECR repositories that images are pushed to, by service${ofServices ? "" : " or sidecar"}`,
    mapped(repositories, ({ repositoryUrl }) => repositoryUrl),
  );
  if (storage === undefined) return;
  const { fileSystem, accessPoints } = storage;
  output("file_system_id", "Id of the EFS file system", fileSystem.fileSystemId);
  output(
    "access_point_ids",
    "Ids of the EFS access points, by volume",
    mapped(accessPoints, (accessPoint) => accessPoint.accessPointId),
  );
  output(
    "file_system_security_group_id",
    "Id of the security group of the mount targets",
    fileSystem.securityGroup?.securityGroupId ?? {},
  );
}

function mapped<T>(items: ReadonlyMap<string, T>, pick: (item: T) => string): Record<string, string> {
  return Object.fromEntries([...items].map(([key, item]) => [key, pick(item)]));
}
