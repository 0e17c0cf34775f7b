import { findImage, serverPorts } from "./images/index.js";

/** Engines that run in a container of their own. */
export const CONTAINER_ENGINES = ["postgres", "mysql", "mariadb", "mongo", "redis", "valkey"] as const;

export type ContainerEngine = (typeof CONTAINER_ENGINES)[number];

/** Engines that someone else runs. */
export const HOSTED_ENGINES = ["neon", "turso"] as const;

/** Seconds that a database has to write out what it holds in memory: the most that ECS gives. Source: ECS API, ContainerDefinition stopTimeout. */
export const DATABASE_STOP_TIMEOUT = 120;

/** How an engine is run in a container, and how it is called. */
export interface EngineFacts {
  readonly image: string;
  /**
   * The version of a database that says none. It never changes: another one would run on files that it cannot read. Each is one that its maker
   * keeps up for years.
   */
  readonly version: string;
  /** Variables that name the administrator, or a user of the database's own; the image takes the first that is there. */
  readonly user: readonly string[];
  /** Who that is where no variable says it. */
  readonly defaultUser: string;
  /** Whether the image has to be told that. */
  readonly userSaid?: true;
  /** Variables that name the database that the image makes; the first is set. Empty: it has none. */
  readonly database: readonly string[];
  /** What the database is called where the engine has numbers instead of names. */
  readonly databaseNumber?: string;
  /** Secrets with the administrator's password; the first is set. */
  readonly rootPassword: readonly [string, ...string[]];
  /** Secrets with the password of a user that a variable names, where that is not the administrator; likewise. */
  readonly userPassword?: readonly [string, ...string[]];
  /** What runs instead of the image's entry point. */
  readonly entryPoint?: readonly string[];
  /** As compose has it. None of them needs a password in its words. */
  readonly test: string | readonly string[];
  /** What a URL ends with. */
  readonly query?: string;
  /** Where the image says all of this; that of the version. */
  readonly source: readonly string[];
}

/** An authenticated `ping`; of a server that still loads its files, or refuses, the answer is another one. */
const ping = (name: string, variables: readonly string[]) =>
  `${variables.map((variable) => `${variable}="$${name.toUpperCase()}_PASSWORD"`).join(" ")} ${name}-cli ping | grep -q PONG`;

/** The image has no variable for a password: the server is told in its command line. */
const withPassword = (name: string) => [
  "/bin/sh",
  "-c",
  `exec docker-entrypoint.sh ${name}-server --requirepass "\${${name.toUpperCase()}_PASSWORD:?}"`,
];

/**
 * By engine. Checks ask by TCP and not by a socket: while an image makes its first files, its server answers at the socket alone. `mysqladmin
 * ping` succeeds when it is refused, as the server is there then. `mongosh` takes longer than a check may on a small task, so a connection has to do.
 */
export const DATABASE_ENGINES: Readonly<Record<ContainerEngine, EngineFacts>> = {
  postgres: {
    image: "postgres",
    version: "18",
    user: ["POSTGRES_USER"],
    defaultUser: "postgres",
    userSaid: true,
    database: ["POSTGRES_DB"],
    rootPassword: ["POSTGRES_PASSWORD"],
    test: 'pg_isready -h 127.0.0.1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"',
    source: [
      "https://github.com/docker-library/docs/blob/HEAD/postgres/content.md",
      "https://www.postgresql.org/support/versioning/",
    ],
  },
  mysql: {
    image: "mysql",
    version: "8.4",
    user: ["MYSQL_USER"],
    defaultUser: "root",
    database: ["MYSQL_DATABASE"],
    rootPassword: ["MYSQL_ROOT_PASSWORD"],
    userPassword: ["MYSQL_PASSWORD"],
    test: "mysqladmin ping -h 127.0.0.1",
    source: [
      "https://github.com/docker-library/docs/blob/HEAD/mysql/content.md",
      "https://dev.mysql.com/doc/refman/8.4/en/mysql-releases.html",
    ],
  },
  mariadb: {
    image: "mariadb",
    version: "11.4",
    user: ["MARIADB_USER", "MYSQL_USER"],
    defaultUser: "root",
    database: ["MARIADB_DATABASE", "MYSQL_DATABASE"],
    rootPassword: ["MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD"],
    userPassword: ["MARIADB_PASSWORD", "MYSQL_PASSWORD"],
    test: "mariadb-admin ping -h 127.0.0.1",
    source: [
      "https://github.com/MariaDB/mariadb-docker/blob/HEAD/docker-entrypoint.sh",
      "https://mariadb.org/about/#maintenance-policy",
    ],
  },
  mongo: {
    image: "mongo",
    version: "8.0",
    user: ["MONGO_INITDB_ROOT_USERNAME"],
    defaultUser: "root",
    userSaid: true,
    database: ["MONGO_INITDB_DATABASE"],
    rootPassword: ["MONGO_INITDB_ROOT_PASSWORD"],
    test: ["CMD", "bash", "-c", "exec 3<> /dev/tcp/127.0.0.1/27017"],
    query: "?authSource=admin",
    source: [
      "https://github.com/docker-library/docs/blob/HEAD/mongo/content.md",
      "https://www.mongodb.com/legal/support-policy/lifecycles",
    ],
  },
  redis: {
    image: "redis",
    version: "8",
    user: [],
    defaultUser: "default",
    database: [],
    databaseNumber: "0",
    rootPassword: ["REDIS_PASSWORD"],
    entryPoint: withPassword("redis"),
    test: ping("redis", ["REDISCLI_AUTH"]),
    source: [
      "https://github.com/redis/docker-library-redis/blob/HEAD/debian/docker-entrypoint.sh",
      "https://redis.io/docs/latest/operate/oss_and_stack/install/version-mgmt/",
    ],
  },
  valkey: {
    image: "valkey/valkey",
    version: "8",
    user: [],
    defaultUser: "default",
    database: [],
    databaseNumber: "0",
    rootPassword: ["VALKEY_PASSWORD"],
    entryPoint: withPassword("valkey"),
    // Version 7 knows the name of Redis alone.
    test: ping("valkey", ["REDISCLI_AUTH", "VALKEYCLI_AUTH"]),
    source: [
      "https://github.com/valkey-io/valkey-container/blob/HEAD/docker-entrypoint.sh",
      "https://valkey.io/topics/releases/",
    ],
  },
};

/** Versions that a database can say: the tag of an image that begins with a number. */
export const DATABASE_VERSION = /^\d+(?:\.\d+){0,2}(?:-[a-z0-9][a-z0-9.-]*)?$/;

/** The image of an engine in a version. */
export function databaseImage(engine: ContainerEngine, version = DATABASE_ENGINES[engine].version): string {
  return `${DATABASE_ENGINES[engine].image}:${version}`;
}

/** Where the image keeps its files. */
export function databaseDirectory(image: string): string {
  const [path] = findImage(image)?.dataPaths ?? [];
  if (path === undefined) throw new Error(`Internal error: the image catalogue does not say where ${image} keeps data`);
  return path;
}

/** The port for clients, and how a URL to it begins. */
export function databasePort(engine: ContainerEngine): { readonly port: number; readonly scheme: string } {
  const [port] = serverPorts(DATABASE_ENGINES[engine].image);
  if (!port) throw new Error(`Internal error: no port is known of ${engine}`);
  return port;
}
