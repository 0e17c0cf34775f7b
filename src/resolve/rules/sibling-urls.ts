import { related } from "../../diagnostics/related.js";
import type { LoadBalancer, Service, SiblingUrl } from "../../model/project.js";
import { urlVariable } from "../../schema/own-variables.js";
import type { Context } from "../context.js";
import { siblingUrls } from "../sibling-urls.js";

/** Refuses services whose URLs would be one variable in another service that sets none of that name itself. */
export function checkSiblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: Context,
): void {
  // Most often no two names meet, and looking at every pair of a thousand services takes its time.
  const variables = services.flatMap(({ name, ports = [] }) => [
    urlVariable(name),
    ...ports.flatMap((port) => (port.name === undefined ? [] : [urlVariable(name, port.name)])),
  ]);
  if (new Set(variables).size === variables.length) return;
  const urlsFor = siblingUrls(services, loadBalancer, context);
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const service of services) {
    const own = new Set([...service.environment, ...(service.secrets ?? [])].map(({ name }) => name));
    let first: SiblingUrl | undefined;
    for (const url of urlsFor(service)) {
      if (url.service === service.name || own.has(url.name)) continue;
      // Of two names of one service another rule tells.
      if (first?.name !== url.name || first.service === url.service) {
        first = url;
        continue;
      }
      const [one, other] = [byName.get(first.service), byName.get(url.service)];
      if (!one || !other) continue;
      const params = { service: service.name, variable: url.name, one: one.name, other: other.name };
      context.diagnostics.report("NK342", other.source, params, [related("otherOne", one.source)]);
    }
  }
}
