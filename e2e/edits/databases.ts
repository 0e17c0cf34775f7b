import { all, type Edit, put } from "./edit.js";

const gone = (path: string) => put(path, undefined);
const mongo = { engine: "mongo", version: "8.0", volume: "data", networks: [] };
const becomesDatabase = all(gone("services/db"), put("databases/db", mongo));
const postgres = (more: object) => put("databases/main", { engine: "postgres", version: "17", ...more });
const alone = postgres({ networks: [] });
const told = all(postgres({}), put("services/api/depends_on", ["main"]));

/** Databases in containers. */
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
];
