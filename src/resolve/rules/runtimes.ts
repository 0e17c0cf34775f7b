import { closest } from "../../schema/decode.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { correctedName } from "../corrected-name.js";
import { BUILT_IN_RUNTIMES } from "../discovery.js";

/** Refuses runtimes that neither the file nor the language has. */
export function checkRuntimeNames({ fields }: EnvironmentDocument, { services, diagnostics }: Context): void {
  const known = [...(fields.runtimes?.value.keys() ?? [])];
  for (const { value } of services.values()) {
    const { runtime } = value.value.fields;
    if (runtime && !known.includes(runtime.value) && !BUILT_IN_RUNTIMES.includes(runtime.value)) {
      const all = [...new Set([...known, ...BUILT_IN_RUNTIMES])].sort();
      const suggestion = closest(runtime.value, all);
      const params = { name: runtime.value, known: all, suggestion };
      diagnostics.report("NK319", runtime.location, params, [], correctedName(runtime, all));
    }
  }
}
