import { type ElementFamily, element } from "./element.js";
import { someBuilt } from "./presence.js";

/** What the repositories of all services share. */
export const images: ElementFamily = {
  section: "Images",
  elements: [
    element("local.image_lifecycle", "image-lifecycle", "which images ECR deletes again", someBuilt, [
      "infra.keepImages",
    ]),
    element("local.images", "chosen-images", "which images run: as the root says, or else as they are saved", {
      ...someBuilt,
      when: "some service is built, in a module",
    }),
  ],
};
