import type { Place } from "../hcl/document.js";
import { elementAt, withParts } from "./element-at.js";
import { FAMILIES } from "./elements.js";

/** Where an element stands in a document for readers, by the path of its construct below the stack: under the heading of its family. */
export function placeAt(path: readonly string[]): Place {
  const found = elementAt(path);
  if (!found) return { section: "Others", sectionRank: FAMILIES.length, rank: -1 };
  const { family, rank, parts } = found;
  return { section: withParts(family.section, parts), sectionRank: FAMILIES.indexOf(family), rank };
}
