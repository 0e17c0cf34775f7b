import { engineOf } from "./engines.js";

/** What an engine has to keep a second process, in another container, off its files. */
export interface StoreLock {
  /**
   * Whether it takes a lock on a file that NFS version 4 carries to every client: `fcntl`, `flock` or a lock of Java. A file with a process number
   * in it is none: to a container every number is its own.
   */
  readonly own: boolean;
  /** What it does. */
  readonly how: string;
  /** Where it does it. */
  readonly source: string;
  /** What was not read there. */
  readonly unconfirmed?: string;
}

const own = (how: string, source: string, unconfirmed?: string): StoreLock => ({
  own: true,
  how,
  source,
  ...(unconfirmed !== undefined && { unconfirmed }),
});
const none = (how: string, source: string, unconfirmed?: string): StoreLock => ({
  own: false,
  how,
  source,
  ...(unconfirmed !== undefined && { unconfirmed }),
});

const bolt = "bbolt locks its file with flock as long as it is open";
const lucene = "a node locks node.lock in its directory, an index its write.lock, with a lock of Java";

/** By engine. EFS carries advisory locks and lets go those of a client that is gone: EFS user guide, "Quotas" and "How Amazon EFS works". */
const locks: Readonly<Record<string, StoreLock>> = {
  postgresql: none(
    "postmaster.pid holds a process number, and one's own number in it is taken for a remnant",
    "https://github.com/postgres/postgres/blob/HEAD/src/backend/utils/init/miscinit.c",
  ),
  mysql: own(
    "InnoDB locks ibdata1 and each data file with fcntl",
    "https://github.com/mysql/mysql-server/blob/HEAD/storage/innobase/os/os0file.cc",
  ),
  mariadb: own(
    "InnoDB locks ibdata1 with fcntl, Aria its control file",
    "https://github.com/MariaDB/server/blob/HEAD/storage/innobase/os/os0file.cc",
  ),
  mongodb: own(
    "mongod.lock is locked as long as the server runs",
    "https://github.com/mongodb/mongo/blob/HEAD/src/mongo/db/storage/storage_engine_lock_file_posix.cpp",
  ),
  redis: none(
    "no lock on its files",
    "https://github.com/redis/redis/blob/HEAD/src/aof.c",
    "that no other part of it takes one",
  ),
  dragonfly: none(
    "no lock on its files",
    "https://github.com/dragonflydb/dragonfly/blob/HEAD/src/server/snapshot.cc",
    "that no other part of it takes one",
  ),
  rabbitmq: none(
    "names of nodes are told apart by epmd, which knows those of its own host only",
    "https://github.com/rabbitmq/rabbitmq-server/blob/HEAD/deps/rabbit/src/rabbit_prelaunch_dist.erl",
    "that no store of it takes one",
  ),
  elasticsearch: own(
    lucene,
    "https://github.com/elastic/elasticsearch/blob/HEAD/server/src/main/java/org/elasticsearch/env/NodeEnvironment.java",
  ),
  opensearch: own(
    lucene,
    "https://github.com/opensearch-project/OpenSearch/blob/HEAD/server/src/main/java/org/opensearch/env/NodeEnvironment.java",
  ),
  solr: own(
    "each index locks its write.lock with a lock of Java",
    "https://github.com/apache/solr/blob/HEAD/solr/core/src/java/org/apache/solr/core/SolrCore.java",
  ),
  influxdb: own(
    bolt,
    "https://github.com/influxdata/influxdb/blob/HEAD/bolt/bbolt.go",
    "versions 1 and 3, which have other stores",
  ),
  neo4j: own(
    "store_lock and a lock for each database, with a lock of Java",
    "https://github.com/neo4j/neo4j/blob/HEAD/community/layout/src/main/java/org/neo4j/io/layout/Neo4jLayout.java",
  ),
  couchdb: none(
    "no lock on its files",
    "https://github.com/apache/couchdb/blob/HEAD/src/couch/src/couch_file.erl",
    "that no other part of it takes one",
  ),
  cassandra: none(
    "no lock on its directories",
    "https://github.com/apache/cassandra/blob/HEAD/src/java/org/apache/cassandra/service/StartupChecks.java",
    "that no other part of it takes one",
  ),
  clickhouse: own(
    "the file `status` is locked with flock",
    "https://github.com/ClickHouse/ClickHouse/blob/HEAD/src/Common/StatusFile.cpp",
  ),
  zookeeper: none(
    "no lock on its logs and snapshots",
    "https://github.com/apache/zookeeper/blob/HEAD/zookeeper-server/src/main/java/org/apache/zookeeper/server/persistence/FileTxnSnapLog.java",
    "that no other part of it takes one",
  ),
  kafka: own(
    "each log directory has a .lock, with a lock of Java",
    "https://github.com/apache/kafka/blob/HEAD/core/src/main/scala/kafka/log/LogManager.scala",
  ),
  meilisearch: none(
    "LMDB's locks are in shared memory, which no other host sees",
    "https://github.com/LMDB/lmdb/blob/HEAD/libraries/liblmdb/lmdb.h",
  ),
  qdrant: none(
    "no lock on its directory",
    "https://github.com/qdrant/qdrant/blob/HEAD/src/main.rs",
    "that no store of it takes one",
  ),
  minio: none(
    "locks between its own servers only",
    "https://github.com/minio/minio/blob/HEAD/cmd/format-erasure.go",
    "that no other part of it takes one",
  ),
  prometheus: own(
    "the file `lock` in its directory is locked",
    "https://github.com/prometheus/prometheus/blob/HEAD/tsdb/tsdbutil/dir_locker.go",
  ),
  loki: none(
    "no lock on its directory",
    "https://github.com/grafana/loki/blob/HEAD/pkg/ingester/wal.go",
    "that no index of it takes one",
  ),
  vault: none(
    "the file store takes none; raft, which does, has to be asked for",
    "https://github.com/hashicorp/vault/blob/HEAD/sdk/physical/file/file.go",
  ),
  consul: own(bolt, "https://github.com/hashicorp/raft-boltdb/blob/HEAD/v2/bolt_store.go"),
  etcd: own(bolt, "https://github.com/etcd-io/etcd/blob/HEAD/server/storage/backend/backend.go"),
  cockroach: own("Pebble locks LOCK in its directory", "https://github.com/cockroachdb/pebble/blob/HEAD/open.go"),
  yugabyte: own(
    "RocksDB and its file system manager lock files in each directory",
    "https://github.com/yugabyte/yugabyte-db/blob/HEAD/src/yb/fs/fs_manager.cc",
  ),
  mssql: own(
    "each data file is opened for one process",
    "https://hub.docker.com/r/microsoft/mssql-server",
    "how it does that: its sources are not public",
  ),
  sonarqube: own(
    lucene,
    "https://github.com/elastic/elasticsearch/blob/HEAD/server/src/main/java/org/elasticsearch/env/NodeEnvironment.java",
  ),
  "sonatype/nexus3": own(
    "a lock file in its directory, with a lock of Java",
    "https://github.com/sonatype/nexus-public/blob/HEAD/components/nexus-main/src/main/java/org/sonatype/nexus/bootstrap/osgi/NexusEditionFactory.java",
    "which file that is",
  ),
  "metabase/metabase": none(
    "H2 writes who holds its lock file, and looks again after a while",
    "https://github.com/h2database/h2database/blob/HEAD/h2/src/main/org/h2/store/FileLock.java",
  ),
};

/** What the engine of an image does, by the image's name in the catalogue; undefined for what is no engine there. */
export function storeLock(name: string): StoreLock | undefined {
  const engine = engineOf(name);
  return Object.hasOwn(locks, engine) ? locks[engine] : undefined;
}
