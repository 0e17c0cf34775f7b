import { type ElementFamily, element } from "./element.js";
import {
  BALANCER_KEYS,
  CERTIFICATE,
  CLUSTER_KEYS,
  EXISTING_FILE_SYSTEM,
  NO_CONTAINER,
  PUBLISHED,
  STORED,
} from "./keys.js";
import { fronted, mountTargets, someBuilt, someService, storage } from "./presence.js";

export const outputs: ElementFamily = {
  section: "Outputs",
  elements: [
    element(
      "output.load_balancer_dns_name",
      "load_balancer_dns_name",
      "the DNS name of the load balancer, to point hosts at",
      fronted,
      BALANCER_KEYS,
    ),
    element(
      "output.load_balancer_zone_id",
      "load_balancer_zone_id",
      "the id of the Route 53 zone of that name, for alias records",
      fronted,
      BALANCER_KEYS,
    ),
    element(
      "output.urls",
      "urls",
      "the URL by service",
      { when: "some service has a public host that is no wildcard", made: [PUBLISHED] },
      [CERTIFICATE, "infra.dns", ...BALANCER_KEYS, "infra.loadBalancer.https"],
    ),
    element(
      "output.file_system_id",
      "file_system_id",
      "the id of the file system",
      { when: "a service or a job has a volume, or `infra.provide.efs` is true", made: [STORED] },
      [EXISTING_FILE_SYSTEM, "infra.shared"],
    ),
    element("output.access_point_ids", "access_point_ids", "the id of the access point by volume", storage, [
      NO_CONTAINER,
    ]),
    element(
      "output.file_system_security_group_id",
      "file_system_security_group_id",
      "the id of the security group of the mount targets",
      mountTargets,
    ),
    element("output.repository_urls", "repository_urls", "the URL of the repository by service", someBuilt, [
      "services.{insteadOfBuild}.image",
      "services.{insteadOfBuildBeside}.sidecars.*.image",
    ]),
    element("output.cluster_arn", "cluster_arn", "the ARN of the cluster", {}, ["name", ...CLUSTER_KEYS]),
    element("output.cluster_name", "cluster_name", "the name of the cluster", {}, ["name", ...CLUSTER_KEYS]),
    element("output.service_names", "service_names", "the name of the ECS service by service", someService, [
      NO_CONTAINER,
    ]),
    element("output.security_group_ids", "security_group_ids", "the id of the security group by service", someService, [
      NO_CONTAINER,
    ]),
    element("output.task_role_names", "task_role_names", "the name of the role by service", someService, [
      "services.*.aws.taskRole",
      NO_CONTAINER,
    ]),
    element("output.log_group_names", "log_group_names", "the name of the log group by service", someService, [
      NO_CONTAINER,
    ]),
  ],
};
