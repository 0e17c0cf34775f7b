import { hides } from "../../aws/container.js";
import type { ImageFacts } from "../../aws/images/index.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";

/** A volume that holds an SQLite database, and where that is seen. */
export interface SqliteUse {
  readonly volume: string;
  /** The image that makes one by default; absent: a variable names it. */
  readonly image?: string;
  readonly location: SourceLocation;
}

/** Databases that the service keeps in SQLite: named by a connection string, whatever the image, or made by the image by default. */
export function sqliteUses(
  service: Service,
  facts: ImageFacts | undefined,
  { services }: Context,
): readonly SqliteUse[] {
  const writable = service.mounts.filter((mount) => !mount.readOnly);
  const written = [...(services.get(service.name)?.value.value.fields.env?.value.values() ?? [])];
  const volumeAt = (path: string) => writable.find((mount) => hides(mount.containerPath, path))?.volume;
  const named = written.flatMap(({ value }) => {
    const path = sqliteFile(value.value);
    const volume = path === undefined ? undefined : volumeAt(path);
    return volume === undefined ? [] : [{ volume, location: value.location }];
  });
  if (!facts?.sqlite || named.length > 0 || usesServerDatabase(service)) return named;
  const { paths } = facts.sqlite;
  const mount = writable.find((one) => paths.some((path) => hides(one.containerPath, path)));
  return mount ? [{ volume: mount.volume, image: facts.name, location: mount.source }] : [];
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
