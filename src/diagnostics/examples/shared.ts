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

const onShared = (infra: string) => `
    name: shop
    component: web
    infra:
      cidr: 10.1.0.0/16
      ${infra}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `;

const CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";

const provider = (infra: string) => `
    name: shop
    infra:
      provide: { loadBalancer: true }${infra}
    services:
      api:
        image: ghcr.io/acme/api:2.1
        updateStrategy: rolling
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
  NK529: example(
    onShared("loadBalancer: { shared: true }"),
    onShared("shared: true\n      loadBalancer: { shared: true }").replace("      cidr: 10.1.0.0/16\n", ""),
  ),
  NK530: example(
    provider(`
      vpc: vpc-0123456789abcdef0
      certificateArn: ${CERTIFICATE}
      loadBalancer:
        arn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/edge/0123456789abcdef
        securityGroup: sg-0123456789abcdef0`),
    provider(`
      certificateArn: ${CERTIFICATE}`),
  ),
  NK531: example(
    provider(""),
    provider(`
      certificateArn: ${CERTIFICATE}`),
  ),
};
