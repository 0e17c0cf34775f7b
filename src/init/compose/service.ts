import { findImage } from "../../aws/images/index.js";
import { OTHER_SECURITY_GROUPS_MAX } from "../../aws/network.js";
import type { Comments } from "../../syntax/commented.js";
import { isPublished, translateBuild, translateImage } from "./build.js";
import { dependenciesOf } from "./calls.js";
import { translateProgram } from "./command.js";
import { needsVariables, translateEnvironment } from "./environment.js";
import { translateHealth } from "./health.js";
import { LEFT_OUT, SILENT, WITHOUT_LINE } from "./left-out.js";
import { tellLinks } from "./links.js";
import { translateLogging } from "./logging.js";
import { translateMounts } from "./mounts.js";
import { runsOnce } from "./one-shots.js";
import { type Part, translatePreparation, translateSidecars } from "./parts.js";
import { translatePorts } from "./ports.js";
import { PROCESS_KEYS, translateProcess } from "./process.js";
import type { ComposeProject } from "./project.js";
import { translateAws, translateSize } from "./settings.js";
import {
  isNothing,
  itemsOf,
  keysOf,
  type Node,
  type SourceEntry,
  type SourceMap,
  sourceMap,
  textOf,
} from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, inline, type Origin, scalar, type TargetList, type TargetMap, withBeside } from "./target.js";
import { translateVariables } from "./variables.js";

type Entries = ReadonlyMap<string, SourceEntry>;

/** Keys that are translated together, by the one that comes first. */
const GROUPS: Readonly<Record<string, Group>> = {
  image: "image",
  build: "build",
  entrypoint: "start",
  command: "start",
  working_dir: "start",
  ports: "ports",
  expose: "ports",
  environment: "environment",
  env_file: "environment",
  secrets: "secrets",
  depends_on: "depends_on",
  volumes: "volumes",
  configs: "volumes",
  healthcheck: "health",
  logging: "logging",
  stop_grace_period: "aws",
  platform: "aws",
  deploy: "size",
  cpus: "size",
  mem_limit: "size",
  mem_reservation: "size",
  networks: "networks",
  network_mode: "networks",
};

/** What is to be known of a service without a port. */
const NO_PORT = "ECS opens the one under `expose`: name it if others call this service";

/** What `depends_on` can say beyond the order. */
const CONDITIONS: ReadonlySet<string> = new Set(["service_healthy", "service_completed_successfully"]);
/** What becomes of `restart: true` under `depends_on`, whole and in short. */
const RECONNECTS = "it has to connect again itself";
const NEVER_AGAIN = `ECS starts no service again because of another; ${RECONNECTS}`;

/** The group that a key of a service belongs to. */
function groupOf(key: string): Group | undefined {
  return Object.hasOwn(GROUPS, key) ? GROUPS[key] : undefined;
}

type Group =
  | "image"
  | "build"
  | "start"
  | "ports"
  | "environment"
  | "secrets"
  | "depends_on"
  | "volumes"
  | "health"
  | "logging"
  | "aws"
  | "size"
  | "networks";

/** What a service is made of, and by what name. */
export interface ServiceInput {
  /** What it is called here. */
  readonly name: string;
  /** What compose calls it. */
  readonly source: string;
  readonly map: SourceMap;
  readonly origin?: Origin;
  /** Whether it is a part that services merge, and no service of its own. */
  readonly fragment?: boolean;
  /** Whether it runs in the tasks of another, which has its place in the order and its networks. */
  readonly sidecar?: boolean;
  /** What runs once before it, in its tasks. @default nothing */
  readonly parts?: readonly Part[];
}

/** One service, with everything spelled out that it has by merge keys. */
export function translateService(input: ServiceInput, project: ComposeProject): TargetMap {
  return new ServiceTranslation(input, project).run();
}

class ServiceTranslation {
  readonly #input: ServiceInput;
  readonly #project: ComposeProject;
  readonly #entries: Entries;
  readonly #builder = new Builder();
  readonly #secrets: string[] = [];

  constructor(input: ServiceInput, project: ComposeProject) {
    this.#input = input;
    this.#project = project;
    this.#entries = input.map.entries;
  }

