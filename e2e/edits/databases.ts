import { all, type Change, type Edit, put, rename, type Step } from "./edit.js";

const gone = (path: string) => put(path, undefined);
const mongo = { engine: "mongo", version: "8.0", volume: "data", networks: [] };
const becomesDatabase = all(gone("services/db"), put("databases/db", mongo));
const postgres = (more: object) => put("databases/main", { engine: "postgres", version: "17", ...more });
const alone = postgres({ networks: [] });
const told = all(postgres({}), put("services/api/depends_on", ["main"]));

const MANAGED = { engine: "postgres", managed: true, version: "17", storage: "50gb" };
const rds = (more: object = {}) => put("databases/main", { ...MANAGED, ...more });
const toldByRds = all(rds(), put("services/api/depends_on", ["main"]));
const dump = { schedule: "@daily", image: "postgres:17", command: "pg_dump", depends_on: ["main"] };
const untold = put("services/api/depends_on", undefined);
const dumped = all(toldByRds, put("cron/dump", dump));
const warm = { schedule: "@daily", image: "ghcr.io/example/warm:1", command: "warm", depends_on: ["main"] };
const withoutData = all(untold, gone("databases"));
const otherEngine = rds({ engine: "mysql", version: "8.4", protect: false });
const comesBack = "comes back with the apply";
const unprotectedFirst = "set its `protect: false`, synth and apply";
const thenRemoved = "then remove it";

/** The steps of docs/databases.md from a container to RDS, each a whole change of the base. */
const inContainer = all(put("databases/old", { engine: "postgres", version: "17" }), dependsOn("old"));
const beside = all(
  inContainer,
  rds(),
  put("services/mover", { image: "postgres:17", instances: 0, depends_on: ["old", "main"] }),
  put("cron/move", {
    service: "mover",
    schedule: "0 3 1 1 *",
    depends_on: ["old"],
    command: 'sh -c \'pg_dump -h "$NANOKIT_HOST_OLD" "$OLD_NAME" | psql -h "$MAIN_HOST" "$MAIN_NAME"\'',
  }),
);
const moving: readonly Step[] = [
  { apply: beside, says: "Add the new database, and a service without tasks" },
  { apply: all(beside, put("services/api/instances", 0)), says: "Stop what writes: `instances: 0`" },
  { apply: all(beside, dependsOn("main")), says: "Have the services depend on `main`, and use its variables" },
];
const moved = all(toldByRds, gone("databases/old"));
const removed = "remove `mover`, `move` and `old`";
const uploads = put("services/web/volumes", ["uploads:/srv/uploads"]);
const unprotectedFiles = put("infra/efs", { protect: false });

const addZones = "Leave the zones and subnets that are written, and add others beside them";

function zones(...ends: readonly string[]): Change {
  return put(
    "infra/zones",
    ends.map((end) => `us-east-1${end}`),
  );
}

/** What is replaced goes first, by the file that replaces it. */
function destroyedFirst(address: string, file: Change): Step {
  const says = `terraform destroy -target=${address}`;
  return { terraform: ["destroy", "-auto-approve", `-target=${address}`], says, file };
}

function dependsOn(database: string): Change {
  return put("services/api/depends_on", [database]);
}

const VALKEY = { engine: "valkey", managed: true, version: "8.0" };
const cache = (more: object = {}) => put("databases/main", { ...VALKEY, ...more });
const toldByCache = all(cache(), put("services/api/depends_on", ["main"]));
const redis = put("databases/main", { engine: "redis", managed: true, version: "7.1" });
const unprotectedRedis = put("databases/main", { engine: "redis", managed: true, version: "7.1", protect: false });

