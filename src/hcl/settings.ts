import type { Json, JsonObject } from "../stack/json.js";
import { isObject, listOf, sortedEntries } from "../stack/json.js";
import { blockLines } from "./body.js";
import { HCL_HEADER } from "./header.js";
import { type Assignment, STEP, valueText } from "./value.js";

/** The file beside the description of a stack, in HCL whatever the description is in. */
export const VERSIONS_FILE = "versions.tf";

/** Blocks about addresses. In JSON they are lists at the top. */
const ADDRESS_SECTIONS = ["moved", "removed", "import"] as const;

/** Arguments that hold addresses: bare in HCL. */
const ADDRESSES: ReadonlySet<string> = new Set(["from", "to", "provider"]);

/** A document of Terraform JSON in two: what every tool reads as JSON, and what goes into {@link VERSIONS_FILE}. */
export interface Parted {
  readonly description: JsonObject;
  readonly settings: JsonObject;
}

/**
 * Takes out what some readers of Terraform JSON give up on: a text under `terraform`, and lists at the top. checkov then skips the whole
 * file, and says that nothing failed. Source: its issue 7454.
 */
export function parted(document: JsonObject): Parted {
  const { terraform, moved, removed, import: imported, ...rest } = document;
  const texts = isObject(terraform) ? Object.entries(terraform).filter(([, value]) => typeof value === "string") : [];
  const blocks = isObject(terraform) ? Object.entries(terraform).filter(([, value]) => typeof value !== "string") : [];
  const lists = Object.entries({ moved, removed, import: imported }).flatMap(([section, list]) =>
    list === undefined ? [] : [[section, list] as const],
  );
  return {
    description: { ...rest, ...(blocks.length > 0 && { terraform: Object.fromEntries(blocks) }) },
    settings: { ...(texts.length > 0 && { terraform: Object.fromEntries(texts) }), ...Object.fromEntries(lists) },
  };
}

/** The settings of {@link parted} as HCL, as `terraform fmt` leaves it. */
export function printSettings(settings: JsonObject): string {
  const { terraform } = settings;
  const blocks = [
    ...(isObject(terraform) ? [block("terraform", terraform)] : []),
    ...ADDRESS_SECTIONS.flatMap((section) => listOf(settings[section]).map((body) => block(section, body))),
  ];
  return `${[HCL_HEADER, ...blocks].join("\n\n")}\n`;
}

function block(name: string, body: Json): string {
  const { lifecycle, ...rest } = isObject(body) ? body : {};
  const attributes = sortedEntries(rest).map(([key, value]) => assignment(key, value, name));
  const nested = isObject(lifecycle)
    ? [
        blockLines("lifecycle", {
          attributes: sortedEntries(lifecycle).map(([key, value]) => assignment(key, value, name)),
        }),
      ]
    : [];
  return blockLines(name, { attributes, blocks: nested }).join("\n");
}

function assignment(name: string, value: Json, section: string): Assignment {
  if (section !== "terraform" && ADDRESSES.has(name)) return { name, value: String(value) };
  return { name, value: valueText(value, STEP, section === "terraform" ? "literal" : "template") };
}
