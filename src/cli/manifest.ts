import { stableJson } from "../lower/stable-json.js";
import type { OutputFile } from "../lower/synth.js";
import { isObject, type Json, type JsonObject, objectAt, valueAt } from "../stack/json.js";
import { CannotRun } from "./cannot-run.js";

/** The file in the output of which `cdktf` reads where the stacks are. */
export const MANIFEST = "manifest.json";

/** What a manifest says of each stack; undefined where it cannot be read. */
function stacksIn(manifest: string): JsonObject | undefined {
  const parsed = parsedObject(manifest);
  return parsed && objectAt(parsed, "stacks");
}

/**
 * The manifest goes on naming the stacks that are there and were not made now. `cdktf synth` deletes the folder of every stack that
 * the manifest does not name, and with it perhaps the state that alone can destroy what runs. One that cannot be read tells of none, so
 * all of them are named.
 *
 * @param previous the manifest that was there
 * @param others what it is to say of the other stacks, if it cannot say it itself
 */
export function withOtherStacks(
  previous: string | undefined,
  files: readonly OutputFile[],
  others: ReadonlyMap<string, object>,
): readonly OutputFile[] {
  const named = previous === undefined ? {} : stacksIn(previous);
  const kept = [...others].flatMap(([stack, entry]): readonly (readonly [string, unknown])[] => {
    if (named === undefined) return [[stack, entry]];
    const before = valueAt(named, stack);
    return before === undefined ? [] : [[stack, before]];
  });
  return files.map((file) => {
    if (file.path !== MANIFEST || kept.length === 0) return file;
    const manifest = parsedObject(file.text) ?? {};
    const stacks = { ...objectAt(manifest, "stacks"), ...Object.fromEntries(kept) };
    return { path: file.path, text: stableJson({ ...manifest, stacks }) };
  });
}

/**
 * A web app has a `manifest.json` too, and so has an extension of a browser.
 *
 * @throws CannotRun for a manifest of something else, which is not overwritten
 */
export function refuseForeignManifest(path: string, text: string): void {
  if (isOurs(text)) return;
  throw new CannotRun(
    `${path} is not from nanokit-tf or cdktf, and would be overwritten. Name another folder with -o, or move the file.`,
  );
}

/** One that is empty, cut off or with the marks of a merge conflict is ours when it names what ours name. */
function isOurs(text: string): boolean {
  const parsed = parse(text);
  if (parsed === undefined) return text.trim() === "" || text.includes('"stacks"');
  return isObject(parsed) && typeof parsed.version === "string" && isObject(parsed.stacks);
}

/** The object in a JSON text, or undefined where there is none. */
export function parsedObject(text: string): JsonObject | undefined {
  const parsed = parse(text);
  return isObject(parsed) ? parsed : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as Json;
  } catch {
    return undefined;
  }
}
