import { KNOWN_REGIONS } from "../../aws/regions.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import type { Located } from "../../diagnostics/source.js";
import { unknownNames } from "../unknown-names.js";

/** Refuses a region that AWS does not have. */
export function checkRegion(region: Located<string>, diagnostics: Diagnostics): void {
  if (KNOWN_REGIONS.includes(region.value)) return;
  const { params, fix } = unknownNames(KNOWN_REGIONS, 1)(region);
  const { name, suggestion } = params;
  diagnostics.report("NK419", region.location, { region: name, suggestion }, [], fix);
}
