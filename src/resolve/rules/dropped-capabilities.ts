import { ALL_CAPABILITIES, capabilityName } from "../../aws/capabilities.js";
import { type FirstSteps, firstSteps, otherCapabilities } from "../../aws/images/first-steps.js";
import type { Located } from "../../diagnostics/source.js";
import type { Image, Service, Sidecar } from "../../model/project.js";
import type { Context } from "../context.js";

/** A container that drops capabilities: a service's, or that of a sidecar. */
type Container = Pick<
  Service | Sidecar,
  "name" | "entryPoint" | "command" | "user" | "process" | "files" | "mounts"
> & { readonly image: Image };

/** Warns of images that begin as root and cannot go on as another user without the capabilities that are dropped. */
export function checkDroppedCapabilities(services: readonly Service[], context: Context): void {
  for (const service of services) {
    const fields = context.services.get(service.name)?.value.value.fields;
    check(service, fields?.cap_drop?.value, context);
    for (const sidecar of service.sidecars ?? []) {
      const written = fields?.sidecars?.value.get(sidecar.name)?.value.value.fields;
      check(sidecar, written?.cap_drop?.value, context);
    }
  }
}

function check(container: Container, written: readonly Located<string>[] = [], { diagnostics }: Context): void {
  const { image, name } = container;
  const steps = image.kind === "reference" ? firstSteps(image.reference) : undefined;
  if (!steps || !takesSteps(container, steps)) return;
  const dropped = new Map(written.map((one) => [capabilityName(one.value), one]));
  const missing = steps.capabilities.filter((one) => dropped.has(one) || dropped.has(ALL_CAPABILITIES));
  const [first] = missing;
  const at = dropped.get(ALL_CAPABILITIES) ?? (first === undefined ? undefined : dropped.get(first));
  if (!at) return;
  const { user, instead } = steps;
  const others = otherCapabilities(steps.capabilities);
  diagnostics.report("NK640", at.location, { container: name, image: steps.name, missing, user, instead, others });
}

/** Whether a container begins as root with the image's own entry point, which goes on as another user. */
function takesSteps({ entryPoint, command, user, files, mounts }: Container, steps: FirstSteps): boolean {
  const [program] = command ?? [];
  const begins = program === undefined || program.startsWith("-") || steps.programs.includes(program);
  const isRoot = user === undefined || /^(?:0|root)(?::|$)/.test(user);
  const { configuration } = steps;
  const isReplaced = (path: string) => configuration === path || configuration?.startsWith(`${path}/`);
  const paths = [
    ...(files?.mounts ?? []),
    ...(files?.files ?? []).map(({ path }) => path),
    ...mounts.map(({ containerPath }) => containerPath),
  ];
  return entryPoint === undefined && begins && isRoot && !paths.some(isReplaced);
}
