import type { ManagedFileSystem } from "../model/project.js";

/** Whether AWS makes its daily backups of a file system. */
export function hasDailyBackups({ backup }: ManagedFileSystem): boolean {
  return backup !== false;
}
