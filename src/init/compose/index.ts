import { KEY_MAX } from "../../aws/names.js";
import { compile } from "../../compile.js";
import { type Diagnostic, Diagnostics } from "../../diagnostics/diagnostic.js";
import type { SourceFile } from "../../diagnostics/source.js";
import type { ReadBeside } from "../../resolve/beside.js";
import { blankFindings } from "../../resolve/blank-findings.js";
import { KnownSecrets } from "../../secrets/known.js";
import { isHarmlessValue, namesSecret } from "../../secrets/names.js";
import { parseDotenv } from "../../shell/dotenv.js";
import type { Comments } from "../../syntax/commented.js";
import { writeCommented } from "../../syntax/write-commented.js";
import { type FirstBackend, infraWithBackend } from "../backend.js";
import { fileHeader } from "../header.js";
import { sharedImages, withSharedBuilds } from "./build.js";
import { callsOf, impliedDependencies, namedHosts, wordsIn } from "./calls.js";
import { wordsOf } from "./command.js";
import { allVariables, COMMENT_ALONE, secretIdentity, variablesOf } from "./environment.js";
import { type Finding, Findings, type Summary } from "./findings.js";
import { translateFragments } from "./fragments.js";
import { type Loaded, loadCompose } from "./load/load.js";
import { placeOneShots } from "./one-shots.js";
import { partsIn } from "./parts.js";
import { withoutAskedProfiles } from "./profiles.js";
import { type ComposeProject, keyFor, keysFor, VolumeNames } from "./project.js";
import { mountedSecrets } from "./secret-files.js";
import { completedServices, dependedOnServices, translateService } from "./service.js";
import { settle } from "./settle.js";
import { shareAnchors } from "./share.js";
import { sharedFiles, translateSharedFiles } from "./shared-files.js";
import { SharedSecrets } from "./shared-secrets.js";
import { isNothing, keysOf, type Node, type SourceEntry, sourceMap, textOf } from "./source.js";
import { switchIn } from "./switches.js";
import { Builder, inline, scalar, type TargetMap, withBeside } from "./target.js";
import { PROJECT_NAME, translateVariables, type Values } from "./variables.js";
import { namesComposeSecret, WrittenSecrets, withoutSecretsInComment } from "./written-secrets.js";

/** What a translation needs to know beside the text. */
export interface ComposeOptions {
  /** The project's name when the file has none. */
  readonly defaultName: string;
  /** What the folder of the compose file is called, by which compose calls the project. @default the name of the project */
  readonly folder?: string;
  /** Variables of the `.env` beside the compose file. @default none */
  readonly values?: Values;
  /** The text of a file, by its path from the folder of the compose file. @default there is none */
  readonly readFile?: (path: string) => string | undefined;
  /** Looks at a file or a folder, likewise. @default nothing is known of them */
  readonly read?: ReadBeside;
  /** What the first line tells editors. */
  readonly schema: string;
  /** Where Terraform keeps the state. @default the file does not say */
  readonly backend?: FirstBackend;
}

/** A nanokit.yml, or why there is none. */
export interface Translation {
  readonly text?: string;
  readonly summary?: Summary;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns compose files into a nanokit.yml that compiles, each put over the ones before it. Pure: text in, text out. A lone file with the name that compose
 * looks for has its override file read too.
 */
export function fromCompose(source: SourceFile | readonly SourceFile[], options: ComposeOptions): Translation {
  const diagnostics = new Diagnostics();
  const known = new KnownSecrets();
  const { values = {}, readFile = () => undefined } = options;
  const sources = "path" in source ? [source] : source;
  const loaded = loadCompose(sources, { values, readFile, diagnostics, known });
  const found = () => blankFindings(diagnostics.sorted(), known, loaded?.secrets ?? []);
  if (!loaded) return { diagnostics: found() };
  for (const [name, value] of Object.entries(values)) {
    if (namesSecret(name) && !isHarmlessValue(value)) known.add(value);
  }
  return { ...new FileTranslation(loaded, options, known).run(), diagnostics: found() };
}

/** What is other of a network that compose lets nobody out of. */
const INTERNAL = "nothing but its services gets in; out they get, unless with `visibility: private`";

/** What stands beside a volume that compose fills. */
const FILLED = "what the image has there, once: later images change nothing";

class FileTranslation {
  readonly #loaded: Loaded;
  readonly #options: ComposeOptions;
  readonly #known: KnownSecrets;
  readonly #keys: ReadonlyMap<string, SourceEntry>;
  readonly #services: ReadonlyMap<string, SourceEntry>;
  readonly #project: ComposeProject;

