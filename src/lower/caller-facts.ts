import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region/index.js";
import type { Construct } from "constructs";
import { code, evaluated, quoted } from "../constructs/terraform-code.js";
import { expression, literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";

/** Where and as whom Terraform runs. */
export class CallerFacts {
  public readonly partition: TerraformString;
  public readonly accountId: TerraformString;
  /** As written, or else the one that the provider finds. */
  public readonly region: TerraformString;

  constructor(stack: Construct, { region, module }: Pick<Environment, "region" | "module">) {
    this.partition = expression(new DataAwsPartition(stack, "partition").partition);
    this.accountId = expression(new DataAwsCallerIdentity(stack, "account").accountId);
    // Of the attributes with the region's name, `id` is the one that both majors of the provider have and neither deprecates.
    this.region = region === undefined ? expression(new DataAwsRegion(stack, "region").id) : literal(region);
    if (module && region !== undefined) new DataAwsRegion(stack, "region", { lifecycle: postconditions(region) });
  }
}

/** The provider of a module is its caller's, and so is the region: in another than the file's, everything would be made anew. */
function postconditions(region: string) {
  return {
    postcondition: [
      {
        condition: evaluated(code`self.id == ${quoted(region)}`),
        errorMessage: literal(
          `nanokit.yml has this stack in ${region}, and the provider that the module is called with is in another region.`,
        ),
      },
    ],
  };
}
