import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point/index.js";
import type { Construct } from "constructs";
import { needsRootAccess } from "../aws/efs.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** A user and a group, by number. */
export interface PosixIdentity {
  /** 0 to 4294967295. */
  readonly uid: number;
  /** 0 to 4294967295. */
  readonly gid: number;
}

/** Props of {@link AccessPoint}. */
export interface AccessPointProps {
  readonly fileSystemId: TerraformString;
  /** Directory of the file system that is the root of what is mounted: absolute, at most 100 characters and 4 levels. */
  readonly path: TerraformString;
  /** Who owns the directory when EFS first makes it, at the first mount. */
  readonly owner: PosixIdentity;
  /** Mode of the directory then: three or four octal digits. */
  readonly permissions: TerraformString;
  /**
   * When given, every file operation is made as this user, whoever the container runs as, and `chown` fails.
   * @default the user of the container
   */
  readonly identity?: PosixIdentity;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * One directory of a file system, to be mounted as if it were the whole of it. An access point never changes: any change of these props
 * replaces it. Owner and permissions matter only until the directory exists, though, so unless an identity is enforced a later change of
 * theirs is ignored. Child: `resource`.
 */
export class AccessPoint extends Part {
  /** The access point. */
  public readonly resource: EfsAccessPoint;
  /** Who every file operation is made as; undefined: the user of the container. */
  public readonly identity: PosixIdentity | undefined;

  constructor(scope: Construct, id: string, props: AccessPointProps) {
    super(scope, id);
    this.identity = props.identity;
    this.resource = new EfsAccessPoint(this, "resource", {
      fileSystemId: props.fileSystemId,
      rootDirectory: {
        path: props.path,
        creationInfo: { ownerUid: props.owner.uid, ownerGid: props.owner.gid, permissions: props.permissions },
      },
      ...(props.identity && { posixUser: { uid: props.identity.uid, gid: props.identity.gid } }),
      lifecycle: { ...GOES_LAST, ...(!props.identity && { ignoreChanges: ["root_directory[0].creation_info"] }) },
      ...(props.tags && { tags: { ...props.tags } }),
    });
  }

  public get accessPointId(): TerraformString {
    return expression(this.resource.id);
  }

  public get accessPointArn(): TerraformString {
    return expression(this.resource.arn);
  }

  /** Whether a client has to be let through as root (`elasticfilesystem:ClientRootAccess`). */
  public get needsRootAccess(): boolean {
    return needsRootAccess(this.identity);
  }
}
