import { type TerraformDataSource, TerraformLocal, TerraformResource, TerraformVariable } from "cdktf";
import { code, type TerraformCode } from "./terraform-code.js";

/** What can be referred to in an expression. */
export type Addressable = TerraformResource | TerraformDataSource | TerraformLocal | TerraformVariable;

/**
 * The address of an element within its stack, as an expression or `depends_on` names it: `aws_vpc.main`, `data.aws_vpc.main`,
 * `local.zones`. For expressions that cdktf has no type for; elsewhere the attributes of the construct serve.
 */
export function addressOf(element: Addressable): TerraformCode {
  const id = element.friendlyUniqueId as TerraformCode;
  if (element instanceof TerraformLocal) return code`local.${id}`;
  if (element instanceof TerraformVariable) return code`var.${id}`;
  const type = element.terraformResourceType as TerraformCode;
  return TerraformResource.isTerraformResource(element) ? code`${type}.${id}` : code`data.${type}.${id}`;
}

/** Adds to what Terraform makes before this resource and destroys after it. */
export function addDependencies(resource: TerraformResource, dependencies: Iterable<Addressable>): void {
  const all = new Set(resource.dependsOn);
  for (const dependency of dependencies) all.add(addressOf(dependency));
  if (all.size > 0) resource.dependsOn = [...all];
}
