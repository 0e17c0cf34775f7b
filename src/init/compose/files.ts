import { posix } from "node:path";
import { containerPathProblem } from "../../aws/container.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { readSource, type SourceReading } from "../../resolve/file-source.js";
import { secretFile } from "../../secrets/files.js";
import { utf8Text } from "../../syntax/utf8.js";
import type { ComposeProject } from "./project.js";
import { octalDigits, ownerOf, resolved } from "./secret-files.js";
import { itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { type Builder, inline, scalar, type Target } from "./target.js";
import { translateVariables } from "./variables.js";
import { namesComposeSecret } from "./written-secrets.js";

/** A mount of a file or a folder of the host. */
export interface BindMount {
  /** As compose has it. */
  readonly source: string;
  /** In shortest form. */
  readonly place: string;
  readonly readOnly: boolean;
  /** Whether the image of the service is built, and so has what it is built from. */
  readonly built: boolean;
}

/** Places where programs read, and do not write: what they are set up with, what they run first, what they serve. */
export const READ_PLACE =
  /^\/etc\/(?!letsencrypt)|^\/usr\/(?:local\/)?(?:etc|share)\/|^\/docker-entrypoint-initdb\.d|.\/(?:conf(?:ig)?(?:\.d|s)?|init\.d|provisioning|dashboards|rules|templates)(?:\/|$)/;

/** Of these, where no program is known to write. */
const NEVER_WRITTEN = /^\/usr\/|(?:initdb|conf|init)\.d(?:\/|$)|\/(?:provisioning|dashboards|rules|templates)(?:\/|$)/;

/** Names of files that programs write to. */
const DATA = /\.(?:db|sqlite3?|log|pid|sock)$/i;

/** A service with configs. */
interface Configured {
  readonly service: string;
  readonly entries: ReadonlyMap<string, SourceEntry>;
  readonly image: string | undefined;
}

/** What a mount becomes. */
export interface FileSource {
  /** Its path in the repository. */
  readonly path: string;
  /** Whether it is a folder that the program may write to. */
  readonly writable: boolean;
}

/**
 * What a bind mount becomes under `files`, where it is a file or a folder that a program is set up with. Undefined
 * for what it may keep data in, which would be gone with each task, for what an image is built from, and where nothing is known of it.
 */
export function fileSource(
  { source, place, readOnly, built }: BindMount,
  { read }: ComposeProject,
): FileSource | undefined {
  // A folder of whoever runs compose, or of Windows: of a path that leads out of the project the reader tells.
  if ((built && !readOnly) || /^(?:~|[A-Za-z]:)/.test(posix.normalize(source))) return undefined;
  const reading = readSource(source, read);
  if (!isSetUp(reading, place, readOnly)) return undefined;
  const writable = !readOnly && !("problem" in reading) && reading.isFolder && !NEVER_WRITTEN.test(place);
  return { path: source.replace(/\/$/, ""), writable };
}

function isSetUp(reading: SourceReading, place: string, readOnly: boolean): boolean {
  // What is too large, or has a secret in it, is said by the compiler.
  if ("problem" in reading) return reading.problem.kind === "large" && readOnly;
  const { isFolder, files } = reading;
  if (isFolder) {
    const some = files.some(({ below }) => !posix.basename(below).startsWith(".git"));
    return some && (readOnly || READ_PLACE.test(place));
  }
  const [file] = files;
  return readOnly || (file !== undefined && utf8Text(file.bytes) !== undefined && !DATA.test(file.path));
}

/** Why an image that has nothing but its program takes no files. */
export const NO_SHELL = "the image has no shell to write files with: build one of it that has the file";

/** The `configs` of a service, as entries of `files`. */
export function translateConfigs(
  { service, entries, image }: Configured,
  files: Builder,
  project: ComposeProject,
): void {
  const { findings, configs } = project;
  const bare = image !== undefined && imageWithoutShell(image) !== undefined;
  for (const { value, comments } of itemsOf(entries.get("configs")?.value)) {
    files.keep(comments.before);
    const keys = keysOf(value);
    const name = textOf(value) ?? textOf(keys.get("source")?.value) ?? "";
    const told = (key: string) => resolved(keys.get(key)?.value, project);
    const target = told("target") ?? `/${name}`;
    const content = contentOf(configs.get(name), project);
    const problem = containerPathProblem(target);
    if (content && "content" in content && isSecret(target, content.content))
      files.remark(findings.leftOut(service, `config ${name}`, "a secret stands in it, and no value is copied"));
    else if (bare) files.remark(findings.leftOut(service, `config ${name}`, NO_SHELL));
    else if (content === undefined)
      files.remark(findings.leftOut(service, `config ${name}`, "its content is not in the repository"));
    else if (problem !== undefined) files.remark(findings.leftOut(service, `config ${name}`, `the path ${problem}`));
    else
      files.add(target, entryOf(content, { mode: told("mode"), owner: ownerOf(told("uid"), told("gid")) }), comments);
  }
}

/** Whether a text looks like a secret where it is to be, or has a variable in it that does. */
function isSecret(target: string, text: string): boolean {
  const variables = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = ""]) => name);
  return secretFile(posix.basename(target), text, target) !== undefined || variables.some(namesComposeSecret);
}

/** The content of a config: of a file, or a text. One of a variable may be a secret, and one that is made elsewhere is not known. */
function contentOf(config: Node | undefined, project: ComposeProject): Content | undefined {
  const keys = keysOf(config);
  const from = resolved(keys.get("file")?.value, project);
  if (from !== undefined) return { from };
  const content = textOf(keys.get("content")?.value);
  return content === undefined ? undefined : { content: translateVariables(content, project.values).text };
}

type Content = { readonly from: string } | { readonly content: string };

function entryOf(
  content: Content,
  { mode, owner }: { readonly mode: string | undefined; readonly owner: string | undefined },
): Target {
  const options = {
    ...(mode !== undefined && { mode: octalDigits(mode) }),
    ...(owner !== undefined && { owner }),
  };
  if ("from" in content && Object.keys(options).length === 0) return scalar(content.from);
  const whole = inline({ ...content, ...options });
  return "content" in content ? { ...whole, flow: false } : whole;
}
