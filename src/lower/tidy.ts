import { isObject, type Json, type JsonObject, mapValues, valueAt } from "../stack/json.js";

/**
 * The document of a stack without what would change it when nothing of it changed, or only make it longer: the version of the library,
 * lists of overrides, and the construct path of each resource. What cdktf's own command line reads stays.
 */
export function tidy(document: JsonObject): JsonObject {
  return {
    ...document,
    ...tidied("resource", document),
    ...tidied("data", document),
    "//": tidyHeader(objectAt(document, "//")),
  };
}

function tidied(section: "resource" | "data", document: JsonObject): JsonObject {
  if (!(section in document)) return {};
  return { [section]: mapValues(objectAt(document, section), (ofType) => mapValues(asObject(ofType), withoutComment)) };
}

/** Only the comment of the block itself: below it, `//` is a key like any other. */
function withoutComment(block: Json): Json {
  const { "//": _comment, ...rest } = asObject(block);
  return rest;
}

function tidyHeader(header: JsonObject): JsonObject {
  const { version: _version, overrides: _overrides, ...metadata } = objectAt(header, "metadata");
  return { ...header, metadata };
}

function objectAt(object: JsonObject, key: string): JsonObject {
  return asObject(valueAt(object, key) ?? {});
}

function asObject(json: Json): JsonObject {
  if (!isObject(json)) throw new Error("cdktf gave no object here");
  return json;
}
