import type { TerraformString } from "./terraform-string.js";

/** Tags of a resource. Keys are constants: Terraform evaluates them too. */
export type Tags = Readonly<Record<string, TerraformString>>;
