import { secretArn, secretNameProblem } from "./secrets.js";

/** How ECS gets at the image of a service that not everybody may pull. */
export type Registry =
  /** It logs in with what a secret in Secrets Manager holds, given by name or ARN: JSON with `username` and `password`. */
  | { readonly kind: "login"; readonly secret: string }
  /** The image is in a pull-through cache of ECR, which fetches it when it is first pulled. */
  | { readonly kind: "pull-through" };

/** The word for a pull-through cache in place of a secret. */
export const PULL_THROUGH = "pull-through";

/**
 * What a pull from a pull-through cache takes beside the pull, where the image is not in it yet. A rule whose template tags repositories
 * also takes `ecr:TagResource`. Source: AmazonECR user guide, pull-through-cache-iam.
 */
export const FIRST_PULL_ACTIONS = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"] as const;

/** What ECS reads before a container starts: its secrets, and the login to the registry of its image. */
export function secretsReadFor<F>({
  secrets = [],
  registry,
}: {
  readonly secrets?: readonly { readonly from: F }[];
  readonly registry?: Registry;
}): readonly (F | { readonly store: "secretsmanager"; readonly id: string })[] {
  const login = registry?.kind === "login" ? [{ store: "secretsmanager" as const, id: registry.secret }] : [];
  return [...secrets.map(({ from }) => from), ...login];
}

/** What a text says of a registry. */
export function registryOf(text: string): Registry {
  return text === PULL_THROUGH ? { kind: "pull-through" } : { kind: "login", secret: text };
}

/**
 * Why a text names no secret with which ECS can log in, in words that follow "it" and never repeat the text. Only Secrets Manager can hold
 * one. Source: AmazonECS developer guide, private-auth.
 */
export function loginProblem(secret: string): string | undefined {
  if (!secret.startsWith("arn:")) return secretNameProblem(secret);
  const found = secretArn(secret);
  if ("problem" in found) return found.problem;
  return found.store === "secretsmanager"
    ? undefined
    : "is an SSM parameter, and ECS logs in with Secrets Manager only";
}
