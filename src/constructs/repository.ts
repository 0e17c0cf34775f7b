import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import type { Construct } from "constructs";
import { addressOf } from "./address.js";
import type { TerraformJson } from "./json-document.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import type { TerraformCode } from "./terraform-code.js";
import { expression, literal, type TerraformString } from "./terraform-string.js";

/** Props of {@link Repository}. */
export interface RepositoryProps {
  /** Lower case, 2 to 256 characters. A change replaces the repository. */
  readonly repositoryName: TerraformString;
  /** Which images go again: a lifecycle policy of ECR as a JSON string, {@link imageLifecycle} for instance. */
  readonly lifecyclePolicy: TerraformString;
  /**
   * ARN of the KMS key that images are encrypted with. ECR changes none: a repository that is there already keeps the key it was made with.
   * @default the keys of ECR
   */
  readonly kmsKeyArn?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * An ECR repository whose tags cannot be moved to another image. Images are scanned when they are pushed, and encrypted. Terraform does
 * not destroy it while images are in it. Children: `resource`, `lifecycle-policy`.
 */
export class Repository extends Part {
  /** The repository. */
  public readonly resource: EcrRepository;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    this.resource = new EcrRepository(this, "resource", {
      name: props.repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      ...encryption(props.kmsKeyArn),
      forceDelete: false,
      ...(props.tags && { tags: { ...props.tags } }),
    });
    new EcrLifecyclePolicy(this, "lifecycle-policy", {
      repository: this.resource.name,
      policy: props.lifecyclePolicy,
    });
  }

  /** Its address, for expressions. */
  public get address(): TerraformCode {
    return addressOf(this.resource);
  }

  /** What an image reference begins with: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  public get repositoryUrl(): TerraformString {
    return expression(this.resource.repositoryUrl);
  }
}

/** With a key, only a new repository gets it: to give it to another, Terraform would have to destroy that one, with its images. */
function encryption(kmsKey: TerraformString | undefined) {
  if (kmsKey === undefined) return { encryptionConfiguration: [{ encryptionType: "AES256" }] };
  return {
    encryptionConfiguration: [{ encryptionType: "KMS", kmsKey }],
    lifecycle: { ignoreChanges: ["encryption_configuration"] },
  };
}

/** What {@link imageLifecycle} keeps. */
export interface ImageLifecycle {
  /**
   * Images with a tag, the latest ones. ECR does not know which image runs: the count has to be greater than the number of images that are
   * pushed while one is in use.
   * @default all
   */
  readonly taggedImages?: number;
  /** Days that an image without a tag stays. */
  readonly untaggedDays: number;
}

const expire = { type: literal("expire") };

/** A lifecycle policy. Source: AmazonECR user guide, lifecycle_policy_parameters. */
export function imageLifecycle({ taggedImages, untaggedDays }: ImageLifecycle): TerraformJson {
  const untagged = {
    rulePriority: 1,
    description: literal(`Expire images without a tag after ${untaggedDays} days`),
    selection: {
      tagStatus: literal("untagged"),
      countType: literal("sinceImagePushed"),
      countUnit: literal("days"),
      countNumber: untaggedDays,
    },
    action: expire,
  };
  return { rules: taggedImages === undefined ? [untagged] : [untagged, latest(taggedImages)] };
}

function latest(count: number) {
  return {
    rulePriority: 2,
    description: literal(`Keep the last ${count} images with a tag`),
    selection: {
      tagStatus: literal("tagged"),
      tagPatternList: [literal("*")],
      countType: literal("imageCountMoreThan"),
      countNumber: count,
    },
    action: expire,
  };
}
