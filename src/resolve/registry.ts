import { ecrRepository, parseImageReference } from "../aws/images/reference.js";
import { loginProblem, registryOf } from "../aws/registry.js";
import type { Located } from "../diagnostics/source.js";
import type { Image, Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";

/** Why ECS cannot get at an image as a service says. */
export type RegistryProblem =
  /** It takes no login: ECR lets in by the rights of the execution role, ECR Public everybody. */
  | { readonly kind: "no-login"; readonly where: "ecr" | "ecr-public" | "built" }
  /** It is in no pull-through cache of ECR. */
  | { readonly kind: "no-cache"; readonly where: "elsewhere" | "built" }
  /** The secret cannot be one. */
  | { readonly kind: "secret"; readonly problem: string };

/** How ECS gets at the image of a service; nothing where that is wrong. */
export function resolveRegistry(
  { registry }: Pick<ServiceDocument["fields"], "registry">,
  image: Image,
): Pick<Service, "registry"> {
  if (!registry || registryProblem(registry, image)) return {};
  return { registry: registryOf(registry.value) };
}

/** What is wrong with `registry` of a service. */
export function registryProblem({ value }: Located<string>, image: Image): RegistryProblem | undefined {
  const registry = registryOf(value);
  const where = placeOf(image);
  if (registry.kind === "pull-through") return withoutCache(where);
  if (where !== "elsewhere") return { kind: "no-login", where };
  const problem = loginProblem(registry.secret);
  return problem === undefined ? undefined : { kind: "secret", problem };
}

type Place = "ecr" | "ecr-public" | "built" | "elsewhere";

function withoutCache(where: Place): RegistryProblem | undefined {
  if (where === "ecr") return undefined;
  return { kind: "no-cache", where: where === "built" ? "built" : "elsewhere" };
}

function placeOf(image: Image): Place {
  if (image.kind === "variable") return "built";
  const reference = parseImageReference(image.reference);
  if (reference && ecrRepository(reference)) return "ecr";
  return reference?.registry === "public.ecr.aws" ? "ecr-public" : "elsewhere";
}
