import type { discovery as codes } from "../codes/discovery.js";
import { type CodeExample, example } from "./example.js";

/** NK34 and NK920 to NK922: networks and names. */
export const discovery: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK340: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [backend]
    `,
    `
    networks:
      backend: {}
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [backend]
    `,
  ),
  NK341: example(
    `
    networks: { orders: {}, stock: {}, mail: {}, search: {}, media: {} }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [orders, stock, mail, search, media]
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
        networks: [orders, stock, mail, search]
      media:
        image: ghcr.io/acme/media:1.4
        expose: 8080
        networks: [media]
    `,
    `
    networks: { media: {} }
    services:
      web:
        image: ghcr.io/acme/web:1.4
        networks: [default, media]
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
      media:
        image: ghcr.io/acme/media:1.4
        expose: 8080
        networks: [media]
    `,
  ),
  NK342: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      stock-api:
        image: ghcr.io/acme/stock:1.4
        expose: 8080
      stock_api:
        image: ghcr.io/acme/stock:0.9
        expose: 8080
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      stock-api:
        image: ghcr.io/acme/stock:1.4
        expose: 8080
      old-stock-api:
        image: ghcr.io/acme/stock:0.9
        expose: 8080
    `,
  ),
  NK920: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    `,
    `
    infra:
      discovery: service-connect # known, and fine
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    `,
  ),
  NK921: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [cache]
      cache:
        image: redis:8
        volumes:
          - cache:/data
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        depends_on: [cache]
      cache:
        image: redis:8
        expose: 6379
        volumes:
          - cache:/data
    `,
  ),
  NK922: example(
    `
    infra:
      discovery: none
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    `,
    `
    infra:
      discovery: service-connect
    services:
      web:
        image: ghcr.io/acme/web:1.4
      api:
        image: ghcr.io/acme/api:1.4
        expose: 8080
    `,
  ),
};
