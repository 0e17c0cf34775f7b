import { containerPathProblem, systemPathAt } from "../aws/container.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Mount } from "../model/project.js";
import { KEY } from "../schema/patterns.js";

/** The `volumes` list of a service: `<volume>:<container path>[:ro|:rw]`. The first of two at one path counts. Sorted by container path. */
export function resolveMounts(written: readonly Located<string>[]): readonly Mount[] {
  const byPath = new Map<string, Mount>();
  for (const one of written) {
    const mount = readMount(one);
    if (mount && !byPath.has(mount.containerPath)) byPath.set(mount.containerPath, mount);
  }
  return [...byPath.values()].sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1));
}

/** A mount of the list; undefined for what is none. */
function readMount(written: Located<string>): Mount | undefined {
  return mountOf(mountReading(written.value), written.location);
}

/** The mount that a text is, where nothing is wrong with it. */
export function mountOf({ volume, path, mode, problems }: MountReading, location: SourceLocation): Mount | undefined {
  if (path === undefined || problems.length > 0) return undefined;
  return { volume, containerPath: path, readOnly: mode === "ro", source: location };
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

/** Why a text mounts no volume. */
export type MountProblem =
  | { readonly kind: "anonymous"; readonly path: string }
  | { readonly kind: "bind"; readonly host: string; readonly path: string }
  | { readonly kind: "form" }
  | { readonly kind: "volume"; readonly volume: string }
  | { readonly kind: "relative"; readonly path: string }
  | { readonly kind: "root" }
  | { readonly kind: "path"; readonly path: string; readonly problem: string }
  | { readonly kind: "system"; readonly path: string; readonly system: string; readonly reason: string };

/** What a text says of a mount, and what is wrong with it. */
export interface MountReading extends MountParts {
  readonly problems: readonly MountProblem[];
}

/** Reads `<volume>:<container path>[:ro|:rw]`. The path has no slash at its end. */
export function mountReading(text: string): MountReading {
  const parts = mountParts(text);
  const { volume, path, mode, rest } = parts;
  if (isMode(path) && volume.startsWith("/")) return { ...parts, problems: [{ kind: "anonymous", path: volume }] };
  const bind = bindMount(text);
  if (bind) return { ...parts, problems: [{ kind: "bind", ...bind }] };
  if (!path || volume === "" || rest.length > 0 || !isMode(mode)) return { ...parts, problems: [{ kind: "form" }] };
  const containerPath = path.length > 1 ? path.replace(/\/$/, "") : path;
  const ofPath = path.startsWith("/") ? pathProblem(containerPath) : { kind: "relative" as const, path };
  return {
    ...parts,
    path: containerPath,
    problems: [...(KEY.regex.test(volume) ? [] : [{ kind: "volume" as const, volume }]), ...(ofPath ? [ofPath] : [])],
  };
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

/** What is wrong with an absolute path. */
function pathProblem(path: string): MountProblem | undefined {
  if (path === "/") return { kind: "root" };
  const problem = containerPathProblem(path);
  if (problem !== undefined) return { kind: "path", path, problem };
  const system = systemPathAt(path);
  return system && { kind: "system", path, system: system.path, reason: system.reason };
}
