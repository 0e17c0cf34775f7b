import { posix } from "node:path";
import type { ComposeProject } from "./project.js";
import { itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { inline, type Target } from "./target.js";
import { translateVariables } from "./variables.js";

/** Where compose puts secrets that name no place. */
const SECRETS_FOLDER = "/run/secrets";

/** A secret that compose mounts into a container. */
export interface MountedSecret {
  /** As the compose file calls it. */
  readonly name: string;
  /** Where it is in the container. */
  readonly path: string;
  /** Octal digits. */
  readonly mode?: string;
  readonly owner?: string;
}

/** The secrets of a service. */
export function mountedSecrets(
  entries: ReadonlyMap<string, SourceEntry>,
  project: Pick<ComposeProject, "values">,
): readonly MountedSecret[] {
  return itemsOf(entries.get("secrets")?.value).flatMap(({ value }) => {
    const keys = keysOf(value);
    const told = (key: string) => resolved(keys.get(key)?.value, project);
    const name = textOf(value) ?? textOf(keys.get("source")?.value) ?? "";
    const mode = told("mode");
    const owner = ownerOf(told("uid"), told("gid"));
    return name === ""
      ? []
      : [
          {
            name,
            path: posix.resolve(SECRETS_FOLDER, told("target") ?? name),
            ...(mode !== undefined && { mode: octalDigits(mode) }),
            ...(owner !== undefined && { owner }),
          },
        ];
  });
}

/** Whether something that runs in the container names the file of a secret. */
export function readsFile(entries: ReadonlyMap<string, SourceEntry>, { path }: MountedSecret): boolean {
  const test = keysOf(entries.get("healthcheck")?.value).get("test");
  return [entries.get("entrypoint"), entries.get("command"), test].some((entry) =>
    textsOf(entry?.value).some((text) => text.includes(path)),
  );
}

function textsOf(node: Node | undefined): readonly string[] {
  return [textOf(node), ...itemsOf(node).map(({ value }) => textOf(value))].filter((text) => text !== undefined);
}

/** A name for a secret that has none in a variable, and that no variable has. */
export function keyOfSecret({ name }: MountedSecret, taken: ReadonlySet<string>): string {
  const key = name.toUpperCase().replaceAll(/\W/g, "_");
  return taken.has(key) ? keyOfSecret({ name: `${key}_SECRET`, path: "" }, taken) : key;
}

/** A reference to a secret that is a file. `shared`: where it is kept, if that is not by convention. */
export function fileReference({ path, mode, owner }: MountedSecret, shared: string | undefined): Target {
  return inline({
    from: "vault",
    ...(shared !== undefined && { name: `/${shared}` }),
    file: path,
    ...(mode !== undefined && { mode }),
    ...(owner !== undefined && { owner }),
  });
}

/** A mode as `files` has it: compose reads 0440 and 0o440 in base eight, and 288 in base ten. */
export function octalDigits(mode: string): string {
  return /^0|[^\d]/.test(mode) ? mode.replace(/^0o/, "0") : `0${Number(mode).toString(8)}`;
}

/** Owner and group, of which one is root where only the other is named. */
export function ownerOf(uid: string | undefined, gid: string | undefined): string | undefined {
  return uid === undefined && gid === undefined ? undefined : `${uid ?? "0"}:${gid ?? "0"}`;
}

/** A text with the values of its variables. */
export function resolved(node: Node | undefined, { values }: Pick<ComposeProject, "values">): string | undefined {
  const text = textOf(node);
  return text === undefined ? undefined : translateVariables(text, values).resolved;
}
