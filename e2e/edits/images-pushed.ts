import type { Aws } from "../aws.js";
import { objectsAt, stringAt } from "../json.js";

const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: "application/vnd.docker.distribution.manifest.v2+json",
});

/** Puts an image into every repository that has none, as the pipeline of a user does after the repository was made. */
export async function pushImages(aws: Aws, tag: string): Promise<void> {
  const repositories = objectsAt(await aws.ecr("DescribeRepositories"), "repositories");
  for (const repository of repositories) {
    const repositoryName = stringAt(repository, "repositoryName");
    const images = objectsAt(await aws.ecr("ListImages", { repositoryName }), "imageIds");
    if (images.length > 0) continue;
    await aws.ecr("PutImage", { repositoryName, imageTag: tag, imageManifest: MANIFEST });
  }
}
