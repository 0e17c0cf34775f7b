import { DataAwsEfsFileSystem } from "@cdktf/provider-aws/lib/data-aws-efs-file-system/index.js";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy/index.js";
import { EfsFileSystem, type EfsFileSystemLifecyclePolicy } from "@cdktf/provider-aws/lib/efs-file-system/index.js";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy/index.js";
import type { Construct } from "constructs";
import { mountActions, NFS_PORT } from "../aws/efs.js";
import { FILE_SYSTEM_SETTINGS } from "../aws/settings.js";
import type { AccessPoint } from "./access-point.js";
import type { Addressable } from "./address.js";
import { fileSystemPolicy } from "./file-system-policy.js";
import { FoundMountTargets } from "./found-mount-targets.js";
import { FoundSecurityGroup } from "./found-security-group.js";
import { JsonDocument } from "./json-document.js";
import type { INetwork, Precondition } from "./network.js";
import { Part } from "./part.js";
import { policyDocument } from "./policy.js";
import type { IRole } from "./role.js";
import { Scope } from "./scope.js";
import { type ISecurityGroup, ruleName, SecurityGroup } from "./security-group.js";
import { type SettingProps, settingAttributes } from "./settings.js";
import type { Tags } from "./tags.js";
import { code, evaluated, type TerraformCode } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";
import { carriedName, madeWhole } from "./token-marks.js";

/** What a client may do with a directory that it mounts. */
export interface MountAccess {
  /** Whether it may write. */
  readonly write: boolean;
  /** Whether its root is root to the file system; otherwise it is nobody. @default what one of the access points needs */
  readonly root?: boolean;
}

/** What has a file system's address in each zone, and what guards them. */
export interface IMountTargets {
  /** What guards all of them. */
  readonly securityGroup: ISecurityGroup;
  /** The mount targets. */
  readonly resources: readonly Addressable[];
}

/** A file system, made here or elsewhere. */
export interface IFileSystem {
  readonly fileSystemId: TerraformString;
  readonly fileSystemArn: TerraformString;
  /** The group of the mount targets made here, if any. */
  readonly securityGroup: ISecurityGroup | undefined;
  /** What has to exist before a task can mount, besides what {@link allowFrom} gives it. */
  readonly dependencies: readonly Addressable[];
  /** Tells it of its mount targets: whoever makes them calls it. */
  addMountTargets(mountTargets: IMountTargets): void;
  /** Lets a role mount an access point, or several in the same way. */
  grantMount(role: IRole, accessPoints: AccessPoint | readonly AccessPoint[], access: MountAccess): void;
  /**
   * Lets the members of a group in to the mount targets, over NFS, under the id of the clients; AWS takes 60 such rules. Returns the rules.
   */
  allowFrom(id: string, clients: ISecurityGroup, tags?: Tags): readonly Addressable[];
}

abstract class FileSystemBase extends Part implements IFileSystem {
  public abstract readonly fileSystemId: TerraformString;
  public abstract readonly fileSystemArn: TerraformString;
  #mountTargets: IMountTargets | undefined;

  public get securityGroup(): ISecurityGroup | undefined {
    return this.#mountTargets?.securityGroup;
  }

  public get dependencies(): readonly Addressable[] {
    return this.#mountTargets?.resources ?? [];
  }

  /** The groups that guard its mount targets. */
  protected get nfsGroups(): readonly ISecurityGroup[] {
    return this.#mountTargets ? [this.#mountTargets.securityGroup] : [];
  }

