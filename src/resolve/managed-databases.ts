import { DATABASE_ENGINES, databasePort } from "../aws/databases.js";
import {
  DATABASE_BACKUP_DAYS,
  DATABASE_INSTANCES,
  DATABASE_STORAGE,
  DEFAULT_DATABASE_PLAN,
  instanceClassOf,
  MANAGED_DATABASES,
  MANAGED_ENGINES,
  type ManagedEngine,
  PASSWORD_ROTATION,
} from "../aws/managed-databases.js";
import { rotationExpression } from "../aws/password-rotation.js";
import { parseMemory } from "../aws/quantity.js";
import type { ManagedDatabase } from "../model/project.js";
import type { DatabaseDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { byName, type ResolveContext } from "./context.js";

/** MiB in a GiB. */
const GIB = 1024;

/** The engine of a database that Amazon RDS runs. */
export function managedEngine({ fields }: DatabaseDocument): ManagedEngine | undefined {
  if (!fields.managed?.value) return undefined;
  return MANAGED_ENGINES.find((engine) => engine === fields.engine?.value);
}

/** The databases that Amazon RDS runs, by name: what can be told of each. */
export function resolveManagedDatabases({ databases }: ResolveContext): readonly ManagedDatabase[] {
  return [...databases.values()].flatMap((entry) => resolveManaged(entry) ?? []).sort(byName);
}

function resolveManaged({ key, value }: Entry<DatabaseDocument>): ManagedDatabase | undefined {
  const engine = managedEngine(value.value);
  if (!engine) return undefined;
  const { fields } = value.value;
  const { user, name: database } = namesIn(key.value, engine, value.value);
  const version = fields.version?.value ?? DATABASE_ENGINES[engine].version;
  const [whole, major] = MANAGED_DATABASES[engine].version.exec(version) ?? [];
  const instanceClass = instanceClassOf(fields.plan?.value ?? DEFAULT_DATABASE_PLAN);
  const storage = storageOf(fields.storage?.value);
  const instances = fields.instances?.value || undefined;
  const passwordRotation = rotationExpression(fields.passwordRotation?.value ?? PASSWORD_ROTATION.default);
  if (whole === undefined || instanceClass === undefined || storage === undefined) return undefined;
  if (passwordRotation === undefined || (instances ?? 0) > DATABASE_INSTANCES.max) return undefined;
  return {
    name: key.value,
    engine,
    version,
    minorUpgrades: whole === major,
    instanceClass,
    storage,
    ...(instances !== undefined && { standby: instances > DATABASE_INSTANCES.min }),
    port: databasePort(engine).port,
    user,
    database,
    backupDays: fields.backups?.value ?? DATABASE_BACKUP_DAYS.default,
    protect: fields.protect?.value ?? true,
    passwordRotation,
    source: key.location,
  };
}

/** GiB of a size as it is written, rounded up; undefined for what is none, or none that RDS takes. */
export function storageOf(written: string | undefined): number | undefined {
  if (written === undefined) return DATABASE_STORAGE.min;
  const mib = parseMemory(written);
  const gib = mib === undefined ? 0 : Math.ceil(mib / GIB);
  return gib >= DATABASE_STORAGE.min && gib <= DATABASE_STORAGE.max ? gib : undefined;
}

/** The administrator, and the database that is made, by the variables of the image: those of a container have the same meaning. */
export function namesIn(
  database: string,
  engine: ManagedEngine,
  { fields }: DatabaseDocument,
): { readonly user: string; readonly name: string } {
  const facts = DATABASE_ENGINES[engine];
  const valueIn = (variables: readonly string[]) =>
    variables
      .map((variable) => fields.env?.value.get(variable)?.value.value)
      .find((value): value is string => value !== undefined);
  const user = valueIn(facts.user);
  // As the image of postgres has it, a user of the database's own has a database of the same name.
  const ofUser = engine === "postgres" ? user : undefined;
  return {
    user: user ?? MANAGED_DATABASES[engine].defaultUser,
    name: valueIn(facts.database) ?? ofUser ?? database.replaceAll("-", "_"),
  };
}
