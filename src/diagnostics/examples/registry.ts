import type { registry as codes } from "../codes/registry.js";
import { type CodeExample, example } from "./example.js";

const ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

/** A service with an image, and how ECS gets at it. */
const file = (image: string, registry?: string) => `
    services:
      web:
        image: ${image}${registry === undefined ? "" : `\n        registry: ${registry}`}
    `;

const bounded = (account: string) => `
    infra:
      roles:
        permissionsBoundary: arn:aws:iam::${account}:policy/boundary
    services:
      web:
        image: ${ECR}/web:1.4
    `;

/** NK383 to NK387. */
export const registry: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK383: example(file(`${ECR}/web:1.4`, "shop/ecr-login"), file(`${ECR}/web:1.4`)),
  NK384: example(file("nginx:1.29", "pull-through"), file(`${ECR}/docker-hub/library/nginx:1.29`, "pull-through")),
  NK385: example(file("ghcr.io/acme/web:1.4", "ghcr login"), file("ghcr.io/acme/web:1.4", "shop/ghcr-login")),
  NK386: example(
    file(`${ECR}/docker-hub/library/nginx:1.29`),
    file(`${ECR}/docker-hub/library/nginx:1.29`, "pull-through"),
  ),
  NK387: example(bounded("210987654321"), bounded("123456789012")),
};