  public addMountTargets(mountTargets: IMountTargets): void {
    if (this.#mountTargets)
      throw new Error(`${this.node.path} has mount targets already: EFS takes one set, in one network`);
    this.#mountTargets = mountTargets;
  }

  public grantMount(
    role: IRole,
    accessPoints: AccessPoint | readonly AccessPoint[],
    { write, root }: MountAccess,
  ): void {
    const points = [accessPoints].flat();
    const arns = points.map(({ accessPointArn }) => accessPointArn);
    role.addToPolicy({
      actions: mountActions({ write, root: root ?? points.some(({ needsRootAccess }) => needsRootAccess) }),
      resources: [this.fileSystemArn],
      conditions: { StringEquals: { "elasticfilesystem:AccessPointArn": arns } },
    });
  }

  public allowFrom(id: string, clients: ISecurityGroup, tags?: Tags): readonly Addressable[] {
    const rule = (name: string) => ({ port: NFS_PORT, ...ruleName(literal(name), tags) });
    const inward = rule(`NFS from ${id}`);
    const outward = rule("NFS to the file system");
    return [
      ...this.nfsGroups.map((group) => group.allowFrom(id, clients, inward)),
      ...(this.securityGroup ? [clients.allowTo("nfs", this.securityGroup, outward)] : []),
    ];
  }
}

/** When EFS moves files between storage classes. Values as EFS writes them: `AFTER_30_DAYS`. */
export interface FileSystemTransitions {
  /** To Infrequent Access. @default never */
  readonly toInfrequentAccess?: string;
  /** To Archive. @default never */
  readonly toArchive?: string;
  /** Back to Standard: `AFTER_1_ACCESS`. @default never */
  readonly toStandard?: string;
}

/** Props of {@link FileSystem}. */
export interface FileSystemProps extends SettingProps<typeof FILE_SYSTEM_SETTINGS> {
  /** Name tag and creation token, at most 64 characters. A change replaces the file system. */
  readonly fileSystemName: TerraformString;
  /** ARN of the KMS key that encrypts it. A change replaces the file system. @default the key of EFS */
  readonly kmsKeyArn?: TerraformString;
  /** @default "bursting" */
  readonly throughputMode?: "bursting" | "elastic" | "provisioned";
  /** Throughput in MiB/s, for the mode "provisioned". @default none */
  readonly provisionedThroughputInMibps?: number;
  /** @default files stay where they are */
  readonly transitions?: FileSystemTransitions;
  /** Whether AWS Backup keeps daily copies for 35 days. @default true */
  readonly backup?: boolean;
  /** Whether Terraform refuses to destroy it (`prevent_destroy`). @default true */
  readonly protect?: boolean;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * An EFS file system that only clients with TLS can use, through its mount targets, and only as far as the policy of each allows.
 *
 * Children: `resource`, `backup-policy`, `policy`, `policy-document`.
 */
export class FileSystem extends FileSystemBase {
  /** A file system made elsewhere: its settings and its policy stay as they are. */
  public static fromFileSystemId(scope: Construct, id: string, props: ImportedFileSystemProps): IFileSystem {
    return new ImportedFileSystem(scope, id, props);
  }

  /** A file system made elsewhere, with a group on its mount targets, by their names: its settings and its policy stay as they are. */
  public static fromFileSystemName(scope: Construct, id: string, props: FoundFileSystemProps): IFileSystem {
    return new FoundFileSystem(scope, id, props);
  }

  /** The file system. */
  public readonly resource: EfsFileSystem;
  readonly #policy: EfsFileSystemPolicy;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    this.resource = new EfsFileSystem(this, "resource", {
      creationToken: props.fileSystemName,
      ...settingAttributes(FILE_SYSTEM_SETTINGS, props),
      ...(props.kmsKeyArn && { kmsKeyId: props.kmsKeyArn }),
      throughputMode: props.throughputMode ?? "bursting",
      ...(props.provisionedThroughputInMibps !== undefined && {
        provisionedThroughputInMibps: props.provisionedThroughputInMibps,
      }),
      ...lifecyclePolicies(props.transitions ?? {}),
      ...((props.protect ?? true) && { lifecycle: { preventDestroy: true } }),
      tags: { ...props.tags, Name: props.fileSystemName },
    });
    new EfsBackupPolicy(this, "backup-policy", {
      fileSystemId: this.resource.id,
      backupPolicy: { status: (props.backup ?? true) ? "ENABLED" : "DISABLED" },
    });
    const document = policyDocument(fileSystemPolicy(this.fileSystemArn));
    this.#policy = new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: this.resource.id,
      policy: new JsonDocument(this, "policy-document", document).encoded,
    });
  }

  public get fileSystemId(): TerraformString {
    return expression(this.resource.id);
  }

  public get fileSystemArn(): TerraformString {
    return expression(this.resource.arn);
  }

  public override get dependencies(): readonly Addressable[] {
    return [...super.dependencies, this.#policy];
  }
}

/** One block per transition: EFS takes no two in one. */
function lifecyclePolicies({ toInfrequentAccess, toArchive, toStandard }: FileSystemTransitions) {
  const lifecyclePolicy: EfsFileSystemLifecyclePolicy[] = [
    ...(toInfrequentAccess ? [{ transitionToIa: toInfrequentAccess }] : []),
    ...(toArchive ? [{ transitionToArchive: toArchive }] : []),
    ...(toStandard ? [{ transitionToPrimaryStorageClass: toStandard }] : []),
  ];
  return lifecyclePolicy.length > 0 ? { lifecyclePolicy } : {};
}

