/** How the container of an image begins. */
export interface ImageProgram {
  /** What runs when nobody says otherwise. */
  readonly entryPoint: readonly string[];
  /** Its arguments, likewise. */
  readonly command: readonly string[];
  /** What has `flock`: `util-linux`, which is in every Debian and Ubuntu, or `busybox`, the shell of Alpine. */
  readonly flock: "util-linux" | "util-linux or busybox";
  /** Where the image says so. */
  readonly source: string;
}

const postgres = { entryPoint: ["docker-entrypoint.sh"], command: ["postgres"] } as const;

/**
 * Images of which entry point, command and `flock` are known, by their names in the catalogue, for what has to run around them.
 * Source of flock: packages.debian.org, util-linux, which is essential; git.busybox.net, util-linux/flock.c, which Alpine's busybox is built with.
 */
const programs: Readonly<Record<string, ImageProgram>> = {
  postgres: {
    ...postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/docker-library/postgres/blob/HEAD/Dockerfile-debian.template",
  },
  "postgis/postgis": {
    ...postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/postgis/docker-postgis/blob/HEAD/Dockerfile.template",
  },
  "pgvector/pgvector": {
    ...postgres,
    flock: "util-linux",
    source: "https://github.com/pgvector/pgvector/blob/HEAD/Dockerfile",
  },
  "timescale/timescaledb": {
    ...postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/timescale/timescaledb-docker/blob/HEAD/Dockerfile",
  },
  "timescale/timescaledb-ha": {
    entryPoint: ["/docker-entrypoint.sh"],
    command: ["postgres"],
    flock: "util-linux",
    source: "https://github.com/timescale/timescaledb-docker-ha/blob/HEAD/Dockerfile",
  },
  redis: {
    entryPoint: ["docker-entrypoint.sh"],
    command: ["redis-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/redis/docker-library-redis/blob/HEAD/debian/Dockerfile",
  },
  "valkey/valkey": {
    entryPoint: ["docker-entrypoint.sh"],
    command: ["valkey-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/valkey-io/valkey-container/blob/HEAD/Dockerfile.template",
  },
  rabbitmq: {
    entryPoint: ["docker-entrypoint.sh"],
    command: ["rabbitmq-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/docker-library/rabbitmq/blob/HEAD/Dockerfile-ubuntu.template",
  },
  couchdb: {
    entryPoint: ["tini", "--", "/docker-entrypoint.sh"],
    command: ["/opt/couchdb/bin/couchdb"],
    flock: "util-linux",
    source: "https://github.com/apache/couchdb-docker/blob/HEAD/3.3.3/Dockerfile",
  },
  cassandra: {
    entryPoint: ["docker-entrypoint.sh"],
    command: ["cassandra", "-f"],
    flock: "util-linux",
    source: "https://github.com/docker-library/cassandra/blob/HEAD/Dockerfile.template",
  },
  zookeeper: {
    entryPoint: ["/docker-entrypoint.sh"],
    command: ["zkServer.sh", "start-foreground"],
    flock: "util-linux",
    source: "https://github.com/31z4/zookeeper-docker/blob/HEAD/3.8.4/Dockerfile",
  },
};

/** How an image begins, by its name in the catalogue; undefined where that is not known, or where it has no `flock`. */
export function imageProgram(name: string): ImageProgram | undefined {
  return Object.hasOwn(programs, name) ? programs[name] : undefined;
}
