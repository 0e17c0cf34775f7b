import { DataAwsEcsCluster } from "@cdktf/provider-aws/lib/data-aws-ecs-cluster/index.js";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import type { Construct } from "constructs";
import type { ContainerInsights } from "../aws/cluster.js";
import { type Addressable, addressOf } from "./address.js";
import { addCapacityProviders, type CapacityProvider } from "./capacity-providers.js";
import type { INetwork, Precondition } from "./network.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { code, evaluated, quotedTemplates, type TerraformCode } from "./terraform-code.js";
import { expression, type TerraformString, template } from "./terraform-string.js";

/** An ECS cluster, made here or elsewhere. */
export interface ICluster {
  readonly clusterArn: TerraformString;
  readonly clusterName: TerraformString;
  /** Its address, for expressions. */
  readonly address: TerraformCode;
  /** Where its services run. */
  readonly network: INetwork;
  /** What has to exist before a service can name a capacity provider. */
  readonly dependencies: readonly Addressable[];
}

/** Props of {@link Cluster.fromClusterName}. */
export interface ImportedClusterProps {
  readonly clusterName: TerraformString;
  /** What its ARN has to be. Terraform stops where it is another. @default not looked at */
  readonly clusterArn?: TerraformString;
  /** Where its services run. What has to hold of the network stops Terraform here, before anything is made. */
  readonly network: INetwork;
}

/** Props of {@link Cluster}. */
export interface ClusterProps {
  readonly clusterName: TerraformString;
  /** Where its services run. What has to hold of the network stops Terraform here, before anything is made. */
  readonly network: INetwork;
  /** What Container Insights measures. @default what the account says of new clusters */
  readonly containerInsights?: ContainerInsights;
  /** What its services may name to say where their tasks run. @default none: they have the launch type FARGATE */
  readonly capacityProviders?: readonly CapacityProvider[];
  /** @default none */
  readonly tags?: Tags;
}

/** An ECS cluster, all of Fargate. Children: `resource`, `capacity-providers`. */
export class Cluster extends Part implements ICluster {
  /** A cluster made elsewhere: it is looked up, and nothing of it is changed. */
  public static fromClusterName(scope: Construct, id: string, props: ImportedClusterProps): ICluster {
    return new ImportedCluster(scope, id, props);
  }

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
      ...(props.containerInsights && { setting: [{ name: "containerInsights", value: props.containerInsights }] }),
      ...(preconditions.length > 0 && { lifecycle: { precondition: [...preconditions] } }),
      ...(props.tags && { tags: { ...props.tags } }),
    });
    const { capacityProviders } = props;
    this.dependencies = capacityProviders
      ? [addCapacityProviders(this, "capacity-providers", this.resource, capacityProviders)]
      : [];
  }

  public get address(): TerraformCode {
    return addressOf(this.resource);
  }

  public get clusterArn(): TerraformString {
    return expression(this.resource.arn);
  }

  public get clusterName(): TerraformString {
    return expression(this.resource.name);
  }
}

/** Children: `resource` (data). */
class ImportedCluster extends Part implements ICluster {
  public readonly network: INetwork;
  public readonly clusterName: TerraformString;
  public readonly dependencies: readonly Addressable[] = [];
  readonly #resource: DataAwsEcsCluster;

  constructor(scope: Construct, id: string, { clusterName, clusterArn, network }: ImportedClusterProps) {
    super(scope, id);
    this.network = network;
    this.clusterName = clusterName;
    const { preconditions } = network;
    this.#resource = new DataAwsEcsCluster(this, "resource", {
      clusterName,
      lifecycle: {
        ...(preconditions.length > 0 && { precondition: [...preconditions] }),
        postcondition: [isActive, ...(clusterArn === undefined ? [] : [isWanted(clusterArn)])],
      },
    });
  }

  public get address(): TerraformCode {
    return addressOf(this.#resource);
  }

  public get clusterArn(): TerraformString {
    return expression(this.#resource.arn);
  }
}

/** A cluster that was deleted can still be asked about for a while. Source: ECS API, Cluster, status. */
const isActive: Precondition = {
  condition: evaluated(code`self.status == "ACTIVE"`),
  errorMessage: expression("The cluster ${self.cluster_name} is ${self.status}: nothing can run in it."),
};

function isWanted(clusterArn: TerraformString): Precondition {
  return {
    condition: evaluated(code`contains(${quotedTemplates([clusterArn])}, self.arn)`),
    errorMessage: template`The cluster \${self.cluster_name} of this account and region is \${self.arn}, and not ${clusterArn}.`,
  };
}
