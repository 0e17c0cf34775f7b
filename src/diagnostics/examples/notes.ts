import type { notes as codes } from "../codes/notes.js";
import { type CodeExample, example } from "./example.js";

/** NK9: what becomes of a key. */
export const notes: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK901: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        hooks: { prestop: ./drain }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4 # its program drains when it gets SIGTERM
        aws: { stopTimeout: 90 }
    `,
  ),
  NK902: example(
    `
    gatewayPort: 8080
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
  ),
  NK910: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    name: shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    { folder: "My shop" },
  ),
  NK911: example(
    `
    name: shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `,
    `
    name: shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
    environments:
      stage: {}
    `,
  ),
  NK912: example(
    `
    services:
      web:
        build: true
    `,
    `
    services:
      web:
        build: true
        image: ghcr.io/acme/web:\${WEB_VERSION:-1.4} # your pipeline pushes it under this name
    `,
  ),
  NK913: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 768mb
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1gb
    `,
  ),
  NK914: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        port: 8080
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        port: 8080
        host: shop.example.com
        updateStrategy: rolling
    `,
  ),
  NK915: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        volumes:
          - uploads:/srv/uploads
    volumes:
      uploads:
        efs: { uid: 1000, gid: 1000 }
    `,
  ),
};