  constructor(loaded: Loaded, options: ComposeOptions, known: KnownSecrets) {
    this.#loaded = loaded;
    this.#known = known;
    this.#keys = sourceMap(loaded.root).entries;
    const { values = {}, defaultName, folder = defaultName } = options;
    const own = textOf(this.#keys.get("name")?.value);
    const called = own === undefined ? folder : translateVariables(own, values).resolved;
    this.#options = { ...options, values: { [PROJECT_NAME]: projectNameOf(called), ...values } };
    const services = withoutAskedProfiles(keysOf(this.#keys.get("services")?.value), values);
    this.#services = withSharedBuilds(services, values);
    this.#project = this.#prepare();
  }

  run(): Required<Pick<Translation, "text" | "summary">> {
    const { name, findings, volumes } = this.#project;
    const builder = new Builder();
    builder.add("name", scalar(name), this.#keys.get("name")?.comments);
    this.#remarkFile(builder);
    for (const { key, value, comments } of translateFragments(this.#loaded.root, this.#project))
      builder.add(key, value, { ...comments, gap: true });
    for (const { key, value, comments } of translateSharedFiles(this.#project))
      builder.add(key, value, { ...comments, gap: true });
    const { backend } = this.#options;
    if (backend !== undefined) builder.add("infra", infraWithBackend(backend), { before: [], gap: true });
    builder.add("services", this.#translateServices(), {
      ...this.#keys.get("services")?.comments,
      before: this.#keys.get("services")?.comments.before ?? [],
      gap: true,
    });
    const gap = { before: [], gap: true };
    const declared = this.#volumes();
    if (declared.entries.length > 0) builder.add("volumes", declared, gap);
    const networks = this.#networks();
    if (networks.entries.length > 0) builder.add("networks", networks, gap);
    builder.add("environments", stage(), gap);
    const clean = (comment: string) => this.#known.blank(withoutSecretsInComment(comment));
    const written = writeCommented(shareAnchors(builder.map())).replaceAll(/(?:^ *|[ \t])#.*$/gm, clean);
    const { header, paths } = this.#loaded;
    const made = `Made from ${paths.join(", ")} by nanokit-tf init.`;
    const above = header.length > 0 ? ["", ...header.map(clean)] : [];
    const text = `${fileHeader(this.#options.schema, [made, ...above])}${written}`;
    const { values = {}, read } = this.#options;
    const settled = settle(
      text,
      (one) =>
        compile({ path: "nanokit.yml", text: one }, { variables: values, defaultName: name, ...(read && { read }) })
          .diagnostics,
    );
    for (const { diagnostic, line } of settled.refused) {
      findings.leftOut(undefined, shortLine(line), `${diagnostic.code}: ${diagnostic.message}`);
    }
    const summary = findings.summary({ services: this.#project.services.size, volumes: volumes.names.length });
    return { text: settled.text, summary: this.#blanked(summary) };
  }

  #blanked(summary: Summary): Summary {
    const blank = (finding: Finding): Finding => ({
      ...finding,
      what: this.#known.blank(finding.what),
      why: this.#known.blank(finding.why),
    });
    const { changed, leftOut, general } = summary;
    return { ...summary, changed: changed.map(blank), leftOut: leftOut.map(blank), general: general.map(blank) };
  }

  #prepare(): ComposeProject {
    const { defaultName, values = {}, readFile = () => undefined, read } = this.#options;
    const configs = [...keysOf(this.#keys.get("configs")?.value)].map(([key, { value }]) => [key, value] as const);
    const written = textOf(this.#keys.get("name")?.value);
    const findings = new Findings();
    const usable = [...this.#services.values()].filter(({ value }) => {
      const keys = keysOf(value);
      return !isNothing(keys.get("image")?.value) || !isNothing(keys.get("build")?.value);
    });
    const own = new Map(usable.map(({ key, value }) => [key, value as Node]));
    const name = keyFor(written === undefined ? defaultName : translateVariables(written, values).resolved).slice(
      0,
      KEY_MAX,
    );
    const all = keysFor(own.keys());
    const names = mentionedVariables(own, values);
    const base: ComposeProject = {
      name,
      values,
      findings,
      readFile,
      ...(read && { read }),
      configs: new Map(configs),
      services: all,
      volumes: new VolumeNames(),
      networks: keysFor(new Set(["default", ...keysOf(this.#keys.get("networks")?.value).keys()])),
      dependedOn: dependedOnServices(own),
      calls: new Map(),
      words: new Set(),
      sharedFiles: sharedFiles(own, values),
      implied: new Map(),
      named: new Set(),
      oneShot: completedServices(own),
      places: new Map(),
      parts: new Map(),
      sharedImages: sharedImages(own, values),
      mentioned: names,
      sharedSecrets: new SharedSecrets(name),
      writtenSecrets: new WrittenSecrets(),
    };
    for (const one of parseDotenv(readFile(".env") ?? "").commented ?? [])
      if (names.has(one)) findings.general(undefined, `${one} of .env`, COMMENT_ALONE);
    const places = placeOneShots(own, base);
    noteSecrets(own, { ...base, places });
    return {
      ...base,
      places,
      sharedImages: imagesOfServices(own, places, values),
      services: new Map([...all].filter(([one]) => !places.has(one))),
      parts: new Map([...all].filter(([one]) => places.has(one))),
      calls: callsOf(own, base),
      words: wordsIn(own, base),
      implied: impliedDependencies(own, base),
      named: namedHosts(own, base),
    };
  }

  #translateServices(): TargetMap {
    const { services, places, findings } = this.#project;
    const builder = new Builder();
    const partsOf = partsIn(this.#services, this.#project);
    for (const { key, value, comments, anchor } of this.#services.values()) {
      if (places.has(key)) continue;
      const name = services.get(key);
      if (name === undefined) {
        const why = "it has neither image nor build";
        builder.keep(comments.before).remark(findings.leftOut(undefined, `service ${key}`, why));
        continue;
      }
      if (name !== key)
        builder.about(
          findings.changed(
            name,
            `service ${key}`,
            `it is called ${name} here, as names go into addresses; change it where others call it`,
          ),
        );
      const map = value.kind === "map" ? sourceMap(value) : { entries: new Map(), merges: [], closing: [] };
      const origin = { merges: map.merges, ...(anchor === undefined ? {} : { anchor }) };
      builder.add(name, translateService({ name, source: key, map, origin, parts: partsOf(key) }, this.#project), {
        ...comments,
        ...(builder.empty ? {} : { gap: true }),
      });
    }
    return builder.map();
  }

  #volumes(): TargetMap {
    const { volumes, findings } = this.#project;
    const builder = new Builder();
    const written = keysOf(this.#keys.get("volumes")?.value);
    const settingsOf = (name: string, comments: Comments = { before: [] }) =>
      volumes.isFilled(name)
        ? ([inline({ seed: "image" }), withBeside(comments, FILLED)] as const)
        : ([inline({}), comments] as const);
    for (const { key, value, comments } of written.values()) {
      if (!volumes.has(key)) {
        builder.keep(comments.before);
        findings.general(undefined, `volume ${key}`, "no service here mounts it");
        continue;
      }
      const lost: string[] = [];
      for (const option of keysOf(value).values()) {
        const what = `volumes.${key}.${option.key}`;
        if (option.key === "name" || option.key === "labels")
          findings.general(undefined, what, "EFS calls it by its key");
        else if (!this.#isUsual(option, "local"))
          lost.push(findings.leftOutBeside(undefined, what, volumeReason(option), option.key));
      }
      const told = lost.length === 0 ? comments : withBeside(comments, `${lost.join(", ")} in compose`);
      builder.add(volumes.nameFor(key), ...settingsOf(volumes.nameFor(key), told));
    }
    const declared = new Set([...written.keys()].filter((key) => volumes.has(key)).map((key) => volumes.nameFor(key)));
    for (const name of volumes.names) if (!declared.has(name)) builder.add(name, ...settingsOf(name));
    return builder.map();
  }

  #networks(): TargetMap {
    const { networks, findings } = this.#project;
    const builder = new Builder();
    for (const { key, value, comments } of keysOf(this.#keys.get("networks")?.value).values()) {
      const told: string[] = [];
      for (const option of keysOf(value).values()) {
        if (this.#isUsual(option, "bridge")) continue;
        const what = `networks.${key}.${option.key}`;
        if (option.key === "external") {
          const why = "it is a new network here, of this project alone";
          told.push(findings.leftOutBeside(undefined, what, why, "external in compose"));
        } else if (option.key === "internal") {
          const words = "internal in compose; here its services get out";
          told.push(findings.besides(undefined, what, INTERNAL, words));
        } else findings.general(undefined, what, "a network is a security group here");
      }
      const beside = told.length === 0 ? undefined : told.join("; ");
      builder.add(networks.get(key) ?? key, inline({}), withBeside(comments, beside));
    }
    return builder.map();
  }

  /** Whether an option of a volume or a network says what goes without it. */
  #isUsual({ key, value }: SourceEntry, driver: string): boolean {
    const { values = {} } = this.#options;
    return switchIn(value, values) === false || (key === "driver" && textOf(value) === driver);
  }

  /** What the file has beside services, volumes and networks. */
  #remarkFile(builder: Builder): void {
    const { findings } = this.#project;
    for (const path of this.#loaded.remote)
      builder.remark(
        findings.leftOut(undefined, `include ${path}`, "it is elsewhere; bring the file, and include that"),
      );
    for (const name of keysOf(this.#keys.get("secrets")?.value).keys())
      if (!isReferredTo(name, this.#services)) findings.general(undefined, `secrets.${name}`, "no service has it");
    for (const name of keysOf(this.#keys.get("models")?.value).keys())
      findings.general(undefined, `models.${name}`, "nothing on AWS is made of it");
  }
}

/** A line of the file as the summary names it: cut, but not within its key. */
function shortLine(line: string): string {
  const key = /^\S+(?=:\s)/.exec(line)?.[0] ?? "";
  if (key.length > 57) return key;
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** What compose makes of a name. Source: github.com/compose-spec/compose-go, loader/loader.go, NormalizeProjectName. */
function projectNameOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^-_a-z0-9]/g, "")
    .replace(/^[_-]+/, "");
}

function isReferredTo(secret: string, services: ReadonlyMap<string, SourceEntry>): boolean {
  return [...services.values()].some(({ value }) => {
    const entries = keysOf(value);
    const inVariable = [...keysOf(entries.get("environment")?.value).values()].some(
      (entry) => textOf(entry.value) === `/run/secrets/${secret}`,
    );
    return inVariable || mountedSecrets(entries, { values: {} }).some(({ name }) => name === secret);
  });
}

function volumeReason({ key }: SourceEntry): string {
  if (key === "external") return "the volume is a new directory here; copy what is to be in it";
  return "volumes are directories on EFS here";
}

function stage(): TargetMap {
  return { kind: "map", entries: [{ key: "stage", value: inline({}), comments: { before: [] } }], closing: [] };
}

function mentionedVariables(services: ReadonlyMap<string, Node>, values: Values): ReadonlySet<string> {
  const all = [...services.values()].flatMap((node) => variablesOf(keysOf(node).get("environment")?.value, values));
  return new Set(all.flatMap(({ value }) => (value === undefined ? [] : translateVariables(value, values).names)));
}

/** Notes which services have which secrets, in their variables and in their commands. What runs in the tasks of another has those of that. */
function noteSecrets(services: ReadonlyMap<string, Node>, project: ComposeProject): void {
  const { sharedSecrets, values, places } = project;
  const hosts = [...services].map(([name, node]) => [places.get(name)?.host ?? name, node] as const);
  for (const [service, node] of hosts) {
    for (const variable of allVariables(keysOf(node), project)) {
      const identity = secretIdentity(variable, values);
      if (identity) sharedSecrets.note(service, variable.name, identity);
    }
    for (const { name } of mountedSecrets(keysOf(node), project))
      sharedSecrets.note(service, name, { id: `file ${name}`, variable: name });
  }
  for (const [service, node] of hosts) {
    const keys = keysOf(node);
    const commands = [keys.get("entrypoint"), keys.get("command"), keysOf(keys.get("healthcheck")?.value).get("test")];
    const names = commands
      .flatMap((entry) => wordsOf(entry?.value))
      .flatMap((word) => translateVariables(word, values).names);
    for (const name of names.filter(namesComposeSecret))
      sharedSecrets.note(service, name, { id: `text ${name}`, variable: name });
  }
}

/** Whose images are run: what runs in the task of another has none that others could name. */
function imagesOfServices(
  own: ReadonlyMap<string, Node>,
  places: ComposeProject["places"],
  values: Values,
): ReadonlyMap<string, string> {
  const [parts, services] = [true, false].map((placed) => [...own].filter(([name]) => places.has(name) === placed));
  const shared = sharedImages(new Map([...(services ?? []), ...(parts ?? [])]), values);
  return new Map([...shared].filter(([, owner]) => !places.has(owner)));
}
