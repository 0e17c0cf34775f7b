import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { DatabaseDocument, InfraDocument, ServiceDocument, VolumeDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import type { ReadBeside } from "./beside.js";
import type { DatabasePlaces } from "./database-places.js";
import type { FileExists } from "./discovery.js";
import type { Variables } from "./interpolate.js";
import type { Reach } from "./reach.js";

/** One environment of the document, checked for form, and what is needed to make sense of it. */
export interface ResolveContext {
  readonly project: string;
  readonly environment: string;
  /** The part of the project that the file is, where there are several. */
  readonly component?: string;
  readonly infra: InfraDocument;
  /** By name, sorted. */
  readonly services: ReadonlyMap<string, Entry<ServiceDocument>>;
  readonly volumes: ReadonlyMap<string, Entry<VolumeDocument>>;
  /** Those in a container are among the services too. */
  readonly databases: ReadonlyMap<string, Entry<DatabaseDocument>>;
  /** How the environments of the file run a database, translated or not. */
  readonly placesOf: (database: string) => DatabasePlaces;
  /** Services and databases of the file that this environment takes away. */
  readonly removed: ReadonlySet<string>;
  /** Volumes that some service of the file mounts, perhaps one that this environment takes away. */
  readonly mountedInFile: ReadonlySet<string>;
  /** Absent: nothing is known of the files beside nanokit.yml. */
  readonly exists?: FileExists;
  /** Absent: files beside nanokit.yml cannot be read. */
  readonly read?: ReadBeside;
  /** Values of `${NAME}`, for files that ask for them. */
  readonly variables: Variables;
  readonly reach: Reach;
}

/** The same for a rule, which reports. Nothing else does: resolving makes the model of what is right, and leaves out the rest. */
export interface Context extends ResolveContext {
  readonly diagnostics: Diagnostics;
}

/** The component as a property of its own, to be left out where there is none. */
export function componentOf({ component }: Pick<ResolveContext, "component">): { readonly component?: string } {
  return component === undefined ? {} : { component };
}

/** Whether the environment uses what the repository without a component makes, and makes none of it. */
export function sharesInfra({ infra, component }: Pick<ResolveContext, "infra" | "component">): boolean {
  return component !== undefined && infra.fields.shared?.value === true;
}

/** The component whose names have to differ from those of others in the environment; undefined where all is of one repository. */
export function sharingComponent(context: Pick<ResolveContext, "infra" | "component">): string | undefined {
  return sharesInfra(context) ? context.component : undefined;
}

/** Compares by UTF-16 code units: the same order on every machine, whatever its locale. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** A map's entries in the order of their keys. */
export function sortedByKey<T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
