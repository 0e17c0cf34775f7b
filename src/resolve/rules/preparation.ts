import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Image, Mount } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { emptyCommand, readPreparation } from "../preparation.js";

/** Refuses commands that are empty, says what runs before the service, and warns of an install that leaves nothing behind. */
export function checkPreparation(
  entry: Entry<ServiceDocument>,
  image: Image | undefined,
  mounts: readonly Mount[],
  diagnostics: Diagnostics,
): void {
  const { fields } = entry.value.value;
  const service = entry.key.value;
  for (const [key, commands] of [
    ["install", fields.provisioning?.value.fields.install],
    ["prestart", fields.hooks?.value.fields.prestart],
  ] as const) {
    const empty = commands && emptyCommand(commands);
    if (empty) diagnostics.report("NK373", empty.location, { key });
  }
  const { install, prestart, volume, writable } = readPreparation(fields, image, mounts);
  if (install) {
    diagnostics.report("NK937", install.location, { service, once: volume !== undefined });
    if (writable.length === 0) diagnostics.report("NK377", install.location, { service });
  }
  if (prestart) diagnostics.report("NK937", prestart.location, { service, once: false });
}
