import { OTHER_SECURITY_GROUPS_MAX } from "../../aws/network.js";
import { closest } from "../../schema/decode.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { correctedName } from "../corrected-name.js";
import { networkNames } from "../reach.js";

/** Refuses networks of services that are declared nowhere, and more of them than a task can be on. */
export function checkServiceNetworks(document: EnvironmentDocument, { services, reach, diagnostics }: Context): void {
  const known = networkNames(document);
  const declared = new Set(known);
  const shared = new Set(reach.shared);
  for (const [service, { value }] of services) {
    const { networks } = value.value.fields;
    if (!networks) continue;
    for (const written of networks.value) {
      const { value: name, location } = written;
      if (declared.has(name)) continue;
      const params = { name, known, suggestion: closest(name, known) };
      diagnostics.report("NK340", location, params, [], correctedName(written, known));
    }
    const count = (reach.networks.get(service) ?? []).filter((name) => shared.has(name)).length;
    if (count > OTHER_SECURITY_GROUPS_MAX) {
      diagnostics.report("NK341", networks.location, { service, count, maximum: OTHER_SECURITY_GROUPS_MAX });
    }
  }
}
