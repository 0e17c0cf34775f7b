import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ecrArn, ecrRepository, parseImageReference } from "../aws/images/reference.js";
import { addressOf } from "../constructs/address.js";
import type { IExecutionRole } from "../constructs/execution-role.js";
import type { Precondition } from "../constructs/network.js";
import type { Repository } from "../constructs/repository.js";
import { Scope } from "../constructs/scope.js";
import { code, evaluated, quoted, type TerraformCode } from "../constructs/terraform-code.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment, Service } from "../model/project.js";
import { ChosenImages } from "./chosen-images.js";
import type { ExecutionRoles } from "./execution-roles.js";

/** Whom {@link lowerImages} lets pull, and where images lie that are built. */
export interface ImagePuller {
  readonly executionRoles: ExecutionRoles;
  readonly repositories: ReadonlyMap<string, Repository>;
}

/** An image, and what has to hold for it to be known. */
export interface LoweredImage {
  readonly reference: TerraformString;
  readonly preconditions: readonly Precondition[];
}

/**
 * The image of each service; ECS may pull those that lie in ECR, each from its repository alone. Of an image that is built, a Terraform
 * variable names the tag in the repository of the stack, or another the whole reference of an image elsewhere.
 */
export function lowerImages(
  stack: Construct,
  { services, module }: Environment,
  { repositories, executionRoles }: ImagePuller,
): ReadonlyMap<string, LoweredImage> {
  const variables = imageVariables(stack, [...repositories.keys()], module === true);
  const images = new Map<string, LoweredImage>();
  const { shared } = executionRoles;
  const together = new Map<string, BuiltImage>();
  for (const service of services) {
    const { name, image, sidecars = [] } = service;
    const owner = image.kind === "variable" ? (image.of ?? name) : name;
    const repository = repositories.get(owner);
    const role = executionRoles.of(name);
    for (const container of [service, ...sidecars]) letPull(role, container);
    if (image.kind === "reference") {
      images.set(name, { reference: literal(image.reference), preconditions: [] });
    } else if (repository) {
      const named = variables.of(owner);
      const { whole } = named;
      images.set(name, builtImage(owner, repository, named, module ? inModule(owner) : inRoot(owner)));
      if (role === shared) together.set(owner, { repository, whole });
      else role.grantPull(pulledFrom({ repository, whole }));
    }
  }
  const found = pulledTogether([...together.values()]);
  if (found !== undefined) shared?.grantPullFound(found);
  return images;
}

/** Lets the image of a container be pulled that lies in ECR by its reference. */
function letPull(role: IExecutionRole, { image, registry }: Pick<Service, "image" | "registry">): void {
  const arn = image.kind === "reference" ? repositoryArn(image.reference) : undefined;
  if (arn && registry?.kind === "pull-through") role.grantFirstPull(arn);
  else if (arn) role.grantPull(arn);
}

/** The repositories of the stack by one name, and with them those of whole references that lie in ECR: expressions of lists. */
function pulledTogether(built: readonly BuiltImage[]): TerraformCode | undefined {
  const [first] = built;
  if (first === undefined) return undefined;
  const own = code`[replace(${first.repository.address}.arn, "/[^/]+$/", "*")]`;
  return built.reduce((list, one) => code`${list}, try(${namedIn(one)}, [])`, own);
}

/** The ECR repository that an image is pulled from; undefined for one that lies elsewhere. */
export function repositoryArn(reference: string): TerraformString | undefined {
  const image = parseImageReference(reference);
  const ecr = image && ecrRepository(image);
  return ecr && literal(ecrArn(ecr));
}

/**
 * Without a default, Terraform would ask for them where they are not needed: for making the repository alone, or destroying all. An empty
 * text is also what a pipeline passes whose own variable is not set.
 */
const optional = { type: "string", nullable: false, default: "" } as const;

