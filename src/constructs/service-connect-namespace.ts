import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace/index.js";
import type { Construct } from "constructs";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Props of {@link ServiceConnectNamespace}. */
export interface ServiceConnectNamespaceProps {
  /** Unique in the account and region. A change replaces the namespace. */
  readonly namespaceName: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Names by which the services of Service Connect find each other: an HTTP namespace of Cloud Map, which needs no Route 53 zone.
 * Terraform destroys it after the services that leave it were updated (`create_before_destroy`); before, AWS would refuse for ever.
 *
 * Child: `resource`.
 */
export class ServiceConnectNamespace extends Part {
  /** The namespace. */
  public readonly resource: ServiceDiscoveryHttpNamespace;

  constructor(scope: Construct, id: string, props: ServiceConnectNamespaceProps) {
    super(scope, id);
    this.resource = new ServiceDiscoveryHttpNamespace(this, "resource", {
      name: props.namespaceName,
      lifecycle: { createBeforeDestroy: true },
      ...(props.tags && { tags: { ...props.tags } }),
    });
  }

  public get namespaceArn(): TerraformString {
    return expression(this.resource.arn);
  }
}
