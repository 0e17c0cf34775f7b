import { logBuffer } from "../../aws/logging.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { ServiceDocument } from "../../schema/language.js";

interface WrittenDelivery {
  readonly mode?: Located<string>;
  readonly buffer?: Located<string>;
}

/** Refuses buffers that are no sizes, and those of what blocks. */
export function checkDelivery({ mode, buffer }: WrittenDelivery, diagnostics: Diagnostics): void {
  if (!buffer) return;
  if (logBuffer(buffer.value) === undefined) {
    diagnostics.report("NK579", buffer.location, { found: buffer.value });
  } else if (mode?.value === "blocking") {
    diagnostics.report("NK580", buffer.location, {}, [related("otherOne", mode.location)]);
  }
}

/** What is wrong with the logs of a service. */
export function checkLogging({ logging, aws }: ServiceDocument["fields"], diagnostics: Diagnostics): void {
  if (!logging) return;
  const { fields } = logging.value;
  checkDelivery(fields, diagnostics);
  const other = aws?.value.fields.logRetention;
  if (fields.retention && other) {
    diagnostics.report("NK581", fields.retention.location, {}, [related("otherOne", other.location)]);
  }
}
