import { KEY_MAX } from "../../aws/names.js";
import type { ReadBeside } from "../../resolve/beside.js";
import { KEY } from "../../schema/patterns.js";
import type { Findings } from "./findings.js";
import type { SharedSecrets } from "./shared-secrets.js";
import type { Node } from "./source.js";
import type { Values } from "./variables.js";
import type { WrittenSecrets } from "./written-secrets.js";

/** Where a service that runs once and ends does so before another starts. Names are those of compose. */
export interface OneShotPlace {
  /** The service in whose tasks it runs. */
  readonly host: string;
  /** `hooks.prestart`, in the image of the host, or a sidecar that the host waits for. */
  readonly kind: "prestart" | "sidecar";
  /** Others that wait for it. They are made after the host. */
  readonly others: readonly string[];
  /** What runs. Of a preparation alone. */
  readonly words: readonly string[];
  /** Whether the words leave out the ENTRYPOINT of an image of which nothing is known. */
  readonly bare: boolean;
}

/** What all services of a compose file have in common while they are translated. */
export interface ComposeProject {
  readonly name: string;
  readonly values: Values;
  readonly findings: Findings;
  /** The text of a file, by its path from the folder of the compose file; undefined when there is none. */
  readonly readFile: (path: string) => string | undefined;
  /** Looks at what is beside the compose file. @default nothing is known of it */
  readonly read?: ReadBeside;
  /** The `configs` of the file. */
  readonly configs: ReadonlyMap<string, Node>;
  /** What services are called here, by what compose calls them. Those that are left out are not in it. */
  readonly services: ReadonlyMap<string, string>;
  readonly volumes: VolumeNames;
  readonly networks: ReadonlyMap<string, string>;
  /** Services that others depend on. */
  readonly dependedOn: ReadonlySet<string>;
  /** The ports at which services call others, by what compose calls those: those that most ask for first. */
  readonly calls: ReadonlyMap<string, readonly number[]>;
  /** The anchors of the files of variables that several services have, by path. */
  readonly sharedFiles: ReadonlyMap<string, string>;
  /** The words of all variables and commands, among which are the names that services call. */
  readonly words: ReadonlySet<string>;
  /** Services that need others which only their variables name, by what compose calls them. */
  readonly implied: ReadonlyMap<string, readonly string[]>;
  /** Services that the variables or links of others name as hosts, by what compose calls them. */
  readonly named: ReadonlySet<string>;
  /** Services that run once and end, as others wait for them to complete. */
  readonly oneShot: ReadonlySet<string>;
  /** Those of them that run in the tasks of another, by what compose calls them. They are no services here. */
  readonly places: ReadonlyMap<string, OneShotPlace>;
  /** What those are called here. */
  readonly parts: ReadonlyMap<string, string>;
  /** The service whose image a service runs too, as both are built alike. */
  readonly sharedImages: ReadonlyMap<string, string>;
  /** Variables that some service puts into one of its own. */
  readonly mentioned: ReadonlySet<string>;
  readonly sharedSecrets: SharedSecrets;
  readonly writtenSecrets: WrittenSecrets;
}

/** A name that addresses and AWS can carry, near to the one given, and unlike those that are taken in any letter case. */
export function keyFor(written: string, taken: ReadonlySet<string> = new Set()): string {
  const plain = written.normalize("NFKD").replace(/\p{M}+/gu, "");
  const cleaned = plain.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  const base = (
    KEY.regex.test(cleaned) ? cleaned : cleaned === "" ? `s-${written.replace(/[^A-Za-z0-9_-]+/g, "")}` : cleaned
  ).slice(0, KEY_MAX);
  const names = new Set([...taken].map((name) => name.toLowerCase()));
  let name = base;
  for (let count = 2; names.has(name.toLowerCase()); count++) name = `${base.slice(0, KEY_MAX - 4)}-${count}`;
  return name;
}

/** Names of all keys, each unlike the others. */
export function keysFor(written: Iterable<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const one of written) names.set(one, keyFor(one, new Set(names.values())));
  return names;
}

/** What writes to a volume. */
interface VolumeWriter {
  /** What is the same for services with one image. */
  readonly image: string;
  /** The folder of the container. */
  readonly place: string;
  /** Whether the image is known to have something there. */
  readonly holds: boolean;
}

/** The volumes that services mount, and who writes a database to which. */
export class VolumeNames {
  readonly #names = new Map<string, string>();
  readonly #databases = new Map<string, string>();
  readonly #writers = new Map<string, readonly VolumeWriter[]>();

  /** The name of a volume of compose, or of what becomes one: `./data` for a folder, whose `wish` is what to call it. */
  nameFor(source: string, wish: string = source): string {
    const known = this.#names.get(source);
    if (known !== undefined) return known;
    const name = keyFor(wish, new Set(this.#names.values()));
    this.#names.set(source, name);
    return name;
  }

  /** Whether another service keeps a database on the volume already. */
  takenByDatabase(name: string, service: string): boolean {
    const first = this.#databases.get(name) ?? service;
    this.#databases.set(name, first);
    return first !== service;
  }

  /** Notes that something writes to a volume: where, with which image, and whether that has something there. */
  noteWriter(name: string, writer: VolumeWriter): void {
    this.#writers.set(name, [...(this.#writers.get(name) ?? []), writer]);
  }

  /** Whether compose fills a volume when it is new: with what one image has in one folder. */
  isFilled(name: string): boolean {
    const [first, ...others] = this.#writers.get(name) ?? [];
    const alike = others.every(({ image, place }) => image === first?.image && place === first.place);
    return first?.holds === true && alike;
  }

  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  has(source: string): boolean {
    return this.#names.has(source);
  }
}
