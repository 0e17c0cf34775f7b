import { compareVersions } from "./versions.js";

/** Engines that Amazon RDS runs. */
export const MANAGED_ENGINES = ["postgres", "mysql", "mariadb"] as const;

export type ManagedEngine = (typeof MANAGED_ENGINES)[number];

/** What RDS takes of an engine. */
export interface ManagedFacts {
  /** A major version, or one with its minor version behind it; the first group is the major one. */
  readonly version: RegExp;
  /** The oldest major version that RDS makes, those in Extended Support included. */
  readonly oldest: string;
  /** One of each, for people. */
  readonly examples: readonly [major: string, minor: string];
  /** Who the administrator is where no variable says it. */
  readonly defaultUser: string;
  readonly user: RegExp;
  /** Names that the engine keeps for itself. */
  readonly reserved: readonly string[];
  readonly database: RegExp;
  readonly source: string;
}

/** By engine. What RDS calls each is its name here. */
export const MANAGED_DATABASES: Readonly<Record<ManagedEngine, ManagedFacts>> = {
  postgres: {
    version: /^(\d+)(?:\.\d+)?$/,
    oldest: "11",
    examples: ["17", "17.6"],
    defaultUser: "postgres",
    user: /^[A-Za-z][A-Za-z0-9_]{0,62}$/,
    reserved: ["admin", "rdsadmin"],
    database: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
    source:
      "botocore rds, CreateDBInstance MasterUsername and DBName; RDS user guide, PostgreSQL.Concepts.General.DBVersions; PostgreSQL release calendar",
  },
  mysql: {
    version: /^(\d+\.\d+)(?:\.\d+)?$/,
    oldest: "5.7",
    examples: ["8.4", "8.4.6"],
    defaultUser: "admin",
    user: /^[A-Za-z][A-Za-z0-9_]{0,15}$/,
    reserved: ["rdsadmin"],
    database: /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    source: "botocore rds, CreateDBInstance MasterUsername and DBName; RDS user guide, MySQL.Concepts.VersionMgmt",
  },
  mariadb: {
    version: /^(\d+\.\d+)(?:\.\d+)?$/,
    oldest: "10.5",
    examples: ["11.4", "11.4.8"],
    defaultUser: "admin",
    user: /^[A-Za-z][A-Za-z0-9_]{0,15}$/,
    reserved: ["rdsadmin"],
    database: /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    source: "botocore rds, CreateDBInstance MasterUsername and DBName; RDS user guide, MariaDB.Concepts.VersionMgmt",
  },
};

/** Whether RDS makes databases of a version: of one of the right form, that it is not too old. What comes after today's is taken. */
export function isOffered(engine: ManagedEngine, version: string): boolean {
  const { version: form, oldest } = MANAGED_DATABASES[engine];
  const [, major = ""] = form.exec(version) ?? [];
  return compareVersions(major, oldest) >= 0;
}

/**
 * Instance classes by a short word, with AWS's Graviton, which all three engines run on. Memory: 1, 2, 4, 8, 16 and 32 GiB.
 * Source: RDS user guide, Concepts.DBInstanceClass.Summary and Concepts.DBInstanceClass.Support.
 */
export const DATABASE_PLANS: Readonly<Record<string, string>> = {
  micro: "db.t4g.micro",
  small: "db.t4g.small",
  medium: "db.t4g.medium",
  large: "db.m7g.large",
  xlarge: "db.m7g.xlarge",
  "2xlarge": "db.m7g.2xlarge",
};

/** The plan of a database that says none. */
export const DEFAULT_DATABASE_PLAN = "micro";

/** An instance class as AWS writes it. Source: RDS user guide, Concepts.DBInstanceClass.Types. */
const INSTANCE_CLASS = /^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/;

/** The instance class that a plan stands for; undefined for what is none. */
export function instanceClassOf(plan: string): string | undefined {
  if (Object.hasOwn(DATABASE_PLANS, plan)) return DATABASE_PLANS[plan];
  return INSTANCE_CLASS.test(plan) ? plan : undefined;
}

/** GiB of a gp3 volume, the least of which is what a database that says none gets. Source: botocore rds, CreateDBInstance AllocatedStorage. */
export const DATABASE_STORAGE = { min: 20, max: 65_536 } as const;

/**
 * Instances: one, or one with a standby in another zone, which takes its place when it or its zone fails ("Multi-AZ DB instance deployment").
 * Nobody reads from the standby. Source: RDS user guide, Concepts.MultiAZSingleStandby; botocore rds, CreateDBInstance MultiAZ.
 */
export const DATABASE_INSTANCES = { min: 1, max: 2 } as const;

/** Days that RDS keeps backups; 0, which is none, is not taken. Source: botocore rds, CreateDBInstance BackupRetentionPeriod. */
export const DATABASE_BACKUP_DAYS = { min: 1, max: 35, default: 7 } as const;

/**
 * When RDS changes the password of a database that says nothing of it: once a year, on 1 March at 4:00 UTC. Secrets Manager has no schedule
 * that comes less often on days that are known.
 */
export const PASSWORD_ROTATION = { default: "0 4 1 3 *", says: "on 1 March at 4:00 UTC" } as const;

/** Zones that the subnets of a database are in at least. Source: RDS user guide, USER_VPC.WorkingWithRDSInstanceinaVPC. */
export const DATABASE_ZONES_MIN = 2;
