import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Fix, replaceText, together, writtenAt } from "../diagnostics/fix.js";
import type { MapEntry, MapNode, ScalarNode } from "../syntax/nodes.js";
import type { ObjectSchema, Schema } from "./schema.js";
import { obviousCorrection } from "./typo.js";

/**
 * A key under the name that was meant, with all that is to be fixed below it. Undefined when the map has that key already, when the
 * value does not fit there, and for a name that is near but not the only one.
 */
export function renamed(
  schema: ObjectSchema,
  { key, keyLocation, value }: MapEntry,
  map: MapNode,
  meant: string | undefined,
  problemsOf: (schema: Schema) => readonly Diagnostic[],
): Fix | undefined {
  const field = meant !== undefined && Object.hasOwn(schema.fields, meant) ? schema.fields[meant] : undefined;
  if (meant === undefined || !field) return undefined;
  const sure = Object.hasOwn(schema.foreign, key) || obviousCorrection(key, Object.keys(schema.fields)) === meant;
  // What an environment says of the right key is laid over what the rest says of the wrong one: that is no conflict.
  const taken = map.entries.get(meant)?.value.origin === value.origin;
  if (!sure || taken) return undefined;
  const problems = problemsOf(field.schema);
  // A key that is missing is there under another name, when there is one to fix.
  const below = problems.filter(({ code }) => code !== "NK106");
  if (below.length === 0 && problems.length > 0) return undefined;
  return together([replaceText(keyLocation, key, meant), ...below.map(({ fix }) => fix)]);
}

/** A number or true/false without the quotes that make it a text. */
export function unquoted({ location, text }: ScalarNode): Fix | undefined {
  const { file, start, end } = location;
  if (writtenAt(location) !== text || end - start !== text.length + 2) return undefined;
  return { title: `${file.text.slice(start, end)} -> ${text}`, edits: [{ location, newText: text }] };
}

/** One word as a list of one. More words or a comma may be more than one entry. */
export function bracketed({ location, text }: ScalarNode): Fix | undefined {
  const { file, start, end } = location;
  if (!/^[\w./@-](?:[\w./@:-]*[\w./@-])?$/.test(text) || writtenAt(location) !== text) return undefined;
  const written = file.text.slice(start, end);
  const at = (offset: number) => ({ file, start: offset, end: offset });
  return {
    title: `${written} -> [${written}]`,
    edits: [
      { location: at(start), newText: "[" },
      { location: at(end), newText: "]" },
    ],
  };
}
