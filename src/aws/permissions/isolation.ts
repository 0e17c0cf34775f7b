import { arnFields } from "../arn.js";
import { patternsMeet } from "./patterns.js";
import type { StatementPermission } from "./permission.js";

/** Where services keep what no other service may see. */
export type Store = "secretsmanager" | "ssm" | "elasticfilesystem";

interface StoreRow {
  /** Actions by which what is kept is read or changed. BatchGetSecretValue gives nothing without GetSecretValue. */
  readonly actions: readonly string[];
  /** Managed policies of AWS that allow one of them on everything. */
  readonly policies: readonly string[];
}

/**
 * What opens a store, whoever made it.
 *
 * Source: Service Authorization Reference, the pages on Secrets Manager, Systems Manager and Elastic File System; AWS managed policy
 * reference.
 */
const STORES: Readonly<Record<Store, StoreRow>> = {
  secretsmanager: {
    actions: ["secretsmanager:GetSecretValue"],
    policies: ["AdministratorAccess", "PowerUserAccess", "SecretsManagerReadWrite"],
  },
  ssm: {
    actions: ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters", "ssm:GetParametersByPath"],
    policies: [
      "AdministratorAccess",
      "AmazonSSMFullAccess",
      "AmazonSSMManagedInstanceCore",
      "AmazonSSMReadOnlyAccess",
      "PowerUserAccess",
      "ReadOnlyAccess",
    ],
  },
  elasticfilesystem: {
    actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"],
    policies: [
      "AdministratorAccess",
      "AmazonElasticFileSystemClientFullAccess",
      "AmazonElasticFileSystemClientReadOnlyAccess",
      "AmazonElasticFileSystemClientReadWriteAccess",
      "PowerUserAccess",
    ],
  },
};

/** The stores of services. */
export const ALL_STORES = Object.keys(STORES) as readonly Store[];

/** Whether a managed policy opens all of a store. */
export function policyOpens(arn: string, store: Store): boolean {
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  return name !== undefined && STORES[store].policies.includes(name);
}

/** The resources on which a statement opens a store. */
export function resourcesOpened({ actions, resources }: StatementPermission, store: Store): readonly string[] {
  const guarded = STORES[store].actions.map((action) => action.toLowerCase());
  // IAM takes actions in any case.
  const opens = actions.some((action) => guarded.some((one) => patternsMeet(action.toLowerCase(), one)));
  return opens ? resources.filter((resource) => mayBeOf(store, resource)) : [];
}

function mayBeOf(store: Store, resource: string): boolean {
  return resource === "*" || patternsMeet(arnFields(resource)?.service ?? "", store);
}

/** Whether a resource of a statement takes in what is behind the account in an ARN; both may be patterns. */
export function takesIn(resource: string, thing: string): boolean {
  return resource === "*" || patternsMeet(arnFields(resource)?.resource ?? "", thing);
}
