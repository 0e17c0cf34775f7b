import { posix } from "node:path";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Build, BuildArgument } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { secretLook } from "../secrets/forms.js";
import type { Context } from "./context.js";

const DOCKERFILE = "Dockerfile";

/** A name that Dockerfiles and shells can refer to. */
const ARGUMENT_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What the file says about a build, each with where it is written. */
interface BuildSettings {
  readonly context?: Located<string>;
  readonly dockerfile?: Located<string>;
  readonly arguments?: ReadonlyMap<string, Entry<string>>;
}

/**
 * How the image of a service is built that names none: `build: true`, a Dockerfile, or context, dockerfile and args. All paths go from
 * the folder of nanokit.yml; the context is `path` and the Dockerfile is in it unless said otherwise. Reports paths that leave the
 * project, and a Dockerfile that is not there. Undefined after an error.
 */
export function resolveBuild(entry: Entry<ServiceDocument>, context: Context): Build | undefined {
  const { diagnostics } = context;
  const { fields } = entry.value.value;
  const settings = settingsOf(fields.build?.value, fields.build);
  const folder = settings.context ?? fields.path;
  const buildContext = folder ? projectPath(folder, diagnostics) : ".";
  const given = settings.dockerfile && projectPath(settings.dockerfile, diagnostics);
  const arguments_ = resolveArguments(settings.arguments, diagnostics);
  if (buildContext === undefined || (settings.dockerfile && given === undefined)) return undefined;
  const dockerfile = given ?? posix.join(buildContext, DOCKERFILE);
  const location = (settings.dockerfile ?? fields.build ?? fields.path ?? fields.runtime ?? entry.key).location;
  // In compose, the Dockerfile's path goes from the context.
  const otherwise = given === undefined ? undefined : posix.join(buildContext, given);
  checkDockerfile({ service: entry.key.value, dockerfile, otherwise, location }, context);
  return { context: buildContext, dockerfile, arguments: arguments_ };
}

type BuildField = NonNullable<ServiceDocument["fields"]["build"]>;

function settingsOf(value: BuildField["value"] | undefined, field: BuildField | undefined): BuildSettings {
  if (value === undefined || field === undefined || typeof value === "boolean") return {};
  if (typeof value === "string") return { dockerfile: { ...field, value } };
  const { context, dockerfile, args } = value.fields;
  return {
    ...(context ? { context } : {}),
    ...(dockerfile ? { dockerfile } : {}),
    ...(args ? { arguments: args.value } : {}),
  };
}

/** The path in shortest form; undefined after a report. */
function projectPath({ value, location }: Located<string>, diagnostics: Diagnostics): string | undefined {
  const problem = pathProblem(value);
  if (problem === undefined) return posix.normalize(value).replace(/(.)\/$/, "$1");
  diagnostics.report("NK370", location, { path: value, problem });
  return undefined;
}

/** Why a build cannot be of what is at a path, in words that follow "the path". */
function pathProblem(path: string): string | undefined {
  if (path.trim() === "") return "is empty";
  if (/^(?:\w[\w+.-]*:\/\/|git@)/.test(path)) return "is an address, and what is built has to lie in the project";
  if (/^(?:[/~]|[A-Za-z]:)/.test(path)) return "is not relative to the folder of nanokit.yml";
  if (path.includes("\\")) return "holds a backslash, and parts of a path are separated by /";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return "holds a control character";
  return posix.normalize(path).split("/")[0] === ".." ? "leaves the folder of nanokit.yml" : undefined;
}

function resolveArguments(
  written: ReadonlyMap<string, Entry<string>> | undefined,
  diagnostics: Diagnostics,
): readonly BuildArgument[] {
  const found: BuildArgument[] = [];
  for (const { key, value } of written?.values() ?? []) {
    if (ARGUMENT_NAME.test(key.value)) found.push(buildArgument(key.value, value));
    else diagnostics.report("NK371", key.location, { name: key.value });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
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

interface ExpectedDockerfile {
  readonly service: string;
  readonly dockerfile: string;
  /** Where it may be instead. */
  readonly otherwise: string | undefined;
  readonly location: SourceLocation;
}

function checkDockerfile(expected: ExpectedDockerfile, { exists, diagnostics }: Context): void {
  const { service, dockerfile, otherwise, location } = expected;
  if (exists === undefined || exists(dockerfile)) return;
  const instead = otherwise !== undefined && exists(otherwise) ? otherwise : undefined;
  diagnostics.report("NK372", location, { service, dockerfile, instead });
}
