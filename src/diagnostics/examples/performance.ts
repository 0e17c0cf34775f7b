import type { performance as codes } from "../codes/performance.js";
import { type CodeExample, example } from "./example.js";

/** NK635 and NK636: volumes that are to be fast. */
export const performance: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK635: example(
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["uploads:/srv/uploads"]
    volumes:
      uploads: { performance: high }
    infra: { efs: { throughput: bursting } }
    `,
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["uploads:/srv/uploads"]
    volumes:
      uploads: { performance: high }
    `,
  ),
  NK636: example(
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["uploads:/srv/uploads", "archive:/srv/archive"]
    volumes:
      uploads: { performance: high }
    `,
    `
    services:
      web:
        image: ghcr.io/example/web:1.4.0
        volumes: ["uploads:/srv/uploads", "archive:/srv/archive"]
    infra: { efs: { throughput: elastic } }
    `,
  ),
};