function tagVariable(scope: Construct, service: string): TerraformCode {
  const variable = new TerraformVariable(scope, service, {
    ...optional,
    description: `Tag of the image of service ${service} in its repository, such as 1.4.0; nanokit-tf images prints how to push it`,
  });
  const name = addressOf(variable);
  // Source: github.com/distribution/reference, regexp.go, tag.
  variable.addValidation({
    condition: evaluated(code`${name} == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", ${name}))`),
    errorMessage: literal(`The tag of the image of service ${service} may hold letters, digits and _.- only.`),
  });
  return name;
}

function wholeVariable(scope: Construct, service: string): TerraformCode {
  const variable = new TerraformVariable(scope, service, {
    ...optional,
    description: `Image of service ${service} if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/${service.toLowerCase()}:1.0.0`,
  });
  const name = addressOf(variable);
  variable.addValidation({
    condition: evaluated(code`${name} == "" || can(regex("^[^[:space:]]+$", ${name}))`),
    errorMessage: literal(
      `The image of service ${service} must be a reference such as repository:tag, without spaces.`,
    ),
  });
  return name;
}

/** Which image of a service runs, each empty where it is not said. */
interface ImageVariables {
  readonly whole: TerraformCode;
  readonly tag: TerraformCode;
}

/** The variables of services whose image is built; in a module with what is saved beside it for those that the root does not pass. */
function imageVariables(stack: Construct, services: readonly string[], isModule: boolean) {
  const scopes = { whole: new Scope(stack, "images"), tag: new Scope(stack, "image-tags") };
  const variables = new Map<string, TerraformCode>(
    services.flatMap((name) => [
      [`${name}_image`, wholeVariable(scopes.whole, name)] as const,
      [`${name}_image_tag`, tagVariable(scopes.tag, name)] as const,
    ]),
  );
  const chosen = isModule && variables.size > 0 ? new ChosenImages(stack, variables) : undefined;
  const chosenOr = (variable: string) => chosen?.of(variable) ?? variables.get(variable) ?? code`""`;
  return {
    of: (service: string): ImageVariables => ({
      whole: chosenOr(`${service}_image`),
      tag: chosenOr(`${service}_image_tag`),
    }),
  };
}

function inRoot(service: string): string {
  return `Pass its tag: -var ${service}_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.${service}`;
}

function inModule(service: string): string {
  return `Pass ${service}_image_tag to the module, or save it: nanokit-tf images --tag 1.0.0 --save. Before the first push, make the repository alone: terraform apply -target=module.NAME.aws_ecr_repository.${service}`;
}

function builtImage(
  service: string,
  { address }: Repository,
  { whole, tag }: ImageVariables,
  advice: string,
): LoweredImage {
  return {
    reference: evaluated(code`${whole} != "" ? ${whole} : "\${${address}.repository_url}:\${${tag}}"`),
    preconditions: [
      {
        condition: evaluated(code`${whole} != "" || ${tag} != ""`),
        errorMessage: literal(`Which image of service ${service} is to run? ${advice}`),
      },
    ],
  };
}

/** An ECR host, as account and region, and the repository behind it. */
const ECR_IMAGE = "^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)";

interface BuiltImage {
  readonly repository: Repository;
  /** The variable that may name another image. */
  readonly whole: TerraformCode;
}

/** The ARN of the repository that the image is pulled from: that of the whole reference where it lies in ECR, or else the stack's own. */
function pulledFrom(image: BuiltImage): TerraformString {
  return evaluated(code`try(one(${namedIn(image)}), ${image.repository.address}.arn)`);
}

/** A list of the ARN of the repository that a whole reference names; an error where it names none in ECR. */
function namedIn({ repository: { address }, whole }: BuiltImage): TerraformCode {
  const partition = code`split(":", ${address}.arn)[1]`;
  const arn = code`format("arn:%s:ecr:%s:%s:repository/%s", ${partition}, image[1], image[0], image[2])`;
  return code`[for image in [regex(${quoted(ECR_IMAGE)}, ${whole})] : ${arn}]`;
}
