import { DEFAULT_CAPABILITIES } from "../capabilities.js";
import { findImage } from "./find.js";

/** What an image does as root before it goes on as another user. */
export interface FirstSteps {
  /** The repository, as the catalogue names it. */
  readonly name: string;
  /** Capabilities of Linux without which it stops there, sorted. */
  readonly capabilities: readonly string[];
  /** What runs then: another command is begun as root, and stays so. */
  readonly programs: readonly string[];
  /** Who it goes on as, `uid:gid`: as that user it begins too, and takes no such steps. @default it begins as nobody else */
  readonly user?: string;
  /** Who likewise needs no such steps. @default none */
  readonly instead?: string;
  /** The file that could say otherwise. @default none */
  readonly configuration?: string;
  /** Where it says so. */
  readonly source: string;
}

type Row = Omit<FirstSteps, "name" | "user"> & { readonly alike?: readonly string[] };

/** Of gosu and setpriv. Source: man 2 setuid and man 2 setgroups. */
const OTHER_USER = ["SETGID", "SETUID"] as const;

/**
 * Images that would not start, by their names in the catalogue. Redis is none: where it cannot take another user, it goes on as root
 * (github.com/redis/docker-library-redis/blob/HEAD/debian/docker-entrypoint.sh).
 */
const rows: Readonly<Record<string, Row>> = {
  postgres: {
    capabilities: OTHER_USER,
    programs: ["postgres"],
    alike: ["postgis/postgis", "pgvector/pgvector"],
    source: "https://github.com/docker-library/postgres/blob/HEAD/docker-entrypoint.sh",
  },
  mysql: {
    capabilities: OTHER_USER,
    programs: ["mysqld"],
    source: "https://github.com/docker-library/mysql/blob/HEAD/template/docker-entrypoint.sh",
  },
  mariadb: {
    capabilities: OTHER_USER,
    programs: ["mariadbd", "mysqld"],
    source: "https://github.com/MariaDB/mariadb-docker/blob/HEAD/docker-entrypoint.sh",
  },
  mongo: {
    capabilities: OTHER_USER,
    programs: ["mongod"],
    source: "https://github.com/docker-library/mongo/blob/HEAD/docker-entrypoint.sh",
  },
  "valkey/valkey": {
    capabilities: OTHER_USER,
    programs: ["valkey-server"],
    source: "https://github.com/valkey-io/valkey-container/blob/HEAD/docker-entrypoint.sh",
  },
  rabbitmq: {
    capabilities: OTHER_USER,
    programs: ["rabbitmq-server"],
    source: "https://github.com/docker-library/rabbitmq/blob/HEAD/docker-entrypoint.sh",
  },
  // Its folders for temporary files are made by the first process, and given to the user of the others.
  nginx: {
    capabilities: ["CHOWN", ...OTHER_USER],
    programs: ["nginx"],
    instead: "nginxinc/nginx-unprivileged",
    configuration: "/etc/nginx/nginx.conf",
    source: "https://github.com/nginx/docker-nginx/issues/524",
  },
};

const byName = new Map(
  Object.entries(rows).flatMap(([name, row]) => [name, ...(row.alike ?? [])].map((one) => [one, row] as const)),
);

/** What an image does as root first, where that is sure; undefined for all others. */
export function firstSteps(reference: string): FirstSteps | undefined {
  const facts = findImage(reference);
  const row = facts && byName.get(facts.name);
  if (!facts || !row) return undefined;
  const { name, owner, start } = facts;
  return { name, ...row, ...(start === "drops" && owner && { user: `${owner.uid}:${owner.gid}` }) };
}

/** Which capabilities a container may do without that needs some of those that it has. */
export function otherCapabilities(needed: readonly string[]): readonly string[] {
  // It also gives files to that user, which may be of any user and have any mode, and signals what it has started as that user.
  const kept = new Set([...needed, "CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE"]);
  return DEFAULT_CAPABILITIES.filter((name) => !kept.has(name));
}
