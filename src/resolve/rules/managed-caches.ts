import {
  CACHE_NODES,
  CACHE_PLANS,
  cacheVersionOf,
  failsOver,
  MANAGED_CACHES,
  nodeTypeOf,
} from "../../aws/managed-caches.js";
import type { Located } from "../../diagnostics/source.js";
import type { DatabaseDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { databaseVariable } from "../database-variables.js";
import { cacheEngine, nodesOf, writtenPassword } from "../managed-caches.js";
import { checkZones, type Fields, reportMeaningless } from "./managed-databases.js";

/** Keys that mean something here; variables are looked at one by one, and `branching` has a finding wherever it stands. */
const OF_CACHES = new Set<string>([
  ...["engine", "version", "managed", "plan", "instances", "backups", "protect", "rootPassword"],
  ...["env", "branching"],
]);

/** What is wrong with a database that ElastiCache is to run. */
export function checkManagedCache(database: Entry<DatabaseDocument>, context: Context): void {
  const password = writtenPassword(database);
  const written = Object.keys(database.value.value.fields) as readonly (keyof Fields)[];
  // Without a password there is no secret in the URL, and Terraform makes it.
  const others = written.filter((name) => !OF_CACHES.has(name) && !(name === "url" && password));
  reportMeaningless(database, others, new Set(), context);
  checkValues(database, context);
  const nodes = nodesOf(database.value.value);
  if (nodes !== undefined && failsOver(nodes)) checkZones(database, context);
  notePassword(database, context);
}

function checkValues({ key, value }: Entry<DatabaseDocument>, { diagnostics }: Context): void {
  const engine = cacheEngine(value.value);
  if (!engine) return;
  const { version, plan, instances } = value.value.fields;
  const wrong = ({ location }: Located<unknown>, name: string, expected: string) =>
    diagnostics.report("NK536", location, { database: key.value, key: name, expected, by: "ElastiCache" });
  if (version && !cacheVersionOf(engine, version.value)) wrong(version, "version", MANAGED_CACHES[engine].expected);
  if (plan && nodeTypeOf(plan.value) === undefined) {
    wrong(plan, "plan", `${Object.keys(CACHE_PLANS).join(", ")}, or a node type such as \`cache.r7g.large\``);
  }
  if (instances && nodesOf(value.value) === undefined) {
    wrong(instances, "instances", `the number of its nodes, ${CACHE_NODES.min} to ${CACHE_NODES.max}`);
  }
}

/** Says that there is no password, or who sets the one that is written. */
function notePassword(database: Entry<DatabaseDocument>, { diagnostics }: Context): void {
  const { key, value } = database;
  const { managed } = value.value.fields;
  const password = writtenPassword(database);
  if (password) {
    diagnostics.report("NK634", password.key.location, { database: key.value, secret: password.key.value });
  } else if (managed) {
    const variable = databaseVariable(key.value, "PASSWORD");
    diagnostics.report("NK594", managed.location, { database: key.value, variable });
  }
}
