import { hostProblem, isLocalHost, sameHost } from "../../aws/hosts.js";
import { type ServerPort, serverPorts } from "../../aws/images/index.js";
import { RULES_MAX } from "../../aws/load-balancer.js";
import { pathProblem } from "../../aws/paths.js";
import { type Fix, replaceText, writtenAt } from "../../diagnostics/fix.js";
import { related } from "../../diagnostics/related.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import type { Context } from "../context.js";
import { hostsIn, hostText, type PublishedHost, publicHostsOf, type WrittenHost } from "../hosts.js";
import { ownPort } from "../own-port.js";
import { routedPort } from "../ports.js";
import { checkOtherPorts, checkRoutedPort } from "./ports.js";

/** Refuses what cannot be published: no host, no port to send requests to, a server that does not speak HTTP. */
export function checkRoute(entry: Entry<ServiceDocument>, context: Context): void {
  const { fields, written } = entry.value.value;
  const { host } = fields;
  const service = entry.key.value;
  if (!host) return;
  for (const one of hostsIn(host)) checkHost(one, service, context);
  if (publicHostsOf(service, context).length === 0) return;
  const port = ownPort(fields);
  const routed = fields.aws?.value.fields.targetGroup?.value.fields.port;
  if (routed) checkRoutedPort(entry, routed, context);
  if (port) checkProtocol(entry, (routed && routedPort(fields)) ?? port.value, context);
  else if (fields.ports) checkOtherPorts(entry, host.location, context);
  else if (!["port", "expose", "ports"].some((key) => written.has(key))) {
    context.diagnostics.report("NK441", host.location, { service });
  }
}

/** Refuses what is no host or no path, and warns of a name of a developer's machine. */
function checkHost(host: WrittenHost, service: string, { environment, diagnostics }: Context): void {
  const { name, path, location } = host;
  const problem = hostProblem(name);
  // `localhost` alone has no dot, and is what it is all the same.
  if (isLocalHost(name) && (!problem || name === "localhost")) {
    diagnostics.report("NK444", location, { host: name, service, environments: [environment] });
  } else if (problem) {
    const params = { host: name, reason: problem.reason, instead: problem.help };
    diagnostics.report("NK440", location, params, [], publishable(host));
  } else if (path !== undefined) {
    const inPath = pathProblem(path);
    if (!inPath) return;
    const instead = inPath.instead === undefined ? undefined : hostText({ name, path: inPath.instead });
    const params = { host: hostText(host), reason: inPath.reason, instead };
    diagnostics.report("NK467", location, params, [], publishable(host));
  }
}

/** What means the same and can be published. */
function publishable(host: WrittenHost): Fix | undefined {
  const { name, path = "", location } = host;
  const [sameName, samePath] = [sameHost(name), soundPath(path)];
  const written = writtenAt(location);
  if (sameName === undefined || samePath === undefined) return undefined;
  const isWritten = written.toLowerCase() === hostText(host).toLowerCase();
  return isWritten ? replaceText(location, written, hostText({ name: sameName, path: samePath })) : undefined;
}

function soundPath(path: string): string | undefined {
  const problem = path === "" ? undefined : pathProblem(path);
  return problem ? problem.instead : path;
}

/** Refuses servers that are known to speak something else than HTTP: the load balancer could not pass it on. */
function checkProtocol(entry: Entry<ServiceDocument>, port: number, { diagnostics }: Context): void {
  const { host, image } = entry.value.value.fields;
  const ports = image ? serverPorts(image.value) : [];
  const known = ports.filter((one) => one.port === port);
  // On a port that it was told to use, a server may speak any of its protocols.
  if (!host || !image || ports.length === 0 || (known.length > 0 ? known : ports).some(isHttp)) return;
  diagnostics.report("NK454", host.location, { service: entry.key.value, image: image.value, port });
}

function isHttp({ scheme }: ServerPort): boolean {
  return scheme === "http" || scheme === "https";
}

/** Refuses a host, or a path of one, of two services, and warns of more rules than a load balancer takes unless AWS raises that. */
export function checkDistinctHosts(hosts: readonly PublishedHost[], { diagnostics }: Context): void {
  const byName = new Map<string, PublishedHost>();
  for (const host of hosts) {
    const { service, location } = host;
    const same = byName.get(hostText(host));
    if (same) {
      const params = { host: hostText(host), service, other: same.service };
      diagnostics.report("NK442", location, params, [related("otherService", same.location)]);
      continue;
    }
    byName.set(hostText(host), host);
  }
  const last = [...byName.values()].at(-1);
  if (last && byName.size > RULES_MAX) {
    diagnostics.report("NK452", last.location, { count: byName.size, limit: RULES_MAX });
  }
}
