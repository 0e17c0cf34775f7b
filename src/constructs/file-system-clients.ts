import type { Construct } from "constructs";
import type { Addressable } from "./address.js";
import type { IFileSystem } from "./file-system.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import { SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import type { TerraformString } from "./terraform-string.js";

/** Props of {@link FileSystemClients}. */
export interface FileSystemClientsProps {
  readonly fileSystem: IFileSystem;
  /** Where the clients run. */
  readonly network: Pick<INetwork, "vpcId">;
  /** A change replaces the group. */
  readonly securityGroupName: TerraformString;
  /** What the group is for. A change replaces it. */
  readonly description: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * All that mount a file system, as one security group that they carry: the mount targets let in the group, by one rule for any number of
 * clients, where AWS takes 60 in a group. Make it after the mount targets. Children: `security-group`; the rule is a child of their group.
 */
export class FileSystemClients extends Part {
  /** What a client carries beside its own groups. */
  public readonly securityGroup: SecurityGroup;
  /** What has to exist before a client can mount. */
  public readonly dependencies: readonly Addressable[];

  constructor(scope: Construct, id: string, props: FileSystemClientsProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.network.vpcId,
      groupName: props.securityGroupName,
      description: props.description,
      tags: { ...props.tags, Name: props.securityGroupName },
    });
    this.dependencies = props.fileSystem.allowFrom(RULE_ID, this.securityGroup, props.tags);
  }
}

/** No key of a service is this, so that a service may be let in beside them. */
const RULE_ID = "all clients";
