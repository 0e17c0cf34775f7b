import { DATABASE_ENGINES, databasePort } from "../aws/databases.js";
import {
  CACHE_BACKUP_DAYS,
  CACHE_ENGINES,
  CACHE_NODES,
  type CacheEngine,
  cacheVersionOf,
  nodeTypeOf,
} from "../aws/managed-caches.js";
import { DEFAULT_DATABASE_PLAN } from "../aws/managed-databases.js";
import type { ManagedCache } from "../model/project.js";
import type { DatabaseDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { byName, type ResolveContext } from "./context.js";
import type { WrittenSecret } from "./secret-reference.js";

/** The engine of a database that Amazon ElastiCache runs. */
export function cacheEngine({ fields }: DatabaseDocument): CacheEngine | undefined {
  if (!fields.managed?.value) return undefined;
  return CACHE_ENGINES.find((engine) => engine === fields.engine?.value);
}

/** The databases that Amazon ElastiCache runs, by name: what can be told of each. */
export function resolveManagedCaches({ databases }: ResolveContext): readonly ManagedCache[] {
  return [...databases.values()].flatMap((entry) => resolveCache(entry) ?? []).sort(byName);
}

function resolveCache({ key, value }: Entry<DatabaseDocument>): ManagedCache | undefined {
  const engine = cacheEngine(value.value);
  if (!engine) return undefined;
  const { fields } = value.value;
  const release = cacheVersionOf(engine, fields.version?.value);
  const nodeType = nodeTypeOf(fields.plan?.value ?? DEFAULT_DATABASE_PLAN);
  const nodes = nodesOf(value.value);
  if (release === undefined || nodeType === undefined || nodes === undefined) return undefined;
  return {
    name: key.value,
    engine,
    version: release.version,
    parameters: release.parameters,
    nodeType,
    nodes,
    port: databasePort(engine).port,
    backupDays: fields.backups?.value ?? CACHE_BACKUP_DAYS.default,
    protect: fields.protect?.value ?? true,
    source: key.location,
  };
}

/** How many nodes a cache has; undefined for a number that ElastiCache does not take. */
export function nodesOf({ fields }: DatabaseDocument): number | undefined {
  const nodes = fields.instances?.value ?? CACHE_NODES.default;
  return nodes >= CACHE_NODES.min && nodes <= CACHE_NODES.max ? nodes : undefined;
}

/** `rootPassword` of a cache as a secret with the name that it has in a container: a password that was set beside Terraform. */
export function writtenPassword({ value }: Entry<DatabaseDocument>): WrittenSecret | undefined {
  const engine = cacheEngine(value.value);
  const { rootPassword: written } = value.value.fields;
  if (!engine || !written) return undefined;
  const [name] = DATABASE_ENGINES[engine].rootPassword;
  return { key: { value: name, location: written.location, origin: written.origin }, value: written };
}
