import { engineOf } from "./engines.js";
import { catalogName, parseImageReference } from "./reference.js";

/** A TCP port that an image serves, and how a URL to it begins. */
export interface ServerPort {
  readonly port: number;
  /** `tcp` where clients have no URL of their own. */
  readonly scheme: string;
}

const http = (port: number): ServerPort => ({ port, scheme: "http" });
const tcp = (port: number): ServerPort => ({ port, scheme: "tcp" });

/**
 * Ports of well-known servers, the one for clients first. Compose files rarely name them: there every port of a container can be reached by
 * its neighbours.
 *
 * Sources. Ports: `EXPOSE` in the Dockerfile that the image's row of the catalogue names. Schemes: postgresql.org/docs/current/libpq-connect.html
 * (34.1.1.2; of the two spellings the one that SQLAlchemy takes as well), dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html,
 * mongodb.com/docs/manual/reference/connection-string, iana.org/assignments/uri-schemes (redis), rabbitmq.com/docs/uri-spec,
 * neo4j.com/docs/driver-manual (bolt), docs.nats.io/using-nats/developer/connecting, github.com/mqtt/mqtt.org/wiki/URI-Scheme.
 */
const engines: Readonly<Record<string, readonly ServerPort[]>> = {
  postgresql: [{ port: 5432, scheme: "postgresql" }],
  mysql: [
    { port: 3306, scheme: "mysql" },
    { port: 33060, scheme: "mysqlx" },
  ],
  mariadb: [{ port: 3306, scheme: "mysql" }],
  mongodb: [{ port: 27017, scheme: "mongodb" }],
  redis: [{ port: 6379, scheme: "redis" }],
  dragonfly: [{ port: 6379, scheme: "redis" }],
  rabbitmq: [{ port: 5672, scheme: "amqp" }, http(15672)],
  elasticsearch: [http(9200), tcp(9300)],
  opensearch: [http(9200), tcp(9300)],
  solr: [http(8983)],
  influxdb: [http(8086)],
  neo4j: [{ port: 7687, scheme: "bolt" }, http(7474)],
  couchdb: [http(5984)],
  cassandra: [tcp(9042)],
  clickhouse: [http(8123), tcp(9000)],
  zookeeper: [tcp(2181)],
  kafka: [tcp(9092)],
  meilisearch: [http(7700)],
  qdrant: [http(6333), http(6334)],
  minio: [http(9000)],
  prometheus: [http(9090)],
  loki: [http(3100)],
  vault: [http(8200)],
  consul: [http(8500)],
  etcd: [http(2379), http(2380)],
  mssql: [tcp(1433)],
  cockroach: [{ port: 26257, scheme: "postgresql" }, http(8080)],
  yugabyte: [{ port: 5433, scheme: "postgresql" }, tcp(9042), http(7000)],
  memcached: [tcp(11211)],
  nats: [{ port: 4222, scheme: "nats" }, http(8222)],
  mosquitto: [{ port: 1883, scheme: "mqtt" }],
};

/**
 * What asks a server whether it answers, in its own protocol: it fails until it does, and needs no password.
 *
 * Sources: postgresql.org/docs/current/app-pg-isready.html, dev.mysql.com/doc/refman/8.4/en/mysqladmin.html (ping: 0 even where access is
 * denied), mariadb.com/kb/en/mariadb-admin, redis.io/docs/latest/develop/tools/cli, mongodb.com/docs/mongodb-shell/reference/options.
 */
const questions: Readonly<Record<string, (host: string) => string>> = {
  postgresql: (host) => `pg_isready -h ${host}`,
  mysql: (host) => `mysqladmin -h ${host} ping`,
  mariadb: (host) => `mariadb-admin -h ${host} ping`,
  mongodb: (host) => `mongosh --quiet --host ${host} --eval 1`,
  redis: (host) => `redis-cli -h ${host} ping`,
};

/** The ports of a well-known server, the one for clients first; empty for any other image. */
export function serverPorts(reference: string): readonly ServerPort[] {
  return ofEngine(engines, reference) ?? [];
}

/** A command that succeeds once the server of an image answers at a name; undefined where none is known. */
export function serverQuestion(reference: string, host: string): string | undefined {
  return ofEngine(questions, reference)?.(host);
}

function ofEngine<T>(table: Readonly<Record<string, T>>, reference: string): T | undefined {
  const image = parseImageReference(reference);
  const engine = image && engineOf(catalogName(image));
  return engine !== undefined && Object.hasOwn(table, engine) ? table[engine] : undefined;
}

/** How a URL to a port of an image begins: `http` unless the image is known to speak something else there. */
export function schemeOf(reference: string | undefined, port: number): string {
  const ports = reference === undefined ? [] : serverPorts(reference);
  const known = ports.find((one) => one.port === port);
  if (known || ports.length === 0) return known?.scheme ?? "http";
  // A port that the image was told to use: which of several protocols it speaks there cannot be known.
  return ports.length === 1 ? (ports[0]?.scheme ?? "tcp") : "tcp";
}
