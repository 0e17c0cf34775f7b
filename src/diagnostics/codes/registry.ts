import { code } from "./entry.js";

/** Where an image lies that takes no login. */
const WITHOUT_LOGIN = {
  ecr: "lies in ECR, which lets ECS in by the rights of a role",
  "ecr-public": "lies in ECR Public, which lets everybody pull",
  built: "is built for this stack and lies in its ECR repository",
} as const;

/** Why an image is in no pull-through cache. */
const WITHOUT_CACHE = {
  elsewhere: "does not lie in ECR",
  built: "is built for this stack",
} as const;

/** NK383 to NK387: images that not everybody may pull. */
export const registry = {
  NK383: code<{ service: string; where: keyof typeof WITHOUT_LOGIN }>({
    severity: "error",
    title: "Login to a registry that takes none",
    message: ({ service, where }) => `The image of \`${service}\` ${WITHOUT_LOGIN[where]}: it takes no login.`,
    help: () => "Remove `registry`.",
    ownWords: ["where"],
    why: "ECS would log in with what the secret holds, and ECR would refuse it.",
    fix: "Remove `registry`: the rights to pull from a repository of ECR are there without it.",
  }),
  NK384: code<{ service: string; where: keyof typeof WITHOUT_CACHE }>({
    severity: "error",
    title: "Pull-through cache that is none",
    message: ({ service, where }) =>
      `The image of \`${service}\` ${WITHOUT_CACHE[where]}, and so it is in no pull-through cache.`,
    help: () =>
      "Write the image as the cache has it, `123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.29`, or name the secret with the login.",
    ownWords: ["where"],
    why: "Pull-through caches are repositories of ECR.",
    fix: "Name the image by the host of ECR and the prefix of the cache's rule.",
  }),
  NK385: code<{ problem: string }>({
    severity: "error",
    title: "Not a secret with a login",
    message: ({ problem }) => `This names no secret in Secrets Manager: it ${problem}.`,
    help: () => "Write its name, such as `shop/ghcr-login`, or its whole ARN; or `pull-through`.",
    why: "ECS logs in to a registry with a secret in Secrets Manager, JSON with `username` and `password`.",
    fix: "Make one with `aws secretsmanager create-secret`, and name it here.",
  }),
  NK386: code<{ service: string; repository: string }>({
    severity: "note",
    title: "Image that seems to be in a pull-through cache",
    message: ({ service, repository }) =>
      `By its name, \`${repository}\` is in a pull-through cache of ECR. ECS may pull for \`${service}\` what is in it already, and have nothing fetched.`,
    help: () => "Write `registry: pull-through`, so that a new image is fetched when it is first pulled.",
    why: "The first pull of an image through a cache takes two rights more, to fetch it and to make its repository.",
    fix: "Write `registry: pull-through` at the service. Where someone else sees to it that images are in the cache, nothing needs to be done.",
  }),
  NK387: code<{ service: string; account: string; repository: string }>({
    severity: "note",
    title: "Image of another account",
    message: ({ service, account, repository }) =>
      `The image of \`${service}\` lies in the account ${account}: the policy of \`${repository}\` there has to let this account pull.`,
    why: "ECR asks both: the role of this account may pull, and the repository of the other has to allow it.",
    fix: "In the other account, allow `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer` and `ecr:BatchCheckLayerAvailability` to this account in the policy of the repository.",
  }),
} as const;
