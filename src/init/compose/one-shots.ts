import { findImage } from "../../aws/images/index.js";
import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { reaches } from "../../resolve/reaches.js";
import { builtEntryPoint, translateImage } from "./build.js";
import { dependenciesOf } from "./calls.js";
import { holdsSecret, wordsOf } from "./command.js";
import { entryPointOf } from "./entry-points.js";
import { allVariables, secretIdentity } from "./environment.js";
import { WITHOUT_LINE } from "./left-out.js";
import { type NamedMount, namedMounts } from "./mounts.js";
import type { ComposeProject, OneShotPlace } from "./project.js";
import { isNothing, itemsOf, keysOf, type Node, plainOf, type SourceEntry, textOf } from "./source.js";
import { translateVariables } from "./variables.js";

type Entries = ReadonlyMap<string, SourceEntry>;
type Services = ReadonlyMap<string, Node>;

/** Keys of what runs as a preparation: those that its host says alike, and those that make no difference. */
const OF_PREPARATION: ReadonlySet<string> = new Set([
  ...WITHOUT_LINE,
  ...["build", "command", "depends_on", "entrypoint", "env_file", "environment", "image", "networks", "platform"],
  ...["restart", "secrets", "configs", "user", "volumes", "working_dir"],
]);

/** Keys of what runs as a sidecar. */
const OF_SIDECAR: ReadonlySet<string> = new Set([
  ...WITHOUT_LINE,
  ...["build", "command", "depends_on", "entrypoint", "env_file", "environment", "image", "init", "networks"],
  ...["platform", "read_only", "restart", "sysctls", "tmpfs", "ulimits", "user", "volumes", "working_dir"],
  ...["cap_add", "cap_drop"],
]);

/** Programs that begin a command line by themselves, and are no argument of an image's entry point. */
const PROGRAMS: ReadonlySet<string> = new Set(
  (
    "alembic artisan ash bash bin/rails bun bundle composer django-admin dotnet flask java node npm npx php pnpm poetry prisma python python3 rails rake " +
    "ruby sh uv yarn"
  ).split(" "),
);

/**
 * Where services run that others wait for to complete, so that the order holds at each start of a task: as what runs before the one that
 * waits. Those that are not in it have no such place. `services` and `project` are those of the file, with all that runs once.
 */
export function placeOneShots(services: Services, project: ComposeProject): ReadonlyMap<string, OneShotPlace> {
  return new Places(services, project).all();
}

class Places {
  readonly #services: Services;
  readonly #project: ComposeProject;
  readonly #edges: Map<string, Set<string>>;
  readonly #places = new Map<string, OneShotPlace>();
  readonly #seen = new Set<string>();

  constructor(services: Services, project: ComposeProject) {
    this.#services = services;
    this.#project = project;
    this.#edges = new Map([...services].map(([name, node]) => [name, new Set(dependenciesOf(node))]));
  }

