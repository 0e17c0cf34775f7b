import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { BUILT_IN_RUNTIMES } from "../discovery.js";
import { unknownNames } from "../unknown-names.js";

/** Refuses runtimes that neither the file nor the language has. */
export function checkRuntimeNames({ fields }: EnvironmentDocument, { services, diagnostics }: Context): void {
  const known = new Set([...(fields.runtimes?.value.keys() ?? []), ...BUILT_IN_RUNTIMES]);
  const unknown = [...services.values()].flatMap(({ value }) => {
    const { runtime } = value.value.fields;
    return runtime && !known.has(runtime.value) ? [runtime] : [];
  });
  const tell = unknownNames([...known].sort(), unknown.length);
  for (const written of unknown) {
    const { params, fix } = tell(written);
    diagnostics.report("NK319", written.location, params, [], fix);
  }
}
