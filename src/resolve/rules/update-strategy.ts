import type { Service } from "../../model/project.js";
import type { Context } from "../context.js";
import type { VolumeUses } from "../volume-use.js";
import { sqliteUses } from "./sqlite.js";
import { storeMounts } from "./store.js";

/**
 * A service that others count on, whose deployments stop it because its strategy was left to the default. What has one writer is left out:
 * for it there is no other way.
 */
export function checkUpdateStrategy(services: readonly Service[], uses: VolumeUses, context: Context): void {
  const single = new Set(
    [...uses.values()].flat().flatMap(({ service, facts }) => {
      const stores =
        (facts && storeMounts(service, facts).length > 0) || sqliteUses(service, facts, context).length > 0;
      return stores ? [service.name] : [];
    }),
  );
  for (const service of services) if (!single.has(service.name)) checkService(service, context);
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
