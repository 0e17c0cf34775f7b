import type { PolicyDocument, Statement } from "../../src/report/iam/documents.js";
import type { Request } from "./requests.js";

/** A statement as a stack has it: of a role, or of a resource, which says to whom. */
export interface AnyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  /** Whom it speaks of. A policy of a role has none. */
  readonly Principal?: { readonly AWS?: string | readonly string[] };
  readonly Condition?: Statement["Condition"];
}

/** What AWS decides by: the policies of who asks, and the one of what is asked for. */
export interface Policies {
  readonly identity: readonly AnyStatement[];
  readonly resource: readonly AnyStatement[];
}

/** Whether policies that only allow let a request pass. Source: IAM user guide, reference_policies_evaluation-logic. */
export function isAllowed(policies: readonly PolicyDocument[], request: Request): boolean {
  return policies.some(({ Statement: statements }) => statements.some((statement) => matches(statement, request)));
}

/**
 * Whether somebody of the account may, by both kinds of policies: a Deny in either ends it; otherwise an Allow in either is enough.
 * Source: IAM user guide, reference_policies_evaluation-logic; EFS user guide, iam-access-control-nfs-efs.
 *
 * @param principal the ARN of a role; undefined for somebody whom IAM does not know
 */
export function isPermitted(policies: Policies, request: Request, principal: string | undefined): boolean {
  const ofIdentity = principal === undefined ? [] : policies.identity;
  const ofResource = policies.resource.filter((statement) => speaksOf(statement, principal));
  const matching = [...ofIdentity, ...ofResource].filter((statement) => matches(statement, request));
  return matching.length > 0 && matching.every(({ Effect }) => Effect === "Allow");
}

function speaksOf({ Principal }: AnyStatement, principal: string | undefined): boolean {
  const named = [Principal?.AWS ?? []].flat();
  return named.includes("*") || (principal !== undefined && named.includes(principal));
}

function matches({ Action, Resource, Condition = {} }: AnyStatement, { action, resource, context }: Request): boolean {
  return (
    Action.some((pattern) => like(pattern, action)) &&
    Resource.some((pattern) => (resource === "*" ? pattern === "*" : like(pattern, resource))) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context[key])),
    )
  );
}

function holds(operator: string, wanted: readonly string[], actual: readonly string[] | undefined): boolean {
  const [name = "", forAll] = operator.split(":").reverse();
  if (name === "Null") return wanted.includes(String(actual === undefined));
  const meets = (value: string) => wanted.some((pattern) => compares(name, pattern, value));
  if (forAll === "ForAllValues") return (actual ?? []).every(meets);
  return actual?.some(meets) ?? false;
}

function compares(operator: string, pattern: string, value: string): boolean {
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return pattern === value;
    case "StringLike":
    case "ArnLike":
      return like(pattern, value);
    default:
      throw new Error(`the harness does not know the operator ${operator}`);
  }
}

/** `*` stands for anything, `?` for one character. */
export function like(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
