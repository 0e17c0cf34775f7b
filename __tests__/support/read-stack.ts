import { compareStacks } from "../../src/changes/compare.js";
import type { Json, JsonObject } from "../../src/stack/json.js";
import { readStack } from "../../src/stack/read.js";
import type { Stack } from "../../src/stack/stack.js";

/** The stack of a text, by the name of its file. Throws for one that cannot be read. */
export function readText(text: string, path = "cdk.tf.json"): Stack {
  const reading = readStack([{ path, text }]);
  if (!reading.readable) throw new Error(`${path} cannot be read: ${JSON.stringify(reading.fault)}`);
  return reading.stack;
}

/** The stack of a document in Terraform JSON. */
export function stackOf(document: Json): Stack {
  return readText(JSON.stringify(document));
}

/** What differs between two documents in Terraform JSON. */
export function compareDocuments(stack: string, before: JsonObject, after: JsonObject) {
  return compareStacks(stack, stackOf(before), stackOf(after));
}
