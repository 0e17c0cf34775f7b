import type { Located } from "../../diagnostics/source.js";
import type { Environment, ExistingNetwork, Placed } from "../../model/project.js";
import type { Context } from "../context.js";

/** Says what others decide of a VPC that is theirs, as far as it reaches what runs there. */
export function noteExistingVpc(
  { value: vpc, location }: Located<string>,
  { network, services, cronJobs = [], fileSystem }: Environment,
  { diagnostics }: Context,
): void {
  if (network.kind !== "existing") return;
  if (services.some((service) => takesAllSubnets(network, service))) diagnostics.report("NK498", location, { vpc });
  const tasks = services.length + cronJobs.length;
  if (fileSystem && tasks > 0) diagnostics.report("NK500", location, { vpc });
}

/** Whether a service runs in all subnets of its kind that are found, and not in those that are named, or in one of each zone. */
function takesAllSubnets(network: ExistingNetwork, placed: Placed): boolean {
  const { subnetIds, subnetTags, onePerZone, publicSubnetTags, privateSubnetTags } = network;
  const named = placed.private ? network.privateSubnetIds : network.publicSubnetIds;
  if (subnetIds.length > 0 || named) return false;
  return !(onePerZone || subnetTags || publicSubnetTags || privateSubnetTags);
}