  run(): TargetMap {
    const { findings } = this.#project;
    const { sidecar = false } = this.#input;
    const done = new Set<Group>(sidecar ? ["depends_on", "networks", "ports"] : []);
    // Commands and checks say which secrets they need before the environment is written.
    const start = this.#inherits("start", () =>
      translateProgram(this.#input.name, this.#entries, this.#image(), this.#project),
    );
    const health = this.#inherits("health", () =>
      translateHealth(this.#input.name, this.#entries, this.#image(), this.#project),
    );
    this.#secrets.push(...start.secrets, ...health.secrets);
    const run: Readonly<Record<Group, (entry: SourceEntry) => void>> = {
      image: (entry) => this.#addImage(entry),
      build: (entry) => this.#addBuild(entry),
      start: (entry) => {
        const runs = start.keys.length > 0;
        if (!runs) this.#builder.keep(entry.comments.before);
        for (const remark of start.remarks) {
          if (runs) this.#builder.about(remark);
          else this.#builder.remark(remark);
        }
        for (const { key, value, comments } of start.keys) this.#builder.add(key, value, comments);
      },
      ports: (entry) => this.#append(this.#ports(), entry),
      environment: (entry) => this.#addEnvironment(entry),
      // With the variables, of which some are the same secrets.
      secrets: (entry) => this.#builder.keep(entry.comments.before),
      depends_on: (entry) => this.#addDependencies(entry),
      volumes: (entry) => this.#addVolumes(entry),
      health: (entry) => {
        for (const remark of health.remarks) this.#builder.remark(remark);
        if (health.map) this.#builder.add("healthCheck", health.map, entry.comments);
        else this.#builder.keep(entry.comments.before);
      },
      logging: (entry) => this.#append(translateLogging(this.#input.name, entry, this.#project), entry),
      aws: (entry) => {
        const aws = translateAws(this.#input.name, this.#entries, this.#project);
        if (!aws.empty) this.#builder.add("aws", aws.map(), entry.comments);
        else this.#builder.keep(aws.rest);
      },
      size: (entry) => this.#addSize(entry),
      networks: (entry) => this.#addNetworks(entry),
    };
    for (const entry of this.#entries.values()) {
      const group = groupOf(entry.key);
      if (PROCESS_KEYS.some((key) => key === entry.key)) {
        findings.muted(entry.inherited, () =>
          this.#append(translateProcess(this.#input.name, entry, this.#entries, this.#project), entry),
        );
      } else if (group === undefined) findings.muted(entry.inherited, () => this.#remarkOther(entry));
      else if (!done.has(group)) {
        done.add(group);
        this.#inherits(group, () => run[group](entry));
        // A server that names no port has one all the same.
        const isSource = group === "image" || (group === "build" && !this.#entries.has("image"));
        if (isSource && !sidecar && !this.#has("ports")) this.#addKnownPort(entry);
      }
    }
    const needed =
      this.#secrets.length > 0 || this.#entries.has("secrets") || needsVariables(this.#entries, this.#project);
    if (!done.has("environment") && needed) this.#addEnvironment(undefined);
    if (!done.has("depends_on")) this.#addDependencies(undefined);
    this.#builder.keep(this.#input.map.closing);
    if (sidecar) return this.#builder.map(this.#input.origin);
    this.#addParts();
    this.#remarkMissingPort();
    this.#addInstances();
    return this.#builder.map(this.#input.origin);
  }

  /** Runs without telling again what came by a merge key: all of the group did. */
  #inherits<T>(group: Group, run: () => T): T {
    const keys = [...this.#entries.values()].filter(({ key }) => groupOf(key) === group);
    return this.#project.findings.muted(
      keys.every(({ inherited }) => inherited),
      run,
    );
  }

  #has(group: Group): boolean {
    return [...this.#entries.keys()].some((key) => groupOf(key) === group);
  }

  #image(): string | undefined {
    return this.#project.findings.muted(
      true,
      () => translateImage(this.#input.name, this.#entries, this.#project)?.resolved,
    );
  }

  #append(part: Builder, { comments }: SourceEntry): void {
    const { entries, closing } = part.map();
    const [first, ...others] = entries;
    if (first) {
      const { before, ...rest } = first.comments;
      this.#builder.add(first.key, first.value, { ...comments, ...rest, before: [...comments.before, ...before] });
    }
    for (const { key, value, comments: own } of others) this.#builder.add(key, value, own);
    this.#builder.keep(closing);
  }

  #addImage(entry: SourceEntry): void {
    const { findings } = this.#project;
    const built = !isNothing(this.#entries.get("build")?.value);
    const resolved = this.#image();
    if (built && resolved !== undefined && !isPublished(resolved)) {
      const why = "it is built, and goes to the ECR repository of the stack";
      findings.general(this.#input.name, `image ${resolved}`, why);
      return;
    }
    const image = translateImage(this.#input.name, this.#entries, this.#project);
    if (image) {
      const origin = entry.anchor === undefined ? undefined : { anchor: entry.anchor, merges: [] };
      const value = { ...scalar(image.text), ...(origin ? { origin } : {}) };
      const comments = built ? entry.comments : this.#besidesImage(entry);
      this.#builder.add("image", value, withBeside(comments, image.beside));
    }
  }

  /** A build that stands in a part which services merge stays as it is. */
  #addBuild(entry: SourceEntry): void {
    const { services, sharedImages } = this.#project;
    const { name, source, fragment } = this.#input;
    const owner = fragment ? undefined : sharedImages.get(source);
    const comments = this.#besidesImage(entry);
    if (owner === undefined || entry.inherited)
      this.#append(
        translateBuild(name, this.#entries, this.#project),
        owner === undefined ? { ...entry, comments } : entry,
      );
    if (owner === undefined) return;
    this.#builder.add("imageOf", scalar(services.get(owner) ?? owner), entry.inherited ? { before: [] } : comments);
  }

  #addKnownPort(entry: SourceEntry): void {
    this.#project.findings.muted(entry.inherited, () => {
      this.#append(this.#ports(), { ...entry, comments: { before: [] } });
    });
  }

  /** Others name it as a host, so they call it; at which port is for the user to say. */
  #remarkMissingPort(): void {
    if (!this.#lacksPort()) return;
    const isTold = !this.#isNamed() && this.#isImageOwn();
    if (!isTold) this.#builder.remark(this.#project.findings.changed(this.#input.name, "no port", NO_PORT));
  }

  /** The comments of its image, with a word beside where others only wait for it: such a service may have no port. */
  #besidesImage({ comments }: SourceEntry): Comments {
    if (!this.#lacksPort() || this.#isNamed() || !this.#isImageOwn()) return comments;
    const words = "no port: name it under `expose` if others call it";
    return withBeside(comments, this.#project.findings.besides(this.#input.name, "no port", NO_PORT, words));
  }

  /** Whether others need it, and nothing tells at which port. */
  #lacksPort(): boolean {
    const { oneShot, findings } = this.#project;
    const { source, fragment = false, sidecar = false } = this.#input;
    if (fragment || sidecar || oneShot.has(source) || !this.#isNeeded()) return false;
    return findings.muted(true, () => this.#ports().empty);
  }

  /** Whether the line of its image is its own, and not one of a part that it merges. */
  #isImageOwn(): boolean {
    return !["image", "build"].some((key) => this.#entries.get(key)?.inherited);
  }

  /** Whether others wait for it, or name it as a host. */
  #isNeeded(): boolean {
    const { dependedOn, implied } = this.#project;
    const { source } = this.#input;
    return dependedOn.has(source) || this.#isNamed() || [...implied.values()].some((needed) => needed.includes(source));
  }

  /** Whether others name it as a host. */
  #isNamed(): boolean {
    return this.#project.named.has(this.#input.source);
  }

  #ports(): Builder {
    const { name, source, fragment } = this.#input;
    const called = fragment ? [] : (this.#project.calls.get(source) ?? []);
    return translatePorts(
      { name, entries: this.#entries, image: this.#image(), called, needed: this.#isNeeded() },
      this.#project,
    );
  }

  #addEnvironment(entry: SourceEntry | undefined): void {
    const comments = entry?.comments ?? { before: [] };
    const { env, secrets } = translateEnvironment(this.#input.name, this.#entries, this.#secrets, this.#project);
    if (env && env.entries.length > 0) this.#builder.add("env", env, comments);
    else this.#builder.keep([...comments.before, ...(env?.closing ?? [])]);
    if (secrets) this.#builder.add("secrets", secrets);
  }

  /** What `depends_on` names, and what nothing but the variables do. */
  #addDependencies(entry: SourceEntry | undefined): void {
    const { findings, implied } = this.#project;
    const { value, comments } = entry ?? { value: undefined, comments: { before: [] } };
    const written = writtenDependencies(value);
    const further = this.#input.fragment ? [] : (implied.get(this.#input.source) ?? []);
    const all = [...written, ...further.map((name) => ({ name, settings: undefined, before: [] }))];
    const names = [...all, ...this.#dependenciesOfParts(all.map(({ name }) => name))];
    const resolved = names.map((one) => ({ ...one, ...this.#placeInOrder(one) }));
    const hasConditions = resolved.some(
      (one) => !one.isBefore && one.known !== undefined && one.condition !== undefined,
    );
    const list = new Builder();
    const added = new Set<string>();
    for (const { name, settings, before, isBefore, known, condition } of resolved) {
      list.keep(before);
      if (isBefore || (known !== undefined && added.has(known))) continue;
      if (known === undefined) {
        list.remark(findings.leftOut(this.#input.name, `depends_on ${name}`, "there is no such service here"));
        continue;
      }
      added.add(known);
      if (switchIn(keysOf(settings).get("restart")?.value, this.#project.values))
        list.remark(findings.changed(this.#input.name, `depends_on ${name}, restart`, NEVER_AGAIN, RECONNECTS));
      if (hasConditions) list.add(known, inline(condition === undefined ? {} : { condition }));
      else list.item(scalar(known));
    }
    if (list.empty) this.#builder.keep([...comments.before, ...list.rest]);
    else this.#builder.add("depends_on", hasConditions ? list.map() : oneLine(list), comments);
  }

  /**
   * What a service under `depends_on` is here: a service, a sidecar, or undefined for none; `isBefore` for a preparation, which runs before anyway. What runs in the
   * tasks of another is done when that is there.
   */
  #placeInOrder({ name, settings }: WrittenDependency): {
    readonly isBefore: boolean;
    readonly known: string | undefined;
    readonly condition: string | undefined;
  } {
    const { services, findings, places, parts } = this.#project;
    const place = places.get(name);
    const isOwn = place !== undefined && place.host === this.#input.source;
    const known = isOwn ? parts.get(name) : services.get(place?.host ?? name);
    if (place && !isOwn)
      findings.general(this.#input.name, `depends_on ${name}`, `that runs in the tasks of \`${known}\``);
    const written = textOf(keysOf(settings).get("condition")?.value) ?? "";
    const condition = CONDITIONS.has(written) && (!place || isOwn) ? written : undefined;
    return { isBefore: isOwn && place.kind === "prestart", known, condition };
  }

  /** What its parts wait for, and what only their variables name. */
  #dependenciesOfParts(known: readonly string[]): readonly WrittenDependency[] {
    const { parts = [] } = this.#input;
    const { implied } = this.#project;
    const all = parts.flatMap(({ source, entry }) => [
      ...writtenDependencies(keysOf(entry.value).get("depends_on")?.value),
      ...(implied.get(source) ?? []).map((name) => ({ name, settings: undefined, before: [] })),
    ]);
    return all.filter(({ name }, at) => !known.includes(name) && all.findIndex((one) => one.name === name) === at);
  }

  /** What runs once before it. */
  #addParts(): void {
    const { name, parts = [] } = this.#input;
    const hooks = translatePreparation(name, parts, this.#project);
    if (hooks) this.#builder.add("hooks", hooks);
    const translate = ({ name: own, source, entry }: Part) => {
      const map = entry.value.kind === "map" ? sourceMap(entry.value) : { entries: new Map(), merges: [], closing: [] };
      return translateService({ name: own, source, map, sidecar: true }, this.#project);
    };
    const sidecars = translateSidecars(name, parts, translate, this.#project);
    if (sidecars) this.#builder.add("sidecars", sidecars);
  }

  #addVolumes({ comments, anchor }: SourceEntry): void {
    const { volumes, files } = translateMounts(this.#input.name, this.#entries, this.#image(), this.#project);
    const origin = anchor === undefined ? undefined : { anchor, merges: [] };
    if (volumes.empty) this.#builder.keep([...comments.before, ...volumes.rest]);
    else this.#builder.add("volumes", volumes.list(origin), comments);
    if (files.empty) this.#builder.keep(files.rest);
    else this.#builder.add("files", files.map());
  }

  #addSize(entry: SourceEntry): void {
    const size = translateSize(this.#input.name, this.#entries, this.#project);
    this.#append(size, entry);
    const deploy = keysOf(this.#entries.get("deploy")?.value);
    const limits = keysOf(keysOf(deploy.get("resources")?.value).get("limits")?.value);
    if (limits.has("pids")) {
      const what = `pids ${textOf(limits.get("pids")?.value) ?? ""}`;
      this.#builder.remark(this.#project.findings.leftOut(this.#input.name, what, LEFT_OUT.pids_limit ?? ""));
    }
    for (const { key } of deploy.values()) {
      if (key === "resources" || key === "replicas" || key === "restart_policy") continue;
      this.#project.findings.general(this.#input.name, `deploy.${key}`, "it is for Swarm");
    }
  }

  #addNetworks({ value, comments }: SourceEntry): void {
    const { findings, networks } = this.#project;
    const mode = textOf(this.#entries.get("network_mode")?.value);
    if (mode === "none") {
      this.#builder.add("networks", new Builder().list(), comments);
      return;
    }
    if (mode !== undefined && mode !== "bridge") {
      this.#builder.remark(
        findings.leftOut(this.#input.name, `network_mode ${mode}`, "each task has a network address of its own"),
      );
    }
    if (mode === "bridge")
      findings.general(this.#input.name, "network_mode bridge", "it is on the network of the others here");
    const node = this.#entries.get("networks")?.value ?? value;
    const names =
      node.kind === "map"
        ? [...keysOf(node).keys()]
        : node.kind === "list"
          ? itemsOf(node).map((item) => textOf(item.value) ?? "")
          : [];
    const options =
      node.kind === "map" ? [...keysOf(node).values()].filter((entry) => keysOf(entry.value).size > 0) : [];
    for (const { key, value: settings } of options) {
      const why = "a service is found by its key, at an address that AWS gives";
      for (const option of keysOf(settings).values()) {
        const aliases =
          option.key === "aliases" ? itemsOf(option.value).map(({ value: one }) => textOf(one) ?? "") : [];
        const called = aliases.filter((alias) => this.#isCalled(alias));
        for (const alias of called)
          this.#builder.remark(
            findings.leftOut(this.#input.name, `alias ${alias}`, `it is called ${this.#input.name} here`),
          );
        if (called.length === 0) findings.general(this.#input.name, `${option.key} in network ${key}`, why);
      }
    }
    for (const name of names.slice(OTHER_SECURITY_GROUPS_MAX)) {
      this.#builder.remark(
        findings.leftOut(this.#input.name, `network ${name}`, `a service is on ${OTHER_SECURITY_GROUPS_MAX} at most`),
      );
    }
    const list = new Builder();
    for (const name of names.slice(0, OTHER_SECURITY_GROUPS_MAX)) list.item(scalar(networks.get(name) ?? name));
    if (!list.empty) this.#builder.add("networks", oneLine(list), comments);
    else this.#builder.keep(comments.before);
  }

  #addInstances(): void {
    if (this.#input.fragment) return;
    const { findings, values } = this.#project;
    const { name, source } = this.#input;
    const profiles = itemsOf(this.#entries.get("profiles")?.value).map(({ value }) => textOf(value) ?? "");
    if (profiles.length > 0) {
      const what = `instances: 0 (profiles: ${profiles.join(", ")})`;
      const why =
        "compose starts it only when it is asked for. Let it run with `instances: 1`, or at a time with `cron` at the top of the file";
      const beside = findings.besides(name, what, why, `profiles: ${profiles.join(", ")}`);
      this.#builder.add("instances", scalar(0), { before: [], beside });
      return;
    }
    if (runsOnce(source, this.#entries, this.#image(), this.#project)) {
      const why =
        "it runs once and ends, and ECS would start it again for ever; run it by hand, or as hooks.prestart of a service";
      const beside = findings.besides(name, "instances: 0", why, "it runs once, and ends");
      this.#builder.add("instances", scalar(0), { before: [], beside });
      return;
    }
    const replicas =
      textOf(keysOf(this.#entries.get("deploy")?.value).get("replicas")?.value) ??
      textOf(this.#entries.get("scale")?.value);
    if (replicas === undefined) return;
    const translated = translateVariables(replicas, values);
    const count = Number(translated.resolved);
    if (!Number.isInteger(count) || count < 0) return;
    const image = this.#image();
    const database = image !== undefined && findImage(image)?.database === true && this.#entries.has("volumes");
    if (database && count > 1) {
      this.#builder.remark(findings.changed(name, `instances ${count}`, "the files of a database have one writer"));
      this.#builder.add("instances", scalar(1));
    } else this.#builder.add("instances", scalar(translated.text === translated.resolved ? count : translated.text));
  }

  #remarkOther({ key, value, comments }: SourceEntry): void {
    if (SILENT.has(key) || key.startsWith("x-")) {
      this.#builder.keep(comments.before);
      return;
    }
    const reason = Object.hasOwn(LEFT_OUT, key) ? LEFT_OUT[key] : "compose has no such key, and refuses the file";
    const text = textOf(value);
    // A switch that is off is none.
    if (
      switchIn(value, this.#project.values) === false ||
      (value.kind !== "scalar" && itemsOf(value).length === 0 && keysOf(value).size === 0)
    )
      return;
    if (key === "links") {
      this.#builder.keep(comments.before);
      for (const remark of tellLinks(this.#input.name, value, this.#project)) this.#builder.remark(remark);
      return;
    }
    const other = key === "container_name" && text !== undefined && this.#isCalled(text);
    const shown =
      text !== undefined && text.length <= 40 && !/pass|secret|token|key|:\/\//i.test(`${key} ${text}`)
        ? `${key} ${text}`
        : key;
    this.#builder.keep(comments.before);
    const { findings } = this.#project;
    const { name } = this.#input;
    if (other)
      this.#builder.remark(findings.leftOut(name, shown, `it is called ${name} here, by those too that call it`));
    else if (WITHOUT_LINE.has(key)) findings.general(name, shown, reason ?? "");
    else this.#builder.remark(findings.leftOut(name, shown, reason ?? ""));
  }

  /** Whether a name that is not the service's own stands in what others have. */
  #isCalled(alias: string): boolean {
    const { name, source } = this.#input;
    return alias !== name && alias !== source && this.#project.words.has(alias);
  }
}

/** A service under `depends_on`. */
interface WrittenDependency {
  readonly name: string;
  readonly settings: Node | undefined;
  /** Comments above it. */
  readonly before: readonly string[];
}

function writtenDependencies(node: Node | undefined): readonly WrittenDependency[] {
  if (node?.kind === "map")
    return [...keysOf(node).values()].map(({ key, value, comments }) => ({
      name: key,
      settings: value,
      before: comments.before,
    }));
  return itemsOf(node).map(({ value, comments }) => ({
    name: textOf(value) ?? "",
    settings: undefined,
    before: comments.before,
  }));
}

/** A list of short names on one line, where nothing is remarked on within. */
function oneLine(list: Builder): TargetList {
  const whole = list.list();
  const length = whole.items.reduce(
    (sum, { value }) => sum + (value.kind === "scalar" ? String(value.value).length + 2 : 0),
    0,
  );
  return list.plain && length <= 80 ? { ...whole, flow: true } : whole;
}

/** Names of the services that others depend on. */
export function dependedOnServices(services: ReadonlyMap<string, Node>): ReadonlySet<string> {
  return new Set([...services.values()].flatMap(dependenciesOf));
}

/** Names of the services that others wait for to complete. */
export function completedServices(services: ReadonlyMap<string, Node>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const service of services.values()) {
    for (const { key, value } of keysOf(keysOf(service).get("depends_on")?.value).values()) {
      if (textOf(keysOf(value).get("condition")?.value) === "service_completed_successfully") names.add(key);
    }
  }
  return names;
}