/** Databases in containers, and those that AWS runs. */
export const databases: readonly Edit[] = [
  { name: "databases: made of a service with a volume", base: "plain", change: becomesDatabase },
  {
    name: "databases: a service with a volume again",
    base: "plain",
    first: becomesDatabase,
    change: all(
      gone("databases"),
      put("services/db", { image: "mongo:8.0", volumes: ["data:/data/db"], networks: [] }),
    ),
  },
  { name: "databases: one more", base: "plain", change: alone },
  { name: "databases: one fewer", base: "plain", first: alone, change: gone("databases") },
  { name: "databases: one that a service depends on", base: "compute", change: told },
  {
    name: "databases: one that nobody depends on any more",
    base: "compute",
    first: told,
    change: gone("services/api/depends_on"),
  },
  { name: "databases: a URL", base: "compute", first: told, change: put("databases/main/url", { from: "ssm" }) },
  { name: "databases: newer release", base: "plain", first: alone, change: put("databases/main/version", "17.6") },
  {
    name: "databases: another major version, on another volume",
    base: "plain",
    first: alone,
    change: postgres({ networks: [], version: "18", volume: "main-18" }),
  },
  {
    name: "databases: another password, size and user",
    base: "plain",
    first: alone,
    change: postgres({
      networks: [],
      rootPassword: "vault://shop/main",
      memory: "1gb",
      env: { POSTGRES_USER: "shop" },
      instances: 0,
    }),
  },
  { name: "databases: RDS, one that a service depends on", base: "compute", change: toldByRds },
  {
    name: "databases: RDS, one that nobody depends on any more",
    base: "compute",
    first: toldByRds,
    change: untold,
  },
  {
    name: "databases: RDS, in place of a container, the data moved by a job",
    base: "compute",
    first: all(uploads, inContainer),
    change: moved,
    foretold: {
      page: "databases.md",
      steps: [...moving, { apply: all(moved), says: removed }],
    },
  },
  {
    name: "databases: RDS, in place of a container with the last volume, the data moved by a job",
    base: "compute",
    first: inContainer,
    change: all(moved, unprotectedFiles),
    foretold: {
      page: "databases.md",
      steps: [
        ...moving,
        { apply: all(beside, dependsOn("main"), unprotectedFiles), says: "`infra.efs.protect: false`" },
        { apply: all(moved, unprotectedFiles), says: removed },
      ],
    },
  },
  {
    name: "databases: RDS, larger in every way",
    base: "compute",
    first: toldByRds,
    change: rds({ plan: "small", storage: "100gb", backups: 14 }),
  },
  { name: "databases: RDS, a newer major version", base: "compute", first: toldByRds, change: rds({ version: "18" }) },
  {
    name: "databases: RDS, an older version",
    base: "compute",
    first: toldByRds,
    change: rds({ version: "16" }),
    foretold: { code: "NK632", steps: [{ apply: rds(), says: "which RDS refuses" }] },
  },
  {
    name: "databases: RDS, less storage",
    base: "compute",
    first: toldByRds,
    change: rds({ storage: "20gb" }),
    foretold: { code: "NK631", steps: [{ apply: rds(), says: "write what it has, or more" }] },
  },
  {
    name: "databases: RDS, another time for its password",
    base: "compute",
    first: toldByRds,
    change: rds({ passwordRotation: "0 2 * * SUN" }),
  },
  {
    name: "databases: RDS, no time of its own for its password any more",
    base: "compute",
    first: all(toldByRds, put("databases/main/passwordRotation", "0 2 * * SUN")),
    change: put("databases/main/passwordRotation", undefined),
  },
  {
    name: "databases: RDS, a minor version, and no longer one",
    base: "compute",
    first: all(toldByRds, put("databases/main/version", "17.6")),
    change: rds(),
  },
  {
    name: "databases: RDS, a standby that is no longer written",
    base: "compute",
    first: all(rds({ instances: 2 }), put("services/api/depends_on", ["main"])),
    change: rds(),
    foretold: {
      code: "NK639",
      steps: [{ apply: rds({ instances: 1 }), says: "Write `instances: 1` at the database" }],
    },
  },
  { name: "databases: RDS, a standby", base: "compute", first: toldByRds, change: rds({ instances: 2 }) },
  {
    name: "databases: RDS, no standby any more",
    base: "compute",
    first: all(rds({ instances: 2 }), put("services/api/depends_on", ["main"])),
    change: rds({ instances: 1 }),
  },
  {
    name: "databases: a container, a job that depends on it",
    base: "compute",
    first: told,
    change: put("cron/dump", dump),
  },
  {
    name: "databases: a container, a job that no longer depends on it",
    base: "compute",
    first: all(told, put("cron/dump", dump)),
    change: put("cron/dump/depends_on", undefined),
  },
  {
    name: "databases: RDS, a job that depends on it",
    base: "compute",
    first: toldByRds,
    change: put("cron/dump", dump),
  },
  {
    name: "databases: RDS, a job that no longer depends on it",
    base: "compute",
    first: dumped,
    change: put("cron/dump/depends_on", undefined),
  },
  {
    name: "databases: RDS, protected, taken out from under a job",
    base: "compute",
    first: dumped,
    change: all(put("cron/dump/depends_on", undefined), withoutData),
    foretold: {
      code: "NK601",
      steps: [
        { apply: rds({ protect: false }), says: unprotectedFirst },
        { apply: all(put("cron/dump/depends_on", undefined), withoutData), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: RDS, by another key",
    base: "compute",
    first: toldByRds,
    change: all(rename("databases/main", "orders"), dependsOn("orders")),
    foretold: {
      code: "NK601",
      steps: [
        { apply: rds({ protect: false }), says: unprotectedFirst },
        { apply: all(rename("databases/main", "orders"), dependsOn("orders")), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: RDS, another user",
    base: "compute",
    first: toldByRds,
    change: rds({ env: { POSTGRES_USER: "shop" } }),
    foretold: { code: "NK630", steps: [{ apply: rds(), says: "Write engine, user and database as they were" }] },
  },
  {
    name: "databases: RDS, unprotected, another engine",
    base: "compute",
    first: all(toldByRds, put("databases/main/protect", false)),
    change: otherEngine,
    foretold: {
      code: "NK629",
      steps: [destroyedFirst("aws_db_instance.main", otherEngine), { apply: otherEngine, says: comesBack }],
    },
  },
  {
    name: "databases: RDS, another engine, and unprotected in the same edit",
    base: "compute",
    first: toldByRds,
    change: otherEngine,
    foretold: {
      code: "NK629",
      steps: [
        { apply: rds({ protect: false }), says: "first apply `protect: false` alone" },
        destroyedFirst("aws_db_instance.main", otherEngine),
        { apply: otherEngine, says: comesBack },
      ],
    },
  },
  {
    name: "databases: RDS, in a container again",
    base: "compute",
    first: toldByRds,
    change: postgres({}),
    foretold: {
      code: "NK601",
      steps: [
        { apply: rds({ protect: false }), says: unprotectedFirst },
        { apply: postgres({}), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: RDS, protected, taken out",
    base: "compute",
    first: toldByRds,
    change: withoutData,
    foretold: {
      code: "NK601",
      steps: [
        { apply: rds({ protect: false }), says: unprotectedFirst },
        { apply: all(withoutData), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: RDS, a zone more",
    base: "compute",
    first: all(zones("a", "b"), toldByRds),
    change: zones("a", "b", "c"),
  },
  {
    name: "databases: RDS, a zone in place of the one that it is in",
    base: "compute",
    first: all(zones("a", "b"), toldByRds),
    change: zones("b", "c"),
    foretold: { code: "NK624", steps: [{ apply: zones("a", "b", "c"), says: addZones }] },
  },
  {
    name: "databases: RDS, another range of addresses",
    base: "compute",
    first: toldByRds,
    change: put("infra/cidr", "10.9.0.0/16"),
    foretold: { code: "NK633", steps: [{ apply: toldByRds, says: "Leave the VPC as it is" }] },
  },
  { name: "databases: ElastiCache, one that a service depends on", base: "compute", change: toldByCache },
  {
    name: "databases: ElastiCache, larger in every way",
    base: "compute",
    first: toldByCache,
    change: cache({ plan: "small", instances: 3, backups: 14 }),
  },
  {
    name: "databases: ElastiCache, one node",
    base: "compute",
    first: toldByCache,
    change: cache({ instances: 1, backups: 1 }),
  },
  {
    name: "databases: ElastiCache, a job that depends on it",
    base: "compute",
    first: toldByCache,
    change: put("cron/warm", warm),
  },
  {
    name: "databases: ElastiCache, a job that no longer depends on it",
    base: "compute",
    first: all(toldByCache, put("cron/warm", warm)),
    change: put("cron/warm/depends_on", undefined),
  },
  {
    name: "databases: ElastiCache, protected, taken out from under a job",
    base: "compute",
    first: all(toldByCache, put("cron/warm", warm)),
    change: all(put("cron/warm/depends_on", undefined), withoutData),
    foretold: {
      code: "NK601",
      steps: [
        { apply: cache({ protect: false }), says: unprotectedFirst },
        { apply: all(put("cron/warm/depends_on", undefined), withoutData), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: ElastiCache, a newer version",
    base: "compute",
    first: toldByCache,
    change: cache({ version: "9" }),
  },
  {
    name: "databases: ElastiCache, from Redis to Valkey",
    base: "compute",
    first: all(redis, put("services/api/depends_on", ["main"])),
    change: cache(),
  },
  {
    name: "databases: ElastiCache, a password that was set beside",
    base: "compute",
    first: toldByCache,
    change: cache({ rootPassword: { from: "ssm" }, url: { from: "ssm" } }),
  },
  {
    name: "databases: ElastiCache, unprotected, back to Redis",
    base: "compute",
    first: all(cache({ protect: false }), put("services/api/depends_on", ["main"])),
    change: unprotectedRedis,
  },
  {
    name: "databases: ElastiCache, unprotected, back to Redis under a job",
    base: "compute",
    first: all(cache({ protect: false }), put("services/api/depends_on", ["main"]), put("cron/warm", warm)),
    change: unprotectedRedis,
    foretold: {
      code: "NK629",
      steps: [
        destroyedFirst("aws_elasticache_replication_group.main", unprotectedRedis),
        { apply: unprotectedRedis, says: comesBack },
      ],
    },
  },
  {
    name: "databases: ElastiCache, an older version",
    base: "compute",
    first: toldByCache,
    change: cache({ version: "7.2" }),
    foretold: { code: "NK632", steps: [{ apply: cache(), says: "goes from 8.0 back to 7.2" }] },
  },
  {
    name: "databases: ElastiCache, back to Redis",
    base: "compute",
    first: toldByCache,
    change: redis,
    foretold: { code: "NK630", steps: [{ apply: cache(), says: "Write engine and key as they were" }] },
  },
  {
    name: "databases: ElastiCache, protected, taken out",
    base: "compute",
    first: toldByCache,
    change: withoutData,
    foretold: {
      code: "NK601",
      steps: [
        { apply: cache({ protect: false }), says: unprotectedFirst },
        { apply: all(withoutData), says: thenRemoved },
      ],
    },
  },
  {
    name: "databases: ElastiCache, a zone fewer",
    base: "compute",
    first: all(zones("a", "b", "c"), toldByCache),
    change: zones("a", "b"),
    foretold: { code: "NK624", steps: [{ apply: zones("a", "b", "c"), says: addZones }] },
  },
  {
    name: "databases: ElastiCache, another range of addresses",
    base: "compute",
    first: toldByCache,
    change: put("infra/cidr", "10.9.0.0/16"),
    foretold: { code: "NK633", steps: [{ apply: toldByCache, says: "Leave the VPC as it is" }] },
  },
];
