import { monthly, PRICES } from "../../aws/nat.js";
import { LAST_PRIVATE_ZONE } from "../../aws/network.js";
import { zoneLetter } from "../../aws/regions.js";
import type { Environment } from "../../model/project.js";
import type { EnvironmentDocument } from "../../schema/language.js";
import type { Context } from "../context.js";
import { existingVpc } from "../network.js";
import { gatewayZones, privateTasks, writtenNat } from "../private-subnets.js";

/** Refuses private networks whose tasks reach nothing, and says what those cost whose tasks do. */
export function checkPrivateNetworks(document: EnvironmentDocument, environment: Environment, context: Context): void {
  const { infra, diagnostics } = context;
  const { nat, vpc } = infra.fields;
  if (vpc || existingVpc(infra.fields, document.fields.networks)) return;
  checkAddresses(context);
  const { services, cronJobs = [] } = environment;
  if (privateTasks({ services, cronJobs }).length === 0) {
    if (nat) diagnostics.report("NK489", nat.location, { key: "nat", environment: context.environment });
    return;
  }
  checkZones(context);
  if (writtenNat(infra.fields).mode === "none") checkWaysOut(document, environment, context);
  else noteCosts(context);
}

/** Each private network on which something runs, with nothing that leads out. */
function checkWaysOut({ fields }: EnvironmentDocument, environment: Environment, { diagnostics }: Context): void {
  const { services, cronJobs = [] } = environment;
  const tasks = privateTasks({ services, cronJobs });
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

function noteCosts({ infra, diagnostics }: Context): void {
  const { nat } = infra.fields;
  if (!nat) return;
  const gateways = gatewayZones(writtenNat(infra.fields).mode, infra.fields).length;
  const month = monthly(PRICES.natGatewayHour, gateways);
  diagnostics.report("NK487", nat.location, { gateways, month, gigabyte: PRICES.natGatewayGigabyte.toFixed(3) });
}
