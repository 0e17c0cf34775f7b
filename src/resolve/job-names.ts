import { nameScope, privateNamespaceName, privateServiceName } from "../aws/names.js";
import { isFoundByName } from "../aws/ports.js";
import type { CronJob, EnvironmentVariable, Service } from "../model/project.js";
import type { CronDocument } from "../schema/language.js";
import { hostVariable, urlVariable } from "../schema/own-variables.js";
import { componentOf, type ResolveContext } from "./context.js";
import { listens } from "./own-port.js";
import { portUrl } from "./port-url.js";

/** The private DNS namespace in which the jobs of an environment find services. */
export function namespaceOf(context: ResolveContext): string {
  return privateNamespaceName(context.project, nameScope({ name: context.environment, ...componentOf(context) }));
}

/** The services that a job says it calls, sorted: those that are there and that it can reach. */
export function calledServices(
  { depends_on: written }: CronDocument["fields"],
  own: readonly string[],
  { services, reach }: ResolveContext,
): readonly string[] {
  const names = new Set(written?.value.map(({ value }) => value));
  const isCalled = (name: string) => {
    const fields = services.get(name)?.value.value.fields;
    return fields !== undefined && listens(fields) && sharesNetwork(own, reach.networks.get(name));
  };
  return [...names].filter(isCalled).sort();
}

/** Whether two lists of networks have one in common. */
export function sharesNetwork(own: readonly string[], others: readonly string[] = []): boolean {
  return own.some((name) => others.includes(name));
}

/** The networks that the tasks of a job are on. */
export function networksOfJob(run: CronJob["run"], { reach }: ResolveContext): readonly string[] {
  return (run.kind === "image" ? run.networks : reach.networks.get(run.service)) ?? [];
}

/** What a job is told of the services that it calls: the host name of each, and the URLs of its ports. */
export function nameVariables(
  called: readonly string[],
  services: readonly Service[],
  context: ResolveContext,
): readonly EnvironmentVariable[] {
  return services.filter(({ name }) => called.includes(name)).flatMap((service) => variablesFor(service, context));
}

/** The name of a service in that namespace. */
export function privateHost(service: string, context: ResolveContext): string {
  return `${privateServiceName(service)}.${namespaceOf(context)}`;
}

function variablesFor(service: Service, context: ResolveContext): readonly EnvironmentVariable[] {
  const { name, port, portEntry, ports = [] } = service;
  const host = privateHost(name, context);
  return [
    { name: hostVariable(name), value: host },
    ...(port === undefined
      ? []
      : [{ name: urlVariable(name), value: portUrl(service, { port, scheme: portEntry?.scheme }, host) }]),
    ...ports.flatMap((one) =>
      one.name === undefined || !isFoundByName(one)
        ? []
        : [
            {
              name: urlVariable(name, one.name),
              value: portUrl(service, { port: one.from, scheme: one.scheme }, host),
            },
          ],
    ),
  ];
}
