import { DbInstance } from "@cdktf/provider-aws/lib/db-instance/index.js";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation/index.js";
import type { Construct } from "constructs";
import { type Addressable, addressOf } from "./address.js";
import type { DatabaseSubnets } from "./database-subnets.js";
import { dataLifecycle } from "./managed-data.js";
import { Part } from "./part.js";
import { type ISecurityGroup, ruleName, SecurityGroup } from "./security-group.js";
import type { Tags } from "./tags.js";
import { code, evaluated } from "./terraform-code.js";
import { expression, literal, type TerraformString, template } from "./terraform-string.js";

/** Props of {@link DatabaseInstance}. */
export interface DatabaseInstanceProps {
  readonly subnets: DatabaseSubnets;
  /** Unique in account and region: 1 to 63 lower-case letters, digits and single hyphens. */
  readonly identifier: TerraformString;
  /** `postgres`, `mysql`, `mariadb`. A change replaces the database. */
  readonly engine: TerraformString;
  /** A major version, or one with its minor version. */
  readonly engineVersion: TerraformString;
  /** Whether RDS installs newer minor versions in its maintenance window. @default true */
  readonly minorUpgrades?: boolean;
  /** `db.t4g.micro` and the like. */
  readonly instanceClass: TerraformString;
  /** GiB of a gp3 volume, 20 at least. */
  readonly allocatedStorageInGib: number;
  /** Whether there is a standby in another zone, which takes over where the first fails. @default none is made, and one that is there stays */
  readonly standby?: boolean;
  /** The database that is made with it. A change replaces it all. */
  readonly databaseName: TerraformString;
  /** The administrator. A change replaces the database. */
  readonly username: TerraformString;
  readonly port: number;
  /** Unique in the VPC. */
  readonly securityGroupName: TerraformString;
  readonly securityGroupDescription: TerraformString;
  /** Days that RDS keeps backups, 1 to 35. */
  readonly backupRetentionInDays: number;
  /** When RDS changes the password, in the hour that it names: an expression of Secrets Manager, in UTC. */
  readonly passwordRotation: TerraformString;
  /** Whether Terraform and RDS refuse to destroy it. @default true */
  readonly protect?: boolean;
  /** ARN of the key of volume, snapshots and backups. RDS changes none: a database that is there keeps the one it was made with. @default that of AWS */
  readonly kmsKeyArn?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * A database that Amazon RDS runs: encrypted, without a public address, with backups, a last snapshot when it goes, and a password that RDS
 * makes and keeps in a secret of its own, so that it is in no state. What is changed is changed at once, and not in the next maintenance
 * window: then the plan after the apply has nothing left. Children: `security-group`, `resource`, `rotation`.
 */
export class DatabaseInstance extends Part {
  /** The database. */
  public readonly resource: DbInstance;
  /** Who may reach it. It lets nobody in before {@link allowFromEach}. */
  public readonly securityGroup: SecurityGroup;
  readonly #port: number;
  readonly #tags: Tags;

  constructor(scope: Construct, id: string, props: DatabaseInstanceProps) {
    super(scope, id);
    const { subnets, minorUpgrades = true, protect = true, standby, kmsKeyArn } = props;
    const tags = { ...props.tags };
    this.#port = props.port;
    this.#tags = tags;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId: subnets.vpcId,
      groupName: props.securityGroupName,
      description: props.securityGroupDescription,
      tags: { ...tags, Name: props.securityGroupName },
    });
    this.resource = new DbInstance(this, "resource", {
      identifier: props.identifier,
      engine: props.engine,
      engineVersion: props.engineVersion,
      allowMajorVersionUpgrade: true,
      autoMinorVersionUpgrade: minorUpgrades,
      applyImmediately: true,
      instanceClass: props.instanceClass,
      allocatedStorage: props.allocatedStorageInGib,
      storageType: literal("gp3"),
      ...(standby !== undefined && { multiAz: standby }),
      storageEncrypted: true,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      dbName: props.databaseName,
      username: props.username,
      manageMasterUserPassword: true,
      port: props.port,
      dbSubnetGroupName: subnets.groupName,
      vpcSecurityGroupIds: [this.securityGroup.securityGroupId],
      publiclyAccessible: false,
      backupRetentionPeriod: props.backupRetentionInDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: protect,
      skipFinalSnapshot: false,
      // The group is made and goes with the database: the next one of this name leaves a snapshot of another name.
      finalSnapshotIdentifier: template`${props.identifier}-final-${this.securityGroup.securityGroupId}`,
      ...dataLifecycle(protect, kmsKeyArn),
      tags,
    });
    // Without it, RDS changes the password every seven days.
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: this.secretArn,
      rotateImmediately: false,
      rotationRules: { scheduleExpression: props.passwordRotation, duration: literal("1h") },
    });
  }

  /** Its host name. */
  public get host(): TerraformString {
    return expression(this.resource.address);
  }

  /** ARN of the secret with the password: JSON with `username` and `password`. */
  public get secretArn(): TerraformString {
    return evaluated(code`${addressOf(this.resource)}.master_user_secret[0].secret_arn`);
  }

  /** Lets groups in, by a key that each has: one rule with `for_each`. */
  public allowFromEach(clients: ReadonlyMap<string, ISecurityGroup>): Addressable {
    const rule = ruleName(expression("In from ${each.key}"), this.#tags);
    return this.securityGroup.allowFromEach("clients", clients, { port: this.#port, ...rule });
  }
}
