import { parseImageReference } from "../../aws/images/index.js";
import type { Service } from "../../model/project.js";
import type { ServiceDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { isBuilt } from "../build.js";
import type { Context } from "../context.js";
import { correctedImage } from "../corrected-image.js";
import { resolveMounts } from "../mounts.js";
import { writesFiles } from "../secrets.js";
import { checkBuild } from "./build.js";
import { checkCompute } from "./compute.js";
import { checkContainer } from "./container.js";
import { checkFiles } from "./files.js";
import { checkHealthCheck, noteConditions } from "./health-check.js";
import { checkRoute } from "./hosts.js";
import { checkLogging } from "./logging.js";
import { checkMounts } from "./mounts.js";
import { checkPorts } from "./ports.js";
import { checkPreparation } from "./preparation.js";
import { checkScaling } from "./scaling.js";
import { checkSecretFiles } from "./secret-files.js";
import { checkSharedImage } from "./shared-images.js";
import { checkSidecars } from "./sidecars.js";
import { checkSize } from "./size.js";
import { checkTargetGroup } from "./target-group.js";
import { checkVariableNames } from "./variables.js";

/** What can be wrong with one service by itself. `service` is what was made of it, undefined where its image cannot be told. */
export function checkService(entry: Entry<ServiceDocument>, service: Service | undefined, context: Context): void {
  const { diagnostics } = context;
  const { fields } = entry.value.value;
  checkImageSource(entry, context);
  if (fields.imageOf) checkSharedImage(entry, fields.aws?.value.fields.architecture, context);
  checkStart(fields, context);
  if (saysOfContainer(fields)) checkContainer(entry, service, context);
  notePort(entry, context);
  if (fields.ports) checkPorts(entry, context);
  checkVariableNames(fields.env?.value, diagnostics);
  checkRoute(entry, context);
  checkMounts(entry.key.value, fields.volumes?.value ?? [], diagnostics);
  checkSize(entry, context);
  checkScaling(entry, diagnostics);
  checkCompute(fields, diagnostics);
  if (fields.logging) checkLogging(fields, diagnostics);
  if (fields.healthCheck) checkHealthCheck(entry, service, context);
  if (fields.depends_on?.value instanceof Map) noteConditions(entry, context);
  checkTargetGroup(entry, diagnostics);
  const mounts = service?.mounts ?? resolveMounts(fields.volumes?.value ?? []);
  if (writesFiles(fields)) checkFiles(entry, mounts, true, context);
  if (fields.secrets) checkSecretFiles(fields.secrets.value, diagnostics);
  checkPreparation(entry, service?.image, mounts, diagnostics);
  if (fields.sidecars) checkSidecars(entry, service, context);
  if (service) checkBuilt(entry, service, context);
}

/** Refuses what is no reference to an image, and a service that says nothing of its image. */
function checkImageSource({ key, value }: Entry<ServiceDocument>, { diagnostics }: Context): void {
  const { fields, written, unknown } = value.value;
  const { image, imageOf, runtime } = fields;
  if (imageOf) return;
  if (image) {
    if (parseImageReference(image.value)) return;
    diagnostics.report("NK301", image.location, { reference: image.value }, [], correctedImage(image));
    return;
  }
  const wrong = (["build", "runtime"] as const).some((source) => written.has(source) && !fields[source]);
  // A key that does not exist is reported already, and may be `image` with a mistake in it.
  if (written.has("image") || isBuilt(fields) || runtime || wrong || unknown) return;
  diagnostics.report("NK302", key.location, { service: key.value });
}

function checkStart({ start }: ServiceDocument["fields"], { diagnostics }: Context): void {
  if (start?.value.trim() === "") diagnostics.report("NK308", start.location, {});
}

/** Whether there is anything that {@link checkContainer} looks at. */
function saysOfContainer({
  entrypoint,
  command,
  readOnly,
  tmpfs,
  ulimits,
  cap_add,
  cap_drop,
}: ServiceDocument["fields"]): boolean {
  return (entrypoint ?? command ?? readOnly ?? tmpfs ?? ulimits ?? cap_add ?? cap_drop) !== undefined;
}

function notePort({ key, value }: Entry<ServiceDocument>, { diagnostics }: Context): void {
  const { port, expose, host } = value.value.fields;
  if (port && !host)
    diagnostics.report("NK914", port.location, { service: key.value, port: expose?.value ?? port.value });
}

/** Says where the image comes from when the file does not name it, and of a folder that nothing is built from. */
function checkBuilt(entry: Entry<ServiceDocument>, { image, build }: Service, context: Context): void {
  const { diagnostics } = context;
  const { fields, written } = entry.value.value;
  const service = entry.key.value;
  const path = written.get("path");
  if (image.kind === "reference" || image.of !== undefined) {
    if (path) diagnostics.report("NK936", path.location, { service });
    return;
  }
  checkBuild(entry, build, context);
  if (!build) return;
  const { location } = fields.build ?? fields.runtime ?? entry.key;
  diagnostics.report("NK912", location, { service, reason: image.reason });
}
