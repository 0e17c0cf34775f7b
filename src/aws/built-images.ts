/** A container of a task, as far as its image goes. */
interface Container {
  readonly name: string;
  readonly image: { readonly kind: "reference" } | { readonly kind: "variable"; readonly of?: string };
}

/** A service, as far as the images of its task go. */
interface Task<C extends Container> extends Container {
  /** @default none */
  readonly sidecars?: readonly C[];
}

/** An image that the pipeline builds. It has a repository and a Terraform variable by its name. */
export interface BuiltImage<S extends Task<Container>> {
  /** The name of the service or the sidecar that it is built for: the two never share one. */
  readonly name: string;
  readonly kind: "service" | "sidecar";
  /** What it is built for; of sidecars of one name, that of the first service. */
  readonly container: S | NonNullable<S["sidecars"]>[number];
  /** The service whose task that runs in. */
  readonly service: S;
}

/** The images of services and their sidecars that the pipeline builds, each once. */
export function builtImages<S extends Task<Container>>(services: readonly S[]): readonly BuiltImage<S>[] {
  const built = new Map<string, BuiltImage<S>>();
  const add = (container: BuiltImage<S>["container"], service: S, kind: BuiltImage<S>["kind"]) => {
    const { name } = container;
    if (builtFor(container) === name && !built.has(name)) built.set(name, { name, kind, container, service });
  };
  for (const service of services) add(service, service, "service");
  for (const service of services) for (const one of service.sidecars ?? []) add(one, service, "sidecar");
  return [...built.values()];
}

/** The name of the image that a container runs; undefined for one that is given by its reference. */
export function builtFor({ name, image }: Container): string | undefined {
  return image.kind === "variable" ? (image.of ?? name) : undefined;
}
