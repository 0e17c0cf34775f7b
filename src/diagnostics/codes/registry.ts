import { code } from "./entry.js";

/** Where an image lies that takes no login. */
const WITHOUT_LOGIN = {
  ecr: "is in ECR, where ECS pulls with the rights of a role",
  "ecr-public": "is in ECR Public, where everybody may pull",
  built: "is built for this stack and is in its ECR repository",
} as const;

/** Why an image is in no pull-through cache. */
const WITHOUT_CACHE = {
  elsewhere: "is not in ECR",
  built: "is built for this stack",
} as const;

/** NK383 to NK387: images that not everybody may pull. */
export const registry = {
  NK383: code<{ service: string; where: keyof typeof WITHOUT_LOGIN }>({
    severity: "error",
    title: "Login to a registry that needs none",
    message: ({ service, where }) => `The image of \`${service}\` ${WITHOUT_LOGIN[where]}: it needs no login.`,
    help: () => "Remove `registry`.",
    ownWords: ["where"],
    why: "ECS would log in with the secret, and ECR would refuse that.",
    fix: "Remove `registry`: tasks may pull from a repository of ECR without it.",
  }),
  NK384: code<{ service: string; where: keyof typeof WITHOUT_CACHE }>({
    severity: "error",
    title: "Not a pull-through cache",
    message: ({ service, where }) =>
      `The image of \`${service}\` ${WITHOUT_CACHE[where]}, so it is not in a pull-through cache.`,
    help: () =>
      "Write the image with the name that it has in the cache: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.29`. Or, to log in, name the secret: `registry: shop/registry-login`.",
    ownWords: ["where"],
    why: "Pull-through caches are repositories of ECR.",
    fix: "Write the image with the host of ECR and the prefix of the cache in front.",
  }),
  NK385: code<{ problem: string }>({
    severity: "error",
    title: "Not a secret with a login",
    message: ({ problem }) => `This names no secret in Secrets Manager: it ${problem}.`,
    help: () =>
      "Write the name of the secret, such as `shop/ghcr-login`, or its whole ARN. Write `pull-through` for an image in a pull-through cache.",
    why: "ECS logs in to a registry with a secret in Secrets Manager, JSON with `username` and `password`.",
    fix: "Make one with `aws secretsmanager create-secret`, and name it here.",
  }),
  NK386: code<{ service: string; repository: string }>({
    severity: "note",
    title: "Image that seems to be in a pull-through cache",
    message: ({ service, repository }) =>
      `By its name, \`${repository}\` is in a pull-through cache of ECR. \`${service}\` may pull only what the cache already has: a new image is not fetched.`,
    help: () => "Write `registry: pull-through` at the service: then the cache fetches a new image.",
    why: "The first pull of an image through a cache needs two more rights: to fetch it and to make its repository.",
    fix: "Write `registry: pull-through` at the service. If somebody else puts new images into the cache, nothing needs to be done.",
  }),
  NK387: code<{ service: string; account: string; repository: string }>({
    severity: "note",
    title: "Image of another account",
    message: ({ service, account, repository }) =>
      `The image of \`${service}\` is in the account ${account}. There, the policy of \`${repository}\` must allow your account to pull.`,
    why: "ECR checks both sides: the role in your account may pull, but the repository in the other account has to allow it too.",
    fix: "In the other account, allow `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer` and `ecr:BatchCheckLayerAvailability` to this account in the policy of the repository.",
  }),
} as const;
