import type { PolicyDocument, Statement } from "../../src/report/iam/documents.js";
import type { Request } from "./requests.js";

/** Whether policies that only allow let a request pass. Source: IAM user guide, reference_policies_evaluation-logic. */
export function isAllowed(policies: readonly PolicyDocument[], request: Request): boolean {
  return policies.some(({ Statement: statements }) => statements.some((statement) => allows(statement, request)));
}

function allows({ Action, Resource, Condition = {} }: Statement, { action, resource, context }: Request): boolean {
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
