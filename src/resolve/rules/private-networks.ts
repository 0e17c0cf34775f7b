import { monthly, PRICES } from "../../aws/nat.js";
import { LAST_PRIVATE_ZONE } from "../../aws/network.js";
import { zoneLetter } from "../../aws/regions.js";
import { hasEndpoints, VPC_ENDPOINTS } from "../../aws/vpc-endpoints.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Environment } from "../../model/project.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { writtenSubnets } from "../existing-subnets.js";
import { gatewayZones, privateTasks, writtenNat } from "../private-subnets.js";
import { checkWithinVpc } from "./endpoints.js";

/** Refuses private networks whose tasks reach nothing, and says what those cost whose tasks do. */
export function checkPrivateNetworks(document: EnvironmentDocument, environment: Environment, context: Context): void {
  const { infra, diagnostics } = context;
  const { nat, endpoints, region } = infra.fields;
  const { network } = environment;
  if (network.kind === "existing") {
    noteExistingVpc(network.vpcId, document, environment, context);
    return;
  }
  checkAddresses(context);
  if (tasksOf(environment).length === 0) {
    noteUnused("nat", nat, context);
    if (endpoints?.value) noteUnused("endpoints", endpoints, context);
    return;
  }
  checkZones(context);
  if (endpoints?.value && region && !hasEndpoints(region.value)) {
    diagnostics.report("NK490", endpoints.location, { region: region.value });
  }
  const hasNat = writtenNat(infra.fields).mode !== "none";
  if (!hasNat && !endpoints?.value) checkWaysOut(document, environment, context);
  else if (!hasNat) checkWithinVpc(document, environment, context);
  noteNatCosts(context);
  noteEndpointCosts(environment, context);
}

/** What leads out of subnets that are there already cannot be seen in the file. */
function noteExistingVpc(
  vpc: string,
  { fields }: EnvironmentDocument,
  environment: Environment,
  { infra, diagnostics }: Context,
): void {
  const tasks = tasksOf(environment);
  const [first, ...others] = tasks;
  const { private: ids, privateTag } = writtenSubnets(infra.fields);
  const named = ids ?? privateTag;
  if (!first) {
    const holdsData = environment.databases !== undefined || environment.caches !== undefined;
    if (named && !holdsData) diagnostics.report("NK494", named.location, { environments: [environment.name] });
    return;
  }
  const networks = [...(fields.networks?.value ?? [])].map(([name, { value }]) => ({ name, ...value.value.fields }));
  const location = networks.find(({ name }) => networksOf(first).includes(name))?.visibility?.location;
  const params = { vpc, task: first.name, others: others.length, named: named !== undefined };
  if (location) diagnostics.report("NK493", location, params);
}

function tasksOf({ services, cronJobs = [] }: Environment) {
  return privateTasks({ services, cronJobs });
}

function noteUnused(
  key: "nat" | "endpoints",
  written: { readonly location: SourceLocation } | undefined,
  context: Context,
) {
  if (!written) return;
  context.diagnostics.report("NK489", written.location, { key, environments: [context.environment] });
}

/** Each private network on which something runs, with nothing that leads out. */
function checkWaysOut({ fields }: EnvironmentDocument, environment: Environment, { diagnostics }: Context): void {
  const tasks = tasksOf(environment);
  for (const [network, { value }] of fields.networks?.value ?? []) {
    const { visibility } = value.value.fields;
    const [first, ...others] = tasks.filter((task) => networksOf(task).includes(network));
    if (!visibility || !first) continue;
    diagnostics.report("NK481", visibility.location, { network, task: first.name, others: others.length });
  }
}

function networksOf(task: ReturnType<typeof privateTasks>[number]): readonly string[] {
  if (!("run" in task)) return task.networks ?? [];
  return task.run.kind === "image" ? task.run.networks : [];
}

function checkZones({ infra, diagnostics }: Context): void {
  for (const { value: zone, location } of infra.fields.zones?.value ?? []) {
    if ((zoneLetter(zone) ?? "") <= LAST_PRIVATE_ZONE) continue;
    diagnostics.report("NK484", location, { zone, last: LAST_PRIVATE_ZONE });
  }
}

function checkAddresses({ infra, diagnostics }: Context): void {
  const { mode, addresses } = writtenNat(infra.fields);
  const [first] = addresses;
  if (!first) return;
  const gateways = gatewayZones(mode, infra.fields).length;
  if (gateways !== addresses.length) {
    diagnostics.report("NK485", first.location, { addresses: addresses.length, gateways });
  }
  const seen = new Set<string>();
  for (const { value: address, location } of addresses) {
    if (seen.has(address)) diagnostics.report("NK486", location, { address });
    seen.add(address);
  }
}

function noteNatCosts({ infra, diagnostics }: Context): void {
  const { nat } = infra.fields;
  const gateways = gatewayZones(writtenNat(infra.fields).mode, infra.fields).length;
  if (!nat || gateways === 0) return;
  const month = monthly(PRICES.natGatewayHour, gateways);
  diagnostics.report("NK487", nat.location, { gateways, month, gigabyte: PRICES.natGatewayGigabyte.toFixed(3) });
}

function noteEndpointCosts({ network }: Environment, { infra, diagnostics }: Context): void {
  const { endpoints } = infra.fields;
  const ids = network.kind === "dedicated" ? (network.private?.endpoints ?? []) : [];
  if (!endpoints || ids.length === 0) return;
  const interfaces = ids.filter((id) => VPC_ENDPOINTS[id].kind === "interface").length;
  const zones = gatewayZones("per-zone", infra.fields).length;
  diagnostics.report("NK488", endpoints.location, {
    services: ids.map((id) => VPC_ENDPOINTS[id].service),
    interfaces,
    zones,
    month: monthly(PRICES.endpointHour, interfaces * zones),
    alone: writtenNat(infra.fields).mode === "none",
  });
}
