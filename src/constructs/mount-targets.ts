import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target/index.js";
import type { Construct } from "constructs";
import type { IFileSystem, IMountTargets } from "./file-system.js";
import { GOES_LAST } from "./lifecycle.js";
import type { INetwork } from "./network.js";
import { Part } from "./part.js";
import { Scope } from "./scope.js";
import { SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** Props of {@link MountTargets}. */
export interface MountTargetsProps {
  readonly fileSystem: IFileSystem;
  /** One mount target goes into each of its zones. */
  readonly network: Pick<INetwork, "vpcId" | "mountTargets">;
  /** Name of the security group of the mount targets. */
  readonly securityGroupName: TerraformString;
  /** Tags of the security group; mount targets have none. @default none */
  readonly tags?: Tags;
}

/**
 * The addresses of a file system within a network: at most one per Availability Zone, which is all that EFS takes, under a key that stays
 * when a subnet or a zone is added or removed. Children: `security-group`, and `zone/<zone>` each or one `each-zone` with `for_each`.
 */
export class MountTargets extends Part implements IMountTargets {
  /** What guards all of them; it lets nobody in until it is told to. */
  public readonly securityGroup: SecurityGroup;
  /** The mount targets. */
  public readonly resources: readonly EfsMountTarget[];

  constructor(scope: Construct, id: string, props: MountTargetsProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: props.network.vpcId,
      groupName: props.securityGroupName,
      description: literal("Mount targets of the file system"),
      tags: { ...props.tags, Name: props.securityGroupName },
    });
    const place = props.network.mountTargets;
    this.resources =
      place.kind === "static"
        ? this.#inEach(place.subnetIds, props.fileSystem)
        : [this.#inFound(place.subnetIdByZone, props.fileSystem)];
    props.fileSystem.addMountTargets(this);
  }

  #inEach(subnetIds: ReadonlyMap<string, TerraformString>, fileSystem: IFileSystem): readonly EfsMountTarget[] {
    const zones = new Scope(this, "zone");
    return [...subnetIds].map(
      ([zone, subnetId]) =>
        new EfsMountTarget(zones, zone, { ...this.#config(fileSystem), subnetId, lifecycle: GOES_LAST }),
    );
  }

  /** A subnet of the same zone that sorts before the one in use must not replace a mount target, so the subnet is looked at once. */
  #inFound(subnetIdByZone: TerraformString, fileSystem: IFileSystem): EfsMountTarget {
    const target = new EfsMountTarget(this, "each-zone", {
      ...this.#config(fileSystem),
      subnetId: "${each.value}",
      lifecycle: { ...GOES_LAST, ignoreChanges: ["subnet_id"] },
    });
    target.addOverride("for_each", subnetIdByZone);
    return target;
  }

  #config({ fileSystemId }: IFileSystem) {
    return { fileSystemId, securityGroups: [this.securityGroup.securityGroupId] };
  }
}
