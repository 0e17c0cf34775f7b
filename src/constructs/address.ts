import { type TerraformDataSource, TerraformLocal, TerraformResource } from "cdktf";

/** What can be referred to in an expression. */
export type Addressable = TerraformResource | TerraformDataSource | TerraformLocal;

/**
 * The address of an element within its stack, as an expression or `depends_on` names it: `aws_vpc.main`, `data.aws_vpc.main`,
 * `local.zones`. For expressions that cdktf has no type for; elsewhere the attributes of the construct serve.
 */
export function addressOf(element: Addressable): string {
  const id = element.friendlyUniqueId;
  if (element instanceof TerraformLocal) return `local.${id}`;
  return TerraformResource.isTerraformResource(element)
    ? `${element.terraformResourceType}.${id}`
    : `data.${element.terraformResourceType}.${id}`;
}

/** Adds to what Terraform makes before this resource and destroys after it. */
export function addDependencies(resource: TerraformResource, dependencies: Iterable<Addressable>): void {
  const all = new Set(resource.dependsOn);
  for (const dependency of dependencies) all.add(addressOf(dependency));
  if (all.size > 0) resource.dependsOn = [...all];
}
