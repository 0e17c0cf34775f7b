import { posix } from "node:path";
import { containerPathProblem, hides, systemPathAt } from "../aws/container.js";
import { type ContainerFolder, FILE_MODE, FILE_OWNER, SECRET_FILE_MODE } from "../aws/container-files.js";
import { findImage } from "../aws/images/index.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { Mount, ServiceFile, ServiceFiles } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { ResolveContext } from "./context.js";
import { contentOf, readSource, type SourceFile, type SourceProblem } from "./file-source.js";
import { readTmpfs, tmpfsOf } from "./process.js";
import type { WrittenSecret } from "./secret-reference.js";
import { fileOf } from "./secrets.js";
import { identityOf } from "./volumes.js";

type Fields = Pick<ServiceDocument["fields"], "files" | "image" | "secrets" | "tmpfs" | "user">;
type Written = NonNullable<Fields["files"]>["value"] extends ReadonlyMap<string, Entry<infer F>> ? F : never;

/** Why an entry of `files`, or a part of it, does not get into a container. */
export type FileProblem = {
  readonly location: SourceLocation;
  /** What is to be put where, of what cannot be read or is too large. */
  readonly entry?: { readonly from: string; readonly place: string };
} & (
  | { readonly kind: "source"; readonly both: boolean }
  | SourceProblem
  | { readonly kind: "path"; readonly path: string; readonly problem: string }
  | { readonly kind: "system"; readonly folder: string; readonly system: string; readonly reason: string }
  | {
      readonly kind: "taken";
      readonly path: string;
      readonly by: "volume" | "tmpfs" | "file" | "same";
      readonly at: SourceLocation;
    }
);

/** What the `files` of a service, and the secrets that are files, come to, and what is wrong with them. */
export interface FilesReading {
  /** @default there is nothing to write */
  readonly files?: ServiceFiles;
  readonly problems: readonly FileProblem[];
}

/** What one entry brings, and where. */
interface Target {
  readonly path: string;
  /** Whether it takes the place of all that the image has there. */
  readonly isFolder: boolean;
  readonly files: readonly ServiceFile[];
  readonly location: SourceLocation;
}

/** Reads the `files` of a service, and its secrets that are files. What is wrong is left out. */
export function readFiles(
  fields: Fields,
  mounts: readonly Mount[],
  surroundings: Pick<ResolveContext, "read" | "variables" | "volumes">,
): FilesReading {
  const problems: FileProblem[] = [];
  const taken = takenPaths(fields, mounts);
  const written = inOrder(fields.files?.value).map((entry) => readTarget(entry, surroundings, problems));
  const owner = programUser(fields, mounts, surroundings);
  const ofSecrets = inOrder(fields.secrets?.value).map((secret) => secretTarget(secret, owner, problems));
  const targets = [...written, ...ofSecrets].flatMap((target) => {
    const by = target && taken.find((one) => hides(one.path, target.path));
    if (by)
      problems.push({ location: target.location, kind: "taken", path: target.path, by: by.kind, at: by.location });
    return target && !by ? [target] : [];
  });
  const files = filesOf(targets, problems);
  if (files.length === 0) return { problems };
  const folders = foldersOf(targets);
  const roots = folders.filter(({ path }) => !folders.some((other) => other.path !== path && hides(other.path, path)));
  // Within another one a folder that begins with what the image has there has begun so already.
  const begun = folders.filter((folder) => roots.includes(folder) || !folder.copied);
  return { problems, files: { mounts: roots.map(({ path }) => path), folders: begun, files } };
}

function inOrder<E extends { readonly key: Located<string> }>(
  entries: ReadonlyMap<string, E> | undefined,
): readonly E[] {
  return [...(entries?.values() ?? [])].sort((a, b) => (a.key.value < b.key.value ? -1 : 1));
}

/** The user that the program of a container runs as, where that can be told: for whom a secret is to be readable. */
function programUser(
  { user, image }: Fields,
  mounts: readonly Mount[],
  { volumes }: Pick<ResolveContext, "volumes">,
): string | undefined {
  if (user) return user.value;
  const enforced = mounts.map(({ volume }) => identityOf(volumes.get(volume))).find((one) => one !== undefined);
  const identity = enforced ?? (image && findImage(image.value)?.owner);
  return identity && `${identity.uid}:${identity.gid}`;
}

interface Taken {
  readonly kind: "volume" | "tmpfs";
  readonly path: string;
  readonly location: SourceLocation;
}

function takenPaths(fields: Fields, mounts: readonly Mount[]): readonly Taken[] {
  const volumes = mounts.map(({ containerPath, source }) => ({
    kind: "volume" as const,
    path: containerPath,
    location: source,
  }));
  const inMemory = tmpfsOf(fields).flatMap(({ value, location }) => {
    const reading = readTmpfs(value);
    return "problem" in reading ? [] : [{ kind: "tmpfs" as const, path: reading.containerPath, location }];
  });
  return [...volumes, ...inMemory];
}

