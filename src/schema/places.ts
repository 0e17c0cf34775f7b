import type { ObjectSchema, Schema } from "./schema.js";

/** A place of the language where a key is written. */
export interface Place {
  /** Path of the key: `services.<name>.cpu`. */
  readonly path: string;
  /** What the key takes there. */
  readonly schema: Schema;
}

/** An object of the language, and the keys that lead to it. */
interface Spot {
  readonly object: ObjectSchema;
  readonly path: readonly string[];
}

/** The objects of a language, and those of them that have a key. */
interface Index {
  readonly paths: ReadonlyMap<ObjectSchema, readonly string[]>;
  readonly byKey: ReadonlyMap<string, readonly (Spot & { readonly schema: Schema })[]>;
}

/** Every object has keys of these names of its own: that the project has one too tells nothing. */
const OF_EVERYTHING = new Set(["name", "version", "type", "path", "id"]);

/** Where else a language has a key that one of its objects does not have: the nearest place, or those that are equally near. */
export function placesOf(key: string, asked: ObjectSchema, language: Schema): readonly Place[] {
  if (OF_EVERYTHING.has(key)) return [];
  const { paths, byKey } = indexOf(language);
  const here = paths.get(asked) ?? [];
  const found = (byKey.get(key) ?? [])
    .filter(({ object }) => object !== asked)
    .map((spot) => ({ ...spot, shared: sharedKeys(here, spot.path) }));
  const shared = Math.max(...found.map((one) => one.shared));
  const nearest = found.filter((one) => one.shared === shared);
  const length = Math.min(...nearest.map(({ path }) => path.length));
  return nearest
    .filter(({ path }) => path.length === length)
    .map(({ path, schema }) => ({ path: [...path, key].join("."), schema }));
}

/** A file may have tens of thousands of keys that are unknown, and the language is always the same. */
const indices = new WeakMap<Schema, Index>();

function indexOf(language: Schema): Index {
  const known = indices.get(language);
  if (known) return known;
  const paths = objectsOf(language);
  const byKey = new Map<string, (Spot & { readonly schema: Schema })[]>();
  for (const [object, path] of paths) {
    for (const [key, { schema }] of Object.entries(object.fields)) {
      const spots = byKey.get(key) ?? [];
      spots.push({ object, path, schema });
      byKey.set(key, spots);
    }
  }
  const index = { paths, byKey };
  indices.set(language, index);
  return index;
}

/** Each object of the language with the shortest path to it: what may differ between environments is told of the whole file. */
function objectsOf(schema: Schema): ReadonlyMap<ObjectSchema, readonly string[]> {
  const spots = [...spotsIn(schema, [])].sort((a, b) => b.path.length - a.path.length);
  return new Map(spots.map(({ object, path }) => [object, path]));
}

function sharedKeys(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((key, index) => key !== other[index]);
  return differs < 0 ? one.length : differs;
}

function* spotsIn(schema: Schema, path: readonly string[]): Generator<Spot> {
  switch (schema.kind) {
    case "object":
      yield { object: schema, path };
      for (const [key, field] of Object.entries(schema.fields)) yield* spotsIn(field.schema, [...path, key]);
      break;
    case "map":
      yield* spotsIn(schema.of, [...path, "<name>"]);
      break;
    case "list":
      yield* spotsIn(schema.of, path);
      break;
    case "either":
      for (const member of schema.members) yield* spotsIn(member, path);
      break;
    default:
  }
}
