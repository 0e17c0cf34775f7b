import { OTHER_SECURITY_GROUPS_MAX } from "../../aws/network.js";
import type { Located } from "../../diagnostics/source.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { networkNames } from "../reach.js";
import { unknownNames } from "../unknown-names.js";

/** Refuses networks of services and jobs that are declared nowhere, and more of them than a task can be on. */
export function checkServiceNetworks(document: EnvironmentDocument, { services, reach, diagnostics }: Context): void {
  const known = networkNames(document);
  const declared = new Set(known);
  const shared = new Set(reach.shared);
  const isUnknown = ({ value }: Located<string>) => !declared.has(value);
  const jobs = document.fields.cron?.value ?? new Map<string, never>();
  const unknown = [...services.values(), ...jobs.values()].flatMap(
    ({ value }) => value.value.fields.networks?.value.filter(isUnknown) ?? [],
  );
  const tell = unknownNames(known, unknown.length);
  for (const written of unknown) {
    const { params, fix } = tell(written);
    diagnostics.report("NK340", written.location, params, [], fix);
  }
  const joined = [...services].map((entry) => [...entry, reach.networks] as const);
  const joinedByJobs = [...jobs].map((entry) => [...entry, reach.jobs] as const);
  for (const [service, { value }, of] of [...joined, ...joinedByJobs]) {
    const { networks } = value.value.fields;
    if (!networks) continue;
    const count = (of.get(service) ?? []).filter((name) => shared.has(name)).length;
    if (count > OTHER_SECURITY_GROUPS_MAX) {
      diagnostics.report("NK341", networks.location, { service, count, maximum: OTHER_SECURITY_GROUPS_MAX });
    }
  }
}
