import { isObject, type JsonObject, objectAt } from "./json.js";

/**
 * What the emulator cannot do although AWS can. Each gap states its reason; each hides something from the test, so there
 * are as few as possible.
 */
export interface Gaps {
  /** Resource types left out of what is applied (never out of what is validated and planned), with the reason. */
  readonly unsupported: Readonly<Record<string, string>>;
  /** By resource type: attributes that the second plan may want to update, with the reason. */
  readonly drift: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads `e2e/gaps.json`. */
export function readGaps(document: JsonObject): Gaps {
  const drift = Object.entries(objectAt(document, "drift")).map(([type, attributes]) => {
    if (!isObject(attributes)) throw new Error(`gaps.json: drift.${type} is not an object`);
    return [type, reasons(attributes, `drift.${type}`)] as const;
  });
  return { unsupported: reasons(objectAt(document, "unsupported"), "unsupported"), drift: Object.fromEntries(drift) };
}

function reasons(gaps: JsonObject, where: string): Record<string, string> {
  const entries = Object.entries(gaps).map(([name, reason]) => {
    if (typeof reason !== "string" || reason === "") throw new Error(`gaps.json: ${where}.${name} states no reason`);
    return [name, reason] as const;
  });
  return Object.fromEntries(entries);
}
