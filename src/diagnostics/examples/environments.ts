import type { environments as codes } from "../codes/environments.js";
import { type CodeExample, example, session } from "./example.js";

/** NK2: environments, variables and names. */
export const environments: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK201: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      stage: {}
      production: {}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      stage: {}
      production: {}
    `,
    { environments: ["prod"], right: { environments: ["production"] } },
  ),
  NK202: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      development:
        infra:
          provider: docker
      stage: {}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      development:
        infra:
          provider: docker
      stage: {} # without a provider, or with \`aws\`
    `,
    { environments: ["development"], right: { environments: ["stage"] } },
  ),
  NK203: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      production:
        infra:
          provider: hetzner
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      production:
        infra:
          provider: aws
    `,
  ),
  NK204: example(
    `
    name: My Shop!
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    name: my-shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK205: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    name: shop # whatever the folder is called
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    { folder: "2024" },
  ),
  NK206: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      Web:
        image: ghcr.io/acme/admin:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      admin:
        image: ghcr.io/acme/admin:1.4
    `,
  ),
  NK207: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: not-so-secret
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        secrets:
          API_TOKEN: { from: vault } # kept in AWS, read when a task starts
    `,
  ),
  NK208: example(
    `
    name: shop
    services: {}
    `,
    `
    name: shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
        instances: 0 # keeps the data and runs nothing
    `,
  ),
  NK211: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:\${WEB_VERSION}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:\${WEB_VERSION:-1.4} # or WEB_VERSION=1.4 in .env
    `,
  ),
  NK212: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          PATTERN: \${[a-z]+}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          PATTERN: $$\{[a-z]+} # \`$$\` is one \`$\`
    `,
  ),
  NK213: session(
    { "nanokit.yml": "services:\n  web:\n    image: ghcr.io/acme/web:1.4\n", ".env": "WEB_VERSION 1.4\n" },
    `
    $ cat .env
    WEB_VERSION 1.4
    $ nanokit-tf validate
    .env:1:1 warning NK213: This line was left out: it has no \`=\`.
    `,
    `
    $ echo WEB_VERSION=1.4 > .env
    $ nanokit-tf validate
    nanokit.yml is valid: shop (stage)
    `,
  ),
  NK240: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      eu-web:
        image: ghcr.io/acme/web:1.4
    environments:
      stage: {}
      stage-eu: {}
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      web-eu:
        image: ghcr.io/acme/web:1.4
    environments:
      stage: {}
      stage-eu: {}
    `,
  ),
  NK241: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 80
        host: shop.example.com
        updateStrategy: rolling
    environments:
      stage: {}
      production: {}
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 80
        host: shop.example.com
        updateStrategy: rolling
    environments:
      stage:
        services:
          web:
            host: stage.shop.example.com
            updateStrategy: rolling
      production: {}
    `,
  ),
};
