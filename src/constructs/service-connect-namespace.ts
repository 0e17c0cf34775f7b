import { DataAwsServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/data-aws-service-discovery-http-namespace/index.js";
import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace/index.js";
import type { Construct } from "constructs";
import type { Precondition } from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Names by which services find each other, kept here or elsewhere. */
export interface IServiceConnectNamespace {
  readonly namespaceArn: TerraformString;
}

/** What there is to say of a namespace made elsewhere. */
export interface ExistingNamespaceProps {
  readonly namespaceName: TerraformString;
  /** What is looked up before, as the provider's own error for one that is missing says nothing of who was to make it. @default nothing */
  readonly isThere?: Precondition;
}

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
export class ServiceConnectNamespace extends Part implements IServiceConnectNamespace {
  /** A namespace made elsewhere: it is looked up, and nothing of it is changed. */
  public static fromNamespaceName(
    scope: Construct,
    id: string,
    props: ExistingNamespaceProps,
  ): IServiceConnectNamespace {
    return new ImportedNamespace(scope, id, props);
  }

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

/** Child: `resource` (data). */
class ImportedNamespace extends Part implements IServiceConnectNamespace {
  public readonly namespaceArn: TerraformString;

  constructor(scope: Construct, id: string, { namespaceName, isThere }: ExistingNamespaceProps) {
    super(scope, id);
    const resource = new DataAwsServiceDiscoveryHttpNamespace(this, "resource", {
      name: namespaceName,
      ...(isThere && { lifecycle: { precondition: [isThere] } }),
    });
    this.namespaceArn = expression(resource.arn);
  }
}
