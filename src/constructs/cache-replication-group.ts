import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import type { CacheSubnets } from "./cache-subnets.js";
import { dataLifecycle } from "./managed-data.js";
import { Part } from "./part.js";
import { type ISecurityGroup, ruleName, SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link CacheReplicationGroup}. */
export interface CacheReplicationGroupProps {
  readonly subnets: CacheSubnets;
  /** Unique in account and region: 1 to 40 lower-case letters, digits and single hyphens. A change replaces the cache. */
  readonly identifier: TerraformString;
  readonly description: TerraformString;
  /** `redis` or `valkey`. From Redis to Valkey it changes in place; the other way it is replaced. */
  readonly engine: TerraformString;
  /** Major and minor version. An older one replaces the cache. */
  readonly engineVersion: TerraformString;
  /** One of the family of the version. */
  readonly parameterGroupName: TerraformString;
  /** `cache.t4g.micro` and the like. */
  readonly nodeType: TerraformString;
  /** 1 to 6. With more than one, a copy in another zone takes over where the first fails. @default 2 */
  readonly nodes?: number;
  /** A change replaces the cache. */
  readonly port: number;
  /** Unique in the VPC. */
  readonly securityGroupName: TerraformString;
  readonly securityGroupDescription: TerraformString;
  /** Days that ElastiCache keeps backups, 1 to 35. */
  readonly backupRetentionInDays: number;
  /** Whether Terraform refuses to destroy it. ElastiCache itself has no such protection. @default true */
  readonly protect?: boolean;
  /** ARN of the key of memory, disk and backups. ElastiCache changes none: what is there keeps the one it was made with. @default that of AWS */
  readonly kmsKeyArn?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * Redis or Valkey that Amazon ElastiCache runs, without cluster mode, so that every client can talk to it: encrypted at rest and on the way
 * (`rediss://`), with backups and a last snapshot when it goes. What is changed is changed at once, so that the plan after the apply has nothing left. Minor
 * versions are installed by nobody but the file: the provider would take one that AWS installed for a way back, and replace the cache. It has no password:
 * one that Terraform sets would be in the state. Children: `security-group`, `resource`.
 */
export class CacheReplicationGroup extends Part {
  /** The replication group. */
  public readonly resource: ElasticacheReplicationGroup;
  /** Who may reach it. It lets nobody in before {@link allowFromEach}. */
  public readonly securityGroup: SecurityGroup;
  readonly #port: number;
  readonly #tags: Tags;

  constructor(scope: Construct, id: string, props: CacheReplicationGroupProps) {
    super(scope, id);
    const { subnets, nodes = 2, protect = true, kmsKeyArn } = props;
    const tags = { ...props.tags };
    this.#port = props.port;
    this.#tags = tags;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: subnets.vpcId,
      groupName: props.securityGroupName,
      description: props.securityGroupDescription,
      tags: { ...tags, Name: props.securityGroupName },
    });
    this.resource = new ElasticacheReplicationGroup(this, "resource", {
      replicationGroupId: props.identifier,
      description: props.description,
      engine: props.engine,
      engineVersion: props.engineVersion,
      autoMinorVersionUpgrade: "false",
      parameterGroupName: props.parameterGroupName,
      applyImmediately: true,
      nodeType: props.nodeType,
      numCacheClusters: nodes,
      automaticFailoverEnabled: nodes > 1,
      multiAzEnabled: nodes > 1,
      port: props.port,
      subnetGroupName: subnets.groupName,
      securityGroupIds: [this.securityGroup.securityGroupId],
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      snapshotRetentionLimit: props.backupRetentionInDays,
      // The group is made and goes with the cache: the next one of this name leaves a snapshot of another name.
      finalSnapshotIdentifier: template`${props.identifier}-final-${this.securityGroup.securityGroupId}`,
      ...dataLifecycle(protect, kmsKeyArn),
      tags,
    });
  }

  /** Its host name, that of the node which writes. */
  public get host(): TerraformString {
    return expression(this.resource.primaryEndpointAddress);
  }

  /** Lets groups in, by a key that each has: one rule with `for_each`. */
  public allowFromEach(clients: ReadonlyMap<string, ISecurityGroup>): Addressable {
    const rule = ruleName(expression("In from ${each.key}"), this.#tags);
    return this.securityGroup.allowFromEach("clients", clients, { port: this.#port, ...rule });
  }
}
