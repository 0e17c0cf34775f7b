import type { builds as codes } from "../codes/builds.js";
import { type CodeExample, example } from "./example.js";

/** NK37 and NK935 to NK937: builds, what runs before a service, and what it asks of Fargate. */
export const builds: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK370: example(
    `
    services:
      web:
        build: { context: ../web }
    `,
    `
    services:
      web:
        build: { context: ./web }
    `,
  ),
  NK371: example(
    `
    services:
      web:
        build:
          args: { NODE-VERSION: 22 }
    `,
    `
    services:
      web:
        build:
          args: { NODE_VERSION: 22 }
    `,
  ),
  NK372: example(
    `
    services:
      web:
        build: true # the Dockerfile is in web/
    `,
    `
    services:
      web:
        path: ./web
        build: true
    `,
    { files: ["web/Dockerfile"] },
  ),
  NK373: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        hooks:
          prestart: ""
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        hooks:
          prestart: node migrate.js
    `,
  ),
  NK374: example(
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
        aws:
          spot: true
    `,
    `
    services:
      database:
        image: postgres:17
        volumes:
          - data-store:/var/lib/postgresql/data
    `,
  ),
  NK375: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        aws:
          ephemeralStorage: 10Gi
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        aws:
          ephemeralStorage: 50Gi # every task has 20 anyway
    `,
  ),
  NK376: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        aws:
          healthCheck:
            command: [curl, -f, http://localhost:8080/]
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        aws:
          healthCheck:
            command: [CMD, curl, -f, http://localhost:8080/]
    `,
  ),
  NK377: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        provisioning:
          install: npm ci
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4 # its Dockerfile runs \`npm ci\`
        hooks:
          prestart: node migrate.js
    `,
  ),
  NK935: example(
    `
    services:
      web:
        path: ./web # holds a package.json
    `,
    `
    services:
      web:
        path: ./web
        runtime: node
    `,
    { files: ["web/package.json", "web/Dockerfile"] },
  ),
  NK936: example(
    `
    services:
      web:
        path: ./web
        image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        path: ./web
        build: true # the image is built from ./web
    `,
  ),
  NK937: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        hooks:
          prestart: node migrate.js
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        start: node migrate.js && node server.js # in the service's own container
    `,
  ),
};
