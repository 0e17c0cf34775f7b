import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { type BuiltImage, builtFor, builtImages } from "../aws/built-images.js";
import { ecrArn, ecrRepository, parseImageReference } from "../aws/images/reference.js";
import { addressOf } from "../constructs/address.js";
import type { IExecutionRole } from "../constructs/execution-role.js";
import type { Precondition } from "../constructs/network.js";
import type { Repository } from "../constructs/repository.js";
import { Scope } from "../constructs/scope.js";
import { code, evaluated, quoted, type TerraformCode } from "../constructs/terraform-code.js";
import { literal, type TerraformString } from "../constructs/terraform-string.js";
import type { Environment, Service, Sidecar } from "../model/project.js";
import { ChosenImages } from "./chosen-images.js";
import type { ExecutionRoles } from "./execution-roles.js";
import { required } from "./mounts.js";

/** Whom {@link lowerImages} lets pull, and where images lie that are built. */
export interface ImagePuller {
  readonly executionRoles: ExecutionRoles;
  readonly repositories: ReadonlyMap<string, Repository>;
}

/** The images of a task, and what has to hold for them to be known. */
export interface LoweredImages {
  /** That of the service. */
  readonly reference: TerraformString;
  /** Those of its sidecars, by name. */
  readonly sidecars: ReadonlyMap<string, TerraformString>;
  readonly preconditions: readonly Precondition[];
}

/**
 * The images of the tasks of each service; ECS may pull those that lie in ECR, each from its repository alone. Of an image that is built, a
 * Terraform variable names the tag in the repository of the stack, or another the whole reference of an image elsewhere.
 */
export function lowerImages(
  stack: Construct,
  { services, module }: Environment,
  { repositories, executionRoles }: ImagePuller,
): ReadonlyMap<string, LoweredImages> {
  const built = new Map(builtImages(services).map(({ name, kind }) => [name, { name, kind }] as const));
  const variables = imageVariables(stack, [...built.values()], module === true);
  const { shared } = executionRoles;
  const together = new Map<string, PulledImage>();
  const lowerImage = (container: Service | Sidecar, role: IExecutionRole): LoweredImage => {
    const { image } = container;
    letPull(role, container);
    if (image.kind === "reference") return { reference: literal(image.reference) };
    const owner = required(built.get(builtFor(container) ?? ""), `image of ${container.name}`);
    const repository = required(repositories.get(owner.name), `repository of ${owner.name}`);
    const named = variables.of(owner.name);
    const pulled = { repository, whole: named.whole };
    if (role === shared) together.set(owner.name, pulled);
    else role.grantPull(pulledFrom(pulled));
    return builtImage(owner, repository, named, module ? inModule(owner.name) : inRoot(owner.name));
  };
  const images = services.map((service): readonly [string, LoweredImages] => {
    const role = executionRoles.of(service.name);
    const own = lowerImage(service, role);
    const others = new Map((service.sidecars ?? []).map((one) => [one.name, lowerImage(one, role)] as const));
    const sidecars = new Map([...others].map(([name, { reference }]) => [name, reference]));
    return [service.name, { reference: own.reference, sidecars, preconditions: eachOnce([own, ...others.values()]) }];
  });
  const found = pulledTogether([...together.values()]);
  if (found !== undefined) shared?.grantPullFound(found);
  return new Map(images);
}

/** An image, and what has to hold for it to be known. */
interface LoweredImage {
  readonly reference: TerraformString;
  /** @default nothing */
  readonly precondition?: Precondition;
}

/** What has to hold for the images of a task: two of its containers may run one. */
function eachOnce(images: readonly LoweredImage[]): readonly Precondition[] {
  const preconditions = images.flatMap(({ precondition }) => (precondition ? [precondition] : []));
  return [...new Map(preconditions.map((one) => [one.errorMessage, one])).values()];
}

/** Lets the image of a container be pulled that lies in ECR by its reference. */
function letPull(role: IExecutionRole, { image, registry }: Pick<Service, "image" | "registry">): void {
  const arn = image.kind === "reference" ? repositoryArn(image.reference) : undefined;
  if (arn && registry?.kind === "pull-through") role.grantFirstPull(arn);
  else if (arn) role.grantPull(arn);
}

