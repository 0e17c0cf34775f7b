import type { EnvironmentVariable, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { OWN_VARIABLES } from "../schema/own-variables.js";
import type { Entry } from "../schema/schema.js";
import { commandWords } from "../shell/command-words.js";
import { byName, type ResolveContext } from "./context.js";
import { dependenciesOf } from "./dependencies.js";
import { resolveRoute } from "./front-door.js";
import { resolveImage } from "./image.js";
import { resolveMounts } from "./mounts.js";
import { ownPort } from "./own-port.js";
import { resolvePorts } from "./ports.js";
import { resolveProgram } from "./program.js";
import { resolveCapacity } from "./scaling.js";
import { resolveSize } from "./size.js";
import { resolveTask } from "./task.js";
import { settableVariables } from "./variables.js";

/**
 * One service as far as it can be told from itself: everything but the user that its volumes may impose. Returns undefined when
 * it has no image that can be told.
 */
export function resolveService(entry: Entry<ServiceDocument>, context: ResolveContext): Service | undefined {
  const name = entry.key.value;
  const { fields } = entry.value.value;
  const image = resolveImage(entry, context);
  if (!image) return undefined;
  const port = ownPort(fields);
  const route = resolveRoute(entry, port?.value, context);
  const mounts = resolveMounts(fields.volumes?.value ?? []);
  return {
    name,
    image,
    ...resolveWords(fields),
    ...(fields.user ? { user: fields.user.value } : {}),
    environment: resolveEnvironment(entry, context),
    siblings: [], // known when all services are
    ...(port ? { port: port.value } : {}),
    ...(fields.ports ? resolvePorts(fields) : {}),
    ...(route ? { route } : {}),
    size: resolveSize(fields, context.reach.parts.has(name)),
    ...resolveCapacity(fields),
    updateStrategy: fields.updateStrategy?.value ?? "recreate",
    mounts,
    dependsOn: resolveDependsOn(fields, context),
    ...resolveTask(entry, image, mounts, context),
    ...resolveNetworks(name, context),
    source: entry.key.location,
  };
}

/** What runs in place of the image's entry point or command. */
function resolveWords(fields: ServiceDocument["fields"]): Pick<Service, "entryPoint" | "command"> {
  if (fields.entrypoint ?? fields.command) return resolveProgram(fields);
  const entryPoint = fields.start && resolveEntryPoint(fields.start.value);
  return entryPoint ? { entryPoint } : {};
}

/** What needs no shell becomes the argument list itself, so that the program is process 1 and gets the stop signal. */
function resolveEntryPoint(start: string): readonly string[] | undefined {
  const command = start.trim();
  if (command === "") return undefined;
  const words = commandWords(command);
  return words?.[0] ? words : ["/bin/sh", "-c", command];
}

function resolveEnvironment(entry: Entry<ServiceDocument>, context: ResolveContext): readonly EnvironmentVariable[] {
  const injected = [
    { name: OWN_VARIABLES.project, value: context.project },
    { name: OWN_VARIABLES.service, value: entry.key.value },
    { name: OWN_VARIABLES.environment, value: context.environment },
  ];
  return [...injected, ...settableVariables(entry.value.value.fields.env?.value)].sort(byName);
}

function resolveNetworks(
  service: string,
  { reach }: ResolveContext,
): Pick<Service, "networks" | "connect" | "private"> {
  const networks = reach.networks.get(service) ?? [];
  const connect = reach.parts.get(service);
  return {
    ...(networks.length > 0 ? { networks } : {}),
    ...(connect ? { connect } : {}),
    ...(reach.isPrivate(networks) ? { private: true } : {}),
  };
}

function resolveDependsOn(fields: ServiceDocument["fields"], { services }: ResolveContext): readonly string[] {
  const names = dependenciesOf(fields).map(({ on }) => on.value);
  return [...new Set(names.filter((name) => services.has(name)))].sort();
}
