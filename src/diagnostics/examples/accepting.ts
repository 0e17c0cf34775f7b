import type { accepting as entries } from "../codes/accepting.js";
import { type CodeExample, example } from "./example.js";

export const accepting: Readonly<Record<keyof typeof entries, CodeExample>> = {
  NK021: example(
    `
    name: shop
    x-nanokit:
      accept: [NK9134]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 600mb
    environments: { stage: {} }
    `,
    `
    name: shop
    x-nanokit:
      accept: [NK913]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 600mb
    environments: { stage: {} }
    `,
  ),
  NK022: example(
    `
    name: shop
    x-nanokit:
      accept: [NK505]
    services:
      cache:
        image: postgres:17
        secrets: { POSTGRES_PASSWORD: { from: vault } }
    environments: { stage: {} }
    `,
    `
    name: shop
    services:
      cache:
        x-nanokit:
          accept: [NK505] # filled anew by each task
        image: postgres:17
        secrets: { POSTGRES_PASSWORD: { from: vault } }
    environments: { stage: {} }
    `,
    { also: ["NK505"] },
  ),
  NK023: example(
    `
    name: shop
    x-nanokit:
      accept: [NK913]
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1gb
    environments: { stage: {} }
    `,
    `
    name: shop
    services:
      web:
        image: ghcr.io/acme/web:1.4
        memory: 1gb
    environments: { stage: {} }
    `,
  ),
};
