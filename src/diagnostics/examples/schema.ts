import type { schema as codes } from "../codes/schema.js";
import { type CodeExample, example } from "./example.js";

/** NK1: keys and values. */
export const schema: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK101: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memroy: 1gb
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1gb
    `,
  ),
  NK102: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: database
      database:
        image: ghcr.io/acme/database:2.0
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [database] # a list, also of one
      database:
        image: ghcr.io/acme/database:2.0
    `,
  ),
  NK103: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: blue-green
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
    `,
  ),
  NK104: example(
    `
    infra:
      region: Ireland
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      region: eu-west-1
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK105: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 80800
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
    `,
  ),
  NK106: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        service: web
        command: node cleanup.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    cron:
      cleanup:
        schedule: 0 3 * * *
        service: web
        command: node cleanup.js
    `,
  ),
  NK107: example(
    `
    services:
      web.api:
        image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web-api:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK108: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          PREFIX:
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        env:
          PREFIX: ""
    `,
  ),
  NK110: example(
    `
    services:
      web:
        image: nginx
        privileged: true
    `,
    `
    services:
      web:
        image: nginx
    `,
  ),
  NK109: example(
    `
    infra:
      zones: []
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    infra:
      zones: [eu-west-1a, eu-west-1b] # or no \`zones\` at all: two are picked
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
};
