import type { TerraformString } from "./terraform-string.js";

/** A `for_each` over texts: `${toset(["a", "b"])}`. The texts hold nothing that JSON or a template would escape, as names of DNS do. */
export function forEachOf(keys: readonly TerraformString[]): string {
  return `\${toset(${JSON.stringify([...keys].sort())})}`;
}
