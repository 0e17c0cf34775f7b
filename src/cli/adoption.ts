import { HCL_HEADER } from "../hcl/header.js";
import { printSettings } from "../hcl/settings.js";

/** What is there already, and the address under which the stack has it. */
export interface Adoption {
  readonly address: string;
  readonly id: string;
}

/** The first line of a file of import blocks: it tells ours from someone else's. */
export const ADOPTION_HEADER =
  "# Made by nanokit-tf adopt. Remove it when it was applied in every place that has this stack.";

/** The first Terraform with import blocks. Source: the changelog of Terraform 1.5. */
const IMPORT_VERSION = ">= 1.5.0";

/** Import blocks: with them, the next apply takes what is there into the state, in place of making it. */
export function adoptionText(adoptions: readonly Adoption[]): string {
  const blocks = adoptions.map(({ address, id }) => ({ to: address, id }));
  const text = printSettings({ terraform: { required_version: IMPORT_VERSION }, import: blocks });
  return text.replace(HCL_HEADER, ADOPTION_HEADER);
}
