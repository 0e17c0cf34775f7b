import type { existing as codes } from "../codes/existing.js";
import { type CodeExample, example } from "./example.js";

const file = (settings: string) => `
    services:
      web:
        image: nginx:1.29
        ${settings}
    `;

/** NK400 to NK409. */
export const existing: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK400: example(
    file("aws: { taskRole: platform/web }\n        permissions: [{ s3: { bucket: shop-invoices, access: read } }]"),
    file("permissions: [{ s3: { bucket: shop-invoices, access: read } }]"),
  ),
  NK401: example(file("aws: { taskRole: platform/web, exec: true }"), file("aws: { exec: true }")),
  NK402: example(file("aws: { executionRole: ecsTaskExecutionRole }"), file("aws: {}")),
};
