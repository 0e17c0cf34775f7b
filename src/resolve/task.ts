import type { Image, Mount, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { resolveBuild } from "./build.js";
import { resolveCompute } from "./compute.js";
import type { ResolveContext } from "./context.js";
import { readFiles } from "./files.js";
import { resolveLogging } from "./logging.js";
import { resolvePermissions } from "./permissions.js";
import { resolvePreparation } from "./preparation.js";
import { resolveProcess } from "./process.js";
import { resolveRegistry } from "./registry.js";
import { writesFiles } from "./secrets.js";
import { resolveSidecars } from "./sidecars.js";

/** How the image of a service is made and pulled, what runs before it, what it asks of Fargate, and what it may do in AWS. */
export function resolveTask(
  entry: Entry<ServiceDocument>,
  image: Image,
  mounts: readonly Mount[],
  context: ResolveContext,
): Pick<
  Service,
  | "build"
  | "preparation"
  | "files"
  | "compute"
  | "process"
  | "logging"
  | "sidecars"
  | "waits"
  | "permissions"
  | "registry"
  | "taskRole"
  | "executionRole"
> {
  const { fields } = entry.value.value;
  const build = image.kind === "variable" && image.of === undefined ? resolveBuild(fields, context.exists) : undefined;
  const preparation = resolvePreparation(fields, image, mounts);
  const files = writesFiles(fields) ? readFiles(fields, mounts, context).files : undefined;
  const compute = resolveCompute(fields, mounts);
  const process = asksOfProcess(fields) ? resolveProcess(fields) : undefined;
  const infra = context.infra.fields;
  const logging = (fields.logging ?? infra.logging) ? resolveLogging(fields, infra) : undefined;
  const permissions = fields.permissions ? resolvePermissions(fields.permissions) : [];
  return {
    ...(build ? { build } : {}),
    ...(preparation ? { preparation } : {}),
    ...(files ? { files } : {}),
    ...(compute ? { compute } : {}),
    ...(process ? { process } : {}),
    ...(logging ? { logging } : {}),
    ...(fields.sidecars ? resolveSidecars(entry, logging, context) : {}),
    ...resolveRegistry(fields, image),
    ...(permissions.length > 0 ? { permissions } : {}),
    ...resolveRoles(fields),
  };
}

/** Whether a service says anything of how its program runs, which few do. */
function asksOfProcess({
  workdir,
  readOnly,
  init,
  tmpfs,
  ulimits,
  cap_add,
  cap_drop,
  sysctls,
  labels,
}: ServiceDocument["fields"]): boolean {
  return (workdir ?? readOnly ?? init ?? tmpfs ?? ulimits ?? cap_add ?? cap_drop ?? sysctls ?? labels) !== undefined;
}

/** The roles that are there already. */
function resolveRoles({ aws }: ServiceDocument["fields"]): Pick<Service, "taskRole" | "executionRole"> {
  const { taskRole, executionRole } = aws?.value.fields ?? {};
  return {
    ...(taskRole && { taskRole: taskRole.value }),
    ...(executionRole && { executionRole: executionRole.value }),
  };
}
