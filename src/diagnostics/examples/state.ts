import type { state as codes } from "../codes/state.js";
import { type CodeExample, example } from "./example.js";

/** A service, and where the state of its stack is. */
const file = (backend: string) => `
    infra:
      backend:
        ${backend}
    services:
      web:
        image: ghcr.io/acme/web:1.4
    `;

const environments = (backend: string) => `${file(backend).trimEnd()}
    environments:
      production: { infra: { cidr: 10.1.0.0/16 } }
      stage: { infra: { cidr: 10.2.0.0/16 } }
    `;

const s3 = (more: string) => `s3: { bucket: acme-state, use_lockfile: true${more} }`;

/** NK510 to NK513. */
export const state: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK510: example(file(s3(", secret_key: change-me")), file(s3(""))),
  NK511: example(file("s3: { bucket: acme-state }"), file(s3(""))),
  NK512: example(environments(s3(", key: shop.tfstate")), environments(s3(""))),
  NK513: example(file("{}"), file(s3(""))),
};
