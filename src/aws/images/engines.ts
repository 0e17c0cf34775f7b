/** Names of the catalogue that are not those of their engine. */
const engines: Readonly<Record<string, string>> = {
  postgres: "postgresql",
  "postgis/postgis": "postgresql",
  "pgvector/pgvector": "postgresql",
  "timescale/timescaledb": "postgresql",
  percona: "mysql",
  "percona/percona-server": "mysql",
  mongo: "mongodb",
  "valkey/valkey": "redis",
  "docker.elastic.co/elasticsearch/elasticsearch": "elasticsearch",
  "elastic/elasticsearch": "elasticsearch",
  "opensearchproject/opensearch": "opensearch",
  "apache/couchdb": "couchdb",
  "clickhouse/clickhouse-server": "clickhouse",
  "apache/kafka": "kafka",
  "getmeili/meilisearch": "meilisearch",
  "qdrant/qdrant": "qdrant",
  "minio/minio": "minio",
  "quay.io/minio/minio": "minio",
  "prom/prometheus": "prometheus",
  "quay.io/prometheus/prometheus": "prometheus",
  "grafana/loki": "loki",
  "hashicorp/vault": "vault",
  "hashicorp/consul": "consul",
  "eclipse-mosquitto": "mosquitto",
  "linuxserver/mariadb": "mariadb",
  "timescale/timescaledb-ha": "postgresql",
  "supabase/postgres": "postgresql",
  "ghcr.io/cloudnative-pg/postgresql": "postgresql",
  "percona/percona-distribution-postgresql": "postgresql",
  "mysql/mysql-server": "mysql",
  "container-registry.oracle.com/mysql/community-server": "mysql",
  "container-registry.oracle.com/mysql/enterprise-server": "mysql",
  "percona/percona-xtradb-cluster": "mysql",
  "percona/percona-server-mongodb": "mongodb",
  "mongodb/mongodb-community-server": "mongodb",
  "quay.io/mongodb/mongodb-community-server": "mongodb",
  "mongodb/mongodb-enterprise-server": "mongodb",
  "quay.io/mongodb/mongodb-enterprise-server": "mongodb",
  "redis/redis-stack": "redis",
  "redis/redis-stack-server": "redis",
  "ghcr.io/dragonflydb/dragonfly": "dragonfly",
  "docker.dragonflydb.io/dragonflydb/dragonfly": "dragonfly",
  "mcr.microsoft.com/mssql/server": "mssql",
  "mcr.microsoft.com/mssql/rhel/server": "mssql",
  "quay.io/coreos/etcd": "etcd",
  "gcr.io/etcd-development/etcd": "etcd",
  "registry.k8s.io/etcd": "etcd",
  "cockroachdb/cockroach": "cockroach",
  "yugabytedb/yugabyte": "yugabyte",
};

/** Bitnami calls its images by their engine, all but these. Source: github.com/bitnami/containers. */
const bitnamiEngines: Readonly<Record<string, string>> = { valkey: "redis", "postgresql-repmgr": "postgresql" };

/** The engine in an image, by the image's name in the catalogue: `postgresql` for `postgres`. An image of no other name is its own. */
export function engineOf(name: string): string {
  const [, bitnami] = /^bitnami(?:legacy)?\/([^/]+)$/.exec(name) ?? [];
  return (bitnami === undefined ? own(engines, name) : own(bitnamiEngines, bitnami)) ?? bitnami ?? name;
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
