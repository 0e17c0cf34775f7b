import { posix } from "node:path";
import { containerPathProblem, hides, normalizedContainerPath, systemPathAt } from "../../aws/container.js";
import { findImage, type ImageFacts, imageCatalog } from "../../aws/images/index.js";
import { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "../../aws/images/postgres.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { TASK_DEFINITION_BYTES_MAX } from "../../aws/task-definition.js";
import { builtCopies } from "./build.js";
import { allVariables } from "./environment.js";
import { fileSource, NO_SHELL, READ_PLACE, translateConfigs } from "./files.js";
import type { Remark } from "./findings.js";
import type { ComposeProject } from "./project.js";
import { closingOf, isNothing, itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { Builder, scalar } from "./target.js";
import { translateVariables } from "./variables.js";

/** Where well-known programs keep their data, and nothing else is: also in images that are made of theirs. */
const DATA_PATHS: ReadonlySet<string> = new Set(
  imageCatalog
    .flatMap(({ dataPaths = [], variants = [] }) => [...dataPaths, ...variants.flatMap((one) => one.dataPaths ?? [])])
    .filter((path) => /^\/var\/lib\/[^*]+$/.test(path)),
);

/** One mount of a compose service. */
interface Mount {
  readonly type: string;
  /** A volume's name, or a path of the host; empty for a volume without a name. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** A folder in the volume that alone is mounted. @default the whole */
  readonly subpath?: string;
}

/** What becomes of the mounts of a service. */
export interface TranslatedMounts {
  readonly volumes: Builder;
  readonly files: Builder;
}

/** `volumes` and `configs` of a service: its named volumes, what keeps data of a well-known image, and files that it is set up with. */
export function translateMounts(
  service: string,
  entries: ReadonlyMap<string, SourceEntry>,
  image: string | undefined,
  project: ComposeProject,
): TranslatedMounts {
  const { findings } = project;
  const facts = image === undefined ? undefined : findImage(image);
  const builder = new Builder();
  const files = new Builder();
  const mounted = new Set<string>();
  const absent: (Remark | undefined)[] = [];
  const built = !isNothing(entries.get("build")?.value);
  const copies = built ? builtCopies(entries, project) : [];
  const has = (place: string) => [...copies, ...(facts?.program ?? [])].some((path) => hides(place, path));
  for (const { value, comments } of itemsOf(entries.get("volumes")?.value)) {
    const mount = mountOf(value, project);
    const written = normalizedContainerPath(mount.target);
    const place = movedPlace(written, image, entries, project);
    const shown =
      textOf(value) ??
      (mount.source === "" ? `${mount.type} ${mount.target}`.trim() : `${mount.source}:${mount.target}`);
    const problem =
      refusal(mount, place, mounted) ?? (built ? hiddenFolder(mount, place, entries, project) : undefined);
    // What a program may only read is no data of its own, wherever it lies.
    const data = project.volumes.has(mount.source) || (keepsData(place, facts) && !mount.readOnly);
    const source =
      problem === undefined && mount.type === "bind" && !data && fileSource({ ...mount, place, built }, project);
    if (source && image !== undefined && imageWithoutShell(image)) {
      absent.push(findings.leftOut(service, shown, NO_SHELL));
      continue;
    }
    if (source) {
      mounted.add(place);
      const why = "it begins anew with each task; a volume keeps what is written there";
      if (source.writable) files.about(findings.changed(service, shown, why));
      files.add(place, scalar(source.path), comments);
      continue;
    }
    builder.keep(comments.before);
    if (problem !== undefined) {
      builder.remark(findings.leftOut(service, shown, problem));
      continue;
    }
    const name = volumeName(mount, { place, shown, built }, service, facts, builder, project);
    if (name === undefined) {
      // The clock of a machine is the same for all.
      if (CLOCK.test(mount.source)) findings.general(service, shown, "set the variable TZ instead");
      else absent.push(findings.leftOut(service, shown, hostReason(mount)));
      continue;
    }
    mounted.add(place);
    if (mount.subpath !== undefined)
      builder.remark(findings.changed(service, `${shown}, subpath ${mount.subpath}`, "all of the volume is there"));
    if (place !== written) {
      const why = `from version 18 on the image keeps its data in ${place}; pin the version of what you have to keep it`;
      builder.remark(findings.changed(service, shown, why));
    }
    const own = ownVolume(name, service, facts, mount, builder, project);
    // A folder of the host hides what the image has, in compose too.
    const holds = mount.type === "volume" && facts?.database !== true && has(place);
    if (!mount.readOnly) project.volumes.noteWriter(own, { image: imageKey(service, image, project), place, holds });
    const words = comments.beside ?? (mount.type === "bind" ? hostWords(mount.source) : undefined);
    const beside = words === undefined ? {} : { beside: words };
    builder.item(scalar(`${own}:${place}${mount.readOnly ? ":ro" : ""}`), { before: [], ...beside });
  }
  for (const remark of absent) builder.remark(remark);
  builder.keep(closingOf(entries.get("volumes")?.value));
  translateConfigs({ service, entries, image }, files, project);
  return { volumes: builder, files };
}

/** What is the same for services with one image. */
function imageKey(service: string, image: string | undefined, { services, sharedImages }: ComposeProject): string {
  if (image !== undefined) return `image ${image}`;
  const [source = service] = [...services].find(([, name]) => name === service) ?? [];
  return `build ${sharedImages.get(source) ?? source}`;
}

/** A mount of a volume that has a name. */
export type NamedMount = Pick<Mount, "source" | "readOnly">;

/** The volumes with a name that a service mounts; undefined where it mounts anything else, unless that does not matter. */
export function namedMounts(
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
  extent: "all" | "named" = "all",
): readonly NamedMount[] | undefined {
  const mounts = itemsOf(entries.get("volumes")?.value).map(({ value }) => mountOf(value, project));
  const named = mounts.filter(({ type, source, subpath }) => type === "volume" && source !== "" && !subpath);
  return extent === "named" || named.length === mounts.length ? named : undefined;
}

function mountOf(node: Node, { values }: ComposeProject): Mount {
  const resolve = (text: string | undefined) => translateVariables(text ?? "", values).resolved;
  const keys = keysOf(node);
  if (keys.size > 0) {
    const subpath = resolve(textOf(keysOf(keys.get("volume")?.value).get("subpath")?.value));
    return {
      ...(subpath !== "" && { subpath }),
      type: resolve(textOf(keys.get("type")?.value)),
      source: resolve(textOf(keys.get("source")?.value)),
      target: resolve(textOf(keys.get("target")?.value)),
      readOnly: resolve(textOf(keys.get("read_only")?.value)) === "true",
    };
  }
  const written = textOf(node) ?? "";
  // A variable without a value leaves nothing in front of the colon: it was a path of the host.
  const text =
    written.startsWith("${") && resolve(written).startsWith(":") ? `./${resolve(written)}` : resolve(written);
  const [, drive = "", rest = text] = /^([A-Za-z]:(?=[\\/][^:]*:))?([\s\S]*)$/.exec(text) ?? [];
  const parts = rest.split(":");
  const [first = "", target, mode = ""] = parts;
  if (target === undefined) return { type: "volume", source: "", target: first, readOnly: false };
  const source = `${drive}${first}`;
  const bind = drive !== "" || /^[./~]/.test(source);
  return { type: bind ? "bind" : "volume", source, target, readOnly: mode.split(",").includes("ro") };
}

function refusal({ type, target }: Mount, place: string, mounted: ReadonlySet<string>): string | undefined {
  if (type === "tmpfs") return "write it under `tmpfs`, with the memory that it may take";
  if (type !== "volume" && type !== "bind") return `a task on Fargate has no mount of the type ${type}`;
  const problem = target.startsWith("/") ? containerPathProblem(place) : "is not absolute";
  if (problem !== undefined) return `the path ${problem}`;
  const system = systemPathAt(place);
  if (system) return `${system.path} ${system.reason}`;
  return mounted.has(place) ? "something is mounted there already" : undefined;
}

/** The volume of a mount; undefined for a folder of the host that keeps no data which is known to be needed. */
function volumeName(
  { type, source, readOnly }: Mount,
  { place, shown, built }: { readonly place: string; readonly shown: string; readonly built: boolean },
  service: string,
  facts: ImageFacts | undefined,
  builder: Builder,
  project: ComposeProject,
): string | undefined {
  const { volumes, findings } = project;
  if (type === "volume" && source !== "") {
    const name = volumes.nameFor(source);
    if (shown.startsWith(`${source}:/`) && source.length === 1) {
      const why = `compose takes \`${source}:\` for a drive of Windows; it is the volume ${source} here`;
      builder.remark(findings.changed(service, shown, why));
    }
    if (name !== source) builder.remark(findings.changed(service, `volume ${source}`, `it is called ${name} here`));
    return name;
  }
  if (type === "volume") {
    const name = volumes.nameFor(`${service}:${place}`, `${service}-${posix.basename(place)}`);
    builder.remark(findings.changed(service, place, `the volume has a name here, ${name}, and keeps what is in it`));
    return name;
  }
  if (volumes.has(source)) return volumes.nameFor(source);
  const keeps = keepsData(place, facts);
  const fills = !built || OF_USERS.test(posix.basename(place));
  if (!keeps && (readOnly || !fills || !isWrittenFolder(source, place, project))) return undefined;
  const wish = keeps ? `${service}-data` : posix.normalize(source).replaceAll("/", "-");
  const name = volumes.nameFor(source === "./" ? `${service}:${place}` : source, wish);
  const why = `the folder of the host holds data, so it is the volume ${name} here, empty at first`;
  findings.besides(service, shown, why, hostWords(source));
  return name;
}

/**
 * Whether a folder of the project is one that its program fills: it is not there, or there is nothing in it. Compose makes it at the first start. What has
 * an ending is a file that is missing.
 */
function isWrittenFolder(source: string, place: string, { read }: ComposeProject): boolean {
  const path = posix.normalize(source).replace(/\/$/, "");
  if (
    !source.startsWith("./") ||
    path === "." ||
    posix.extname(place) !== "" ||
    READ_PLACE.test(place) ||
    read === undefined
  )
    return false;
  const found = read(path, TASK_DEFINITION_BYTES_MAX);
  if (found.kind === "absent") return true;
  return found.kind === "folder" && found.names.every((name) => name.startsWith(".git") || name === ".keep");
}

/** Folders for what users of a program bring, which no build makes. */
const OF_USERS = /^(?:uploads?|media|attachments)$/i;

/** Folders that a build fills with what its program depends on. */
const DEPENDENCIES =
  /^(?:node_modules|bower_components|vendor|\.?venv|site-packages|__pycache__|\.next|\.nuxt|\.yarn|\.gradle|target)$/;

/** Why a volume without a name of a built image is left out: it keeps a folder of the image from being hidden by one of the host, which is not there. */
function hiddenFolder(
  { type, source }: Mount,
  place: string,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): string | undefined {
  if (type !== "volume" || source !== "") return undefined;
  const binds = itemsOf(entries.get("volumes")?.value).map(({ value }) => mountOf(value, project));
  const below = binds.some((one) => one.type === "bind" && place.startsWith(`${normalizedContainerPath(one.target)}/`));
  return below || DEPENDENCIES.test(posix.basename(place))
    ? "the image has what is there, and nothing hides it here"
    : undefined;
}

/** Where a mount belongs: postgres keeps its data elsewhere from version 18 on, and does not start with a volume at the old place. */
function movedPlace(
  place: string,
  image: string | undefined,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): string {
  const major = image === undefined ? undefined : postgresMajor(image);
  if (place !== POSTGRES_17_DATA || major === undefined || major < 18) return place;
  return allVariables(entries, project).some(({ name }) => name === "PGDATA") ? place : POSTGRES_18_DATA;
}

/** Whether a program is known to keep its data there. */
function keepsData(place: string, facts: ImageFacts | undefined): boolean {
  return facts?.dataPaths.includes(place) === true || DATA_PATHS.has(place);
}

/** Two databases never share a volume. */
function ownVolume(
  name: string,
  service: string,
  facts: ImageFacts | undefined,
  { readOnly }: Mount,
  builder: Builder,
  { volumes, findings }: ComposeProject,
): string {
  if (!facts?.database || readOnly || !volumes.takenByDatabase(name, service)) return name;
  const own = volumes.nameFor(`${name}@${service}`, `${name}-${service}`);
  builder.remark(findings.changed(service, `volume ${name}`, `another database writes to it, so this one has ${own}`));
  return own;
}

/** Files that say which time zone a machine is in. */
const CLOCK = /localtime$|timezone$/;

/** What stands beside a volume that was a folder of the host. */
function hostWords(source: string): string {
  return `${source} of the host, empty at first`;
}

function hostReason({ source }: Mount): string {
  if (/docker\.sock$/.test(source)) return "there is no docker to talk to on Fargate";
  return "Fargate has no host: use a volume (`data:/path`) for what is written, the image or `files` for the rest";
}
