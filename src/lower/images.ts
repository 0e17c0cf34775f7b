import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { ecrRepository, parseImageReference } from "../aws/images/reference.js";
import type { ExecutionRole } from "../constructs/execution-role.js";
import { expression, literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Service } from "../model/project.js";
import type { CallerFacts } from "./caller-facts.js";

/** Whom {@link lowerImages} lets pull, and where. */
export interface ImagePuller {
  readonly caller: CallerFacts;
  readonly executionRole: ExecutionRole;
}

/** The image of each service; ECS may pull those that lie in ECR. Images to be built come in as Terraform variables. */
export function lowerImages(
  stack: Construct,
  services: readonly Service[],
  { caller, executionRole }: ImagePuller,
): ReadonlyMap<string, TerraformString> {
  const variables = new Construct(stack, "images");
  const images = new Map<string, TerraformString>();
  for (const { name, image } of services) {
    if (image.kind === "reference") {
      images.set(name, literal(image.reference));
      const repository = repositoryArn(image.reference);
      if (repository) executionRole.grantPull(repository);
    } else {
      images.set(name, imageVariable(variables, name, image.reason));
      executionRole.grantPull(expression(`arn:${caller.partition}:ecr:*:*:repository/*`));
    }
  }
  return images;
}

function repositoryArn(reference: string): TerraformString | undefined {
  const image = parseImageReference(reference);
  const ecr = image && ecrRepository(image);
  if (ecr === undefined) return undefined;
  return literal(`arn:${ecr.partition}:ecr:${ecr.region}:${ecr.account}:repository/${ecr.repository}`);
}

const reasons = {
  build: "it is built from source",
  runtime: "its runtime has no image",
} as const;

function imageVariable(scope: Construct, service: string, reason: keyof typeof reasons): TerraformString {
  const variable = new TerraformVariable(scope, service, {
    type: "string",
    nullable: false,
    description: `Image of service ${service}, as ${reasons[reason]}: repository with tag or digest, such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/${service.toLowerCase()}:1.0.0`,
  });
  variable.addValidation({
    condition: `\${can(regex("^[^[:space:]]+$", var.${variable.friendlyUniqueId}))}`,
    errorMessage: `The image of service ${service} must be a reference such as repository:tag, without spaces.`,
  });
  return expression(variable.stringValue);
}
