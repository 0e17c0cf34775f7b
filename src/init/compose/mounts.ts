import { posix } from "node:path";
import { containerPathProblem, hides, normalizedContainerPath, systemPathAt } from "../../aws/container.js";
import { findImage, type ImageFacts, imageCatalog } from "../../aws/images/index.js";
import { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "../../aws/images/postgres.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { TASK_DEFINITION_BYTES_MAX } from "../../aws/task-definition.js";
import { builtCopies, builtSources } from "./build.js";
import { allVariables } from "./environment.js";
import { fileSource, NO_SHELL, READ_PLACE, translateConfigs } from "./files.js";
import type { Remark } from "./findings.js";
import type { ComposeProject } from "./project.js";
import { closingOf, isNothing, itemsOf, keysOf, type Node, type SourceEntry, textOf } from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, scalar, withBeside } from "./target.js";
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
    const problem = refusal(mount, place, mounted);
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
      const words = source.writable ? findings.besides(service, shown, why, "begins anew with each task") : undefined;
      files.add(place, scalar(source.path), withBeside(comments, words));
      continue;
    }
    builder.keep(comments.before);
    if (problem !== undefined) {
      builder.remark(findings.leftOut(service, shown, problem));
      continue;
    }
    if (built && hiddenFolder(mount, place, entries, project)) {
      findings.general(service, shown, "the image has what is there, and nothing hides it here");
      continue;
    }
    const volume = volumeOf(mount, { place, shown, built }, service, facts, project);
    if (volume === undefined) {
      // The clock of a machine is the same for all.
      if (CLOCK.test(mount.source)) findings.general(service, shown, "set the variable TZ instead");
      else if (isInImage(mount, place, entries, project)) findings.general(service, shown, IN_IMAGE);
      else absent.push(leaveOnHost(service, shown, mount, project));
      continue;
    }
    mounted.add(place);
    const told = [...volume.told];
    if (mount.subpath !== undefined)
      builder.remark(findings.changed(service, `${shown}, subpath ${mount.subpath}`, "all of the volume is there"));
    if (place !== written) {
      const why = `from version 18 on the image keeps its data in ${place}; pin the version of what you have to keep it`;
      told.push(findings.besides(service, shown, why, `${written} before version 18`));
    }
    const own = ownVolume(volume.name, service, facts, mount, told, project);
    // A folder of the host hides what the image has, in compose too.
    const holds = mount.type === "volume" && facts?.database !== true && has(place);
    if (!mount.readOnly) project.volumes.noteWriter(own, { image: imageKey(service, image, project), place, holds });
    const words = comments.beside ?? (told.length === 0 ? undefined : told.join("; "));
    builder.item(scalar(`${own}:${place}${mount.readOnly ? ":ro" : ""}`), withBeside({ before: [] }, words));
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
    const [type = "", source = ""] = ["type", "source"].map((key) => resolve(textOf(keys.get(key)?.value)));
    return {
      ...(subpath !== "" && { subpath }),
      type,
      source: type === "bind" ? plainPath(source) : source,
      target: resolve(textOf(keys.get("target")?.value)),
      readOnly: switchIn(keys.get("read_only")?.value, values) === true,
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
  const readOnly = mode.split(",").includes("ro");
  return { type: bind ? "bind" : "volume", source: bind ? plainPath(source) : source, target, readOnly };
}

