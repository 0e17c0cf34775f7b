import type { VolumeSeed } from "../aws/volume-seed.js";
import type { Service, Volume } from "../model/project.js";
import type { ResolveContext } from "./context.js";
import type { VolumeUse, VolumeUses } from "./volume-use.js";

/** Whether a volume is to begin with what the image has. */
export function isSeeded(volume: string, { volumes }: Pick<ResolveContext, "volumes">): boolean {
  return volumes.get(volume)?.value.value.fields.seed?.value === "image";
}

/** The uses of a volume by which it can be filled: services that write to it. */
export function fillersOf(uses: readonly VolumeUse[]): readonly VolumeUse[] {
  return uses.filter(({ job, mount }) => !job && !mount.readOnly);
}

/** Of two uses that could fill a volume in different ways, the later one with what differs. */
export function secondFiller(
  fillers: readonly VolumeUse[],
): { readonly use: VolumeUse; readonly differs: "image" | "folder" } | undefined {
  const [first] = fillers;
  for (const use of first ? fillers : []) {
    if (imageOf(use) !== imageOf(first)) return { use, differs: "image" };
    if (use.mount.containerPath !== first?.mount.containerPath) return { use, differs: "folder" };
  }
  return undefined;
}

/** What is the same for services that run one image. */
function imageOf(use: VolumeUse | undefined): string | undefined {
  if (!use) return undefined;
  const { image, name } = use.service;
  return image.kind === "reference" ? `image ${image.reference}` : `service ${image.of ?? name}`;
}

/** The services, with the volumes that each fills before its container begins. */
export function withSeeds(
  services: readonly Service[],
  uses: VolumeUses,
  resolved: ReadonlyMap<string, Volume>,
  context: Pick<ResolveContext, "volumes">,
): readonly Service[] {
  const byService = new Map<string, VolumeSeed[]>();
  for (const [volume, all] of uses) {
    const fillers = isSeeded(volume, context) ? fillersOf(all) : [];
    if (secondFiller(fillers)) continue;
    const owners = ownersOf(resolved.get(volume), all);
    for (const { service, mount } of fillers) {
      const seeds = byService.get(service.name) ?? [];
      byService.set(service.name, [...seeds, { volume, path: mount.containerPath, owners }]);
    }
  }
  return services.map((service) => {
    const seeds = byService.get(service.name);
    return seeds ? { ...service, seeds } : service;
  });
}

/** Whose the files are. Where nothing else tells for whom EFS makes the directory, the image does. */
function ownersOf(volume: Volume | undefined, uses: readonly VolumeUse[]): VolumeSeed["owners"] {
  if (volume?.identity) return "volume";
  return uses.some(({ user }) => user) ? "files" : "image";
}
