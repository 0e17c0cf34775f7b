import { catalogName, parseImageReference } from "./reference.js";

/**
 * Where a volume belongs from postgres 18 on. There PGDATA is `/var/lib/postgresql/18/docker` and the image's VOLUME this directory;
 * with a mount at the old place the container does not start.
 * Source: github.com/docker-library/postgres pull 1259, issue 1370, 18/bookworm/Dockerfile.
 */
export const POSTGRES_18_DATA = "/var/lib/postgresql";

/**
 * Where a volume belongs before postgres 18. Not one level up: the image declares its own VOLUME here, so a mount at
 * `/var/lib/postgresql` keeps nothing of the database.
 * Source: github.com/docker-library/docs, postgres/content.md before pull 2582.
 */
export const POSTGRES_17_DATA = "/var/lib/postgresql/data";

/** How each image that keeps the directories of `postgres` writes the major version in its tags. Source: see the catalogue. */
const majorByTag: ReadonlyMap<string, (tag: string) => number | undefined> = new Map([
  ["postgres", (tag: string) => (newest.test(tag) ? Number.POSITIVE_INFINITY : leadingNumber(tag))],
  ["postgis/postgis", leadingNumber],
  ["pgvector/pgvector", numberAfterPg],
  ["timescale/timescaledb", numberAfterPg],
]);

/** Tags of `postgres` that follow the newest major version. */
const newest = /^(?:latest|alpine[\d.]*|bullseye|bookworm|trixie|forky)$/;

/**
 * Major version of the PostgreSQL in an image of the family: `postgres` and what is built on it with the same directories
 * (postgis, pgvector, timescaledb). `latest` and the other tags of `postgres` without a number follow the newest version, which is
 * 18 or later: Infinity. Undefined for any other image, and when nothing tells: a digest without a tag, a tag of one's own, or no
 * number in the tag of an image built on postgres.
 */
export function postgresMajor(reference: string): number | undefined {
  const image = parseImageReference(reference);
  if (image === undefined || (image.tag === undefined && image.digest !== undefined)) return undefined;
  const majorOf = majorByTag.get(catalogName(image));
  return majorOf?.(image.tag ?? "latest");
}

/** 16 of `16.4-alpine`, 18 of `18beta1`. */
function leadingNumber(tag: string): number | undefined {
  const [digits] = /^\d+/.exec(tag) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** 17 of `pg17`, `0.8.0-pg17` and `latest-pg17-oss`. */
function numberAfterPg(tag: string): number | undefined {
  const [, digits] = /(?:^|-)pg(\d+)/.exec(tag) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
