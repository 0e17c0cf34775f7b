import { engineOf } from "./engines.js";
import { catalogName, parseImageReference } from "./reference.js";

/** A variable of a container. */
interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Variables without which an image loses its data on Fargate, or does not start there. */
export interface ImageNeed {
  /**
   * `node-name`: its data lies in a directory with the name of the host, which every task has anew. `memory-maps`: it asks for more memory
   * maps than Fargate's `vm.max_map_count`, 65530, which no task can change.
   */
  readonly kind: "node-name" | "memory-maps";
  /** What to set. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether a variable settles it, by its own name and value. */
  readonly settledBy: (variable: Variable) => boolean;
  /** What a variable that is there, and does not settle it, should be instead. @default it may be meant */
  readonly corrected?: (variable: Variable) => string | undefined;
  /** Where the image says so. */
  readonly source: string;
}

/** Of Elasticsearch and of OpenSearch, which came from it: a node alone is not held to the limit, and one that maps no files needs none. */
const mapsFiles: Omit<ImageNeed, "source"> = {
  kind: "memory-maps",
  variables: { "discovery.type": "single-node", "node.store.allow_mmap": "false" },
  settledBy: ({ name, value }) =>
    (/^(?:ES_SETTING_)?discovery[._]type$/i.test(name) && value === "single-node") ||
    (/^(?:ES_SETTING_)?node[._]store[._]allow(?:_|__)mmap$/i.test(name) && value === "false"),
};

/** By engine. Fargate's limit: github.com/aws/containers-roadmap issues 1452 and 2422. */
const needs: Readonly<Record<string, ImageNeed>> = {
  rabbitmq: {
    kind: "node-name",
    variables: { RABBITMQ_NODENAME: "rabbit@localhost" },
    // A name without a host gets that of the host.
    settledBy: ({ name, value }) => name === "RABBITMQ_NODENAME" && value.includes("@"),
    corrected: ({ name, value }) => (name === "RABBITMQ_NODENAME" && value !== "" ? `${value}@localhost` : undefined),
    source: "https://github.com/docker-library/docs/blob/HEAD/rabbitmq/content.md",
  },
  elasticsearch: {
    ...mapsFiles,
    source: "https://www.elastic.co/guide/en/elasticsearch/reference/current/bootstrap-checks-max-map-count.html",
  },
  opensearch: {
    ...mapsFiles,
    source: "https://docs.opensearch.org/latest/install-and-configure/install-opensearch/index/#important-settings",
  },
  sonarqube: {
    kind: "memory-maps",
    variables: { SONAR_SEARCH_JAVAADDITIONALOPTS: "-Dnode.store.allow_mmap=false,-Ddiscovery.type=single-node" },
    settledBy: ({ name, value }) =>
      (/^sonar[._]search[._]javaAdditionalOpts$/i.test(name) && value.includes("node.store.allow_mmap=false")) ||
      (/^sonar[._]es[._]bootstrap[._]checks[._]disable$/i.test(name) && value === "true"),
    source:
      "https://github.com/SonarSource/sonarqube/blob/HEAD/server/sonar-main/src/main/java/org/sonar/application/es/EsSettings.java",
  },
};

/** What an image has to be told to keep its data on Fargate, or to start; undefined for one that needs nothing, and for unknown images. */
export function imageNeed(reference: string): ImageNeed | undefined {
  const image = parseImageReference(reference);
  if (image === undefined) return undefined;
  const name = catalogName(image);
  // Bitnami gives a node the name rabbit@localhost, and has one that is alone know it.
  if (/^bitnami(?:legacy)?\//.test(name)) return undefined;
  const engine = engineOf(name);
  return Object.hasOwn(needs, engine) ? needs[engine] : undefined;
}

/** Whether one of the variables that are there settles a need. */
export function isSettled(need: ImageNeed, present: readonly Variable[]): boolean {
  return present.some(need.settledBy);
}

/** The variables of a need that have no value yet. */
export function missingVariables(need: ImageNeed, present: readonly Variable[]): Readonly<Record<string, string>> {
  const names = new Set(present.map(({ name }) => name));
  return Object.fromEntries(Object.entries(need.variables).filter(([name]) => !names.has(name)));
}

/**
 * Engines whose makers support no file system such as EFS.
 * Source: learn.microsoft.com/sql/linux/sql-server-linux-setup, "System requirements" (NFS from version 4.2; EFS has 4.0 and 4.1, EFS user
 * guide, "How Amazon EFS works").
 */
const unsupportedOnEfs: ReadonlySet<string> = new Set(["mssql"]);

/** Whether the maker of an engine supports no file system such as EFS; by the image's name in the catalogue. */
export function isUnsupportedOnEfs(name: string): boolean {
  return unsupportedOnEfs.has(engineOf(name));
}
