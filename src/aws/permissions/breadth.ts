import type { Permission } from "./permission.js";

/** Managed policies of AWS that allow everything. Source: AWS managed policy reference. */
const EVERYTHING: readonly string[] = ["AdministratorAccess"];

/** Whether a permission allows every action on everything. A condition may still hold it back, which nobody can tell. */
export function allowsEverything(permission: Permission): boolean {
  switch (permission.kind) {
    case "policy":
      return EVERYTHING.some((name) => permission.arn.endsWith(`:iam::aws:policy/${name}`));
    case "statement":
      return (
        permission.actions.some((one) => one === "*") && permission.resources.includes("*") && !permission.conditions
      );
    case "resource":
      return false;
  }
}
