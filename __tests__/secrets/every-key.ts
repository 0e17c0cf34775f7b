import { readFileSync } from "node:fs";
import path from "node:path";
import { isScalar, parseDocument } from "yaml";
import { ROOT } from "../cli/command.js";
import { writtenKeys } from "../support/language-keys.js";

type Steps = readonly (string | number)[];

const EVERY_KEY = readFileSync(path.join(ROOT, "__tests__/specs/notes/every-key/nanokit.yml"), "utf8");
const document = parseDocument(EVERY_KEY);

/** Where the file that has every key has a plain value. */
export const places = writtenKeys(document.contents).filter(({ at }) => isScalar(document.getIn(at, true)));

const marked = new Map<string, readonly string[]>();

/** The file that has every key, with another value in one place. */
export function withValue(at: Steps, value: string): string {
  const known = marked.get(at.join(".")) ?? aroundPlace(at);
  marked.set(at.join("."), known);
  return known.join(value);
}

/** The text before and after the value. */
function aroundPlace(at: Steps): readonly string[] {
  const changed = document.clone();
  changed.setIn(at, "MARKER");
  const parts = changed.toString({ lineWidth: 0 }).split(/(?:"MARKER"|'MARKER'|MARKER)/);
  if (parts.length !== 2) throw new Error(`the value at ${at.join(".")} was not replaced`);
  return parts;
}
