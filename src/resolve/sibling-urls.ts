import { publicUrl, speaksHttps } from "../aws/load-balancer.js";
import { hostName } from "../aws/names.js";
import { isFoundByName } from "../aws/ports.js";
import type { LoadBalancer, Service, SiblingUrl } from "../model/project.js";
import { urlVariable } from "../schema/own-variables.js";
import { byName, type ResolveContext, sharingComponent } from "./context.js";
import { portUrl } from "./port-url.js";

/** The URL of a service, as the variable that others get. */
interface ReachableUrl extends SiblingUrl {
  /** The networks on which it can be reached. @default from anywhere */
  readonly networks?: ReadonlySet<string>;
}

/**
 * The services with `NANOKIT_URL_<NAME>` for each other one that has a URL: the public one where a host leads to its port, and otherwise
 * that of its port for those who reach it by name. A further port with a name has one too. All that reach the same have one list: thousands
 * of services would have millions of variables.
 */
export function withSiblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: ResolveContext,
): readonly Service[] {
  const urlsFor = siblingUrls(services, loadBalancer, context);
  return services.map((service) => ({ ...service, siblings: urlsFor(service) }));
}

/** For each service the URLs that can be reached from where it is, by the name of the variable: two that meet are beside each other. */
export function siblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: ResolveContext,
): (service: Service) => readonly SiblingUrl[] {
  const urls = services.flatMap((service) => urlsOf(service, loadBalancer, context)).sort(byName);
  const byNetworks = new Map<string, readonly SiblingUrl[]>();
  return ({ name }) => {
    const networks = context.reach.networks.get(name) ?? [];
    const key = networks.join(" ");
    const found = byNetworks.get(key) ?? seenFrom(networks, urls);
    byNetworks.set(key, found);
    return found;
  };
}

function urlsOf(
  sibling: Service,
  loadBalancer: LoadBalancer | undefined,
  context: ResolveContext,
): readonly ReachableUrl[] {
  const { name: service, port, portEntry: { scheme } = {}, route } = sibling;
  const name = urlVariable(service);
  const published = route && loadBalancer && publicUrl(route.hosts, speaksHttps(loadBalancer));
  const further = sibling.ports ? furtherUrls(sibling, published, context) : [];
  if (published !== undefined && route?.port === undefined) return [{ name, value: published, service }, ...further];
  if (port === undefined || !context.reach.names) return further;
  return [urlOfPort(sibling, name, { port, scheme }, context), ...further];
}

/** The URLs of further ports that have a name: who knows a port by its number needs none. */
function furtherUrls(
  sibling: Service,
  published: string | undefined,
  context: ResolveContext,
): readonly ReachableUrl[] {
  const { name: service, ports = [], route } = sibling;
  return ports.flatMap((port): readonly ReachableUrl[] => {
    if (port.name === undefined || !isFoundByName(port)) return [];
    const { from, scheme } = port;
    const name = urlVariable(service, port.name);
    if (published !== undefined && route?.port === from) return [{ name, value: published, service }];
    return context.reach.names ? [urlOfPort(sibling, name, { port: from, scheme }, context)] : [];
  });
}

function urlOfPort(
  sibling: Service,
  name: string,
  port: Parameters<typeof portUrl>[1],
  context: ResolveContext,
): ReachableUrl {
  const { name: service } = sibling;
  const value = portUrl(sibling, port, hostName(service, sharingComponent(context)));
  return { name, value, service, networks: new Set(context.reach.networks.get(service)) };
}

function seenFrom(from: readonly string[], urls: readonly ReachableUrl[]): readonly SiblingUrl[] {
  const seen = urls.filter(({ networks }) => networks === undefined || from.some((name) => networks.has(name)));
  return seen.map(({ name, value, service }) => ({ name, value, service }));
}
