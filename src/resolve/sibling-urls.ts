import { schemeOf } from "../aws/images/index.js";
import { publicUrl } from "../aws/load-balancer.js";
import type { EnvironmentVariable, LoadBalancer, Service } from "../model/project.js";
import { urlVariable } from "../schema/own-variables.js";
import { byName, type ResolveContext } from "./context.js";

/** The URL of a service, as the variable that others get. */
export interface SiblingUrl {
  readonly name: string;
  readonly variable: EnvironmentVariable;
  readonly sibling: Service;
  /** The networks on which it can be reached. @default from anywhere */
  readonly networks?: ReadonlySet<string>;
}

/**
 * The services with `NANOKIT_URL_<NAME>` for each other one that has a URL: the public one of a service with a host, and otherwise that of
 * its port for those who reach it by name. What the user sets under that name stays. The first counts of two that meet in one variable.
 */
export function withSiblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: ResolveContext,
): readonly Service[] {
  const urlsFor = siblingUrls(services, loadBalancer, context);
  return services.map((service) => {
    const urls = urlsFor(service);
    const added = urls.filter(({ name }, index) => name !== urls[index - 1]?.name).map(({ variable }) => variable);
    return { ...service, environment: [...added, ...service.environment].sort(byName) };
  });
}

/** For each service the URLs of the others that it sets no variable for itself, by the name of the variable: two that meet are beside each other. */
export function siblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: ResolveContext,
): (service: Service) => readonly SiblingUrl[] {
  const urls = services.flatMap((service) => urlOf(service, loadBalancer, context)).sort(byName);
  // Once for each set of networks, as each service gets almost all of them.
  const byNetworks = new Map<string, readonly SiblingUrl[]>();
  const seenFrom = (networks: readonly string[]) => {
    const key = networks.join(" ");
    const found = byNetworks.get(key) ?? urls.filter((url) => isSeen(url, networks));
    byNetworks.set(key, found);
    return found;
  };
  return ({ name: service, environment, secrets }) => {
    const own = new Set([...environment, ...(secrets ?? [])].map(({ name }) => name));
    const others = seenFrom(context.reach.networks.get(service) ?? []);
    return others.filter(({ name, sibling }) => sibling.name !== service && !own.has(name));
  };
}

function urlOf(
  sibling: Service,
  loadBalancer: LoadBalancer | undefined,
  { reach }: ResolveContext,
): readonly SiblingUrl[] {
  const { name: service, port, image, route } = sibling;
  const name = urlVariable(service);
  const url = route && loadBalancer && publicUrl(route.hosts, loadBalancer.certificate !== undefined);
  if (url !== undefined) return [{ name, variable: { name, value: url }, sibling }];
  if (port === undefined || !reach.names) return [];
  const reference = image.kind === "reference" ? image.reference : undefined;
  const value = `${schemeOf(reference, port)}://${service.toLowerCase()}:${port}`;
  return [{ name, variable: { name, value }, sibling, networks: new Set(reach.networks.get(service)) }];
}

function isSeen({ networks }: SiblingUrl, from: readonly string[]): boolean {
  return networks === undefined || from.some((name) => networks.has(name));
}
