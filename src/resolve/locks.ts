import { lockDirectory } from "../aws/efs.js";
import type { ImageFacts } from "../aws/images/index.js";
import { storeLock } from "../aws/images/locks.js";
import { type ImageProgram, imageProgram } from "../aws/images/programs.js";
import type { Mount, Service, ServiceLock, Volume } from "../model/project.js";
import type { ResolveContext } from "./context.js";
import { storeMounts } from "./rules/store.js";

/** A store that has no lock of its own on EFS, and the mount that holds it. */
export interface UnlockedStore {
  readonly mount: Mount;
  /** What the file says about its lock. */
  readonly setting: "auto" | "off";
  /** What runs under a lock; undefined: nothing can be put around it. */
  readonly program?: readonly string[];
}

/** The store of a service that a second task could write to while the first still stops; undefined where there is none, or several may write. */
export function unlockedStore(
  service: Service,
  facts: ImageFacts | undefined,
  { volumes }: Pick<ResolveContext, "volumes">,
): UnlockedStore | undefined {
  if (!facts || storeLock(facts.name)?.own !== false) return undefined;
  const settings = ({ volume }: Mount) => volumes.get(volume)?.value.value.fields.efs?.value.fields;
  const stores = storeMounts(service, facts).filter((mount) => !settings(mount)?.sharedWriters?.value);
  const mount = stores.find((one) => settings(one)?.lock?.value !== "off") ?? stores[0];
  if (!mount) return undefined;
  const known = imageProgram(facts.name);
  const program = known && programOf(service, known);
  return { mount, setting: settings(mount)?.lock?.value ?? "auto", ...(program && { program }) };
}

/** What runs, word by word. An entry point of its own takes the image's command away. */
function programOf({ entryPoint, command }: Service, known: ImageProgram): readonly string[] {
  return [...(entryPoint ?? known.entryPoint), ...(command ?? (entryPoint ? [] : known.command))];
}

/** The lock under which a service runs: on the volume of its store, where the file does not switch it off and all that it takes is known. */
export function lockOf(
  service: Service,
  facts: ImageFacts | undefined,
  volumes: ReadonlyMap<string, Volume>,
  context: Pick<ResolveContext, "volumes">,
): ServiceLock | undefined {
  const store = unlockedStore(service, facts, context);
  if (!store?.program || store.setting === "off") return undefined;
  const { volume } = store.mount;
  const path = volumes.get(volume)?.path;
  return path === undefined || lockDirectory(path) === undefined ? undefined : { volume, program: store.program };
}

/** The volumes, those on which a service takes a lock with the directory of that. */
export function withLocks(volumes: readonly Volume[], services: readonly Service[]): readonly Volume[] {
  const locked = new Set(services.map(({ lock }) => lock?.volume));
  return volumes.map((volume) => {
    const lock = locked.has(volume.name) ? lockDirectory(volume.path) : undefined;
    return lock === undefined ? volume : { ...volume, lock };
  });
}
