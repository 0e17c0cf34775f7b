import { KEY_MAX } from "../aws/names.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { KEY } from "../schema/patterns.js";
import { isNull, type MapNode } from "../syntax/nodes.js";

/**
 * The project's name: as written, or the folder's with what AWS does not take replaced by `-`. Reports a name that AWS names cannot
 * carry, and notes where a name comes from that the file does not have.
 */
export function resolveName(root: MapNode, folder: string, diagnostics: Diagnostics): string {
  const written = root.entries.get("name");
  if (written?.value.kind === "scalar" && written.value.value !== null) {
    const { text, location, variables } = written.value;
    if (variables !== "deferred" && !KEY.regex.test(text))
      diagnostics.report("NK204", location, { name: text, means: KEY.means });
    return text;
  }
  const start = { ...root.location, start: 0, end: 0 };
  const name = nameOfFolder(folder);
  // A name of the wrong type has been reported; it is not one that is missing.
  if (written && !isNull(written.value)) return name ?? "app";
  if (name === undefined) diagnostics.report("NK205", start, { folder });
  else diagnostics.report("NK910", start, { name });
  return name ?? "app";
}

function nameOfFolder(folder: string): string | undefined {
  const name = folder
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[^A-Za-z]+/, "")
    .slice(0, KEY_MAX)
    .replace(/[-_]+$/, "");
  return KEY.regex.test(name) ? name : undefined;
}
