import type { AddressPart, ElementFamily, ElementRow } from "./elements/element.js";
import { FAMILIES } from "./elements.js";

/** The keys that an address or a path is made with. */
export type AddressParts = Readonly<Partial<Record<AddressPart, string>>>;

/** An address or a path of a row, with the keys in it. */
export function withParts(template: string, parts: AddressParts): string {
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, part: AddressPart) => parts[part] ?? placeholder);
}

/** An element of a stack, as the table of elements has it. */
export interface FoundElement {
  readonly row: ElementRow;
  readonly family: ElementFamily;
  /** The place of its row among all. */
  readonly rank: number;
  /** The keys in its path. */
  readonly parts: AddressParts;
}

/** The element at a path below the stack; undefined for a path that is in no row. */
export function elementAt(path: readonly string[]): FoundElement | undefined {
  for (const { steps, ...element } of byFirstStep.get(path[0] ?? "") ?? []) {
    const parts = partsOf(steps, path);
    if (parts) return { ...element, parts };
  }
  return undefined;
}

/** The logical id, as cdktf calls the part of an address behind its type, of the element at a path below the stack. */
export function logicalIdAt(path: readonly string[]): string | undefined {
  const found = elementAt(path);
  if (!found) return undefined;
  const { address } = found.row;
  return withParts(address.slice(address.lastIndexOf(".") + 1), found.parts);
}

type Pattern = Omit<FoundElement, "parts"> & { readonly steps: readonly string[] };

/** A path begins with no key: whoever looks for one need not go through all rows. */
const byFirstStep = indexed();

function indexed(): ReadonlyMap<string, readonly Pattern[]> {
  const patterns = new Map<string, Pattern[]>();
  let rank = 0;
  for (const family of FAMILIES) {
    for (const row of family.elements) {
      const steps = row.path.split("/");
      const [first = ""] = steps;
      const pattern = { row, family, rank: rank++, steps };
      patterns.set(first, [...(patterns.get(first) ?? []), pattern]);
    }
  }
  return patterns;
}

/** The keys with which the steps of a row give the path; undefined when none do. */
function partsOf(steps: readonly string[], path: readonly string[]): AddressParts | undefined {
  if (steps.length !== path.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    const at = path[index] ?? "";
    if (step.startsWith("{")) parts[step.slice(1, -1)] = at;
    else if (step !== at) return undefined;
  }
  return parts;
}
