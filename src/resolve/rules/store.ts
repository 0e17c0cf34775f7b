import { hides } from "../../aws/container.js";
import type { ImageFacts } from "../../aws/images/index.js";
import type { Mount, Service } from "../../model/project.js";

/** Names of the variables by which images are told where their data is: PGDATA, MINIO_VOLUMES, path.data, MEILI_DB_PATH ... */
const DATA_VARIABLE = /data|storage|volumes|db_path|mnesia|bolt_path|engine_path|log_dirs/i;

/** Images that keep a store only until they are given a database server, and the variable that gives it.
 * Source: metabase.com/docs, configuring-application-database; docs.sonarsource.com, environment variables. */
const SERVER_VARIABLES: ReadonlyMap<string, RegExp> = new Map([
  ["metabase/metabase", /^MB_DB_(?:HOST|CONNECTION_URI)$/],
  ["sonarqube", /^SONAR(?:QUBE)?[_.]JDBC[_.]URL$/i],
]);

/** Whether a mount holds the directory, or lies in it. */
function touches({ containerPath }: Mount, path: string): boolean {
  return hides(containerPath, path) || hides(path, containerPath);
}

/** The directory that an image keeps its store in; undefined for what is no database. */
export function storePath({ database, dataPaths }: ImageFacts): string | undefined {
  return database ? dataPaths[0] : undefined;
}

/** Whether some volume holds the image's store where the image has it by default. */
export function mountsStore({ mounts }: Pick<Service, "mounts">, facts: ImageFacts): boolean {
  const path = storePath(facts);
  return path !== undefined && mounts.some((mount) => touches(mount, path));
}

/** Whether a variable of the service names a directory for the data. */
export function namesDataDirectory({ environment }: Pick<Service, "environment">): boolean {
  return environment.some(({ name, value }) => DATA_VARIABLE.test(name) && value.startsWith("/"));
}

/**
 * Whether the store may be elsewhere than the image has it by default: a variable names a directory or speaks of a mount, another
 * command runs, or a database server keeps it.
 */
export function movesStore(service: Service, facts: ImageFacts): boolean {
  const server = SERVER_VARIABLES.get(facts.name);
  const speaksOfMount = (value: string) => service.mounts.some(({ containerPath }) => value.includes(containerPath));
  return (
    service.entryPoint !== undefined ||
    service.command?.some(speaksOfMount) ||
    namesDataDirectory(service) ||
    service.environment.some(
      ({ name, value }) => server?.test(name) || (!/backup|dump/i.test(name) && speaksOfMount(value)),
    )
  );
}

/**
 * The mounts that a database may write its store to. When its own place is mounted, and nothing names another, these are its known
 * directories: a volume for dumps or snapshots may well be shared. Otherwise every mount that it may write to.
 */
export function storeMounts(service: Pick<Service, "mounts" | "environment">, facts: ImageFacts): readonly Mount[] {
  if (!facts.database) return [];
  const writable = service.mounts.filter((mount) => !mount.readOnly);
  if (!mountsStore(service, facts) || namesDataDirectory(service)) return writable;
  return writable.filter((mount) => facts.dataPaths.some((path) => touches(mount, path)));
}
