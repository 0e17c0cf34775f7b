import type { kmsKey as codes } from "../codes/kms-key.js";
import { type CodeExample, example } from "./example.js";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

const file = (key = "") => `
    infra:
      region: eu-west-1${key}
    services:
      web:
        image: nginx:1.29
    `;

/** NK517. */
export const kmsKey: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK517: example(file(`\n      kmsKeyArn: ${KEY}`), file()),
};
