import { containerPathProblem, normalizedContainerPath, systemPathAt } from "../aws/container.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../diagnostics/fix.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Mount } from "../model/project.js";
import { KEY } from "../schema/patterns.js";

/**
 * The `volumes` list of a service: `<volume>:<container path>[:ro|:rw]`. Reports bind mounts, anonymous volumes, paths that a
 * container cannot have, and one path mounted twice. Sorted by container path.
 */
export function resolveMounts(
  written: readonly Located<string>[],
  service: string,
  diagnostics: Diagnostics,
): readonly Mount[] {
  const byPath = new Map<string, Mount>();
  for (const one of written) {
    const mount = parseMount(one, service, diagnostics);
    if (!mount) continue;
    const before = byPath.get(mount.containerPath);
    if (before) {
      diagnostics.report("NK317", mount.source, { service, path: mount.containerPath }, [
        { message: "mounted here first", location: before.source },
      ]);
    } else byPath.set(mount.containerPath, mount);
  }
  return [...byPath.values()].sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1));
}

/** The parts of a mount as written, whether they are right or not. */
export interface MountParts {
  readonly volume: string;
  readonly path?: string;
  readonly mode?: string;
  /** What is too much. */
  readonly rest: readonly string[];
}

/** Takes `<volume>:<container path>[:ro|:rw]` apart. */
export function mountParts(text: string): MountParts {
  const [volume = "", path, mode, ...rest] = text.split(":");
  return { volume, rest, ...(path !== undefined && { path }), ...(mode !== undefined && { mode }) };
}

function parseMount(written: Located<string>, service: string, diagnostics: Diagnostics): Mount | undefined {
  const { value, location } = written;
  const { volume, path, mode, rest } = mountParts(value);
  if (isMode(path) && volume.startsWith("/")) {
    diagnostics.report("NK312", location, { path: volume });
    return undefined;
  }
  const bind = bindMount(value);
  if (bind) {
    diagnostics.report("NK311", location, bind);
    return undefined;
  }
  if (!path || volume === "" || rest.length > 0 || !isMode(mode)) {
    diagnostics.report("NK313", location, { found: value });
    return undefined;
  }
  const named = validName(volume, location, diagnostics);
  const fixTo = (better: string) => {
    const text = [volume, better, ...(mode === undefined ? [] : [mode])].join(":");
    return containerPathProblem(better) ? undefined : replaceText(location, value, text);
  };
  const containerPath = resolvePath(path, service, location, fixTo, diagnostics);
  if (!named || containerPath === undefined) return undefined;
  return { volume, containerPath, readOnly: mode === "ro", source: location };
}

function isMode(text: string | undefined): boolean {
  return text === undefined || text === "ro" || text === "rw";
}

/** A folder of the machine and where it would be mounted: `./data:/data`, `/srv:/srv`, `C:\\data:/data`, `${PWD}` put in or not. */
function bindMount(value: string): { readonly host: string; readonly path: string } | undefined {
  const [, host, path] = /^([A-Za-z]:[\\/][^:]*|[./~][^:]*):([^:]+)/.exec(value) ?? [];
  // `a:/data` is a volume with a short name, not a drive: that has a second path behind it.
  return host === undefined || path === undefined || (isMode(path) && /^[A-Za-z]:/.test(host))
    ? undefined
    : { host, path };
}

function validName(name: string, location: SourceLocation, diagnostics: Diagnostics): boolean {
  if (KEY.regex.test(name)) return true;
  diagnostics.report("NK107", location, { keyName: "volume", key: name, means: KEY.means });
  return false;
}

function resolvePath(
  written: string,
  service: string,
  location: SourceLocation,
  fixTo: (better: string) => Fix | undefined,
  diagnostics: Diagnostics,
): string | undefined {
  if (!written.startsWith("/")) {
    // `./data` may be meant from the working directory of the image.
    const fix = /^[\w-]/.test(written) ? fixTo(`/${written}`) : undefined;
    diagnostics.report("NK314", location, { path: written }, [], fix);
    return undefined;
  }
  const path = written.length > 1 ? written.replace(/\/$/, "") : written;
  if (path === "/") {
    diagnostics.report("NK316", location, { service });
    return undefined;
  }
  const problem = containerPathProblem(path);
  if (problem !== undefined) {
    diagnostics.report("NK315", location, { path, problem }, [], fixTo(normalizedContainerPath(path)));
    return undefined;
  }
  const system = systemPathAt(path);
  if (!system) return path;
  diagnostics.report("NK318", location, { path, system: system.path, reason: system.reason });
  return undefined;
}
