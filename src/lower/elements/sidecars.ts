import { type ElementFamily, element } from "./element.js";
import { KMS_KEY } from "./keys.js";
import { builtSidecar } from "./presence.js";

/** What belongs to one sidecar, whichever services it is beside. */
export const sidecars: ElementFamily = {
  section: "Sidecar {sidecar}",
  elements: [
    element(
      "aws_ecr_repository.{sidecar}",
      "sidecar-repositories/{sidecar}/resource",
      "the repository of its image",
      builtSidecar,
      ["name", KMS_KEY],
    ),
    element(
      "aws_ecr_lifecycle_policy.{sidecar}",
      "sidecar-repositories/{sidecar}/lifecycle-policy",
      "which images ECR deletes again",
      builtSidecar,
    ),
    element("var.{sidecar}_image_tag", "sidecar-image-tags/{sidecar}", "the tag of the image to run", builtSidecar),
    element(
      "var.{sidecar}_image",
      "sidecar-images/{sidecar}",
      "the image to run, if it is not in its own repository",
      builtSidecar,
    ),
  ],
};
