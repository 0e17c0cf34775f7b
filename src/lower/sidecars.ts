import type { ContainerDependency, SidecarProps } from "../constructs/sidecars.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Mount, Sidecar, Wait } from "../model/project.js";
import { lowerContainerSettings } from "./compute.js";
import { lowerFiles } from "./files.js";
import { required } from "./mounts.js";
import type { LoweredSecrets } from "./secrets.js";

/** What runs beside the container of a service. `images` are by name. */
export function lowerSidecars(
  sidecars: readonly Sidecar[],
  images: ReadonlyMap<string, TerraformString>,
  secrets: LoweredSecrets,
): readonly SidecarProps[] {
  return sidecars.map((one) => lowerSidecar(one, required(images.get(one.name), `image of ${one.name}`), secrets));
}

function lowerSidecar(sidecar: Sidecar, image: TerraformString, secrets: LoweredSecrets): SidecarProps {
  const { name, entryPoint, command, user, environment, mounts, cpu, memory, essential, logging } = sidecar;
  return {
    key: name,
    containerName: literal(name),
    image,
    ...(entryPoint && { entryPoint: entryPoint.map(literal) }),
    ...(command && { command: command.map(literal) }),
    ...(user !== undefined && { user: literal(user) }),
    environment: environment.map((one) => ({ name: literal(one.name), value: literal(one.value) })),
    ...secrets.of(sidecar),
    ...lowerContainerSettings(sidecar),
    ...(sidecar.files && { files: lowerFiles(sidecar.files, sidecar.secrets ?? [], secrets, name) }),
    mounts: mounts.map(lowerMount),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    essential,
    startsAfter: lowerWaits(sidecar.waits ?? []),
    ...(logging && { logDelivery: logging }),
  };
}

function lowerMount({ volume, containerPath, readOnly }: Mount) {
  return { volumeName: literal(volume), containerPath: literal(containerPath), readOnly };
}

/** What a container of a task waits for. */
export function lowerWaits(waits: readonly Wait[]): readonly ContainerDependency[] {
  return waits.map(({ container, condition }) => ({ containerName: literal(container), condition }));
}
