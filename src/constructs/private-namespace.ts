import { ServiceDiscoveryPrivateDnsNamespace } from "@cdktf/provider-aws/lib/service-discovery-private-dns-namespace/index.js";
import { ServiceDiscoveryService } from "@cdktf/provider-aws/lib/service-discovery-service/index.js";
import type { Construct } from "constructs";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Props of {@link PrivateNamespace}. */
export interface PrivateNamespaceProps {
  readonly vpcId: TerraformString;
  /** A domain, which the VPC finds here alone from then on. A change replaces the namespace. */
  readonly namespaceName: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/** Props of {@link PrivateName}. */
export interface PrivateNameProps {
  readonly namespace: PrivateNamespace;
  /** A part of a domain, once in the namespace. A change replaces it. */
  readonly serviceName: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Names in the DNS of a VPC, for what has no part in Service Connect: a private namespace of Cloud Map, with a hosted zone of Route 53 that
 * AWS keeps for it. Child: `resource`.
 */
export class PrivateNamespace extends Part {
  /** The namespace. */
  public readonly resource: ServiceDiscoveryPrivateDnsNamespace;

  constructor(scope: Construct, id: string, props: PrivateNamespaceProps) {
    super(scope, id);
    this.resource = new ServiceDiscoveryPrivateDnsNamespace(this, "resource", {
      name: props.namespaceName,
      vpc: props.vpcId,
      lifecycle: GOES_LAST,
      ...(props.tags && { tags: { ...props.tags } }),
    });
  }
}

/**
 * A name in a private namespace: address records of the tasks of a service, which ECS writes as they come and go. Terraform takes the name
 * away after the service that leaves it was updated; what tasks are registered still, it strikes off (`force_destroy`), as ECS stops the old
 * ones only later. Child: `resource`.
 */
export class PrivateName extends Part {
  /** What a service of ECS registers its tasks in. */
  public readonly registryArn: TerraformString;

  constructor(scope: Construct, id: string, { namespace, serviceName, tags }: PrivateNameProps) {
    super(scope, id);
    const resource = new ServiceDiscoveryService(this, "resource", {
      name: serviceName,
      dnsConfig: {
        namespaceId: namespace.resource.id,
        routingPolicy: "MULTIVALUE",
        dnsRecords: [{ type: "A", ttl: TTL_SECONDS }],
      },
      // ECS says which tasks are healthy. It is always one failure; without the number, though, the provider sends nothing of it.
      healthCheckCustomConfig: { failureThreshold: 1 },
      forceDestroy: true,
      lifecycle: GOES_LAST,
      ...(tags && { tags: { ...tags } }),
    });
    this.registryArn = expression(resource.arn);
  }
}

/** How long a job may go on with an address that is gone. */
const TTL_SECONDS = 10;
