import { posix } from "node:path";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Build, BuildArgument } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { secretLook } from "../secrets/forms.js";
import type { FileExists } from "./discovery.js";

const DOCKERFILE = "Dockerfile";

/** What a service says of its build, or a sidecar, which has neither `path` nor `runtime`. */
export type BuildFields = Pick<ServiceDocument["fields"], "build" | "path" | "runtime">;

/** Whether `build` says that an image is built. */
export function isBuilt({ build }: Pick<BuildFields, "build">): boolean {
  return build !== undefined && build.value !== false;
}

/** What the file says about a build, each with where it is written. */
export interface BuildSettings {
  readonly context?: Located<string>;
  readonly dockerfile?: Located<string>;
  readonly arguments?: ReadonlyMap<string, Entry<string>>;
}

/**
 * How the image of a service is built that names none: `build: true`, a Dockerfile, a folder that has one, or context, dockerfile and
 * args. All paths go from the folder of nanokit.yml; the context is `path` and the Dockerfile is in it unless said otherwise. Undefined
 * where a path leaves the project.
 */
export function resolveBuild(fields: BuildFields, exists?: FileExists): Build | undefined {
  const settings = buildSettings(fields, exists);
  const context = settings.context ? projectPath(settings.context.value) : ".";
  const given = settings.dockerfile && projectPath(settings.dockerfile.value);
  if (context === undefined || (settings.dockerfile && given === undefined)) return undefined;
  return {
    context,
    dockerfile: given ?? posix.join(context, DOCKERFILE),
    arguments: resolveArguments(settings.arguments),
  };
}

/** What the file says about a build. The context is `path` unless said otherwise. */
export function buildSettings({ build, path }: BuildFields, exists?: FileExists): BuildSettings {
  const written = settingsOf(build?.value, build, exists);
  return path && !written.context ? { ...written, context: path } : written;
}

type BuildField = NonNullable<ServiceDocument["fields"]["build"]>;

function settingsOf(
  value: BuildField["value"] | undefined,
  field: BuildField | undefined,
  exists?: FileExists,
): BuildSettings {
  if (value === undefined || field === undefined || typeof value === "boolean") return {};
  if (typeof value === "string")
    return { [namesFolder(value, exists) ? "context" : "dockerfile"]: { ...field, value } };
  const { context, dockerfile, args } = value.fields;
  return {
    ...(context ? { context } : {}),
    ...(dockerfile ? { dockerfile } : {}),
    ...(args ? { arguments: args.value } : {}),
  };
}

/**
 * Whether a text is a folder to build in, as in the short form of compose: the language calls it a Dockerfile, which is what it is where its
 * name says so, or where it might be either.
 */
function namesFolder(path: string, exists?: FileExists): boolean {
  if (pathProblem(path) !== undefined) return false;
  if (exists?.(posix.join(path, DOCKERFILE))) return true;
  const name = posix.basename(path);
  return /(?:^|\/)\.{0,2}\/?$/.test(path) || (path.startsWith("./") && !/\.|file/i.test(name));
}

/** The path in shortest form; undefined for one that leaves the project. */
function projectPath(path: string): string | undefined {
  return pathProblem(path) === undefined ? posix.normalize(path).replace(/(.)\/$/, "$1") : undefined;
}

/** Why a build cannot be of what is at a path, in words that follow "the path". */
export function pathProblem(path: string): string | undefined {
  if (path.trim() === "") return "is empty";
  if (/^(?:\w[\w+.-]*:\/\/|git@)/.test(path)) return "is a URL, but the source of a build has to be in the project";
  if (/^(?:[/~]|[A-Za-z]:)/.test(path)) return "is not relative to the folder of nanokit.yml";
  if (path.includes("\\")) return "holds a backslash, and parts of a path are separated by /";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "holds a control character";
  return posix.normalize(path).split("/")[0] === ".." ? "leaves the folder of nanokit.yml" : undefined;
}

function resolveArguments(written: BuildSettings["arguments"]): readonly BuildArgument[] {
  return [...(written?.values() ?? [])]
    .filter(({ key }) => isArgumentName(key.value))
    .map(({ key, value }) => buildArgument(key.value, value))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether Dockerfiles and shells can refer to a name. */
export function isArgumentName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * What came in through a variable is often a token, so it is not carried on, and neither is what looks like a secret: whoever builds
 * takes it from the environment, by the name of the variable or, where other text stands in the value too, by that of the argument.
 */
function buildArgument(name: string, { value, location }: Located<string>): BuildArgument {
  const source = textAt(location);
  // What looks like a secret was blanked there.
  const shown = !source.includes("${") && !/^\*+$/.test(source) && secretLook(name, value) === undefined;
  if (shown) return { name, value };
  const [, variable = name] = /^["']?\$\{([A-Za-z_]\w*)(?::-[^{}]*)?\}["']?$/.exec(source) ?? [];
  return { name, variable };
}

function textAt({ file, start, end }: SourceLocation): string {
  return file.text.slice(start, end);
}