function readTarget(
  { key, value }: Entry<Written>,
  { read, variables }: Pick<ResolveContext, "read" | "variables">,
  problems: FileProblem[],
): Target | undefined {
  const { location } = key;
  // What is not absolute is no key.
  if (!key.value.startsWith("/")) return undefined;
  const path = key.value.length > 1 ? key.value.replace(/\/$/, "") : key.value;
  const problem = containerPathProblem(path);
  if (problem !== undefined) {
    problems.push({ location, kind: "path", path, problem });
    return undefined;
  }
  // What could not be read is reported as such.
  if (typeof value.value !== "string" && unreadParts(value.value)) return undefined;
  const { from, content, mode, owner, expand, public: isPublic } = partsOf(value.value);
  if ((from === undefined) === (content === undefined)) {
    problems.push({ location, kind: "source", both: from !== undefined });
    return undefined;
  }
  const reading = content === undefined ? readSource(from ?? "", read) : written(path, content);
  if ("problem" in reading) {
    problems.push({ location: placeOfSource(value), entry: { from: from ?? "", place: path }, ...reading.problem });
    return undefined;
  }
  const { isFolder } = reading;
  if (inSystem(path, isFolder, location, problems)) return undefined;
  const files = reading.files.flatMap((one) => {
    const place = one.below === "" ? path : `${path}/${one.below}`;
    const made = contentOf(one, { expand: expand ?? false, public: isPublic ?? false, place, variables });
    if ("problem" in made) {
      problems.push({ location, ...made.problem });
      return [];
    }
    return [
      {
        path: place,
        mode: mode ?? (one.executable ? FILE_MODE.executable : FILE_MODE.plain),
        owner: owner ?? FILE_OWNER,
        content: made.content,
        source: location,
      },
    ];
  });
  return { path, isFolder, files, location };
}

/** The file that a secret is, if it is one. */
function secretTarget(
  secret: WrittenSecret,
  programUser: string | undefined,
  problems: FileProblem[],
): Target | undefined {
  const { value } = secret.value;
  const file = fileOf(secret);
  if (!file || typeof value === "string") return undefined;
  const { value: path, location } = file;
  const problem = containerPathProblem(path);
  if (problem !== undefined) {
    problems.push({ location, kind: "path", path, problem });
    return undefined;
  }
  const owner = value.fields.owner?.value ?? programUser;
  const made: ServiceFile = {
    path,
    mode: value.fields.mode?.value ?? (owner === undefined ? SECRET_FILE_MODE.unowned : SECRET_FILE_MODE.owned),
    owner: owner ?? FILE_OWNER,
    content: { secret: secret.key.value },
    source: location,
  };
  return inSystem(path, false, location, problems) ? undefined : { path, isFolder: false, files: [made], location };
}

/** Whether the folder of what is to be somewhere is one of the system, which no volume can take the place of. */
function inSystem(path: string, isFolder: boolean, location: SourceLocation, problems: FileProblem[]): boolean {
  const folder = isFolder ? path : posix.dirname(path);
  const system = systemPathAt(folder);
  if (system) problems.push({ location, kind: "system", folder, system: system.path, reason: system.reason });
  return system !== undefined;
}

/** Where an entry names what is to be read. */
function placeOfSource({ value, location }: Entry<Written>["value"]): SourceLocation {
  return (typeof value === "string" ? undefined : value.fields.from?.location) ?? location;
}

/** Whether an entry has a part of which nothing could be told. */
function unreadParts({ fields, written }: Exclude<Written, string>): boolean {
  return (["from", "content"] as const).some((key) => written.has(key) && !fields[key]);
}

/** What an entry says, whether in short or at length. */
function partsOf(value: Written) {
  if (typeof value === "string") return { from: value };
  const { from, content, mode, owner, expand, public: isPublic } = value.fields;
  return {
    from: from?.value,
    content: content?.value,
    mode: mode?.value,
    owner: owner?.value,
    expand: expand?.value,
    public: isPublic?.value,
  };
}

/** A text that stands in nanokit.yml. */
function written(path: string, content: string): { readonly isFolder: false; readonly files: readonly SourceFile[] } {
  return { isFolder: false, files: [{ below: "", path, bytes: Buffer.from(content, "utf8"), executable: false }] };
}

/** All files, each once: a folder hides what another one has at its place, and a file that is named itself wins over both. */
function filesOf(targets: readonly Target[], problems: FileProblem[]): readonly ServiceFile[] {
  const byPath = new Map<string, ServiceFile>();
  const folders = targets.filter(({ isFolder }) => isFolder);
  const single = targets.filter(({ isFolder }) => !isFolder);
  for (const { path, files } of folders) {
    for (const other of byPath.keys()) if (hides(path, other)) byPath.delete(other);
    for (const file of files) byPath.set(file.path, file);
  }
  for (const file of single.flatMap(({ files }) => files)) {
    const other = byPath.get(file.path);
    // A secret wins over nothing: whoever reads one of the two entries would be wrong.
    if (other && "secret" in file.content) {
      problems.push({ location: file.source, kind: "taken", path: file.path, by: "same", at: other.source });
    } else byPath.set(file.path, file);
  }
  const sorted = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.filter(({ path, source }) => {
    const above = ancestors(path).find((one) => byPath.has(one));
    const at = above === undefined ? undefined : byPath.get(above)?.source;
    if (at) problems.push({ location: source, kind: "taken", path, by: "file", at });
    return at === undefined;
  });
}

function ancestors(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(2).map((_, index) => parts.slice(0, index + 2).join("/"));
}

/** The folders in which files are, sorted: one that an entry is all of begins empty, that of a single file with what the image has there. */
function foldersOf(targets: readonly Target[]): readonly ContainerFolder[] {
  const empty = new Set(targets.filter(({ isFolder }) => isFolder).map(({ path }) => path));
  const withFile = targets.filter(({ isFolder }) => !isFolder).map(({ path }) => posix.dirname(path));
  const paths = [...new Set([...empty, ...withFile])].sort();
  return paths.map((path) => (empty.has(path) ? { path } : { path, copied: true }));
}
