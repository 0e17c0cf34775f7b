import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import { addCapacityProviders, type CapacityProvider } from "./capacity-providers.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Props of {@link Cluster}. */
export interface ClusterProps {
  readonly clusterName: TerraformString;
  /** Where its services run. What has to hold of the network stops Terraform here, before anything is made. */
  readonly network: INetwork;
  /** What its services may name to say where their tasks run. @default none: they have the launch type FARGATE */
  readonly capacityProviders?: readonly CapacityProvider[];
  /** @default none */
  readonly tags?: Tags;
}

/** An ECS cluster, all of Fargate. Children: `resource`, `capacity-providers`. */
export class Cluster extends Part {
  /** The cluster. */
  public readonly resource: EcsCluster;
  /** Where its services run. */
  public readonly network: INetwork;
  /** What has to exist before a service can name a capacity provider. */
  public readonly dependencies: readonly Addressable[];

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.network = props.network;
    const { preconditions } = props.network;
    this.resource = new EcsCluster(this, "resource", {
      name: props.clusterName,
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      ...(props.tags && { tags: { ...props.tags } }),
    });
    const { capacityProviders } = props;
    this.dependencies = capacityProviders
      ? [addCapacityProviders(this, "capacity-providers", this.resource, capacityProviders)]
      : [];
  }

  public get clusterArn(): TerraformString {
    return expression(this.resource.arn);
  }

  public get clusterName(): TerraformString {
    return expression(this.resource.name);
  }
}
