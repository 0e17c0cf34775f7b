import type { seeds as codes } from "../codes/seeds.js";
import { type CodeExample, example } from "./example.js";

/** NK388, NK398 and NK399: volumes that begin with what an image has. */
export const seeds: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK388: example(
    `
    services:
      db:
        image: postgres:17
        secrets: { POSTGRES_PASSWORD: { from: vault } }
        volumes: ["records:/var/lib/postgresql/data"]
    volumes:
      records: { seed: image }
    `,
    `
    services:
      db:
        image: postgres:17
        secrets: { POSTGRES_PASSWORD: { from: vault } }
        volumes: ["records:/var/lib/postgresql/data"]
    `,
  ),
  NK398: example(
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["pages:/srv/pages:ro"]
    volumes:
      pages: { seed: image }
    `,
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["pages:/srv/pages"]
    volumes:
      pages: { seed: image }
    `,
  ),
  NK399: example(
    `
    services:
      app:
        image: ghcr.io/example/app:1.4.0
        volumes: ["static:/app/static"]
      web:
        image: nginx:1.29
        volumes: ["static:/usr/share/nginx/html"]
    volumes:
      static: { seed: image }
    `,
    `
    services:
      app:
        image: ghcr.io/example/app:1.4.0
        volumes: ["static:/app/static"]
      web:
        image: nginx:1.29
        volumes: ["static:/usr/share/nginx/html:ro"]
    volumes:
      static: { seed: image }
    `,
  ),
};
