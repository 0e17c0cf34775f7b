import { type ResourceRow, resourceRow, type Uniqueness } from "../../aws/types/index.js";
import { quotedList } from "../../diagnostics/lists.js";
import { paragraph, type Style, strong } from "./layout.js";

/** What the row of its type says of a resource, as lines; none for what is no resource of AWS. */
export function typeLines(address: string, style: Style): readonly string[] {
  const row = resourceRow(address.split(".")[0] ?? "");
  if (row === undefined) return [];
  const sentences = [replacement(row), ...row.unique.map(once), ...(row.refused ?? []).map(refusal)];
  const told = sentences.filter((sentence) => sentence !== undefined);
  return told.length === 0 ? [] : ["", strong("On AWS", style), ...told.flatMap((text) => paragraph(text, style, 2))];
}

function replacement({ forceNew }: ResourceRow): string | undefined {
  return forceNew.length === 0 ? undefined : `A change of ${quotedList(forceNew, "or")} replaces it.`;
}

function once({ attributes, within, ignoresCase }: Uniqueness): string {
  const name = attributes.length === 1 ? quotedList(attributes) : `${quotedList(attributes)} together`;
  return `In one ${within}, only one can have the same ${name}${ignoresCase ? ", in upper or lower case" : ""}.`;
}

function refusal({ call, usedBy }: NonNullable<ResourceRow["refused"]>[number]): string {
  return `AWS refuses \`${call.split(":")[1]}\` while ${quotedList(usedBy, "or")} uses it.`;
}
