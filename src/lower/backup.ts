import type { Construct } from "constructs";
import { roleName } from "../aws/names.js";
import { BackupRole } from "../constructs/backup-role.js";
import type { IFileSystem } from "../constructs/file-system.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment, ManagedFileSystem } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";
import { roleSettings } from "./roles.js";

/** Whether AWS makes its daily backups of a file system. */
export function hasDailyBackups({ backup }: ManagedFileSystem): boolean {
  return backup !== false;
}

/** What backs up the file system of an environment by a plan; nothing where it has none. */
export function lowerBackup(
  stack: Construct,
  environment: Environment,
  { partition }: CallerFacts,
  fileSystem: IFileSystem | undefined,
): void {
  const { project, name: env, fileSystem: described, roles } = environment;
  if (fileSystem === undefined || described?.kind !== "managed" || typeof described.backup === "boolean") return;
  new BackupRole(stack, "backup-role", {
    roleName: literal(roleName(project, env, "backup", roles?.path)),
    partition,
    ...roleSettings(environment),
  });
}
