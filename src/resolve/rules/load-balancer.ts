import { arnFields } from "../../aws/arn.js";
import { isInZone, isLocalHost } from "../../aws/hosts.js";
import {
  CERTIFICATE,
  certificateRegion,
  LOAD_BALANCER_SUBNETS,
  logPrefixProblem,
  OTHER_CERTIFICATES_MAX,
  TARGET_GROUPS_MAX,
} from "../../aws/load-balancer.js";
import { parseCidr, SUBNET_NEW_BITS } from "../../aws/network.js";
import { bucketNameProblem } from "../../aws/s3.js";
import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { ExistingNetwork, Network, Service } from "../../model/project.js";
import type { Context } from "../context.js";
import {
  commonName,
  distinctNames,
  existingListener,
  hostedZoneOf,
  publishedHosts,
  writtenAccessLogs,
  writtenHostedZone,
} from "../front-door.js";
import { hostsIn, type PublishedHost } from "../hosts.js";
import { provides } from "../provided.js";
import { checkDistinctHosts } from "./hosts.js";
import { checkPartition } from "./permissions.js";

/** What is wrong with the way from the internet to the services, and who has to do what for it. */
export function checkLoadBalancer(services: readonly Service[], network: Network, context: Context): void {
  const hosts = publishedHosts(services, context);
  const [first] = hosts;
  const { infra, environment, diagnostics } = context;
  const provided = infra.fields.provide?.value.fields.loadBalancer;
  if (!first) noteUnusedSettings(context);
  if (!first && !provided?.value) return;
  checkSubnets(first?.service, services, network, context);
  checkOtherCertificates(context);
  checkAccessLogs(context);
  checkWebAcl(context);
  if (first) {
    checkDistinctHosts(hosts, context);
    checkTargetGroups(hosts, context);
    checkHostedZone(first, hosts, context);
    checkCertificate(first, hosts, context);
    noteDns(first, hosts, context);
  } else if (infra.fields.certificateArn) checkCertificateRegion(infra.fields.certificateArn, context);
  else if (provided) diagnostics.report("NK531", provided.location, { environments: [environment] });
}

/** Refuses more published services than a load balancer has room for: each has a target group. */
function checkTargetGroups(hosts: readonly PublishedHost[], { diagnostics }: Context): void {
  const first = new Map([...hosts].reverse().map((host) => [host.service, host]));
  const beyond = [...first.values()].sort((a, b) => a.location.start - b.location.start)[TARGET_GROUPS_MAX];
  if (beyond) diagnostics.report("NK471", beyond.location, { count: first.size, limit: TARGET_GROUPS_MAX });
}

function checkHostedZone(first: PublishedHost, hosts: readonly PublishedHost[], context: Context): void {
  const { infra, diagnostics } = context;
  const { dns, hostedZone } = infra.fields;
  const zone = hostedZoneOf(first, infra.fields);
  const { id, name, roleArn } = writtenHostedZone(infra.fields);
  if (id && name) diagnostics.report("NK518", name.location, {}, [related("zone", id.location)]);
  if (zone === undefined || !dns) {
    const named = id ?? name ?? roleArn;
    if (hostedZone) diagnostics.report("NK449", hostedZone.location, { zone: named?.value ?? "" });
    return;
  }
  if (roleArn) checkZoneRole(roleArn, id === undefined, context);
  // In which domain a zone is that is named by its id, Terraform sees when it plans.
  if (!id) checkHostsInZone(first, hosts, zone, name, context);
  if (!id && !name && !infra.written.has("hostedZone")) diagnostics.report("NK928", dns.location, { zone });
}

function checkHostsInZone(
  first: PublishedHost,
  hosts: readonly PublishedHost[],
  zone: string,
  name: Located<string> | undefined,
  { diagnostics }: Context,
): void {
  const others = name ? related("zone", name.location) : related("firstHost", first.location);
  const outside = hosts.filter(({ name: host }) => !isInZone(host, zone));
  for (const { name: host, location } of outside) {
    diagnostics.report("NK448", location, { host, zone, guessed: !name }, [others]);
  }
}

/** Refuses a role of another partition, and says what it has to allow. */
function checkZoneRole(role: Located<string>, byName: boolean, context: Context): void {
  checkPartition(role, context);
  context.diagnostics.report("NK519", role.location, { role: role.value, byName });
}

function checkAccessLogs({ infra, diagnostics }: Context): void {
  const { bucket, prefix } = writtenAccessLogs(infra.fields);
  const [ofBucket, ofPrefix] = [bucket && bucketNameProblem(bucket.value), prefix && logPrefixProblem(prefix.value)];
  if (bucket && ofBucket !== undefined) {
    diagnostics.report("NK459", bucket.location, { what: "bucket", name: bucket.value, problem: ofBucket });
  }
  if (prefix && ofPrefix !== undefined) {
    diagnostics.report("NK459", prefix.location, { what: "prefix", name: prefix.value, problem: ofPrefix });
  }
}

