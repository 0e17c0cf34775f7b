import type { frontDoor as codes } from "../codes/front-door.js";
import { type CodeExample, example } from "./example.js";
import { hosts, secure, web } from "./published.js";

/** A published service whose load balancer is told something. */
const targetGroup = (settings: string, host = "host: shop.example.com") => `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        ${host}
        updateStrategy: rolling
        aws:
          targetGroup: ${settings}
    `;

/** A published service whose load balancer has settings. */
const loadBalancer = (settings: string, https = "dns: aws") => `
    infra:
      ${https}
      loadBalancer: ${settings}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `;

/** A published service, and what makes HTTPS. */
const published = (https: string) => `
    infra:
      ${https}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `;

const certificate = (index: number) =>
  `"arn:aws:acm:eu-west-1:123456789012:certificate/${String(index).padStart(8, "0")}-89ab-cdef-0123-456789abcdef"`;
/** So many certificates, two in a line, with ids that are shorter than those of AWS. */
const certificates = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const arn = `arn:aws:acm:eu-west-1:123456789012:certificate/${index + 1}`;
    return index % 2 === 0 ? `\n        ${arn}` : ` ${arn}`;
  }).join(",");

const ireland = "region: eu-west-1\n      dns: aws";
const webAcl = (region: string) =>
  `{ waf: "arn:aws:wafv2:${region}:123456789012:regional/webacl/web/01234567-89ab-cdef-0123-456789abcdef" }`;
const tlsPolicy = "{ tlsPolicy: ELBSecurityPolicy-TLS13-1-3-2021-06 }";

/** NK44, NK45 and NK925 to NK928: what the internet reaches. */
export const frontDoor: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK440: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: https://shop.example.com/
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK441: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK442: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
        host: api.shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK444: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.localhost
        updateStrategy: rolling
    environments:
      stage: {}
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.localhost # at home
        updateStrategy: rolling
    environments:
      stage:
        services:
          web:
            host: stage.shop.example.com
            updateStrategy: rolling
    `,
  ),
  NK445: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws # Route 53 serves the domain: a certificate is made
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK446: example(
    `
    infra:
      dns: aws
      zones: [eu-west-1a]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
      zones: [eu-west-1a, eu-west-1b]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK447: example(
    `
    infra:
      dns: aws
      cidr: 10.0.0.0/24
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
      cidr: 10.0.0.0/16
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK448: example(
    `
    infra:
      dns: aws
      hostedZone: example.com
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.org
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
      hostedZone: example.org
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.org
        updateStrategy: rolling
    `,
  ),
  NK449: example(
    `
    ${secure.trimEnd().replaceAll("\n", "\n    ")}
      hostedZone: example.com
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    ${secure.trimEnd().replaceAll("\n", "\n    ")}
      dns: aws
      hostedZone: example.com
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK450: example(
    `
    infra:
      region: eu-west-1
      certificateArn: arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      region: eu-west-1
      certificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK451: example(
    `
    infra:
      dns: aws
      hostedZone: example.com
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: the-shop-with-the-longest-name-in-the-whole-of-the-country.shops.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
      hostedZone: example.com
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com, the-shop-with-the-longest-name-in-the-whole-of-the-country.shops.example.com
        updateStrategy: rolling
    `,
  ),
  NK452: example(`${secure}${web}${hosts(101).join(", ")}\n`, `${secure}${web}"*.example.com"\n`, {
    shown: `${secure}${web}shop-1.example.com, shop-2.example.com # ... and 99 more\n`,
    right: { shown: `${secure}${web}"*.example.com"\n` },
  }),
  NK453: example(`infra:\n  dns: aws\n${web}${hosts(11).join(", ")}\n`, `infra:\n  dns: aws\n${web}"*.example.com"\n`, {
    shown: `infra:\n  dns: aws\n${web}shop-1.example.com, shop-2.example.com # ... and 9 more\n`,
    right: { shown: `infra:\n  dns: aws\n${web}"*.example.com"\n` },
  }),
  NK454: example(
    `
    infra:
      dns: aws
    services:
      database:
        image: postgres:17
        expose: 5432
        host: db.example.com
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
    `
    services:
      database:
        image: postgres:17
        expose: 5432 # to the services beside it, as database:5432
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
  ),
  NK455: example(
    targetGroup("{ healthCheck: { interval: 5 } }"),
    targetGroup("{ healthCheck: { interval: 5, timeout: 4 } }"),
  ),
  NK456: example(
    targetGroup("{ healthCheck: { codes: 399-200 } }"),
    targetGroup("{ healthCheck: { codes: 200-399 } }"),
  ),
  NK457: example(
    targetGroup("{ healthCheck: { path: /healthz } }", "memory: 512mb"),
    targetGroup("{ healthCheck: { path: /healthz } }"),
  ),
  NK458: example(loadBalancer(tlsPolicy, "region: eu-west-1"), loadBalancer(tlsPolicy), { also: ["NK445"] }),
  NK459: example(loadBalancer('{ accessLogs: "s3://acme-logs" }'), loadBalancer('{ accessLogs: "acme-logs" }')),
  NK466: example(loadBalancer(webAcl("us-east-1"), ireland), loadBalancer(webAcl("eu-west-1"), ireland)),
  NK467: example(`${secure}${web}shop.example.com/api/\n`, `${secure}${web}shop.example.com/api\n`),
  NK468: example(published(`certificateArns: [${certificate(1)}]`), published(`certificateArn: ${certificate(1)}`)),
  NK469: example(
    published(`certificateArn: ${certificate(1)}\n      certificateArns: [${certificate(1)}]`),
    published(`certificateArn: ${certificate(1)}\n      certificateArns: [${certificate(2)}]`),
  ),
  NK475: example(
    published(`certificateArn: ${certificate(0)}\n      certificateArns: [${certificates(26)}]`),
    published(`certificateArn: ${certificate(0)}\n      certificateArns: [${certificates(25)}]`),
  ),
  NK925: example(
    `
    ${secure.trimEnd().replaceAll("\n", "\n    ")}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws # Route 53 serves the domain
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK926: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK928: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
    `
    infra:
      dns: aws
      hostedZone: shop.example.com # the subdomain has a zone of its own
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
};
