/** Engines that Amazon ElastiCache runs. */
export const CACHE_ENGINES = ["redis", "valkey"] as const;

export type CacheEngine = (typeof CACHE_ENGINES)[number];

/** What ElastiCache takes of an engine. */
export interface CacheFacts {
  /** By major version: the minor one of a file that names none, which never changes, and the group of parameters that AWS has for it. */
  readonly versions: Readonly<Record<string, { readonly minor: string; readonly parameters: string }>>;
  /** The version of one that says none. It never changes either. */
  readonly version: string;
  /** What can be written, for people. */
  readonly expected: string;
}

/**
 * By engine. ElastiCache counts major and minor versions alone, and installs what is behind them itself. Redis ends at 7.1 there: what comes
 * later has another licence, and Valkey goes on from it.
 * Source: ElastiCache user guide, supported-engine-versions, VersionManagement and ParameterGroups.Engine.
 */
export const MANAGED_CACHES: Readonly<Record<CacheEngine, CacheFacts>> = {
  redis: {
    versions: {
      "6": { minor: "6.2", parameters: "default.redis6.x" },
      "7": { minor: "7.1", parameters: "default.redis7" },
    },
    version: "7.1",
    expected: '`"6.2"`, `"7.0"` or `"7.1"`: newer ones are `engine: valkey`',
  },
  valkey: {
    versions: {
      "7": { minor: "7.2", parameters: "default.valkey7" },
      "8": { minor: "8.1", parameters: "default.valkey8" },
      "9": { minor: "9.0", parameters: "default.valkey9" },
    },
    version: "8.1",
    expected: 'a major version from 7 to 9, or one with its minor version, `"8.1"` for instance',
  },
};

/** Minor versions of Redis, of which there come no more. */
const REDIS_VERSIONS = ["6.2", "7.0", "7.1"];

/** A version as ElastiCache takes it, with its group of parameters; undefined for one that it has not. */
export function cacheVersionOf(
  engine: CacheEngine,
  written: string | undefined,
): { readonly version: string; readonly parameters: string } | undefined {
  const facts = MANAGED_CACHES[engine];
  const [, major = "", minor] = /^(\d+)(\.\d+)?$/.exec(written ?? facts.version) ?? [];
  const found = Object.hasOwn(facts.versions, major) ? facts.versions[major] : undefined;
  if (!found) return undefined;
  const version = minor === undefined ? found.minor : `${major}${minor}`;
  if (engine === "redis" && !REDIS_VERSIONS.includes(version)) return undefined;
  if (engine === "valkey" && Number(version) < Number(facts.versions["7"]?.minor)) return undefined;
  return { version, parameters: found.parameters };
}

/**
 * Node types by the words of {@link import("./managed-databases.js").DATABASE_PLANS}, with AWS's Graviton. Memory: 0.5, 1.37, 3.09, 6.38,
 * 12.93 and 26.04 GiB, a quarter of which ElastiCache keeps for itself. Source: ElastiCache user guide, CacheNodes.SupportedTypes.
 */
export const CACHE_PLANS: Readonly<Record<string, string>> = {
  micro: "cache.t4g.micro",
  small: "cache.t4g.small",
  medium: "cache.t4g.medium",
  large: "cache.m7g.large",
  xlarge: "cache.m7g.xlarge",
  "2xlarge": "cache.m7g.2xlarge",
};

/** A node type as AWS writes it. Source: ElastiCache user guide, CacheNodes.SupportedTypes. */
const NODE_TYPE = /^cache\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/;

/** The node type that a plan stands for; undefined for what is none. */
export function nodeTypeOf(plan: string): string | undefined {
  if (Object.hasOwn(CACHE_PLANS, plan)) return CACHE_PLANS[plan];
  return NODE_TYPE.test(plan) ? plan : undefined;
}

/**
 * Nodes: one that writes, and copies that take its place. A node has the data in memory alone, so the default is two: with one, all that
 * was written since the last backup goes with it, be it that it fails or that AWS replaces it for maintenance.
 * Source: botocore elasticache, CreateReplicationGroup NumCacheClusters; ElastiCache user guide, AutoFailover.
 */
export const CACHE_NODES = { min: 1, max: 6, default: 2 } as const;

/** Whether a copy takes over where the node that writes fails; AWS wants them in two zones then. */
export function failsOver(nodes: number): boolean {
  return nodes > 1;
}

/** Days that ElastiCache keeps backups; 0, which is none, is not taken. Source: ElastiCache user guide, backups-automatic. */
export const CACHE_BACKUP_DAYS = { min: 1, max: 35, default: 7 } as const;
