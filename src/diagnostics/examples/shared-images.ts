import type { sharedImages as codes } from "../codes/shared-images.js";
import { type CodeExample, example } from "./example.js";

/** NK418 and NK420: one image for several services. */
export const sharedImages: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK418: example(
    `
    services:
      web:
        build: true
      worker:
        imageOf: shop
        command: node worker.js
    `,
    `
    services:
      web:
        build: true
      worker:
        imageOf: web
        command: node worker.js
    `,
    { files: ["Dockerfile"] },
  ),
  NK420: example(
    `
    services:
      web:
        build: true
        aws: { architecture: arm64 }
      worker:
        imageOf: web
        command: node worker.js
    `,
    `
    services:
      web:
        build: true
        aws: { architecture: arm64 }
      worker:
        imageOf: web
        command: node worker.js
        aws: { architecture: arm64 }
    `,
    { files: ["Dockerfile"] },
  ),
};
