import { cidrProblem, isPrivateRange, parseCidr, SERVICE_SUBNETS_MAX } from "../../aws/network.js";
import { KNOWN_REGIONS, lastZoneOf, zoneLetter, zoneRegion } from "../../aws/regions.js";
import type { Diagnostics } from "../../diagnostics/diagnostic.js";
import { type Fix, replaceText } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import { closest } from "../../schema/closest.js";
import type { InfraDocument } from "../../schema/language.js";
import { writtenSubnets } from "../existing-subnets.js";
import { existingVpc, type NetworksField } from "../network.js";
import { checkFlowLogs } from "./flow-logs.js";
import { checkRegion } from "./region.js";
import { checkSubnetTags } from "./subnet-tags.js";

type Infra = InfraDocument["fields"];

/** Refuses what cannot be the network of an environment, and what an existing VPC leaves nothing to say of. */
export function checkNetwork(
  infra: InfraDocument,
  networks: NetworksField,
  shared: boolean,
  diagnostics: Diagnostics,
): void {
  const { fields, written } = infra;
  const vpc = existingVpc(fields, networks);
  checkNetworks(networks, vpc, diagnostics);
  if (fields.region) checkRegion(fields.region, diagnostics);
  checkZones(fields, diagnostics);
  if (fields.cidr) checkCidr(fields.cidr, diagnostics);
  if (vpc) checkBesideVpc(fields, vpc, diagnostics);
  if (vpc || shared) checkSubnets(fields, diagnostics);
  else if (fields.subnets && !written.has("vpc")) diagnostics.report("NK415", fields.subnets.location, {});
  if (fields.flowLogs) checkFlowLogs(fields.flowLogs, vpc, diagnostics);
}

/** A network may name the VPC, and all must name the same. */
function checkNetworks(networks: NetworksField, vpc: Located<string> | undefined, diagnostics: Diagnostics): void {
  for (const { key, value } of networks?.value.values() ?? []) {
    const { vpcId } = value.value.fields;
    if (!vpcId || !vpc || vpc.value === vpcId.value) continue;
    diagnostics.report("NK417", vpcId.location, { network: key.value, vpc: vpcId.value, other: vpc.value }, [
      related("otherVpc", vpc.location),
    ]);
  }
}

function checkZones({ zones, region }: Infra, diagnostics: Diagnostics): void {
  const first = new Map<string, Located<string>>();
  const [firstZone] = zones?.value ?? [];
  for (const zone of zones?.value ?? []) {
    const before = first.get(zone.value);
    const wanted = region?.value ?? zoneRegion(firstZone?.value ?? zone.value);
    if (before) {
      diagnostics.report("NK410", zone.location, { zone: zone.value }, [related("firstNamed", before.location)]);
    } else if (zoneRegion(zone.value) !== wanted) {
      const others = region ? related("region", region.location) : related("firstZone", (firstZone ?? zone).location);
      diagnostics.report("NK411", zone.location, { zone: zone.value, region: wanted ?? "" }, [others]);
    } else {
      checkZone(zone, region !== undefined, diagnostics);
    }
    first.set(zone.value, zone);
  }
}

/** Warns of a zone that no account has. A region that the file names is looked at where it stands. */
function checkZone({ value, location }: Located<string>, regionIsWritten: boolean, diagnostics: Diagnostics): void {
  const region = zoneRegion(value) ?? "";
  const last = lastZoneOf(region);
  const unknown = !regionIsWritten && !KNOWN_REGIONS.includes(region);
  const beyond = last !== undefined && (zoneLetter(value) ?? "") > last;
  if (!unknown && !beyond) return;
  const suggestion = unknown ? closest(region, KNOWN_REGIONS) : undefined;
  diagnostics.report("NK480", location, { zone: value, region, last, suggestion });
}

function checkCidr(written: Located<string>, diagnostics: Diagnostics): void {
  const problem = cidrProblem(written.value);
  if (problem !== undefined) {
    diagnostics.report("NK413", written.location, { cidr: written.value, problem }, [], canonicalCidr(written));
  } else if (!isPrivateRange(written.value)) {
    diagnostics.report("NK414", written.location, { cidr: written.value });
  }
}

/** The range with no bits set behind its prefix, which AWS would make of it. */
function canonicalCidr({ value, location }: Located<string>): Fix | undefined {
  const canonical = parseCidr(value)?.canonical ?? "";
  return cidrProblem(canonical) === undefined ? replaceText(location, value, canonical) : undefined;
}

/** An existing VPC has its range and its zones. */
function checkBesideVpc(infra: Infra, vpc: Located<string>, diagnostics: Diagnostics): void {
  const { cidr, zones, nat, endpoints } = infra;
  for (const [key, field] of [
    ["cidr", cidr],
    ["zones", zones],
    ["nat", nat],
    ["endpoints", endpoints],
  ] as const) {
    if (!field) continue;
    diagnostics.report("NK412", field.location, { key, vpc: vpc.value }, [related("existingVpc", vpc.location)]);
  }
}

/** What is wrong with the subnets that are named of a VPC made elsewhere. */
function checkSubnets(infra: Infra, diagnostics: Diagnostics): void {
  const written = writtenSubnets(infra);
  const { all, public: open, private: inner } = written;
  for (const subnets of [all, open, inner]) {
    const count = new Set(subnets?.value.map(({ value }) => value)).size;
    if (!subnets || count <= SERVICE_SUBNETS_MAX) continue;
    diagnostics.report("NK416", subnets.location, { count, maximum: SERVICE_SUBNETS_MAX });
  }
  checkKinds(open?.value ?? [], inner?.value ?? [], diagnostics);
  checkSubnetTags(written, diagnostics);
}

/** A subnet has a route to an internet gateway, or it has none. */
function checkKinds(
  open: readonly Located<string>[],
  inner: readonly Located<string>[],
  diagnostics: Diagnostics,
): void {
  for (const { value: subnet, location } of inner) {
    const other = open.find(({ value }) => value === subnet);
    if (other) diagnostics.report("NK492", location, { subnet }, [related("publicSubnet", other.location)]);
  }
}
