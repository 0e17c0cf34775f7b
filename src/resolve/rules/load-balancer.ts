import { isLocalHost } from "../../aws/hosts.js";
import { LOAD_BALANCER_SUBNETS } from "../../aws/load-balancer.js";
import { parseCidr, SUBNET_NEW_BITS } from "../../aws/network.js";
import type { Network } from "../../model/project.js";
import type { Context } from "../context.js";
import { hostsIn, type PublishedHost } from "../hosts.js";

/** Settings of a load balancer that is not there; nothing when a host was meant to be published and is only wrong. */
export function noteUnusedSettings({ infra, services, environment, diagnostics }: Context): void {
  const meant = [...services.values()].some(({ value }) => {
    const { host } = value.value.fields;
    return value.value.written.has("host") && (!host || hostsIn(host).some(({ name }) => !isLocalHost(name)));
  });
  if (meant) return;
  for (const key of ["dns", "hostedZone", "certificateArn"] as const) {
    const field = infra.fields[key];
    if (field) diagnostics.report("NK926", field.location, { key, environment });
  }
}

/** What the file says of subnets must do for a load balancer; subnets that Terraform finds are checked when it plans. */
export function checkSubnets(service: string, network: Network, { infra, diagnostics }: Context): void {
  const { zones, subnets, cidr } = infra.fields;
  if (network.kind === "existing") {
    const [only, another] = network.subnetIds;
    if (subnets && only !== undefined && another === undefined) {
      diagnostics.report("NK446", subnets.location, { service, what: `\`subnets\` names only ${only}` });
    }
    return;
  }
  const [only, another] = network.zones;
  if (zones && only !== undefined && another === undefined) {
    diagnostics.report("NK446", zones.location, { service, what: `\`zones\` names only ${only}` });
  }
  const longest = LOAD_BALANCER_SUBNETS.longestPrefix - SUBNET_NEW_BITS;
  if (cidr && (parseCidr(network.cidr)?.prefix ?? 0) > longest) {
    diagnostics.report("NK447", cidr.location, { cidr: network.cidr, service, longest });
  }
}

/** Says who has to point the hosts at the load balancer, where Route 53 does not. */
export function noteDns(first: PublishedHost, hosts: readonly PublishedHost[], { infra, diagnostics }: Context): void {
  const { dns } = infra.fields;
  if (dns?.value === "aws" || (!dns && infra.written.has("dns"))) return;
  const names = [...new Set(hosts.map(({ name }) => name))].sort();
  diagnostics.report("NK925", dns?.location ?? first.location, { dns: dns?.value, hosts: names });
}
