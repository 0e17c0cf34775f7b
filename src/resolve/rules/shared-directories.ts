import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Environment, Volume } from "../../model/project.js";

/**
 * Directories of one existing file system that two environments use: what stage deletes, production loses. Only an explicit `path`
 * can bring this about, as the default names the environment.
 */
export function checkSharedDirectories(environments: readonly Environment[], diagnostics: Diagnostics): void {
  const first = new Map<string, { readonly environment: string; readonly volume: Volume }>();
  for (const { name, fileSystem, volumes } of environments) {
    if (fileSystem?.kind !== "existing") continue;
    for (const volume of volumes) {
      const directory = `${fileSystem.fileSystemId}:${volume.path}`;
      const before = first.get(directory);
      if (before) {
        const params = { volume: volume.name, path: volume.path, environment: name, other: before.environment };
        diagnostics.report("NK436", volume.source, params);
      } else first.set(directory, { environment: name, volume });
    }
  }
}
