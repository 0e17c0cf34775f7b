import type { Provenance } from "../../model/provenance.js";

/**
 * What a placeholder of an address stands for: a key that the user wrote, a zone (or its place: `first`, `second`), the id of a security
 * group, of an address, or of an endpoint.
 */
export type AddressPart =
  | "service"
  | "sidecar"
  | "volume"
  | "zone"
  | "group"
  | "network"
  | "job"
  | "database"
  | "cache"
  | "address"
  | "endpoint";

/** When an element is there: in words, and by the keys of nanokit.yml that bring it about or take it away. */
export interface Presence extends Pick<Provenance, "made" | "unless"> {
  /** @default always */
  readonly when?: string;
}

/** One kind of element that the output can hold, and all that there is to know of it. */
export interface ElementRow extends Presence, Provenance {
  /** As Terraform names it: resource, data source, local value, variable or output. `{service}` stands for the key of a service. */
  readonly address: string;
  /** Where its construct stands in the tree below the stack. Ours to change; the address is not. */
  readonly path: string;
  /** What it is. */
  readonly about: string;
}

/** Elements that belong together. */
export interface ElementFamily {
  /** The heading that they have in HCL. `{service}` stands for the key of a service. */
  readonly section: string;
  readonly elements: readonly ElementRow[];
}

/** A row: its address, its place in the tree, what it is, when it is there, and what its attributes are made from beside that. The component is part of whatever the name is part of. */
export function element(
  address: string,
  path: string,
  about: string,
  presence: Presence = {},
  shaped: Provenance["shaped"] = [],
): ElementRow {
  const keys = shaped.flatMap((key) => (key === "name" ? ["name", "component"] : [key]));
  return { address, path, about, ...presence, ...(keys.length > 0 && { shaped: keys }) };
}