/** The repositories of the stack by one name, and with them those of whole references that lie in ECR: expressions of lists. */
function pulledTogether(built: readonly PulledImage[]): TerraformCode | undefined {
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

function tagVariable(scope: Construct, { name: owner, kind }: ImageOwner): TerraformCode {
  const variable = new TerraformVariable(scope, owner, {
    ...optional,
    description: `Tag of the image of ${kind} ${owner} in its repository, such as 1.4.0; nanokit-tf images prints how to push it`,
  });
  const name = addressOf(variable);
  // Source: github.com/distribution/reference, regexp.go, tag.
  variable.addValidation({
    condition: evaluated(code`${name} == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", ${name}))`),
    errorMessage: literal(`The tag of the image of ${kind} ${owner} may hold letters, digits and _.- only.`),
  });
  return name;
}

function wholeVariable(scope: Construct, { name: owner, kind }: ImageOwner): TerraformCode {
  const variable = new TerraformVariable(scope, owner, {
    ...optional,
    description: `Image of ${kind} ${owner} if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/${owner.toLowerCase()}:1.0.0`,
  });
  const name = addressOf(variable);
  variable.addValidation({
    condition: evaluated(code`${name} == "" || can(regex("^[^[:space:]]+$", ${name}))`),
    errorMessage: literal(`The image of ${kind} ${owner} must be a reference such as repository:tag, without spaces.`),
  });
  return name;
}

/** What an image is built for. */
type ImageOwner = Pick<BuiltImage<Service>, "name" | "kind">;

/** Which image of a service or a sidecar runs, each empty where it is not said. */
interface ImageVariables {
  readonly whole: TerraformCode;
  readonly tag: TerraformCode;
}

/** The variables of images that are built; in a module with what is saved beside it for those that the root does not pass. */
function imageVariables(stack: Construct, owners: readonly ImageOwner[], isModule: boolean) {
  const scopes = {
    service: { whole: new Scope(stack, "images"), tag: new Scope(stack, "image-tags") },
    sidecar: { whole: new Scope(stack, "sidecar-images"), tag: new Scope(stack, "sidecar-image-tags") },
  };
  const variables = new Map<string, TerraformCode>(
    owners.flatMap((owner) => [
      [`${owner.name}_image`, wholeVariable(scopes[owner.kind].whole, owner)] as const,
      [`${owner.name}_image_tag`, tagVariable(scopes[owner.kind].tag, owner)] as const,
    ]),
  );
  const chosen = isModule && variables.size > 0 ? new ChosenImages(stack, variables) : undefined;
  const chosenOr = (variable: string) => chosen?.of(variable) ?? variables.get(variable) ?? code`""`;
  return {
    of: (owner: string): ImageVariables => ({
      whole: chosenOr(`${owner}_image`),
      tag: chosenOr(`${owner}_image_tag`),
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
  { name, kind }: ImageOwner,
  { address }: Repository,
  { whole, tag }: ImageVariables,
  advice: string,
): LoweredImage {
  return {
    reference: evaluated(code`${whole} != "" ? ${whole} : "\${${address}.repository_url}:\${${tag}}"`),
    precondition: {
      condition: evaluated(code`${whole} != "" || ${tag} != ""`),
      errorMessage: literal(`Which image of ${kind} ${name} is to run? ${advice}`),
    },
  };
}

/** An ECR host, as account and region, and the repository behind it. */
const ECR_IMAGE = "^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)";

interface PulledImage {
  readonly repository: Repository;
  /** The variable that may name another image. */
  readonly whole: TerraformCode;
}

/** The ARN of the repository that the image is pulled from: that of the whole reference where it lies in ECR, or else the stack's own. */
function pulledFrom(image: PulledImage): TerraformString {
  return evaluated(code`try(one(${namedIn(image)}), ${image.repository.address}.arn)`);
}

/** A list of the ARN of the repository that a whole reference names; an error where it names none in ECR. */
function namedIn({ repository: { address }, whole }: PulledImage): TerraformCode {
  const partition = code`split(":", ${address}.arn)[1]`;
  const arn = code`format("arn:%s:ecr:%s:%s:repository/%s", ${partition}, image[1], image[0], image[2])`;
  return code`[for image in [regex(${quoted(ECR_IMAGE)}, ${whole})] : ${arn}]`;
}
