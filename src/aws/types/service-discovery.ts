import { QUOTAS } from "../quotas.js";
import { created, everything, named, on, owned } from "./grant.js";
import { onDestroy } from "./marks.js";
import type { ResourceRow, TypeRow } from "./row.js";

/** Cloud Map. */
export const serviceDiscovery = {
  aws_service_discovery_http_namespace: {
    source: "servicediscovery/http_namespace.go",
    tagged: true,
    forceNew: ["description", "name"],
    unique: [
      {
        attributes: ["name"],
        within: "region",
        source: "botocore servicediscovery, CreateHttpNamespace, NamespaceAlreadyExists",
      },
    ],
    refused: [
      {
        call: "servicediscovery:DeleteNamespace",
        usedBy: ["aws_ecs_service"],
        error: "ResourceInUse",
        source: "botocore servicediscovery, DeleteNamespace",
      },
    ],
    quotas: { instances: QUOTAS.instances },
    iam: [
      on("servicediscovery", { tags: "request" }, { create: "CreateHttpNamespace TagResource" }),
      on("servicediscovery", owned("servicediscovery:namespace/*"), {
        read: "GetNamespace",
        delete: "DeleteNamespace",
      }),
      on("servicediscovery", everything, { read: "ListTagsForResource" }),
      on(
        "servicediscovery",
        { arn: "servicediscovery:namespace/*" },
        { create: "GetOperation", delete: "GetOperation" },
        "waits until it is there, or gone; an operation that failed has no namespace with tags",
      ),
    ],
  },
  aws_service_discovery_private_dns_namespace: {
    source: "servicediscovery/private_dns_namespace.go",
    tagged: true,
    forceNew: ["name", "vpc"],
    unique: [
      {
        attributes: ["name", "vpc"],
        within: "region",
        source: "botocore servicediscovery, CreatePrivateDnsNamespace, NamespaceAlreadyExists",
      },
    ],
    refused: [
      {
        call: "servicediscovery:DeleteNamespace",
        usedBy: ["aws_service_discovery_service"],
        error: "ResourceInUse",
        source: "botocore servicediscovery, DeleteNamespace",
      },
    ],
    marks: [onDestroy("note", "is destroyed: no job finds a service by name any more.")],
    iam: [
      on("servicediscovery", { tags: "request" }, { create: "CreatePrivateDnsNamespace TagResource" }),
      on("servicediscovery", owned("servicediscovery:namespace/*"), {
        read: "GetNamespace",
        delete: "DeleteNamespace",
      }),
      on("servicediscovery", everything, { read: "ListTagsForResource" }),
      on(
        "servicediscovery",
        { arn: "servicediscovery:namespace/*" },
        { create: "GetOperation", delete: "GetOperation" },
        "waits until it is there, or gone; an operation that failed has no namespace with tags",
      ),
      on(
        "route53",
        everything,
        { create: "CreateHostedZone ListHostedZonesByName", delete: "ListHostedZonesByName" },
        "Cloud Map makes the hosted zone in the name of whoever calls it, with an id that nobody knows before",
      ),
      on("route53", named("route53:hostedzone/*"), {
        create: "GetHostedZone",
        delete: "DeleteHostedZone GetHostedZone",
      }),
      on("ec2", everything, { create: "DescribeVpcs DescribeRegions" }),
    ],
  },
  aws_service_discovery_service: {
    source: "servicediscovery/service.go",
    blocks: "dns_config dns_records health_check_config health_check_custom_config",
    tagged: true,
    forceNew: [
      "dns_config.dns_records.type",
      "dns_config.namespace_id",
      "dns_config.routing_policy",
      "health_check_config.type",
      "health_check_custom_config",
      "name",
      "namespace_id",
      "type",
    ],
    forceNewWhole: ["dns_config", "health_check_config"],
    unique: [
      {
        attributes: ["name", "dns_config.namespace_id"],
        within: "namespace",
        ignoresCase: true,
        source: "botocore servicediscovery, CreateService, ServiceAlreadyExists",
      },
    ],
    iam: [
      on("servicediscovery", created("servicediscovery:service/*"), { create: "CreateService" }),
      on("servicediscovery", named("servicediscovery:namespace/*"), { create: "CreateService" }),
      on("servicediscovery", { tags: "request" }, { create: "TagResource" }),
      on("servicediscovery", owned("servicediscovery:service/*"), {
        read: "GetService",
        delete: "DeleteService ListInstances DeregisterInstance",
      }),
      on("servicediscovery", everything, { read: "ListTagsForResource" }),
      on(
        "servicediscovery",
        [{ arn: "servicediscovery:namespace/*" }, { arn: "servicediscovery:service/*" }],
        { delete: "GetOperation" },
        "waits until tasks that are still registered are struck off",
      ),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;

/** A namespace that is there already. The provider looks through all of the account, and then at the tags of the one. */
export const serviceDiscoveryData = {
  "data.aws_service_discovery_http_namespace": {
    source: "servicediscovery/http_namespace_data_source.go",
    iam: [
      on("servicediscovery", everything, { read: "ListNamespaces ListTagsForResource" }),
      on("servicediscovery", { arn: "servicediscovery:namespace/*" }, { read: "GetNamespace" }),
    ],
  },
} satisfies Readonly<Record<string, TypeRow>>;
