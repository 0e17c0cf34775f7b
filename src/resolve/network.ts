import { DEDICATED_VPC_PREFIX, isPrivateRange, parseCidr, SERVICE_SUBNETS_MAX } from "../aws/network.js";
import { zoneRegion } from "../aws/regions.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../diagnostics/fix.js";
import type { Located } from "../diagnostics/source.js";
import type { Network } from "../model/project.js";
import type { EnvironmentDocument, InfraDocument } from "../schema/language.js";

/** Range of the VPC that is made when the file names none. */
export const DEFAULT_CIDR = "10.0.0.0/16";

/** The VPC that the environment runs in: `infra.vpc` or a network's `vpcId`, or one of its own. */
export function resolveNetwork(
  { fields: infra, written }: InfraDocument,
  networks: EnvironmentDocument["fields"]["networks"],
  diagnostics: Diagnostics,
): Network {
  const vpc = existingVpc(infra, networks, diagnostics);
  const zones = resolveZones(infra, diagnostics);
  const cidr = infra.cidr && resolveCidr(infra.cidr, diagnostics);
  if (!vpc) {
    if (infra.subnets && !written.has("vpc")) diagnostics.report("NK415", infra.subnets.location, {});
    return { kind: "dedicated", cidr: cidr ?? DEFAULT_CIDR, zones };
  }
  for (const [key, field] of [
    ["cidr", infra.cidr],
    ["zones", infra.zones],
  ] as const) {
    if (!field) continue;
    diagnostics.report("NK412", field.location, { key, vpc: vpc.value }, [
      { message: "the existing VPC", location: vpc.location },
    ]);
  }
  const subnets = infra.subnets?.value ?? [];
  const subnetIds = [...new Set(subnets.map((one) => one.value))].sort();
  if (infra.subnets && subnetIds.length > SERVICE_SUBNETS_MAX) {
    diagnostics.report("NK416", infra.subnets.location, { count: subnetIds.length, maximum: SERVICE_SUBNETS_MAX });
  }
  return { kind: "existing", vpcId: vpc.value, subnetIds };
}

function existingVpc(
  infra: InfraDocument["fields"],
  networks: EnvironmentDocument["fields"]["networks"],
  diagnostics: Diagnostics,
): Located<string> | undefined {
  let chosen = infra.vpc;
  for (const { key, value } of networks?.value.values() ?? []) {
    const { vpcId, visibility } = value.value.fields;
    if (visibility?.value === "private") diagnostics.report("NK418", visibility.location, { network: key.value });
    if (!vpcId) continue;
    if (chosen && chosen.value !== vpcId.value) {
      diagnostics.report("NK417", vpcId.location, { network: key.value, vpc: vpcId.value, other: chosen.value }, [
        { message: "the other VPC", location: chosen.location },
      ]);
    }
    chosen ??= vpcId;
  }
  return chosen;
}

function resolveZones(infra: InfraDocument["fields"], diagnostics: Diagnostics): readonly string[] {
  const first = new Map<string, Located<string>>();
  for (const zone of infra.zones?.value ?? []) {
    const before = first.get(zone.value);
    const reference = infra.region?.value ?? zoneRegion(first.values().next().value?.value ?? zone.value);
    if (before) {
      diagnostics.report("NK410", zone.location, { zone: zone.value }, [
        { message: "named here first", location: before.location },
      ]);
    } else if (zoneRegion(zone.value) !== reference) {
      const related = infra.region
        ? { message: "the region", location: infra.region.location }
        : { message: "the first zone", location: infra.zones?.value[0]?.location ?? zone.location };
      diagnostics.report("NK411", zone.location, { zone: zone.value, region: reference ?? "" }, [related]);
    }
    first.set(zone.value, zone);
  }
  return [...first.keys()].sort();
}

function resolveCidr(written: Located<string>, diagnostics: Diagnostics): string | undefined {
  const problem = cidrProblem(written.value);
  if (problem !== undefined) {
    diagnostics.report("NK413", written.location, { cidr: written.value, problem }, [], canonicalCidr(written));
    return undefined;
  }
  if (!isPrivateRange(written.value)) diagnostics.report("NK414", written.location, { cidr: written.value });
  return written.value;
}

/** The range with no bits set behind its prefix, which AWS would make of it. */
function canonicalCidr({ value, location }: Located<string>): Fix | undefined {
  const canonical = parseCidr(value)?.canonical ?? "";
  return cidrProblem(canonical) === undefined ? replaceText(location, value, canonical) : undefined;
}

function cidrProblem(text: string): string | undefined {
  const cidr = parseCidr(text);
  const { min, max } = DEDICATED_VPC_PREFIX;
  if (!cidr) return "is not an IPv4 range such as 10.0.0.0/16";
  if (cidr.prefix < min) return `is larger than a VPC can be: /${min} is the largest`;
  if (cidr.prefix > max) return `is too small to split into public subnets: /${max} is the smallest`;
  if (cidr.canonical !== text) return `has bits set behind its prefix: the range is ${cidr.canonical}`;
  return undefined;
}
