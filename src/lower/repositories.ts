import type { Construct } from "constructs";
import { builtImages } from "../aws/built-images.js";
import { nameScope, repositoryName } from "../aws/names.js";
import { JsonDocument } from "../constructs/json-document.js";
import { imageLifecycle, Repository } from "../constructs/repository.js";
import { Scope } from "../constructs/scope.js";
import { literal } from "../constructs/terraform-string.js";
import type { Environment } from "../model/project.js";
import { serviceTags } from "./tags.js";

/** Days that an image without a tag stays: a service names its image by a tag, so that none of these runs unless someone named its digest. */
const UNTAGGED_DAYS = 14;

/** A repository for each image that is built, by the service or the sidecar that it is built for. */
export function lowerRepositories(stack: Construct, environment: Environment): ReadonlyMap<string, Repository> {
  const { project, services, keepImages, kmsKeyArn } = environment;
  const built = builtImages(services);
  if (built.length === 0) return new Map();
  const lifecycle = imageLifecycle({
    untaggedDays: UNTAGGED_DAYS,
    ...(keepImages !== undefined && { taggedImages: keepImages }),
  });
  const lifecyclePolicy = new JsonDocument(stack, "image-lifecycle", lifecycle).encoded;
  const scopes = { service: new Scope(stack, "repositories"), sidecar: new Scope(stack, "sidecar-repositories") };
  return new Map(
    built.map(({ name, kind }) => [
      name,
      new Repository(scopes[kind], name, {
        repositoryName: literal(repositoryName(project, nameScope(environment), name)),
        lifecyclePolicy,
        ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
        // A sidecar may be one of several services.
        ...(kind === "service" && { tags: serviceTags(name) }),
      }),
    ]),
  );
}
