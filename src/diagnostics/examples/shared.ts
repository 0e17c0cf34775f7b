import type { shared as codes } from "../codes/shared.js";
import { type CodeExample, example } from "./example.js";

const component = (infra: string) => `
    name: shop
    component: web
    infra:
      ${infra}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

const environments = (names: string) => `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments: ${names}
    `;

const calls = (url: string) => `
    name: shop
    component: web
    infra:
      shared: true
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          API: ${url}
      api:
        image: ghcr.io/acme/api:2.1
        port: 9000
    `;

export const shared: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK523: example(
    `
    name: shop
    infra:
      shared: true
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    component("shared: true"),
  ),
  NK524: example(component("shared: true\n      cidr: 10.1.0.0/16"), component("shared: true")),
  NK525: example(environments("{ stage: {}, stage--web: {} }"), environments("{ stage: {}, stage-of-web: {} }")),
  NK526: example(calls("http://api:9000"), calls("http://api.web:9000")),
  NK527: example(component("provide: { efs: true }"), component("shared: true")),
  NK528: example(
    `
    name: shop
    infra:
      vpc: vpc-0123456789abcdef0
      efs: { existing: fs-0123456789abcdef0, securityGroups: [sg-0123456789abcdef0] }
      provide: { efs: true }
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    name: shop
    infra:
      provide: { efs: true }
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
};
