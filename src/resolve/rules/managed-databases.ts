import { DATABASE_ENGINES } from "../../aws/databases.js";
import {
  DATABASE_INSTANCES,
  DATABASE_PLANS,
  DATABASE_STORAGE,
  DATABASE_ZONES_MIN,
  instanceClassOf,
  isOffered,
  MANAGED_DATABASES,
  type ManagedEngine,
  PASSWORD_ROTATION,
} from "../../aws/managed-databases.js";
import { rotationExpression } from "../../aws/password-rotation.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { DatabaseDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { databaseVariable } from "../database-variables.js";
import { managedEngine, namesIn, storageOf } from "../managed-databases.js";

/** What a database can say. */
export type Fields = DatabaseDocument["fields"];

/** Keys that mean something in a container alone. */
const OF_CONTAINERS = [
  ...["rootPassword", "url", "secrets", "volume", "cpu", "memory", "networks", "aws"],
] as readonly (keyof Fields)[];

/** Keys that mean something alone where AWS runs the database. */
const OF_MANAGED = [
  "plan",
  "storage",
  "backups",
  "protect",
  "passwordRotation",
] as const satisfies readonly (keyof Fields)[];

/** What is wrong with a database that AWS is to run. */
export function checkManagedDatabase(database: Entry<DatabaseDocument>, context: Context): void {
  const { value } = database;
  const { fields } = value.value;
  const engine = managedEngine(value.value);
  if (!engine || !fields.managed) return;
  checkMeaningless(database, engine, context);
  checkVersion(database, engine, context);
  checkSize(database, context);
  checkNames(database, engine, context);
  checkZones(database, context);
  checkRotation(database, fields.managed, context);
}

/** Warns of keys of a managed database that stand at one in a container, but for those that another environment uses. */
export function checkContainerDatabase({ key, value }: Entry<DatabaseDocument>, context: Context): void {
  const { placesOf, diagnostics } = context;
  const { managed } = placesOf(key.value);
  for (const name of OF_MANAGED) {
    const field = value.value.fields[name];
    if (field && !(managed && isShared(field)))
      diagnostics.report("NK565", field.location, { database: key.value, key: name });
  }
}

/** Whether a value is one for all environments: it may be meant for another. */
function isShared({ origin }: Pick<Located<unknown>, "origin">): boolean {
  return origin === "file";
}

function checkMeaningless(database: Entry<DatabaseDocument>, engine: ManagedEngine, context: Context): void {
  const { user, database: names } = DATABASE_ENGINES[engine];
  // A container of which none runs keeps its data. RDS has no such thing.
  const stopped = database.value.value.fields.instances?.value === 0 ? (["instances"] as const) : [];
  reportMeaningless(database, [...OF_CONTAINERS, ...stopped], new Set([...user, ...names]), context);
}

/** Warns of keys that mean something in a container alone, and of variables other than those that do here. */
export function reportMeaningless(
  { key, value }: Entry<DatabaseDocument>,
  keys: readonly (keyof Fields)[],
  named: ReadonlySet<string>,
  context: Context,
): void {
  const { fields } = value.value;
  const { container } = context.placesOf(key.value);
  const variables = [...(fields.env?.value.values() ?? [])].map((variable) => variable.key);
  const written: readonly Located<string>[] = [
    ...keys.flatMap((name) => {
      const field = fields[name];
      return field ? [{ value: name, location: field.location, origin: field.origin }] : [];
    }),
    ...variables.filter((one) => !named.has(one.value)).map((one) => ({ ...one, value: `env.${one.value}` })),
  ];
  const meansNothingInContainers = new Set<string>(OF_MANAGED);
  for (const { value: name, location, origin } of written) {
    if (container && isShared({ origin }) && !meansNothingInContainers.has(name)) continue;
    context.diagnostics.report("NK520", location, { database: key.value, key: name });
  }
}

