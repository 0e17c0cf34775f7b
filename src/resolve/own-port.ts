import type { Located } from "../diagnostics/source.js";
import type { ServiceDocument } from "../schema/language.js";
import { firstByTcp } from "./written-ports.js";

type Fields = ServiceDocument["fields"];

/** The port that a service is called at: `expose`, `port`, or else the first of `ports` by TCP that is no range. */
export function ownPort({ expose, port, ports }: Fields): Located<number> | undefined {
  return expose ?? port ?? (ports && firstByTcp(ports.value));
}

/** Whether a service listens on anything. */
export function listens(fields: Fields): boolean {
  return ownPort(fields) !== undefined || (fields.ports?.value.length ?? 0) > 0;
}
