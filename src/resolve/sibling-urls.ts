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
  return services.map((service) => {
    const urls = services
      .filter((other) => other !== service)
      .flatMap((other): readonly SiblingUrl[] => {
        const value = urlFor(service, other, loadBalancer, context);
        return value === undefined ? [] : [{ sibling: other, name: urlVariable(other.name), value }];
      });
    const environment = [...service.environment, ...notSetBy(service, urls, context)].sort(byName);
    return { ...service, environment };
  });
}

interface SiblingUrl extends EnvironmentVariable {
  readonly sibling: Service;
}

function urlFor(
  client: Service,
  { name, port, image, route }: Service,
  loadBalancer: LoadBalancer | undefined,
  { reach }: Context,
): string | undefined {
  const url = route && loadBalancer && publicUrl(route.hosts, loadBalancer.certificate !== undefined);
  if (url !== undefined) return url;
  if (port === undefined || !reach.names || !reach.servers.get(client.name)?.includes(name)) return undefined;
  const reference = image.kind === "reference" ? image.reference : undefined;
  return `${schemeOf(reference, port)}://${name.toLowerCase()}:${port}`;
}

function notSetBy(
  { name: service, environment, secrets }: Service,
  urls: readonly SiblingUrl[],
  { diagnostics }: Context,
): readonly EnvironmentVariable[] {
  const own = new Set([...environment, ...(secrets ?? [])].map(({ name }) => name));
  const first = new Map<string, SiblingUrl>();
  for (const url of urls.filter(({ name }) => !own.has(name))) {
    const before = first.get(url.name);
    if (before) {
      const params = { service, variable: url.name, one: before.sibling.name, other: url.sibling.name };
      diagnostics.report("NK342", url.sibling.source, params, [
        { message: "the other one", location: before.sibling.source },
      ]);
    }
    first.set(url.name, before ?? url);
  }
  return [...first.values()].map(({ name, value }) => ({ name, value }));
}
