import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Entry } from "../../schema/schema.js";
import { secretLook } from "../../secrets/forms.js";

/** Warns of variables that look like a secret, by name or by value. The value is not repeated, and the parser blanked it where it stands. */
export function checkSecretVariables(
  env: ReadonlyMap<string, Entry<string>> | undefined,
  diagnostics: Diagnostics,
): void {
  for (const { key, value } of env?.values() ?? []) {
    const look = secretLook(key.value, value.value);
    if (look === "name") diagnostics.report("NK227", key.location, { name: key.value });
    else if (look) diagnostics.report("NK228", key.location, { name: key.value, carries: look });
  }
}
