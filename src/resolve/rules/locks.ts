import { findImage } from "../../aws/images/index.js";
import { imageProgram } from "../../aws/images/programs.js";
import { CONTAINER_SETTINGS } from "../../aws/settings.js";
import { related } from "../../diagnostics/related.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { type UnlockedStore, unlockedStore } from "../locks.js";
import { factsByService, type VolumeUses } from "../volume-use.js";

/** Stores that no lock keeps a second task off, and those among them that take long to stop. `services` are those of the environment. */
export function checkLocks(uses: VolumeUses, services: readonly Service[], context: Context): void {
  const facts = factsByService(uses);
  for (const service of services) {
    const store = service.lock ? undefined : unlockedStore(service, facts.get(service.name), context);
    if (store) checkStore(service, store, context);
  }
}

function checkStore(service: Service, { mount, setting }: UnlockedStore, { services, diagnostics }: Context): void {
  const image = service.image.kind === "reference" ? (findImage(service.image.reference)?.name ?? "") : "";
  const params = { service: service.name, image, volume: mount.volume };
  if (setting === "auto") {
    diagnostics.report("NK381", mount.source, { ...params, because: imageProgram(image) ? "path" : "image" });
  }
  const stop = services.get(service.name)?.value.value.fields.aws?.value.fields.stopTimeout;
  if (stop && stop.value > CONTAINER_SETTINGS.stopTimeout.default) {
    const others = [related("volumeOfStore", mount.source)];
    diagnostics.report("NK382", stop.location, { ...params, seconds: stop.value }, others);
  }
}
