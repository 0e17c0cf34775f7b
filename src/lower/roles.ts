import { existingRolePath } from "../aws/iam.js";
import type { ImportedRoleProps, RoleSettings } from "../constructs/role.js";
import { literal, template } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";

/** What the rules of the account ask of every role of an environment. */
export function roleSettings({ roles = {} }: Environment): RoleSettings {
  const { permissionsBoundary, path } = roles;
  return {
    ...(permissionsBoundary !== undefined && { permissionsBoundary: literal(permissionsBoundary) }),
    ...(path !== undefined && { path: literal(path) }),
  };
}

/** Roles that are there already, by what the file calls them: the same text is the same role. */
export class ExistingRoles<R> {
  readonly #roles = new Map<string, R>();

  constructor(
    private readonly caller: CallerFacts,
    private readonly importRole: (props: ImportedRoleProps) => R,
  ) {}

  /** A role by its name, which is one of the account in which Terraform runs, or by its ARN. */
  of(role: string): R {
    const known = this.#roles.get(role);
    if (known !== undefined) return known;
    const imported = this.importRole(propsOf(role, this.caller));
    this.#roles.set(role, imported);
    return imported;
  }
}

function propsOf(role: string, { partition, accountId }: CallerFacts): ImportedRoleProps {
  const path = existingRolePath(role);
  return {
    roleArn: role === path ? template`arn:${partition}:iam::${accountId}:role/${literal(path)}` : literal(role),
    roleName: literal(path.replace(/^.*\//, "")),
  };
}
