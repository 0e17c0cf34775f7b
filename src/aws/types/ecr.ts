import { named, on, only } from "./grant.js";
import { data, onChange, steps } from "./marks.js";
import type { ResourceRow } from "./row.js";

const repository = named("ecr:repository/{name}");

/** Repositories of images. Source of the grants: AmazonECR user guide, encryption-at-rest. */
export const ecr = {
  aws_ecr_repository: {
    source: "ecr/repository.go",
    blocks: "encryption_configuration image_scanning_configuration image_tag_mutability_exclusion_filter timeouts",
    tagged: true,
    forceNew: ["encryption_configuration", "name"],
    unique: [
      {
        attributes: ["name"],
        within: "region",
        source: "botocore ecr, CreateRepository, RepositoryAlreadyExistsException",
      },
    ],
    marks: [
      onChange("image_tag_mutability", "weakens", "lets a tag be given to another image.", { isNot: "IMMUTABLE" }),
      onChange("image_scanning_configuration.scan_on_push", "weakens", "no longer scans images.", { isNot: true }),
    ],
    rules: {
      images: {
        lost: data("is {past}, with all its images."),
        otherKey: steps(
          "NK609",
          "data",
          "is replaced, as ECR cannot change the key of a repository, and deletes no repository that has images. To keep them, write `infra.kmsKeyArn` again. To give them up, delete the repository before you apply, and push them again after it: `aws ecr delete-repository --force --repository-name {name}`. Until then, no task that needs them can start.",
        ),
        inTheWay: steps(
          "NK612",
          "note",
          "is {past}, but ECR deletes no repository that has images. Before you apply, take it out of the state, so that it stays on AWS; in the folder of the stack: `terraform state rm {address}`. Its images stay, and tasks can go on with them. Pass no `-var` for its service any more. If it is built again one day: `terraform import {address} {name}`. When nothing runs its images: `aws ecr delete-repository --force --repository-name {name}`.",
        ),
      },
    },
    iam: [
      on("ecr", repository, {
        create: "CreateRepository TagResource",
        read: "DescribeRepositories ListTagsForResource",
        update: "PutImageTagMutability PutImageScanningConfiguration TagResource UntagResource",
        delete: "DeleteRepository",
      }),
      only(
        "encryption_configuration.kms_key",
        on(
          "kms",
          {
            arn: "{encryption_configuration.kms_key}",
            conditions: { StringLike: { "kms:ViaService": ["ecr.*.amazonaws.com*"] } },
          },
          { create: "CreateGrant DescribeKey", delete: "RetireGrant" },
          "ECR does it in the name of the caller, for the repository",
        ),
      ),
    ],
  },
  aws_ecr_lifecycle_policy: {
    source: "ecr/lifecycle_policy.go",
    tagged: false,
    forceNew: ["policy", "repository"],
    unique: [{ attributes: ["repository"], within: "repository", source: "botocore ecr, PutLifecyclePolicy" }],
    iam: [
      on("ecr", named("ecr:repository/{repository}"), {
        create: "PutLifecyclePolicy",
        read: "GetLifecyclePolicy",
        update: "PutLifecyclePolicy",
        delete: "DeleteLifecyclePolicy",
      }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
