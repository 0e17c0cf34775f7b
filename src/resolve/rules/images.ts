import { hides } from "../../aws/container.js";
import { findImage, type ImageFacts } from "../../aws/images/index.js";
import { POSTGRES_17_DATA, POSTGRES_18_DATA, postgresMajor } from "../../aws/images/postgres.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import type { VolumeUse, VolumeUses } from "../volume-use.js";
import { mountsStore, movesStore, namesDataDirectory, storeMounts, storePath } from "./store.js";

/** Names of environments in which the page advises managed databases. */
const PRODUCTION = /^(prod|production|live)$/i;

/** What is known of well-known images and goes wrong on EFS, or would lose data. */
export function checkImages(services: readonly Service[], uses: VolumeUses, context: Context): void {
  for (const service of services) {
    const facts = service.image.kind === "reference" ? findImage(service.image.reference) : undefined;
    if (facts) checkImage(service, facts, context);
    checkSqlite(service, facts, context);
  }
  for (const [volume, mounts] of uses) checkOwners(volume, mounts, context);
}

function checkImage(service: Service, facts: ImageFacts, context: Context): void {
  const { diagnostics, environment } = context;
  const location = context.services.get(service.name)?.value.value.fields.image?.location ?? service.source;
  const keepsData =
    storeMounts(service, facts).length > 0 && (mountsStore(service, facts) || namesDataDirectory(service));
  if (facts.managed !== undefined && PRODUCTION.test(environment) && keepsData) {
    const { name: image, managed } = facts;
    diagnostics.report("NK503", location, { service: service.name, image, environment, managed });
  }
  const misplaced = checkPostgres(service, context);
  const path = storePath(facts);
  if (path !== undefined && !misplaced && losesData(service, facts)) {
    diagnostics.report("NK505", location, { service: service.name, image: facts.name, path });
  }
  for (const mount of service.mounts) {
    const program = facts.program.find((path) => hides(mount.containerPath, path));
    if (program !== undefined) {
      diagnostics.report("NK506", mount.source, { image: facts.name, path: mount.containerPath, program });
    }
  }
}

/** Engines that serve as a cache as often as not: without any volume they are taken for one. */
const CACHE = /(?:^|\/)(?:redis|valkey)$/;

function losesData(service: Service, facts: ImageFacts): boolean {
  if (CACHE.test(facts.name) && service.mounts.every((mount) => mount.readOnly)) return false;
  return !mountsStore(service, facts) && !movesStore(service, facts);
}

/**
 * Whether a postgres service mounts where its version does not keep its data. From version 18 on, the image refuses to start with a
 * mount at the old place; before it, the image declares a volume of its own below the new place, and the data goes there.
 */
function checkPostgres(service: Service, { diagnostics }: Context): boolean {
  if (service.image.kind !== "reference") return false;
  const major = postgresMajor(service.image.reference);
  if (major === undefined || service.environment.some(({ name }) => name === "PGDATA")) return false;
  const [code, wrong, instead] =
    major >= 18
      ? (["NK504", POSTGRES_17_DATA, POSTGRES_18_DATA] as const)
      : (["NK509", POSTGRES_18_DATA, POSTGRES_17_DATA] as const);
  const at = (path: string) => service.mounts.find((one) => one.containerPath === path);
  const mount = major < 18 && at(instead) ? undefined : at(wrong);
  if (mount) diagnostics.report(code, mount.source, { service: service.name, path: wrong, instead });
  return mount !== undefined;
}

/** A database that the service keeps in SQLite: named by a connection string, whatever the image, or made by the image by default. */
function checkSqlite(service: Service, facts: ImageFacts | undefined, context: Context): void {
  const writable = service.mounts.filter((mount) => !mount.readOnly);
  const written = [...(context.services.get(service.name)?.value.value.fields.env?.value.values() ?? [])];
  const volumeAt = (path: string) => writable.find((mount) => hides(mount.containerPath, path))?.volume;
  const named = written.flatMap(({ value }) => {
    const path = sqliteFile(value.value);
    const volume = path === undefined ? undefined : volumeAt(path);
    return volume === undefined ? [] : [{ volume, location: value.location }];
  });
  for (const { volume, location } of named) {
    context.diagnostics.report("NK507", location, { service: service.name, volume });
  }
  if (!facts?.sqlite || named.length > 0 || usesServerDatabase(service)) return;
  const { paths } = facts.sqlite;
  const mount = writable.find((one) => paths.some((path) => hides(one.containerPath, path)));
  if (!mount) return;
  const params = { service: service.name, volume: mount.volume, image: facts.name };
  context.diagnostics.report("NK507", mount.source, params);
}

/** The file in `sqlite:///data/app.db`, `sqlite+aiosqlite:////data/app.db`, `jdbc:sqlite:/data/app.db`, `file:/data/app.db?mode=rwc`
 * and `/data/app.sqlite3`; undefined for anything else, relative paths among it. */
function sqliteFile(value: string): string | undefined {
  if (/^\/\S*\.(?:sqlite3?|db3)$/i.test(value)) return value;
  const [, scheme = "", rest] = /^(?:jdbc:)?(sqlite3?(?:\+\w+)?|file):(?:\/\/)?(\/[^?]*)/i.exec(value) ?? [];
  const path = rest?.replace(/^\/+/, "/");
  return path !== undefined && (scheme !== "file" || /\.(?:db3?|sqlite3?)$/i.test(path)) ? path : undefined;
}

/** Whether variables such as DB_TYPE, GF_DATABASE_HOST or DATABASE_URL speak of a database, and none of them says SQLite. */
function usesServerDatabase({ environment }: Service): boolean {
  const speaking = environment.filter(({ name }) => /(^|_)(DB|DATABASE)(_|$)/i.test(name) && !/sqlite/i.test(name));
  return speaking.length > 0 && speaking.every(({ value }) => !/sqlite/i.test(value));
}

function checkOwners(volume: string, mounts: readonly VolumeUse[], context: Context): void {
  if (context.volumes.get(volume)?.value.value.fields.efs?.value.fields.uid) return;
  const known = mounts.filter(
    (use): use is VolumeUse & { facts: ImageFacts } => use.facts !== undefined && !use.mount.readOnly,
  );
  const [first] = known;
  const differing = known.find(({ facts }) => first && facts.owner.uid !== first.facts.owner.uid);
  if (!first || !differing) return;
  const side = ({ service, facts }: { service: Service; facts: ImageFacts }) => ({
    service: service.name,
    uid: facts.owner.uid,
  });
  const params = { volume, one: side(differing), other: side(first) };
  context.diagnostics.report("NK508", differing.mount.source, params, [
    { message: `${first.service.name} works as user ${first.facts.owner.uid}`, location: first.mount.source },
  ]);
}
