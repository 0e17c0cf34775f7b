import { QUOTAS } from "../quotas.js";
import { everything, on, owned } from "./grant.js";
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
