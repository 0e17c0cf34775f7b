import type { ports as codes } from "../codes/ports.js";
import { type CodeExample, example } from "./example.js";

/** A service with an image, and more lines. */
const file = (...lines: readonly string[]) => `
    services:
      web:
        image: acme/web:1.4
${lines.map((line) => `        ${line}`).join("\n")}
    `;

const published = (...lines: readonly string[]) => `
    infra:
      certificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef${file(
        "host: shop.example.com",
        "updateStrategy: rolling",
        ...lines,
      ).trimEnd()}
    `;

const withClient = (ports: string) => `
    services:
      metrics:
        image: acme/metrics:2
        expose: 8080
        ports: [${ports}]
      web:
        image: acme/web:1.4
    `;

/** NK550 to NK556, and NK567. */
export const ports: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK550: example(file("expose: 8080", "ports: [9090, 9000-9100]"), file("expose: 8080", "ports: [9000-9100]")),
  NK551: example(file("ports: [8080, 9100-9000/udp]"), file("ports: [8080, 9000-9100/udp]")),
  NK552: example(
    file("ports: [8080, { port: 9090, name: web }]"),
    file("ports: [8080, { port: 9090, name: metrics }]"),
  ),
  NK553: example(
    published("ports: [8080, { port: 9090, name: admin }]", "aws: { targetGroup: { port: amdin } }"),
    published("ports: [8080, { port: 9090, name: admin }]", "aws: { targetGroup: { port: admin } }"),
  ),
  NK554: example(published("ports: [9000/udp]"), published("expose: 8080", "ports: [9000/udp]")),
  NK555: example(withClient("8125/udp"), withClient("8125")),
  NK556: example(file("ports: [8080, 9090]"), file("expose: 8080")),
  NK567: example(file("ports: [{ port: 9000/udp, protocol: tcp }]"), file("ports: [{ port: 9000, protocol: udp }]")),
};
