import type { RoleSettings } from "../constructs/role.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";

/** What the rules of the account ask of every role of an environment. */
export function roleSettings({ roles = {} }: Environment): RoleSettings {
  const { permissionsBoundary, path } = roles;
  return {
    ...(permissionsBoundary !== undefined && { permissionsBoundary: literal(permissionsBoundary) }),
    ...(path !== undefined && { path: literal(path) }),
  };
}
