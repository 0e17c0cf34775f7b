import type { scaling as codes } from "../codes/scaling.js";
import { type CodeExample, example } from "./example.js";

/** NK35 and NK927: how many tasks run. */
export const scaling: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK350: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 0, max: 4 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 1, max: 4 }
    `,
  ),
  NK351: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 4, max: 2 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 2, max: 4 }
    `,
  ),
  NK352: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 2 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 2, max: 4 }
    `,
  ),
  NK353: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { max: 4, cpu_threshold: 0.7 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { max: 4, cpu_threshold: "70%" }
    `,
  ),
  NK354: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        instances: 1
        updateStrategy: rolling
        scale: { min: 2, max: 4 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 2, max: 4 } # begins with 2
    `,
  ),
  NK927: example(
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        instances: 3
        scale: { min: 2, max: 4 }
    `,
    `
    services:
      web:
        image: ghcr.io/acme/web:1.4
        updateStrategy: rolling
        scale: { min: 3, max: 4 } # never fewer than 3
    `,
  ),
};