/** A path of the host in one form: `./data/` and `./x/../data` are the folder `./data`. */
function plainPath(source: string): string {
  if (!/^[./~]/.test(source)) return source;
  const path = posix.normalize(source).replace(/(?<=.)\/$/, "");
  if (!source.startsWith(".") || path.startsWith("..")) return path;
  return path === "." ? "./" : `./${path}`;
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

/** A volume that a mount becomes, and what is told beside it. */
interface MountedVolume {
  readonly name: string;
  readonly told: readonly string[];
}

/** The volume of a mount; undefined for a folder of the host that keeps no data which is known to be needed. */
function volumeOf(
  { type, source, readOnly }: Mount,
  { place, shown, built }: { readonly place: string; readonly shown: string; readonly built: boolean },
  service: string,
  facts: ImageFacts | undefined,
  project: ComposeProject,
): MountedVolume | undefined {
  const { volumes, findings } = project;
  if (type === "volume" && source !== "") {
    const name = volumes.nameFor(source);
    const told: string[] = [];
    if (shown.startsWith(`${source}:/`) && source.length === 1) {
      const why = `compose takes \`${source}:\` for a drive of Windows; it is the volume ${source} here`;
      told.push(findings.besides(service, shown, why, "a drive of Windows to compose"));
    }
    if (name !== source) {
      const why = `it is called ${name} here`;
      told.push(findings.besides(service, `volume ${source}`, why, `${source} in compose`));
    }
    return { name, told };
  }
  if (type === "volume") {
    const name = volumes.nameFor(`${service}:${place}`, `${service}-${posix.basename(place)}`);
    const why = `the volume has a name here, ${name}, and keeps what is in it`;
    return { name, told: [findings.besides(service, place, why, "without a name in compose")] };
  }
  if (volumes.has(source)) return { name: volumes.nameFor(source), told: [hostWords(source)] };
  const keeps = keepsData(place, facts);
  const fills = !built || OF_USERS.test(posix.basename(place));
  if (!keeps && (readOnly || !fills || !isWrittenFolder(source, place, project))) return undefined;
  const wish = keeps ? `${service}-data` : posix.normalize(source).replaceAll("/", "-");
  const name = volumes.nameFor(source === "./" ? `${service}:${place}` : source, wish);
  const why = `the folder of the host holds data, so it is the volume ${name} here, empty at first`;
  return { name, told: [findings.besides(service, shown, why, hostWords(source))] };
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

/** Whether a volume without a name keeps a folder of a built image from being hidden by one of the host, which is not there. */
function hiddenFolder(
  { type, source }: Mount,
  place: string,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): boolean {
  if (type !== "volume" || source !== "") return false;
  const binds = itemsOf(entries.get("volumes")?.value).map(({ value }) => mountOf(value, project));
  const below = binds.some((one) => one.type === "bind" && place.startsWith(`${normalizedContainerPath(one.target)}/`));
  return below || DEPENDENCIES.test(posix.basename(place));
}

/** What is said of a mount of what the image is built from. */
const IN_IMAGE = "the image has it as it was built; what is written there begins anew with each task";

/** Folders that programs write to, wherever they are. */
const WRITTEN =
  /^(?:\.?data|storage|state|var|volumes?|(?:data)?bases?|dbs?|uploads?|media|attachments|files|out(?:put)?s?|results?|logs?|cache|backups?|te?mp)$|\.(?:db|sqlite3?)$/i;

/** Whether the image of a service is built with what a folder or a file of the host has, at the same place. */
function isInImage(
  { type, source }: Mount,
  place: string,
  entries: ReadonlyMap<string, SourceEntry>,
  project: ComposeProject,
): boolean {
  if (type !== "bind" || WRITTEN.test(posix.basename(place))) return false;
  return builtSources(entries, project).some(({ from, to }) => {
    const below = posix.relative(from, posix.normalize(source));
    const isFile = below === "" && place === posix.join(to, posix.basename(from));
    return isFile || (!below.startsWith("..") && place === posix.join(to, below));
  });
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
  told: string[],
  { volumes, findings }: ComposeProject,
): string {
  if (!facts?.database || readOnly || !volumes.takenByDatabase(name, service)) return name;
  const own = volumes.nameFor(`${name}@${service}`, `${name}-${service}`);
  const why = `another database writes to it, so this one has ${own}`;
  told.push(findings.besides(service, `volume ${name}`, why, `${name} in compose, as another database has`));
  return own;
}

/** Files that say which time zone a machine is in. */
const CLOCK = /localtime$|timezone$/;

/** What stands beside a volume that was a folder of the host. */
function hostWords(source: string): string {
  return `${source} of the host, empty at first`;
}

/** Tells of what the host alone has. */
function leaveOnHost(service: string, shown: string, { source }: Mount, { findings }: ComposeProject) {
  if (/docker\.sock$/.test(source)) return findings.leftOut(service, shown, "there is no docker to talk to on Fargate");
  const why = "Fargate has no host: use a volume (`data:/path`) for what is written, the image or `files` for the rest";
  return findings.leftOut(service, shown, why, "Fargate has no host");
}
