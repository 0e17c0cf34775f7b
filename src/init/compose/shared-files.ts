import { envFiles } from "./env-files.js";
import { translateEnvironment } from "./environment.js";
import type { ComposeProject } from "./project.js";
import { keyFor } from "./project.js";
import { keysOf, type Node, type SourceEntry } from "./source.js";
import type { TargetEntry, TargetMap } from "./target.js";
import type { Values } from "./variables.js";

/** Variables from which on a file is worth a part of its own. */
const LEAST_VARIABLES = 3;

/** The anchors of the files of variables that several services have, by path. */
export function sharedFiles(services: ReadonlyMap<string, Node>, values: Values): ReadonlyMap<string, string> {
  const uses = [...services.values()].flatMap((node) => [
    ...new Set(envFiles(keysOf(node).get("env_file")?.value, values).map(({ path }) => path)),
  ]);
  const names = new Map<string, string>();
  for (const path of new Set(uses)) {
    if (uses.filter((one) => one === path).length < 2) continue;
    names.set(
      path,
      keyFor(`file-${path.replaceAll(/[^A-Za-z0-9]+/g, "-").replace(/^-/, "")}`, new Set(names.values())),
    );
  }
  return names;
}

/** Each such file as a part that services merge, so that no variable is copied into each of them. */
export function translateSharedFiles(project: ComposeProject): readonly TargetEntry[] {
  return [...project.sharedFiles].flatMap(([path, anchor]): readonly TargetEntry[] => {
    const comments = { before: [] };
    const value: Node = { kind: "scalar", value: path, text: path };
    const entry: SourceEntry = { key: "env_file", value, comments, inherited: false };
    // What is to be said of the file is said of its services.
    const { env, secrets } = project.findings.muted(true, () =>
      translateEnvironment(`x-${anchor}`, new Map([["env_file", entry]]), [], project),
    );
    if ((env?.entries.length ?? 0) < LEAST_VARIABLES) return [];
    const part = (map: TargetMap | undefined, name: string): readonly TargetEntry[] =>
      map ? [{ key: `x-${name}`, value: withoutPlaces(map, name), comments: { before: [`${path}:`] } }] : [];
    return [...part(env, anchor), ...part(secrets, `${anchor}-secrets`)];
  });
}

/** The part says from where all of it is. */
function withoutPlaces(map: TargetMap, anchor: string): TargetMap {
  const entries = map.entries.map(({ comments: { beside: _, ...comments }, ...rest }) => ({ ...rest, comments }));
  return { ...map, entries, origin: { anchor, merges: [] } };
}
