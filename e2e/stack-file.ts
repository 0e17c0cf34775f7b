import { type JsonObject, objectAt, objectsAt } from "./json.js";

/** The Terraform JSON of a stack without what would keep `destroy` from working: `prevent_destroy`. */
export function withoutPreventDestroy(stack: JsonObject): JsonObject {
  return mapResources(stack, (body) => {
    const { prevent_destroy: _, ...lifecycle } = objectsAt(body, "lifecycle")[0] ?? {};
    return "lifecycle" in body ? { ...body, lifecycle } : body;
  });
}

/** The stack with its load balancers and databases unprotected, which an apply has to make true before they can go. Undefined where none is protected. */
export function withoutDeletionProtection(stack: JsonObject): JsonObject | undefined {
  let found = false;
  const lifted = mapResources(stack, (body) => {
    const on = ["enable_deletion_protection", "deletion_protection"].filter((name) => body[name] === true);
    if (on.length === 0) return body;
    found = true;
    return { ...body, ...Object.fromEntries(on.map((name) => [name, false])) };
  });
  return found ? lifted : undefined;
}

/** The stack without the resources of some types, and without the `depends_on` and outputs that mention them. */
export function withoutTypes(stack: JsonObject, types: readonly string[]): JsonObject {
  const mentions = (value: unknown) => types.some((type) => JSON.stringify(value).includes(`${type}.`));
  const without = (values: JsonObject) => Object.fromEntries(Object.entries(values).filter(([, v]) => !mentions(v)));
  const kept = Object.entries(objectAt(stack, "resource")).filter(([type]) => !types.includes(type));
  const adapted = mapResources({ ...stack, resource: Object.fromEntries(kept) }, (body) => {
    const dependsOn = body.depends_on;
    return Array.isArray(dependsOn) ? { ...body, depends_on: dependsOn.filter((item) => !mentions(item)) } : body;
  });
  return "output" in stack ? { ...adapted, output: without(objectAt(stack, "output")) } : adapted;
}

/** The types among `types` that the stack has resources of. */
export function typesIn(stack: JsonObject, types: readonly string[]): string[] {
  return types.filter((type) => type in objectAt(stack, "resource"));
}

/**
 * A Terraform override file that keeps the state in the folder, for a stack that names a backend of its own; undefined
 * where there is nothing to override.
 */
export function localBackend(stack: JsonObject): JsonObject | undefined {
  const named = objectsAt(stack, "terraform").some((block) => "backend" in block || "cloud" in block);
  return named ? { terraform: { backend: { local: {} } } } : undefined;
}

/** The region that the stack's AWS provider names, where it is a plain string. */
export function regionOf(stack: JsonObject): string | undefined {
  const regions = objectsAt(objectAt(stack, "provider"), "aws").map((provider) => provider.region);
  return regions.find((region): region is string => typeof region === "string" && !region.includes("${"));
}

/** The text with every placeholder id replaced. Throws for one that the text does not have: the entry is out of date. */
export function withIds(text: string, ids: ReadonlyMap<string, string>): string {
  let replaced = text;
  for (const [placeholder, id] of ids) {
    if (!text.includes(placeholder))
      throw new Error(`the stack has no ${placeholder} to put an existing id in its place`);
    replaced = replaced.replaceAll(placeholder, id);
  }
  return replaced;
}

function mapResources(stack: JsonObject, change: (body: JsonObject) => JsonObject): JsonObject {
  const resources = Object.entries(objectAt(stack, "resource")).map(([type, byName]) => {
    const bodies = Object.entries(byName as JsonObject).map(([name, body]) => [
      name,
      Array.isArray(body) ? body.map(change) : change(body as JsonObject),
    ]);
    return [type, Object.fromEntries(bodies)];
  });
  return { ...stack, resource: Object.fromEntries(resources) };
}
