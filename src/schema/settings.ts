import type { Setting, Settings } from "../aws/settings.js";
import { type Field, used } from "./schema.js";

/** Settings that only pass through, as fields of the language. */
export function settingFields<const R extends Settings>(settings: R): { readonly [K in keyof R]: Field<R[K]["form"]> } {
  const fields = Object.entries(settings).map(([key, setting]) => [key, field(setting)] as const);
  return Object.fromEntries(fields) as { readonly [K in keyof R]: Field<R[K]["form"]> };
}

function field(setting: Setting): Field<Setting["form"]> {
  const { form, becomes, doc, default: value, unwritten } = setting;
  const words = value === undefined ? unwritten : typeof value === "string" ? `\`${value}\`` : String(value);
  return used(form, becomes, { doc, ...(words !== undefined && { default: words }) });
}
