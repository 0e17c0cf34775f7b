import type { ImageFacts } from "../../aws/images/index.js";
import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import { factsByService, type VolumeUses } from "../volume-use.js";
import { sqliteUses } from "./sqlite.js";
import { storeMounts } from "./store.js";

/**
 * A service that others count on, whose deployments stop it because its strategy was left to the default. What has one writer is left out:
 * for it there is no other way.
 */
export function checkUpdateStrategy(services: readonly Service[], uses: VolumeUses, context: Context): void {
  const known = factsByService(uses);
  for (const service of services) {
    if (!keepsStore(service, known.get(service.name), context)) checkService(service, context);
  }
}

function keepsStore(service: Service, facts: ImageFacts | undefined, context: Context): boolean {
  return (facts && storeMounts(service, facts).length > 0) || sqliteUses(service, facts, context).length > 0;
}

function checkService(service: Service, { services, diagnostics }: Context): void {
  const document = services.get(service.name)?.value.value;
  if (!document || document.written.has("updateStrategy") || service.instances === 0) return;
  const { host, instances, scale } = document.fields;
  const several = (service.scaling?.max ?? service.instances) > 1;
  const at = service.route ? host : several ? (scale ?? instances) : undefined;
  if (!at) return;
  const params = { service: service.name, published: service.route !== undefined };
  diagnostics.report("NK380", at.location, params);
}
