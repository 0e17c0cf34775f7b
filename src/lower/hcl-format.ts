import { nestedBlocksOf } from "../aws/types/index.js";
import { printHcl } from "../hcl/document.js";
import { HCL_HEADER } from "../hcl/header.js";
import type { JsonObject } from "../stack/json.js";
import { placeAt } from "./outline.js";
import type { StackFormat } from "./synth.js";

/** HCL for reviewers: grouped by subject, each with a heading, and as `terraform fmt` would leave it. */
export const hclFormat: StackFormat = {
  // The name that cdktf gives it: a main.tf beside it would be the user's own.
  fileName: "cdk.tf",
  print: (document, pathOf) =>
    printHcl(document as JsonObject, {
      header: HCL_HEADER,
      placeOf: (address) => placeAt(pathOf(address) ?? []),
      nestedBlocks: nestedBlocksOf,
    }),
};
