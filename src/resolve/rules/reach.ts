import { findImage, serverPorts } from "../../aws/images/index.js";
import { related } from "../../diagnostics/related.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { dependenciesOf } from "../dependencies.js";

/** What is to be said of who reaches whom: the proxies, names that are not found, and servers without a port. */
export function noteReach(services: readonly Service[], context: Context): void {
  const { reach, infra, diagnostics } = context;
  const written = infra.fields.discovery?.location;
  const proxied = [...reach.parts.keys()];
  const [first] = services;
  // Who wrote `infra.discovery` knows. It is about no other line; at the file's start, it is told once for environments that do not differ.
  if (!written && first && proxied.length > 0) {
    diagnostics.report("NK920", { ...first.source, start: 0, end: 0 }, { services: proxied });
  }
  const unnamed = reach.names ? [] : reach.reachable;
  if (written && unnamed.length > 0) diagnostics.report("NK922", written, { services: unnamed });
  const others = services.filter((service) => knownPort(service) === undefined);
  for (const service of services) noteServerWithoutPort(service, others, context);
}

/** Compose files name no port of a database, as there all ports are open between services: here it would be closed to all. */
function noteServerWithoutPort(server: Service, others: readonly Service[], context: Context): void {
  const { name, networks = [], source } = server;
  const port = knownPort(server);
  if (port === undefined || server.port !== undefined || server.ports) return;
  const dependent = dependentOf(name, context);
  // What is no server itself is likely to call one. Two databases side by side want nothing from each other.
  if (!dependent && !others.some((other) => other.networks?.some((one) => networks.includes(one)))) return;
  context.diagnostics.report(
    "NK921",
    source,
    { service: name, image: imageName(server), port, ...(dependent ? { dependent: dependent.name } : {}) },
    dependent ? [related("dependent", dependent.location)] : [],
  );
}

/** The port for clients of a well-known server. */
function knownPort({ image }: Service): number | undefined {
  return image.kind === "reference" ? serverPorts(image.reference)[0]?.port : undefined;
}

function imageName({ image }: Service): string {
  return image.kind === "reference" ? (findImage(image.reference)?.name ?? image.reference) : "the image";
}

/** The first service by name that depends on another, and where it says so. */
function dependentOf(name: string, { services }: Context) {
  for (const [dependent, { value }] of services) {
    const found = dependenciesOf(value.value.fields).find(({ on }) => on.value === name);
    if (found) return { name: dependent, location: found.on.location };
  }
  return undefined;
}
