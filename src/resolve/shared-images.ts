import type { SourceLocation } from "../diagnostics/source.js";
import type { Image } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import type { Entry } from "../schema/schema.js";
import { childOf, isNull, type MapEntry, type MapNode, mapEntries } from "../syntax/nodes.js";
import { resolveBuild } from "./build.js";
import type { ResolveContext } from "./context.js";

type Services = ResolveContext["services"];

/** Why a service cannot run the image of the one that `imageOf` names. */
export type SharedImageProblem =
  /** It names none, or itself. */
  | { readonly kind: "unknown" | "itself" }
  /** What it names runs the image of another one too. */
  | { readonly kind: "chain"; readonly last: string }
  /** The service says of its image what the other one does not. */
  | { readonly kind: "image" | "build"; readonly at: SourceLocation };

/** The tree with the image of the other one in each service that names one by `imageOf`, where it is given by its reference, and its login. */
export function withSharedImages(root: MapNode): MapNode {
  const services = root.entries.get("services");
  if (services?.value.kind !== "map") return root;
  const all = services.value;
  const value = mapEntries(all, ({ value: service }) => {
    const of = childOf(service, "imageOf");
    if (service.kind !== "map" || of?.kind !== "scalar") return service;
    const other = all.entries.get(of.text)?.value;
    if (other?.kind !== "map" || other === service || childOf(other, "imageOf")) return service;
    const given = (key: string) => present(service.entries.get(key)) ?? present(other.entries.get(key));
    const parts = [given("image"), ...(present(other.entries.get("image")) ? [given("registry")] : [])];
    const entries = new Map(service.entries);
    for (const part of parts) if (part) entries.set(part.key, part);
    return { ...service, entries };
  });
  return { ...root, entries: new Map(root.entries).set("services", { ...services, value }) };
}

function present(entry: MapEntry | undefined): MapEntry | undefined {
  return entry && !isNull(entry.value) ? entry : undefined;
}

/** The image that a service shares which another one builds; undefined where it cannot. */
export function sharedImage(entry: Entry<ServiceDocument>, context: ResolveContext): Image | undefined {
  const { imageOf } = entry.value.value.fields;
  const other = imageOf && context.services.get(imageOf.value);
  if (!other || sharedImageProblem(entry, context)) return undefined;
  const { build, runtime } = other.value.value.fields;
  const builds = build !== undefined && build.value !== false;
  if (!(builds || runtime)) return undefined;
  return { kind: "variable", reason: builds ? "build" : "runtime", of: imageOf.value };
}

/** What is wrong with `imageOf` of a service; undefined where nothing is, and where it says none. */
export function sharedImageProblem(
  { key, value }: Entry<ServiceDocument>,
  context: Pick<ResolveContext, "services" | "exists">,
): SharedImageProblem | undefined {
  const { fields } = value.value;
  const { imageOf, image, build } = fields;
  if (!imageOf) return undefined;
  if (imageOf.value === key.value) return { kind: "itself" };
  const other = context.services.get(imageOf.value)?.value.value.fields;
  if (!other) return { kind: "unknown" };
  if (other.imageOf) return { kind: "chain", last: endOf(other.imageOf.value, context.services) };
  // The image of the other one was put in its place.
  if (image && image.location.start !== other.image?.location.start) return { kind: "image", at: image.location };
  const differs = build !== undefined && build.value !== false && !sameBuild(fields, other, context);
  return differs && !other.image ? { kind: "build", at: build.location } : undefined;
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

type Fields = ServiceDocument["fields"];

/** Whether two services say the same of their build, as those do that share an anchor. */
function sameBuild(one: Fields, another: Fields, { exists }: Pick<ResolveContext, "exists">): boolean {
  const told = (fields: Fields) => JSON.stringify(resolveBuild(fields, exists));
  return told(one) === told(another);
}
