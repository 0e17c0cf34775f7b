import type { LoadBalancer, Service } from "../../model/project.js";
import { urlVariable } from "../../schema/own-variables.js";
import type { Context } from "../context.js";
import { siblingUrls } from "../sibling-urls.js";

/** Refuses services whose URLs would be one variable in another service. */
export function checkSiblingUrls(
  services: readonly Service[],
  loadBalancer: LoadBalancer | undefined,
  context: Context,
): void {
  // Most often no two names meet, and looking at every pair of a thousand services takes its time.
  if (new Set(services.map(({ name }) => urlVariable(name))).size === services.length) return;
  const urlsFor = siblingUrls(services, loadBalancer, context);
  for (const service of services) {
    let first: ReturnType<typeof urlsFor>[number] | undefined;
    for (const url of urlsFor(service)) {
      if (first?.name !== url.name) {
        first = url;
        continue;
      }
      const params = { service: service.name, variable: url.name, one: first.sibling.name, other: url.sibling.name };
      context.diagnostics.report("NK342", url.sibling.source, params, [
        { message: "the other one", location: first.sibling.source },
      ]);
    }
  }
}
