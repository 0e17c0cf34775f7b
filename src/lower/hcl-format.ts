import { nestedBlocksOf } from "../aws/types/index.js";
import { printHcl } from "../hcl/document.js";
import { HCL_HEADER, MODULE_HEADER } from "../hcl/header.js";
import { type JsonObject, objectAt } from "../stack/json.js";
import { placeAt } from "./outline.js";
import type { StackFormat } from "./synth.js";

/** HCL for reviewers: grouped by subject, each with a heading, and as `terraform fmt` would leave it. */
export const hclFormat: StackFormat = {
  // The name that cdktf gives it: a main.tf beside it would be the user's own.
  fileName: "cdk.tf",
  print: (document, pathOf) =>
    printHcl(document as JsonObject, {
      header: isModule(document as JsonObject) ? MODULE_HEADER : HCL_HEADER,
      placeOf: (address) => placeAt(pathOf(address) ?? []),
      nestedBlocks: nestedBlocksOf,
    }),
};

/** Whether the description of a stack says that it is a module: there is no other way to tell it from a root that names no region. */
export function isModule(document: JsonObject): boolean {
  return objectAt(objectAt(document, "//"), "metadata").form === "module";
}
