import { type DocumentNode, iterator, type ObjectNode, parse } from "@humanwhocodes/momoa";
import { type Declaration, declarationsIn } from "./declarations.js";
import type { Json } from "./json.js";
import { UnreadableFile } from "./unreadable.js";

/** The blocks of a file in Terraform JSON. @throws UnreadableFile */
export function readJson(text: string): readonly Declaration[] {
  let root: Json;
  try {
    root = JSON.parse(text) as Json;
  } catch {
    throw syntaxFault(text);
  }
  // What is written as we write it has no name twice, and this is found out faster than by reading it all again.
  if (`${JSON.stringify(root, undefined, 2)}\n` !== text) refuseRepeatedNames(text);
  return declarationsIn(root);
}

/** Why `JSON.parse` refused a text. Its own messages say where in some versions of Node only. */
function syntaxFault(text: string): UnreadableFile {
  try {
    // Of an end that comes too early the parser does not say where; of a character that is never right it does.
    located(`${text}\0`);
  } catch (error) {
    const { offset = 0 } = error as { readonly offset?: number };
    const end = text.trimEnd().length;
    return new UnreadableFile(offset >= end ? { kind: "cutOff", at: end } : { kind: "syntax", at: offset });
  }
  return new UnreadableFile({ kind: "syntax", at: 0 });
}

/**
 * Of two members of one name, `JSON.parse` keeps the last alone, and Terraform reads both: what stands in the first would be overlooked.
 */
function refuseRepeatedNames(text: string): void {
  let document: DocumentNode;
  try {
    document = located(text);
  } catch {
    throw new UnreadableFile({ kind: "syntax", at: 0 });
  }
  for (const { node, phase } of iterator(document)) {
    if (phase !== "enter" || node.type !== "Object") continue;
    const seen = new Set<string>();
    for (const { name } of (node as ObjectNode).members) {
      const key = name.type === "String" ? name.value : name.name;
      if (seen.has(key)) throw new UnreadableFile({ kind: "twice", at: name.loc.start.offset, detail: key });
      seen.add(key);
    }
  }
}

function located(text: string): DocumentNode {
  return parse(text, { mode: "json" });
}
