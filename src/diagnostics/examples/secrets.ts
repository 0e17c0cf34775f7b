import type { secrets as codes } from "../codes/secrets.js";
import { type CodeExample, example } from "./example.js";

const keys = Array.from({ length: 150 }, (_, index) => `SUPPLIER_${index + 1}`);
const web = "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n    secrets:\n";

/** NK22 and NK930: secrets. */
export const secrets: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK220: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: ssm, name: /shop/api token }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: ssm, name: /shop/api-token }
    `,
  ),
  NK221: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { arn: "arn:aws:s3:::shop-secrets/api-token" }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-AbCdEf", key: token }
    `,
  ),
  NK222: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: ssm, name: /shop/tokens, key: api }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: secretsmanager, name: shop/tokens, key: api }
    `,
  ),
  NK223: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: secretsmanager, name: shop/tokens, key: "api:token" }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: secretsmanager, name: shop/tokens, key: api-token }
    `,
  ),
  NK224: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN:
            from: ssm
            arn: arn:aws:ssm:eu-west-1:123456789012:parameter/shop/token
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN:
            arn: arn:aws:ssm:eu-west-1:123456789012:parameter/shop/token
    `,
  ),
  NK225: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          DATABASE_URL: postgres://localhost/shop
        secrets:
          DATABASE_URL: { from: vault }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          DATABASE_URL: { from: vault }
    `,
  ),
  NK226: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          api+token: { from: ssm }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          api+token: { from: ssm, name: /shop/api-token }
    `,
  ),
  NK227: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          SMTP_PASSWORD: \${SMTP_PASSWORD}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          SMTP_PASSWORD: { from: vault }
    `,
    { variables: { SMTP_PASSWORD: "from-the-environment" } },
  ),
  NK228: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          DATABASE_URL: postgres://shop:s3cret@db.example.com/shop
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          DATABASE_URL: { from: vault } # the whole URL
    `,
  ),
  NK229: example(
    web + keys.map((key) => `      ${key}: { from: ssm }\n`).join(""),
    web + keys.map((key) => `      ${key}: { from: secretsmanager }\n`).join(""),
    {
      shown: `${web}      SUPPLIER_1: { from: ssm }\n      # ... and 149 more\n`,
      right: {
        shown: `${web}      SUPPLIER_1: { from: secretsmanager } # all are keys of one secret\n      # ... and 149 more\n`,
      },
    },
  ),
  NK231: example(
    `
    services:
      cache:
        image: ghcr.io/acme/cache:7
        start: cache-server --requirepass \${CACHE_PASSWORD}
    `,
    `
    services:
      cache:
        image: ghcr.io/acme/cache:7
        start: cache-server --requirepass $$CACHE_PASSWORD # the container's shell replaces it
        secrets:
          CACHE_PASSWORD: { from: vault }
    `,
    { variables: { CACHE_PASSWORD: "from-the-environment" } },
  ),
  NK232: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          SMTP: \${SMTP_PASSWORD}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          SMTP: { from: vault }
    `,
    { variables: { SMTP_PASSWORD: "from-the-environment" } },
  ),
  NK233: example(
    `
    services:
      cache:
        image: ghcr.io/acme/cache:7
        start: cache-server --requirepass s3cret
    `,
    `
    services:
      cache:
        image: ghcr.io/acme/cache:7
        start: cache-server --requirepass $$CACHE_PASSWORD
        secrets:
          CACHE_PASSWORD: { from: vault }
    `,
  ),
  NK234: example(
    `
    services:
      web:
        path: ./web
        build:
          args:
            NPM_TOKEN: \${NPM_TOKEN}
    `,
    `
    services:
      web:
        path: ./web # its Dockerfile has RUN --mount=type=secret,id=token
        build: true
    `,
    { variables: { NPM_TOKEN: "from-the-environment" } },
  ),
  NK930: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: vault }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: ssm, name: /shared/api-token } # it is kept elsewhere
    `,
  ),
};
