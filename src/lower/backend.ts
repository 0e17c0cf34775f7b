import { literal } from "../constructs/terraform-string.js";
import type { Backend, BackendValue } from "../model/project.js";

/**
 * The block of a backend below `terraform`, as the path and the value of an override: every reader of Terraform JSON looks for it there, and
 * cdktf's command line as well. HCP Terraform has a block of its own.
 */
export function backendOverride({ type, settings }: Backend): [path: string, value: unknown] {
  const body = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, lowered(value)]));
  return type === "cloud" ? ["terraform.cloud", body] : ["terraform.backend", { [type]: body }];
}

function lowered(value: BackendValue): unknown {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return literal(value);
  if (Array.isArray(value)) return value.map((item: string) => literal(item));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, literal(inner)]));
}
