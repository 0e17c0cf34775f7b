import { imageWithoutShell } from "../../aws/images/without-shell.js";
import { related } from "../../diagnostics/related.js";
import type { SourceLocation } from "../../diagnostics/source.js";
import type { Context } from "../context.js";
import { fillersOf, isSeeded, secondFiller } from "../seeds.js";
import type { VolumeUse, VolumeUses } from "../volume-use.js";

/** Refuses volumes that are to begin with what an image has, where none could fill them, two could, or the image does that itself. */
export function checkSeeds(uses: VolumeUses, context: Context): void {
  for (const [volume, all] of uses) {
    const seed = context.volumes.get(volume)?.value.value.fields.seed;
    if (seed && isSeeded(volume, context)) checkSeed(volume, seed.location, all, context);
  }
}

function checkSeed(volume: string, seed: SourceLocation, uses: readonly VolumeUse[], { diagnostics }: Context): void {
  const fillers = fillersOf(uses);
  const [first] = fillers;
  if (!first) {
    const reader = uses.find(({ job }) => !job);
    const user = reader ?? uses[0];
    const places = user ? [related("firstMount", user.mount.source)] : [];
    const params = { volume, user: user?.service.name ?? "", problem: reader ? ("reader" as const) : ("job" as const) };
    diagnostics.report("NK398", seed, { ...params, image: "", other: undefined }, places);
    return;
  }
  const second = secondFiller(fillers);
  if (second) {
    const { use, differs } = second;
    const one = { service: first.service.name, path: first.mount.containerPath };
    const other = { service: use.service.name, path: use.mount.containerPath };
    diagnostics.report("NK399", seed, { volume, one, other, differs }, [
      related("firstMount", first.mount.source),
      related("otherOne", use.mount.source),
    ]);
    return;
  }
  for (const { service, mount, store, facts } of fillers) {
    if (store && facts) {
      const params = { volume, service: service.name, image: facts.name };
      diagnostics.report("NK388", seed, params, [related("volumeOfStore", mount.source)]);
      return;
    }
    const found = service.image.kind === "reference" ? imageWithoutShell(service.image.reference) : undefined;
    if (!found) continue;
    const params = { volume, user: service.name, problem: "shell" as const, image: found.name, other: found.other };
    diagnostics.report("NK398", seed, params, [related("firstMount", mount.source)]);
    return;
  }
}
