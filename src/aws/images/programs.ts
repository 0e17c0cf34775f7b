/** How the container of an image begins. */
export interface ImageProgram {
  /** Its entry point and the command behind it: what runs when nobody says otherwise. */
  readonly words: readonly string[];
  /** What has `flock`: `util-linux`, which is in every Debian and Ubuntu, or `busybox`, the shell of Alpine. */
  readonly flock: "util-linux" | "util-linux or busybox";
  /** Where the image says so. */
  readonly source: string;
}

const postgres = ["docker-entrypoint.sh", "postgres"] as const;

/**
 * Images of which entry point, command and `flock` are known, by their names in the catalogue, for what has to run around them.
 * Source of flock: packages.debian.org, util-linux, which is essential; git.busybox.net, util-linux/flock.c, which Alpine's busybox is built with.
 */
const programs: Readonly<Record<string, ImageProgram>> = {
  postgres: {
    words: postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/docker-library/postgres/blob/HEAD/Dockerfile-debian.template",
  },
  "postgis/postgis": {
    words: postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/postgis/docker-postgis/blob/HEAD/Dockerfile.template",
  },
  "pgvector/pgvector": {
    words: postgres,
    flock: "util-linux",
    source: "https://github.com/pgvector/pgvector/blob/HEAD/Dockerfile",
  },
  "timescale/timescaledb": {
    words: postgres,
    flock: "util-linux or busybox",
    source: "https://github.com/timescale/timescaledb-docker/blob/HEAD/Dockerfile",
  },
  "timescale/timescaledb-ha": {
    words: ["/docker-entrypoint.sh", "postgres"],
    flock: "util-linux",
    source: "https://github.com/timescale/timescaledb-docker-ha/blob/HEAD/Dockerfile",
  },
  redis: {
    words: ["docker-entrypoint.sh", "redis-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/redis/docker-library-redis/blob/HEAD/debian/Dockerfile",
  },
  "valkey/valkey": {
    words: ["docker-entrypoint.sh", "valkey-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/valkey-io/valkey-container/blob/HEAD/Dockerfile.template",
  },
  rabbitmq: {
    words: ["docker-entrypoint.sh", "rabbitmq-server"],
    flock: "util-linux or busybox",
    source: "https://github.com/docker-library/rabbitmq/blob/HEAD/Dockerfile-ubuntu.template",
  },
  couchdb: {
    words: ["tini", "--", "/docker-entrypoint.sh", "/opt/couchdb/bin/couchdb"],
    flock: "util-linux",
    source: "https://github.com/apache/couchdb-docker/blob/HEAD/3.3.3/Dockerfile",
  },
  cassandra: {
    words: ["docker-entrypoint.sh", "cassandra", "-f"],
    flock: "util-linux",
    source: "https://github.com/docker-library/cassandra/blob/HEAD/Dockerfile.template",
  },
  zookeeper: {
    words: ["/docker-entrypoint.sh", "zkServer.sh", "start-foreground"],
    flock: "util-linux",
    source: "https://github.com/31z4/zookeeper-docker/blob/HEAD/3.8.4/Dockerfile",
  },
};

/** How an image begins, by its name in the catalogue; undefined where that is not known, or where it has no `flock`. */
export function imageProgram(name: string): ImageProgram | undefined {
  return Object.hasOwn(programs, name) ? programs[name] : undefined;
}