function checkVersion({ key, value }: Entry<DatabaseDocument>, engine: ManagedEngine, { diagnostics }: Context): void {
  const { version } = value.value.fields;
  const { version: form, examples, oldest } = MANAGED_DATABASES[engine];
  if (!version) return;
  const wellFormed = form.test(version.value);
  if (wellFormed && isOffered(engine, version.value)) return;
  const asWritten = `numbers only, such as ${examples.map((one) => `\`"${one}"\``).join(" or ")}`;
  const expected = wellFormed ? `\`"${oldest}"\` or newer` : asWritten;
  diagnostics.report("NK536", version.location, { database: key.value, key: "version", expected });
}

function checkSize({ key, value }: Entry<DatabaseDocument>, { diagnostics }: Context): void {
  const { plan, storage, instances } = value.value.fields;
  if (plan && instanceClassOf(plan.value) === undefined) {
    const expected = `${Object.keys(DATABASE_PLANS).join(", ")}, or an instance class such as \`db.r7g.large\``;
    diagnostics.report("NK536", plan.location, { database: key.value, key: "plan", expected });
  }
  if (instances && instances.value > DATABASE_INSTANCES.max) {
    const expected = "1, or 2 for a standby in another zone";
    diagnostics.report("NK536", instances.location, { database: key.value, key: "instances", expected });
  }
  if (!storage || storageOf(storage.value) !== undefined) return;
  const expected = `${DATABASE_STORAGE.min}gb to ${DATABASE_STORAGE.max}gb`;
  diagnostics.report("NK536", storage.location, { database: key.value, key: "storage", expected });
}

/** Looks at when RDS changes the password. Who says when knows of it. */
function checkRotation({ key, value }: Entry<DatabaseDocument>, managed: Located<boolean>, { diagnostics }: Context) {
  const { passwordRotation } = value.value.fields;
  const database = key.value;
  if (!passwordRotation) {
    const variable = databaseVariable(database, "PASSWORD");
    const { says: when, default: crontab } = PASSWORD_ROTATION;
    diagnostics.report("NK563", managed.location, { database, variable, when, crontab });
  } else if (rotationExpression(passwordRotation.value) === undefined) {
    const expected = `a crontab time in UTC, on the full hour and at most once a day, \`${PASSWORD_ROTATION.default}\` for instance`;
    diagnostics.report("NK536", passwordRotation.location, { database, key: "passwordRotation", expected });
  }
}

function checkNames(database: Entry<DatabaseDocument>, engine: ManagedEngine, { diagnostics }: Context): void {
  const { key, value } = database;
  const facts = MANAGED_DATABASES[engine];
  const { user, name } = namesIn(key.value, engine, value.value);
  const at = (variables: readonly string[]) =>
    variables.map((one) => value.value.fields.env?.value.get(one)?.value).find((found) => found !== undefined);
  const variables = DATABASE_ENGINES[engine];
  const wrong = (names: readonly string[], expected: string) =>
    diagnostics.report("NK536", at(names)?.location ?? key.location, {
      database: key.value,
      key: names[0] ?? "",
      expected,
    });
  if (!facts.user.test(user) || facts.reserved.includes(user.toLowerCase())) {
    wrong(variables.user, "a letter, then letters, digits and `_`, and no name that the engine reserves");
  }
  if (!facts.database.test(name)) wrong(variables.database, "a letter, then letters, digits and `_`");
}

/** AWS wants subnets in two zones, and there is one in each that the file names. */
export function checkZones({ key, value }: Entry<DatabaseDocument>, { infra, diagnostics }: Context): void {
  const { zones } = infra.fields;
  const { managed } = value.value.fields;
  if (!zones || !managed) return;
  if (new Set(zones.value.map(({ value: zone }) => zone)).size >= DATABASE_ZONES_MIN) return;
  diagnostics.report("NK564", managed.location, { database: key.value }, [related("zone", zones.location)]);
}