function checkWebAcl({ infra, diagnostics }: Context): void {
  const { loadBalancer, region } = infra.fields;
  const waf = loadBalancer?.value.fields.waf;
  const webAclRegion = waf && arnFields(waf.value)?.region;
  if (!waf || webAclRegion === undefined || !region || region.value === webAclRegion) return;
  const params = { webAclRegion, region: region.value };
  diagnostics.report("NK466", waf.location, params, [related("region", region.location)]);
}

function checkCertificate(first: PublishedHost, hosts: readonly PublishedHost[], context: Context): void {
  const { infra, environment, diagnostics } = context;
  const { certificateArn, certificateArns, dns } = infra.fields;
  if (certificateArn) {
    checkCertificateRegion(certificateArn, context);
    return;
  }
  const listener = existingListener(infra.fields);
  if (listener === "http") return;
  if (dns?.value !== "aws") {
    // One that is there already has a certificate of its own.
    if (listener === "https") return;
    const tlsPolicy = infra.fields.loadBalancer?.value.fields.tlsPolicy;
    if (tlsPolicy) diagnostics.report("NK458", tlsPolicy.location, { environments: [environment] });
    if (!infra.written.has("certificateArn") && !certificateArns)
      diagnostics.report("NK445", first.location, { environments: [environment] });
    return;
  }
  const domains = distinctNames(hosts);
  if (commonName(domains) === undefined) {
    diagnostics.report("NK451", first.location, { limit: CERTIFICATE.firstDomainMax });
  }
  const count = domains.length;
  if (count > CERTIFICATE.domainsRaised) {
    diagnostics.report("NK474", dns.location, { count, limit: CERTIFICATE.domainsRaised });
  } else if (count > CERTIFICATE.domains) {
    diagnostics.report("NK453", dns.location, { count, limit: CERTIFICATE.domains });
  }
}

function checkCertificateRegion({ value, location }: Located<string>, { infra, diagnostics }: Context): void {
  const { region } = infra.fields;
  const certificateIn = certificateRegion(value) ?? "";
  if (!region || region.value === certificateIn) return;
  const params = { certificateRegion: certificateIn, region: region.value };
  diagnostics.report("NK450", location, params, [related("region", region.location)]);
}

/** Refuses further certificates where there is no first one, and one that is there already; warns of more than AWS takes. */
function checkOtherCertificates(context: Context): void {
  const { infra, diagnostics } = context;
  const { certificateArn, certificateArns, dns } = infra.fields;
  if (!certificateArns) return;
  const named = new Map(certificateArn && [[certificateArn.value, certificateArn]]);
  for (const one of certificateArns.value) {
    checkCertificateRegion(one, context);
    const same = named.get(one.value);
    if (same) diagnostics.report("NK469", one.location, {}, [related("firstNamed", same.location)]);
    named.set(one.value, one);
  }
  const hasFirst = certificateArn ?? existingListener(infra.fields);
  if (!hasFirst && dns?.value !== "aws" && !infra.written.has("certificateArn")) {
    diagnostics.report("NK468", certificateArns.location, {});
  }
  const count = certificateArns.value.length;
  const beyond = certificateArns.value[OTHER_CERTIFICATES_MAX];
  if (beyond) diagnostics.report("NK475", beyond.location, { count, limit: OTHER_CERTIFICATES_MAX });
}

/** Settings of a load balancer that is not there; nothing when a host was meant to be published and is only wrong. */
function noteUnusedSettings({ infra, services, environment, diagnostics }: Context): void {
  const meant = [...services.values()].some(({ value }) => {
    const { host } = value.value.fields;
    return value.value.written.has("host") && (!host || hostsIn(host).some(({ name }) => !isLocalHost(name)));
  });
  if (meant) return;
  const provided = provides(infra, "loadBalancer");
  const ofBalancer = ["certificateArn", "certificateArns", "loadBalancer"] as const;
  for (const key of ["dns", "hostedZone", ...(provided ? [] : ofBalancer)] as const) {
    const field = infra.fields[key];
    if (field) diagnostics.report("NK926", field.location, { key, environments: [environment], provided });
  }
}

/** The subnets that are named where a load balancer goes. */
function subnetsOfLoadBalancer(network: ExistingNetwork, services: readonly Service[], { infra }: Context) {
  const internal = infra.fields.loadBalancer?.value.fields.internal?.value === true;
  const inside = internal && services.some((service) => service.private);
  return (inside ? network.privateSubnetIds : network.publicSubnetIds) ?? network.subnetIds;
}

/** What the file says of subnets must do for a load balancer; subnets that Terraform finds are checked when it plans. */
function checkSubnets(
  service: string | undefined,
  services: readonly Service[],
  network: Network,
  context: Context,
): void {
  const { infra, diagnostics } = context;
  const { zones, subnets, cidr } = infra.fields;
  if (existingListener(infra.fields)) return;
  if (network.kind === "existing") {
    const [only, another] = subnetsOfLoadBalancer(network, services, context);
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
function noteDns(first: PublishedHost, hosts: readonly PublishedHost[], { infra, diagnostics }: Context): void {
  const { dns } = infra.fields;
  if (dns?.value === "aws" || (!dns && infra.written.has("dns"))) return;
  diagnostics.report("NK925", dns?.location ?? first.location, { dns: dns?.value, hosts: distinctNames(hosts) });
}
