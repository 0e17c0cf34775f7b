import type { Environment, Service } from "../../model/project.js";
import type { Relations } from "../../model/provenance.js";
import { inVariable } from "../../schema/own-variables.js";

type Parts = Readonly<Record<string, string>>;

/** What is told of databases: a service, or a job with an image of its own. */
export type Client = Pick<Service, "databases" | "databasesByAws" | "secrets">;

/** Of which databases one has a secret, and by what. */
export function trustRelations(
  { caches = [] }: Environment,
  clientOf: (parts: Parts) => Client | undefined,
): Relations {
  const isCache = (database: string) => caches.some(({ name }) => name === database);
  const entrusted = (parts: Parts) => entrustedWith(clientOf(parts));
  return {
    entrusted,
    entrustedByAws: (parts) => entrusted(parts).filter((one) => isByAws(clientOf(parts), one)),
    entrustedAnyway: (parts) => entrusted(parts).filter((one) => !isByAws(clientOf(parts), one)),
    entrustedCache: (parts) => entrusted(parts).filter(isCache),
    entrustedOfItself: (parts) => entrusted(parts).filter((one) => !isCache(one)),
  };
}

/** A cache without a password is none. */
function entrustedWith({ databases = [], secrets = [] }: Client = {}): readonly string[] {
  return databases.filter((database) => {
    const beginning = `${inVariable(database)}_`;
    return secrets.some(({ name }) => name.startsWith(beginning));
  });
}

function isByAws({ databasesByAws = [] }: Client = {}, database: string): boolean {
  return databasesByAws.includes(database);
}
