import type { SourceLocation } from "../diagnostics/source.js";
import type { Image } from "../model/project.js";
import type { ServiceDocument, SidecarDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { childOf, isNull, type MapEntry, type MapNode, mapEntries, type SyntaxNode } from "../syntax/nodes.js";
import { isBuilt, resolveBuild } from "./build.js";
import type { ResolveContext } from "./context.js";

type Services = ResolveContext["services"];

/** Why a service, or a sidecar, cannot run the image of the one that `imageOf` names. */
export type SharedImageProblem =
  /** It names none, or itself. */
  | { readonly kind: "unknown" | "itself" }
  /** What it names runs the image of another one too. */
  | { readonly kind: "chain"; readonly last: string }
  /** It says of its image what the other one does not. */
  | { readonly kind: "image" | "build"; readonly at: SourceLocation };

/**
 * The tree with the image of the other one in each service and sidecar that names one by `imageOf`, where it is given by its reference, and
 * its login.
 */
export function withSharedImages(root: MapNode): MapNode {
  const services = root.entries.get("services");
  if (services?.value.kind !== "map") return root;
  const all = services.value;
  const value = mapEntries(all, ({ value: service }) => {
    const sidecars = service.kind === "map" ? service.entries.get("sidecars") : undefined;
    if (service.kind !== "map" || sidecars?.value.kind !== "map") return withSharedImage(service, all);
    const shared = mapEntries(sidecars.value, (one) => withSharedImage(one.value, all));
    const entries = new Map(service.entries).set("sidecars", { ...sidecars, value: shared });
    return withSharedImage({ ...service, entries }, all);
  });
  return { ...root, entries: new Map(root.entries).set("services", { ...services, value }) };
}

/** A service or a sidecar with the image of the service that it names. */
function withSharedImage(container: SyntaxNode, services: MapNode): SyntaxNode {
  const of = childOf(container, "imageOf");
  if (container.kind !== "map" || of?.kind !== "scalar") return container;
  const other = services.entries.get(of.text)?.value;
  if (other?.kind !== "map" || other === container || childOf(other, "imageOf")) return container;
  const given = (key: string) => present(container.entries.get(key)) ?? present(other.entries.get(key));
  const parts = [given("image"), ...(present(other.entries.get("image")) ? [given("registry")] : [])];
  const entries = new Map(container.entries);
  for (const part of parts) if (part) entries.set(part.key, part);
  return { ...container, entries };
}

function present(entry: MapEntry | undefined): MapEntry | undefined {
  return entry && !isNull(entry.value) ? entry : undefined;
}

/** A service, or a sidecar, which can have no runtime. */
type Sharing = Entry<ServiceDocument | SidecarDocument>;

/** The image that a service or a sidecar shares which another one builds; undefined where it cannot. */
export function sharedImage(entry: Sharing, context: ResolveContext): Image | undefined {
  const { imageOf } = entry.value.value.fields;
  const other = imageOf && context.services.get(imageOf.value);
  if (!other || sharedImageProblem(entry, context)) return undefined;
  const { fields } = other.value.value;
  if (!(isBuilt(fields) || fields.runtime)) return undefined;
  return { kind: "variable", reason: isBuilt(fields) ? "build" : "runtime", of: imageOf.value };
}

/** What is wrong with `imageOf` of a service or a sidecar; undefined where nothing is, and where it says none. */
export function sharedImageProblem(
  { key, value }: Sharing,
  context: Pick<ResolveContext, "services" | "exists">,
): SharedImageProblem | undefined {
  const fields: Fields = value.value.fields;
  const { imageOf, image, build } = fields;
  if (!imageOf) return undefined;
  if (imageOf.value === key.value) return { kind: "itself" };
  const other = context.services.get(imageOf.value)?.value.value.fields;
  if (!other) return { kind: "unknown" };
  if (other.imageOf) return { kind: "chain", last: endOf(other.imageOf.value, context.services) };
  // The image of the other one was put in its place.
  if (image && image.location.start !== other.image?.location.start) return { kind: "image", at: image.location };
  const differs = isBuilt(fields) && !sameBuild(fields, other, context);
  return build && differs && !other.image ? { kind: "build", at: build.location } : undefined;
}

/** The service at the end of a chain, or the one that a circle comes back to. */
function endOf(name: string, services: Services): string {
  const seen = new Set<string>();
  let at = name;
  while (!seen.has(at)) {
    seen.add(at);
    at = services.get(at)?.value.value.fields.imageOf?.value ?? at;
  }
  return at;
}

type Fields = Pick<ServiceDocument["fields"], "build" | "path" | "image" | "imageOf" | "runtime">;

/** Whether two say the same of their build, as those do that share an anchor. */
export function sameBuild(one: Fields, another: Fields, { exists }: Pick<ResolveContext, "exists">): boolean {
  const told = (fields: Fields) => JSON.stringify(resolveBuild(fields, exists));
  return told(one) === told(another);
}
