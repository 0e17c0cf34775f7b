import { CannotRun } from "./cannot-run.js";

/** The file in the output of which `cdktf` reads where the stacks are. */
export const MANIFEST = "manifest.json";

/** What a manifest says of each stack; nothing when it cannot be read. */
export function stacksOf(manifest: string | undefined): Readonly<Record<string, unknown>> {
  const parsed = parse(manifest ?? "{}");
  return isRecord(parsed) && isRecord(parsed.stacks) ? parsed.stacks : {};
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
  return isRecord(parsed) && typeof parsed.version === "string" && isRecord(parsed.stacks);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