  all(): ReadonlyMap<string, OneShotPlace> {
    for (const name of this.#services.keys()) if (this.#project.oneShot.has(name)) this.#place(name);
    return this.#places;
  }

  /** What waits for it comes first: where that runs, this runs too. */
  #place(name: string): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    const waiting = [...this.#services].filter(([, node]) => dependenciesOf(node).includes(name)).map(([key]) => key);
    for (const one of waiting) if (this.#project.oneShot.has(one)) this.#place(one);
    const runs = waiting.filter((one) => this.#places.has(one) || !this.#isOff(one));
    const all = [...new Set(runs.map((one) => this.#places.get(one)?.host ?? one))];
    // No circle: none that itself comes after another that waits.
    const first = all.filter((one) => !all.some((other) => other !== one && reaches(this.#edges, one, other)));
    const kinds = first.map((host) => [host, this.#kindIn(name, host)] as const);
    const [host, found] = kinds.find(([, kind]) => kind?.kind === "prestart") ??
      kinds.find(([, kind]) => kind) ?? [undefined, undefined];
    if (host === undefined || !found) return;
    const others = all.filter((one) => one !== host);
    for (const one of others) this.#edges.get(one)?.add(host);
    for (const before of this.#edges.get(name) ?? []) this.#edges.get(host)?.add(before);
    this.#places.set(name, { host, others, ...found });
  }

  /** Whether nothing runs of it until somebody gives it instances. */
  #isOff(name: string): boolean {
    return this.#project.oneShot.has(name) || itemsOf(this.#keys(name).get("profiles")?.value).length > 0;
  }

  #keys(name: string): Entries {
    return keysOf(this.#services.get(name));
  }

  #kindIn(name: string, host: string): Pick<OneShotPlace, "kind" | "words" | "bare"> | undefined {
    const entries = this.#keys(name);
    if (!this.#sharesTask(entries, this.#keys(host))) return undefined;
    return this.#asPreparation(name, host) ?? this.#asSidecar(entries, this.#keys(host));
  }

  /** A task has one network and one platform, and takes in nothing for what is not its service. */
  #sharesTask(entries: Entries, host: Entries): boolean {
    const networks = namesIn(host.get("networks")?.value);
    return (
      !entries.has("profiles") &&
      namesIn(entries.get("networks")?.value).every((one) => networks.includes(one)) &&
      this.#text(entries, "platform") === this.#text(host, "platform") &&
      !host.has("network_mode")
    );
  }

  #asPreparation(name: string, host: string): Pick<OneShotPlace, "kind" | "words" | "bare"> | undefined {
    const [entries, waiting] = [this.#keys(name), this.#keys(host)];
    const { sharedImages } = this.#project;
    const image = this.#image(entries);
    const ownerOf = (one: string) => sharedImages.get(one) ?? one;
    const isBuilt = !isNothing(entries.get("build")?.value);
    const isAlike = isBuilt
      ? ownerOf(name) === ownerOf(host) && (sharedImages.has(name) || sharedImages.has(host))
      : isNothing(waiting.get("build")?.value) && image !== undefined && image === this.#image(waiting);
    if (!isAlike || !onlyHas(entries, OF_PREPARATION) || !this.#isWithin(entries, waiting)) return undefined;
    if (image !== undefined && imageWithoutShell(image)) return undefined;
    const [entryPoint, command] = [wordsOf(entries.get("entrypoint")?.value), wordsOf(entries.get("command")?.value)];
    const known = entryPoint.length > 0 ? entryPoint : (builtEntryPoint(entries, this.#project) ?? entryPointOf(image));
    const words = [...(known ?? []), ...command];
    const [first = "-"] = words;
    if ((entryPoint.length === 0 && command.length === 0) || holdsSecret(words)) return undefined;
    if (!known && !first.includes("/") && !PROGRAMS.has(first)) return undefined;
    return { kind: "prestart", words, bare: !known };
  }

  /** Whether it has nothing that the other lacks. */
  #isWithin(entries: Entries, host: Entries): boolean {
    const values = (of: Entries) =>
      new Map(allVariables(of, this.#project).map((one) => [one.name, this.#valueOf(one)]));
    const there = values(host);
    if ([...values(entries)].some(([name, value]) => there.get(name) !== value)) return false;
    const isAlike = (key: string) => this.#text(entries, key) === this.#text(host, key);
    const isPart = (key: string) => {
      const own = itemsOf(host.get(key)?.value).map(({ value }) => JSON.stringify(plainOf(value)));
      return itemsOf(entries.get(key)?.value).every(({ value }) => own.includes(JSON.stringify(plainOf(value))));
    };
    return ["user", "working_dir"].every(isAlike) && ["volumes", "secrets", "configs"].every(isPart);
  }

  #asSidecar(entries: Entries, host: Entries): Pick<OneShotPlace, "kind" | "words" | "bare"> | undefined {
    const image = this.#image(entries);
    const isThere = image !== undefined || !isNothing(entries.get("build")?.value);
    const words = [...wordsOf(entries.get("entrypoint")?.value), ...wordsOf(entries.get("command")?.value)];
    if (!isThere || !onlyHas(entries, OF_SIDECAR) || holdsSecret(words)) return undefined;
    const mounts = namedMounts(entries, this.#project);
    if (!mounts?.every((mount) => this.#isMounted(mount, host))) return undefined;
    // A store beside a service would be a second writer of its files.
    if (mounts.length > 0 && image !== undefined && findImage(image)?.database === true) return undefined;
    return this.#hasOtherSecrets(entries, host) ? undefined : { kind: "sidecar", words: [], bare: false };
  }

  #isMounted({ source, readOnly }: NamedMount, host: Entries): boolean {
    const there = (namedMounts(host, this.#project, "named") ?? []).filter((one) => one.source === source);
    return there.some((one) => readOnly || !one.readOnly);
  }

  /** A sidecar has its secrets under the names that its service has them by: one name is one secret. */
  #hasOtherSecrets(entries: Entries, host: Entries): boolean {
    const secrets = (of: Entries) =>
      new Map(
        allVariables(of, this.#project).flatMap((one) => {
          const identity = secretIdentity(one, this.#project.values);
          return identity ? [[one.name, identity.id] as const] : [];
        }),
      );
    const there = secrets(host);
    return [...secrets(entries)].some(([name, id]) => there.has(name) && there.get(name) !== id);
  }

  #valueOf({ name, value }: { readonly name: string; readonly value?: string }): string {
    return translateVariables(value ?? `\${${name}}`, this.#project.values).text;
  }

  #text(entries: Entries, key: string): string {
    return translateVariables(textOf(entries.get(key)?.value) ?? "", this.#project.values).resolved;
  }

  #image(entries: Entries): string | undefined {
    return this.#project.findings.muted(true, () => translateImage("", entries, this.#project)?.resolved);
  }
}

function onlyHas(entries: Entries, keys: ReadonlySet<string>): boolean {
  return [...entries.values()].every(({ key, value }) => keys.has(key) || key.startsWith("x-") || isNothing(value));
}

/** The networks that a service is on. */
function namesIn(networks: Node | undefined): readonly string[] {
  const names =
    networks?.kind === "map" ? [...keysOf(networks).keys()] : itemsOf(networks).map(({ value }) => textOf(value) ?? "");
  return names.length > 0 ? names : ["default"];
}

/** What a service is called that does something once. */
const ONCE =
  /(?:^|[-_.])(?:migrat(?:e|es|ion|ions|or)|seed(?:er|s)?|init|setup|createbuckets?|(?:create|make)-?buckets?|bootstrap)(?:$|[-_.\d])/i;

/**
 * Whether a service runs once and ends: others wait for that, or it is not to be started again, or it is called so and has a command of
 * its own. No server does, that others call or that keeps data.
 */
export function runsOnce(
  source: string,
  entries: Entries,
  image: string | undefined,
  project: ComposeProject,
): boolean {
  if (project.oneShot.has(source)) return true;
  const isServer = ["ports", "expose", "healthcheck"].some((key) => entries.has(key)) || project.calls.has(source);
  if (isServer || (image !== undefined && findImage(image)?.database === true)) return false;
  const policy = keysOf(keysOf(entries.get("deploy")?.value).get("restart_policy")?.value).get("condition")?.value;
  const written = textOf(policy)?.replace(/^none$/, "no") ?? textOf(entries.get("restart")?.value) ?? "";
  const restart = translateVariables(written, project.values).resolved;
  if (["no", "false"].includes(restart)) return true;
  const hasCommand = ["command", "entrypoint"].some((key) => !isNothing(entries.get(key)?.value));
  return ["", "on-failure"].includes(restart.split(":")[0] ?? "") && hasCommand && ONCE.test(source);
}
