import type { Located } from "../diagnostics/source.js";
import type { ServiceDocument } from "../schema/language.js";
import { firstByTcp } from "./written-ports.js";

type Fields = ServiceDocument["fields"];

/** The port that a service is called at: `expose`, `port`, or else the first of `ports` by TCP that is no range. */
export function ownPort(fields: Fields): Located<number> | undefined {
  const { expose, port, ports } = fields;
  return expose ?? port ?? (ports && firstByTcp(fields));
}

/** Whether a service listens on anything. */
export function listens(fields: Fields): boolean {
  return ownPort(fields) !== undefined || (fields.ports?.value.length ?? 0) > 0;
}
