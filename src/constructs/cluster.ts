import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { Construct } from "constructs";
import type { INetwork } from "./network.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** Props of {@link Cluster}. */
export interface ClusterProps {
  readonly clusterName: TerraformString;
  /** Where its services run. What has to hold of the network stops Terraform here, before anything is made. */
  readonly network: INetwork;
  /** @default none */
  readonly tags?: Tags;
}

/** An ECS cluster, all of Fargate. Child: `resource`. */
export class Cluster extends Construct {
  /** The cluster. */
  public readonly resource: EcsCluster;
  /** Where its services run. */
  public readonly network: INetwork;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.network = props.network;
    const { preconditions } = props.network;
    this.resource = new EcsCluster(this, "resource", {
      name: props.clusterName,
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      ...(props.tags && { tags: { ...props.tags } }),
    });
  }

  public get clusterArn(): TerraformString {
    return expression(this.resource.arn);
  }

  public get clusterName(): TerraformString {
    return expression(this.resource.name);
  }
}
