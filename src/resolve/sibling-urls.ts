import { schemeOf } from "../aws/images/index.js";
import { publicUrl } from "../aws/load-balancer.js";
import type { EnvironmentVariable, LoadBalancer, Service } from "../model/project.js";
import { urlVariable } from "../schema/own-variables.js";
import { byName, type Context } from "./context.js";

/**
 * The services with `NANOKIT_URL_<NAME>` for each other one that has a URL: the public one of a service with a host, and otherwise that of
 * its port for those who reach it by name. What the user sets under that name stays. Reports two that meet in one variable.
 */
export function withSiblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: Context,
): readonly Service[] {
  const urls = services.flatMap((service) => urlOf(service, loadBalancer, context)).sort(byName);
  // Once for each set of networks, as each service gets almost all of them.
  const byNetworks = new Map<string, readonly SiblingUrl[]>();
  const seenFrom = (networks: readonly string[]) => {
    const key = networks.join(" ");
    const found = byNetworks.get(key) ?? urls.filter((url) => isSeen(url, networks));
    byNetworks.set(key, found);
    return found;
  };
  return services.map((service) => {
    const others = seenFrom(context.reach.networks.get(service.name) ?? []);
    const added = notSetBy(service, others, context);
    return { ...service, environment: [...added, ...service.environment].sort(byName) };
  });
}

interface SiblingUrl {
  readonly name: string;
  readonly variable: EnvironmentVariable;
  readonly sibling: Service;
  /** The networks on which it can be reached. @default from anywhere */
  readonly networks?: ReadonlySet<string>;
}

function urlOf(sibling: Service, loadBalancer: LoadBalancer | undefined, { reach }: Context): readonly SiblingUrl[] {
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

/** The variables that a service gets: of its siblings, as far as it sets none of that name itself. */
function notSetBy(
  { name: service, environment, secrets }: Service,
  urls: readonly SiblingUrl[],
  { diagnostics }: Context,
): readonly EnvironmentVariable[] {
  const own = new Set([...environment, ...(secrets ?? [])].map(({ name }) => name));
  const added: EnvironmentVariable[] = [];
  let before: SiblingUrl | undefined;
  for (const url of urls) {
    if (url.sibling.name === service || own.has(url.name)) continue;
    // They are sorted, so two with one name follow each other.
    if (before?.name === url.name) {
      const params = { service, variable: url.name, one: before.sibling.name, other: url.sibling.name };
      diagnostics.report("NK342", url.sibling.source, params, [
        { message: "the other one", location: before.sibling.source },
      ]);
    } else {
      before = url;
      added.push(url.variable);
    }
  }
  return added;
}
