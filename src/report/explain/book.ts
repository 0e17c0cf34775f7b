import { builtImages } from "../../aws/built-images.js";
import type { Environment } from "../../model/project.js";
import type { Provenance } from "../../model/provenance.js";
import type { Blocks } from "../../stack/stack.js";

/** A kind of address, and where it comes from. */
export interface ExplainedRow extends Provenance {
  /** `{service}` stands for the key of a service. */
  readonly address: string;
  /** What it is. */
  readonly about: string;
  /** When it is there. @default always */
  readonly when?: string;
}

/** An address of the output. */
export interface BookEntry {
  readonly address: string;
  readonly row: ExplainedRow;
  /** The keys in it. */
  readonly parts: Readonly<Record<string, string>>;
}

/** The row and the keys of each address that is emitted, in the order of the rows. No two rows can give the same address. */
export function bookOf(
  rows: readonly ExplainedRow[],
  environment: Environment,
  emitted: Blocks,
): ReadonlyMap<string, BookEntry> {
  const entries = rows.flatMap((row) =>
    combinations(placeholders(row.address), keysOf(environment)).map((parts): BookEntry => {
      const address = row.address.replaceAll(/\{(\w+)\}/g, (_, part: string) =>
        Object.hasOwn(parts, part) ? (parts[part] ?? "") : "",
      );
      return { address, row, parts };
    }),
  );
  return new Map(entries.filter(({ address }) => emitted.has(address)).map((entry) => [entry.address, entry]));
}

function placeholders(address: string): readonly string[] {
  return [...address.matchAll(/\{(\w+)\}/g)].map(([, part = ""]) => part);
}

function keysOf(environment: Environment): Readonly<Record<string, readonly string[]>> {
  const {
    services,
    volumes,
    networks = [],
    cronJobs = [],
    databases = [],
    caches = [],
    network,
    fileSystem,
  } = environment;
  const zones = network.kind === "dedicated" ? network.zones : [];
  return {
    service: services.map(({ name }) => name),
    sidecar: builtImages(services).flatMap(({ name, kind }) => (kind === "sidecar" ? [name] : [])),
    volume: volumes.map(({ name }) => name),
    job: cronJobs.map(({ name }) => name),
    network: networks,
    database: databases.map(({ name }) => name),
    cache: caches.map(({ name }) => name),
    zone: zones.length > 0 ? zones : ["first", "second"],
    address: network.kind === "dedicated" ? Object.values(network.private?.nat?.addresses ?? {}) : [],
    endpoint: network.kind === "dedicated" ? (network.private?.endpoints ?? []) : [],
    group: fileSystem?.kind === "existing" ? fileSystem.securityGroupIds : [],
  };
}

function combinations(
  names: readonly string[],
  keys: Readonly<Record<string, readonly string[]>>,
): readonly Readonly<Record<string, string>>[] {
  return names.reduce<readonly Readonly<Record<string, string>>[]>(
    (all, name) =>
      all.flatMap((parts) =>
        ((Object.hasOwn(keys, name) ? keys[name] : undefined) ?? []).map((key) => ({ ...parts, [name]: key })),
      ),
    [{}],
  );
}
