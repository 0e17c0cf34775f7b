import type { Identity } from "../efs.js";
import { applications } from "./applications.js";
import { databases } from "./databases.js";
import { catalogName, parseImageReference } from "./reference.js";
import type { ImageRow, ImageStart, ImageVariant } from "./row.js";
import { servers } from "./servers.js";
import { vendors } from "./vendors.js";

/** What is known of an image: a row of the catalogue, resolved for one repository and tag. */
export interface ImageFacts {
  /** The repository, as the catalogue names it: `postgres`, `quay.io/keycloak/keycloak`. */
  readonly name: string;
  /** Who owns and writes the directories in `dataPaths`; absent: not known. */
  readonly owner?: Identity;
  readonly start: ImageStart;
  /** Whether it is a single-writer engine whose files two writers destroy. */
  readonly database: boolean;
  /** A service that runs the same for you, to advise instead. */
  readonly managed?: string;
  /** Directories where it keeps its data. */
  readonly dataPaths: readonly string[];
  /** Directories that hold the program itself, and that stay empty when a volume takes their place. */
  readonly program: readonly string[];
  /** SQLite files that it makes unless told to use another database. */
  readonly sqlite?: { readonly paths: readonly string[] };
  /** URL of what says so. */
  readonly source: string;
  /** What of this its source does not say, in words. */
  readonly unconfirmed?: string;
}

/** Every row of the catalogue. */
export const imageCatalog: readonly ImageRow[] = [...databases, ...vendors, ...applications, ...servers];

const rowByName = new Map(imageCatalog.flatMap((row) => row.names.map((name) => [name, row] as const)));

/**
 * What is known of an image, by its reference. Undefined for an unknown image, and for what is no reference. An image with a digest
 * and no tag is taken for `latest`: which variant it is cannot be told from it.
 */
export function findImage(reference: string): ImageFacts | undefined {
  const image = parseImageReference(reference);
  if (image === undefined) return undefined;
  const name = catalogName(image);
  const row = rowByName.get(name) ?? rowByName.get(name.replace(/[^/]+$/, "*"));
  return row === undefined ? undefined : resolve(row, name, image.tag ?? "latest");
}

function resolve(row: ImageRow, name: string, tag: string): ImageFacts {
  const variants = (row.variants ?? []).filter((variant) => variant.when.test(tag));
  const last = <K extends keyof ImageVariant>(key: K): ImageVariant[K] | undefined =>
    variants.findLast((variant) => variant[key] !== undefined)?.[key];
  const dataPaths = last("dataPaths") ?? row.dataPaths ?? [];
  const sqlite = last("sqlite") ?? row.sqlite;
  const owner = last("owner") ?? row.owner;
  return {
    name,
    ...(owner === undefined ? {} : { owner }),
    start: last("start") ?? row.start,
    database: row.database === true,
    ...(row.managed === undefined ? {} : { managed: row.managed }),
    dataPaths: dataPaths.map((path) => path.replace("*", name.slice(name.lastIndexOf("/") + 1))),
    program: row.program ?? [],
    ...(sqlite === undefined ? {} : { sqlite: { paths: sqlite } }),
    source: row.source,
    ...(row.unconfirmed === undefined ? {} : { unconfirmed: row.unconfirmed }),
  };
}
