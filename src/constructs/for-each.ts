import { code, evaluated, quotedTemplates } from "./terraform-code.js";
import type { TerraformString } from "./terraform-string.js";

/** A `for_each` over texts: `${toset(["a", "b"])}`. */
export function forEachOf(keys: readonly TerraformString[]): TerraformString {
  return evaluated(code`toset(${quotedTemplates([...keys].sort())})`);
}
