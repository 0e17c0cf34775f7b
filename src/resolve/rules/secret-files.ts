import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { WrittenSecrets } from "../secret-reference.js";

/** Refuses what is said of the file of a secret that becomes a variable. */
export function checkSecretFiles(secrets: WrittenSecrets, diagnostics: Diagnostics): void {
  for (const { key, value } of secrets.values()) {
    if (typeof value.value === "string" || value.value.written.has("file")) continue;
    for (const option of ["mode", "owner"] as const) {
      const at = value.value.written.get(option);
      if (at) diagnostics.report("NK397", at.location, { secret: key.value, option });
    }
  }
}
