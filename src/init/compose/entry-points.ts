import { catalogName, parseImageReference } from "../../aws/images/index.js";

const script = ["docker-entrypoint.sh"];
const none: readonly string[] = [];

/**
 * ENTRYPOINT of well-known images, by the name of the catalogue. `command` of compose is what it is given, while `start` takes its place,
 * so it has to stand in front. Source: `ENTRYPOINT` in the Dockerfile of each; where it inherits one, in that of its base.
 */
const ENTRY_POINTS: Readonly<Record<string, readonly string[]>> = {
  alpine: none,
  "apache/airflow": ["/usr/bin/dumb-init", "--", "/entrypoint"],
  busybox: none,
  caddy: none,
  "clickhouse/clickhouse-server": ["/entrypoint.sh"],
  couchdb: ["tini", "--", "/docker-entrypoint.sh"],
  debian: none,
  "eclipse-mosquitto": ["/docker-entrypoint.sh"],
  elasticsearch: ["/bin/tini", "--", "/usr/local/bin/docker-entrypoint.sh"],
  ghost: script,
  golang: none,
  "grafana/grafana": ["/run.sh"],
  influxdb: ["/entrypoint.sh"],
  mariadb: script,
  memcached: script,
  "minio/mc": ["mc"],
  "minio/minio": ["/usr/bin/docker-entrypoint.sh"],
  mongo: script,
  mysql: script,
  "n8nio/n8n": ["tini", "--", "/docker-entrypoint.sh"],
  "docker.n8n.io/n8nio/n8n": ["tini", "--", "/docker-entrypoint.sh"],
  nextcloud: ["/entrypoint.sh"],
  nginx: ["/docker-entrypoint.sh"],
  node: script,
  "pgvector/pgvector": script,
  "postgis/postgis": script,
  postgres: script,
  "prom/prometheus": ["/bin/prometheus"],
  python: none,
  rabbitmq: script,
  redis: script,
  ruby: none,
  traefik: ["/entrypoint.sh"],
  ubuntu: none,
  "valkey/valkey": script,
  wordpress: script,
};

/** The ENTRYPOINT of an image; undefined when it is not known. */
export function entryPointOf(image: string | undefined): readonly string[] | undefined {
  const reference = image === undefined ? undefined : parseImageReference(image);
  const name = reference && catalogName(reference);
  return name !== undefined && Object.hasOwn(ENTRY_POINTS, name) ? ENTRY_POINTS[name] : undefined;
}