/** Props of {@link FileSystem.fromFileSystemId}. */
export interface ImportedFileSystemProps {
  readonly fileSystemId: TerraformString;
  /** Ids of the groups on the mount targets that it has; NFS is let into each. They are children of `security-groups`. @default none */
  readonly securityGroupIds?: readonly TerraformString[];
  /**
   * A list of the zones from which it is used. Terraform stops where the file system is in another zone alone, or where one of them has no
   * mount target of those that it has already. @default not looked at
   */
  readonly zones?: TerraformCode;
  /** Whether it has its mount targets already, from elsewhere. @default true */
  readonly mounted?: boolean;
}

/** Children: `resource`, `interfaces`, `interface` (data), `security-groups/<id>`. */
class ImportedFileSystem extends FileSystemBase {
  public readonly fileSystemId: TerraformString;
  readonly #resource: DataAwsEfsFileSystem;
  readonly #groups: readonly ISecurityGroup[];

  constructor(scope: Construct, id: string, props: ImportedFileSystemProps) {
    super(scope, id);
    this.fileSystemId = props.fileSystemId;
    this.#resource = new DataAwsEfsFileSystem(this, "resource", {
      fileSystemId: props.fileSystemId,
      ...(props.zones && { lifecycle: { postcondition: this.#reachableFrom(props.zones, props) } }),
    });
    const groups = new Scope(this, "security-groups");
    this.#groups = (props.securityGroupIds ?? []).map((groupId) =>
      SecurityGroup.fromSecurityGroupId(groups, carriedName(madeWhole(groupId)), groupId),
    );
  }

  #reachableFrom(zones: TerraformCode, { fileSystemId, mounted = true }: ImportedFileSystemProps): Precondition[] {
    const targets = mounted ? new FoundMountTargets(this, fileSystemId) : undefined;
    return [inZoneOf(zones), ...(targets ? [targets.postcondition(zones)] : [])];
  }

  public get fileSystemArn(): TerraformString {
    return expression(this.#resource.arn);
  }

  protected override get nfsGroups(): readonly ISecurityGroup[] {
    return [...super.nfsGroups, ...this.#groups];
  }
}

/** A One Zone file system has one mount target, which tasks of other zones do not find by its name. Source: EFS user guide, mounting-one-zone. */
function inZoneOf(zones: TerraformCode): Precondition {
  const zone = code`self.availability_zone_name`;
  return {
    condition: evaluated(code`try(length(${zone}), 0) == 0 || alltrue([for zone in ${zones} : zone == ${zone}])`),
    errorMessage: template`File system \${self.id} is in \${self.availability_zone_name} alone (One Zone), and tasks in other zones could not mount it. Use subnets of that zone only.`,
  };
}

/** Props of {@link FileSystem.fromFileSystemName}. */
export interface FoundFileSystemProps {
  /** Its creation token. */
  readonly fileSystemName: TerraformString;
  /** Where its mount targets are. */
  readonly network: Pick<INetwork, "vpcId">;
  /** Name of the security group of its mount targets. NFS is let into it. */
  readonly securityGroupName: TerraformString;
  /** What to say where there is none. */
  readonly errorMessage: TerraformString;
}

/** Children: `resource` (data), and those of {@link FoundSecurityGroup} below `mount-targets`. */
class FoundFileSystem extends FileSystemBase {
  readonly #resource: DataAwsEfsFileSystem;
  readonly #group: ISecurityGroup;

  constructor(scope: Construct, id: string, props: FoundFileSystemProps) {
    super(scope, id);
    const { fileSystemName, network, securityGroupName: groupName, errorMessage } = props;
    const found = new FoundSecurityGroup(this, "mount-targets", { vpcId: network.vpcId, groupName, errorMessage });
    this.#group = found.securityGroup;
    this.#resource = new DataAwsEfsFileSystem(this, "resource", {
      creationToken: fileSystemName,
      // Without one, the provider would only say that there is none.
      lifecycle: { precondition: [found.isThere] },
    });
  }

  public get fileSystemId(): TerraformString {
    return expression(this.#resource.id);
  }

  public get fileSystemArn(): TerraformString {
    return expression(this.#resource.arn);
  }

  protected override get nfsGroups(): readonly ISecurityGroup[] {
    return [this.#group];
  }
}
