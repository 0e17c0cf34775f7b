import type { TerraformJson } from "./json-document.js";
import { literal, type TerraformString } from "./terraform-string.js";

/** Operator, then key, then the values of which one must match: `{StringEquals: {"aws:SourceAccount": [...]}}`. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, readonly TerraformString[]>>>>;

/** Who a statement of a resource's policy speaks of: everyone, roles by ARN, or AWS services by host name. */
export type PolicyPrincipals =
  | "*"
  | { readonly AWS: readonly TerraformString[] }
  | { readonly Service: readonly TerraformString[] };

/** One statement of an IAM policy. */
export interface PolicyStatement {
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Such as `elasticfilesystem:ClientMount`. */
  readonly actions: readonly string[];
  /** ARNs, or an expression of a list of them. @default none, as in the trust policy of a role */
  readonly resources?: readonly TerraformString[] | TerraformString;
  /** @default none, as in a policy of a role */
  readonly principals?: PolicyPrincipals;
  /** @default none */
  readonly conditions?: PolicyConditions;
}

/** The policy as JSON. A list stays one when it has a single item, so that a second is one more line. */
export function policyDocument(statements: readonly PolicyStatement[]): TerraformJson {
  return { Version: literal("2012-10-17"), Statement: statements.map(statementJson) };
}

function statementJson(statement: PolicyStatement): TerraformJson {
  return {
    Effect: literal(statement.effect ?? "Allow"),
    Action: statement.actions.map(literal),
    ...(statement.resources && { Resource: statement.resources }),
    ...(statement.principals && { Principal: principalsJson(statement.principals) }),
    ...(statement.conditions && { Condition: statement.conditions }),
  };
}

function principalsJson(principals: PolicyPrincipals): TerraformJson {
  return principals === "*" ? { AWS: literal("*") } : { ...principals };
}
