import { hostName } from "../../aws/names.js";
import { FILE_SYSTEM_SETTINGS } from "../../aws/settings.js";
import type { Located, SourceLocation } from "../../diagnostics/source.js";
import type { Environment, Service } from "../../model/project.js";
import type { EfsDocument, EnvironmentDocument } from "../../schema/language.js";
import { type Context, sharesInfra } from "../context.js";
import { existingVpc } from "../network.js";

/** What a file says of infrastructure that is shared: by a component that uses it, or by the repository that makes it. */
export function checkShared(document: EnvironmentDocument, environment: Environment, context: Context): void {
  checkProvided(context);
  const { infra, component, diagnostics } = context;
  const { shared } = infra.fields;
  if (!shared?.value) return;
  if (component === undefined) diagnostics.report("NK523", shared.location, {});
  if (!sharesInfra(context)) return;
  checkSettings(document, context);
  checkSpot(shared, environment, context);
  for (const service of environment.services) checkNames(service, environment, context);
}

function checkProvided({ infra, component, diagnostics }: Context): void {
  const { provide, efs, loadBalancer } = infra.fields;
  if (!provide) return;
  for (const [key, field] of Object.entries(provide.value.fields)) {
    if (field.value && component !== undefined) diagnostics.report("NK527", field.location, { key: `provide.${key}` });
  }
  const { efs: provided, loadBalancer: balancer } = provide.value.fields;
  if (provided?.value && efs?.value.fields.existing) diagnostics.report("NK528", provided.location, {});
  const { arn, listenerArn } = loadBalancer?.value.fields ?? {};
  if (balancer?.value && (arn || listenerArn)) diagnostics.report("NK530", balancer.location, {});
}

/** What belongs to whoever makes the file system, and what is only said of one that is there already. */
const FILE_SYSTEM_KEYS = [
  ...(Object.keys(FILE_SYSTEM_SETTINGS) as (keyof typeof FILE_SYSTEM_SETTINGS)[]),
  "throughput",
  "lifecycle",
  "backup",
  "protect",
  "mountTargets",
  "securityGroups",
] as const satisfies readonly (keyof EfsDocument["fields"])[];

/** Refuses settings of what the component does not make. Beside a VPC or a cluster that is named there are rules for them. */
function checkSettings({ fields }: EnvironmentDocument, { infra, diagnostics }: Context): void {
  const { cidr, zones, flowLogs, nat, endpoints, efs, cluster, containerInsights } = infra.fields;
  const ofVpc = existingVpc(infra.fields, fields.networks) ? {} : { cidr, zones, flowLogs, nat, endpoints };
  const ofFileSystem = efs && !efs.value.fields.existing ? efs.value.fields : {};
  const written: (readonly [string, { readonly location: SourceLocation } | undefined])[] = [
    ...Object.entries(ofVpc),
    ...(cluster ? [] : [["containerInsights", containerInsights] as const]),
    ...FILE_SYSTEM_KEYS.map((key) => [`efs.${key}`, ofFileSystem[key]] as const),
  ];
  for (const [key, field] of written) if (field) diagnostics.report("NK524", field.location, { key });
}

/** Which capacity providers the cluster has, another file decides. One that is named here has a rule of its own. */
function checkSpot(
  shared: Located<boolean>,
  { cluster, services }: Environment,
  { infra, diagnostics }: Context,
): void {
  const named = services.filter(({ compute }) => compute?.spot !== undefined).map(({ name }) => name);
  if (infra.fields.cluster || cluster === undefined || named.length === 0) return;
  diagnostics.report("NK403", shared.location, { services: named, cluster });
}

/** Warns of a service that is called by its key alone, as it is in a file without components. */
function checkNames({ name: service }: Service, { services, component }: Environment, context: Context): void {
  if (component === undefined || !context.reach.names) return;
  const written = context.services.get(service)?.value.value.fields.env?.value;
  for (const [variable, { value }] of written ?? []) {
    const text = String(value.value);
    const called = services.find(({ name, connect }) => connect === "server" && calls(variable, text, name));
    if (!called) continue;
    const params = { service, variable, sibling: called.name, host: hostName(called.name, component), component };
    context.diagnostics.report("NK526", value.location, params);
  }
}

/** Whether a variable holds a service as a host: with a port or in a URL, or alone where the variable is called after a host. */
function calls(variable: string, text: string, service: string): boolean {
  const [lower, host] = [text.toLowerCase(), service.toLowerCase()];
  if (lower === host) return /HOST|SERVER|ADDR/i.test(variable);
  return lower.split(/[\s,;]+/).some((part) => {
    const authority = part.replace(/^[a-z][a-z0-9+.-]*:\/\//, "").replace(/^[^/@]*@/, "");
    const isHost = authority.startsWith(`${host}:`) ? /^:\d+/.test(authority.slice(host.length)) : false;
    return isHost || (authority !== part && authority.split(/[/?#]/)[0] === host);
  });
}
