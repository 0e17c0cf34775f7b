import { posix } from "node:path";
import { readReferences, usesArgument } from "../../../shell/references.js";
import type { CommentedEntry, CommentedMap } from "../../../syntax/commented.js";
import { follow, type Node, sourceMap } from "../source.js";
import { literal, translateVariables, type Values } from "../variables.js";

/** A text of a compose file that names a path from the folder of its file, by where it stands in a service. */
const SERVICE_PATHS: readonly string[] = [
  "build",
  "build.context",
  "env_file",
  "env_file.path",
  "label_file",
  "volumes",
  "volumes.source",
];
const FILE_PATHS: readonly string[] = [
  "configs.*.file",
  "secrets.*.file",
  ...SERVICE_PATHS.map((path) => `services.*.${path}`),
];

/** A file with its paths as they are from another folder, of which `folder` is the way to its own. */
export function relocateFile(file: CommentedMap, folder: string, values: Values): CommentedMap {
  return relocate(file, FILE_PATHS, folder, values);
}

/** Likewise a service. */
export function relocateService(service: CommentedMap, folder: string, values: Values): CommentedMap {
  return relocate(service, SERVICE_PATHS, folder, values);
}

function relocate(map: CommentedMap, paths: readonly string[], folder: string, values: Values): CommentedMap {
  if (folder === "." || folder === "") return map;
  const patterns = paths.map((path) => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}$`));
  return mapTexts(map, (text, path) => {
    if (!patterns.some((pattern) => pattern.test(path))) return text;
    return pathFrom(folder, text, {
      values,
      isMount: /volumes(?:\.source)?$/.test(path),
      isBuild: /build(?:\.context)?$/.test(path),
    });
  });
}

function pathFrom(
  folder: string,
  text: string,
  { values, isMount, isBuild }: { readonly values: Values; readonly isMount: boolean; readonly isBuild: boolean },
): string {
  const { resolved } = translateVariables(text, values);
  if (/^(?:\/|~|[A-Za-z]:[\\/])/.test(resolved) || (isBuild && /^(?:[a-z+]+:\/\/|git@)/.test(resolved))) return text;
  // What does not begin with a dot is a volume by its name.
  if (isMount && !resolved.startsWith(".")) return text;
  if (text.startsWith("$")) return `./${folder}/${text}`;
  const joined = posix.join(folder, text);
  return joined.startsWith("..") ? joined : `./${joined}`;
}

/** A file whose own variables, which stand in a `.env` that is read for it alone, have their values in place. */
export function settleVariables(file: CommentedMap, own: Values): CommentedMap {
  if (Object.keys(own).length === 0) return file;
  const settled = (text: string): string =>
    readReferences(text)
      .map((part): string => {
        if (part.kind === "dollar") return "$$";
        if (part.kind !== "reference") return part.text;
        const value = Object.hasOwn(own, part.name) ? own[part.name] : undefined;
        if (value === undefined)
          return part.argument === "" ? part.text : part.text.replace(part.argument, () => settled(part.argument));
        if (usesArgument(part, value)) return settled(part.argument);
        return part.operator.endsWith("+") ? "" : literal(value);
      })
      .join("");
  return mapTexts(file, (text, path) => {
    const isVariable = /^services\.[^.]+\.environment$/.test(path) && Object.hasOwn(own, text);
    return isVariable ? `${text}=${literal(own[text] ?? "")}` : settled(text);
  });
}

/** The same with every text of it put through a function, which is told the keys that lead to it. Merge keys and aliases are followed. */
function mapTexts(map: CommentedMap, change: (text: string, path: string) => string): CommentedMap {
  const one = (node: Node, path: string): Node => {
    if (node.kind === "scalar") {
      if (typeof node.value !== "string") return node;
      const text = change(node.text, path);
      // What a variable gives is a text, whatever it looks like.
      return text === node.text ? node : { ...node, value: text, text, plain: false };
    }
    if (node.kind === "list")
      return { ...node, items: node.items.map((item) => ({ ...item, value: one(follow(item.value), path) })) };
    const { entries, closing } = sourceMap(node);
    const written = [...entries.values()].map(
      ({ key, value, comments }): CommentedEntry => ({
        key,
        value: one(value, path === "" ? key : `${path}.${key}`),
        comments,
      }),
    );
    return { ...node, entries: written, closing };
  };
  return one(map, "") as CommentedMap;
}
