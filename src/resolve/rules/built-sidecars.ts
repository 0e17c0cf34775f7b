import { related } from "../../diagnostics/related.js";
import type { Located } from "../../diagnostics/source.js";
import type { ServiceDocument, SidecarDocument } from "../../schema/language.js";
import type { Entry } from "../../schema/schema.js";
import { isBuilt } from "../build.js";
import type { Context } from "../context.js";
import { sameBuild } from "../shared-images.js";

/** A sidecar that is built, and the service that it is beside. */
interface BuiltSidecar {
  readonly sidecar: Entry<SidecarDocument>;
  readonly host: Entry<ServiceDocument>;
}

/** Refuses two images for one repository: what is built has one by its name, in lower case, whichever service it is beside. */
export function checkBuiltSidecars({ services, exists, diagnostics }: Context): void {
  const first = new Map<string, BuiltSidecar>();
  const named = new Map([...services.values()].map(({ key }) => [key.value.toLowerCase(), key]));
  const report = (key: Located<string>, other: Located<string>, problem: "build" | "processor" | "case") =>
    diagnostics.report("NK595", key.location, { sidecar: key.value, other: other.value, problem }, [
      related("otherOne", other.location),
    ]);
  for (const one of builtSidecars(services)) {
    const { key, value } = one.sidecar;
    const name = key.value.toLowerCase();
    const service = named.get(name);
    // One that has the very name is refused as a container.
    if (service && service.value !== key.value) report(key, service, "case");
    const before = first.get(name);
    first.set(name, before ?? one);
    if (!before) continue;
    const other = before.sidecar.key;
    if (other.value !== key.value) report(key, other, "case");
    else if (!sameBuild(value.value.fields, before.sidecar.value.value.fields, { ...(exists && { exists }) })) {
      report(key, other, "build");
    } else if (processorOf(one) !== processorOf(before)) report(key, other, "processor");
  }
}

/** Those of all services, in the order of the file. */
function builtSidecars(services: Context["services"]): readonly BuiltSidecar[] {
  const all = [...services.values()].flatMap((host) =>
    [...(host.value.value.fields.sidecars?.value.values() ?? [])].map((sidecar) => ({ sidecar, host })),
  );
  const built = all.filter(({ sidecar }) => {
    const { fields } = sidecar.value.value;
    return isBuilt(fields) && !fields.image && !fields.imageOf;
  });
  return built.sort((a, b) => a.sidecar.key.location.start - b.sidecar.key.location.start);
}

function processorOf({ host }: BuiltSidecar): string {
  return host.value.value.fields.aws?.value.fields.architecture?.value ?? "x86_64";
}
