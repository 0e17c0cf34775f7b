import type { hostedZone as codes } from "../codes/hosted-zone.js";
import { type CodeExample, example } from "./example.js";

const file = (zone: string) => `
    infra:
      region: eu-west-1
      dns: aws
      hostedZone: ${zone}
    services:
      web: { image: nginx:1.29, expose: 80, host: shop.example.com, updateStrategy: rolling }
    `;

const ROLE = "arn:aws:iam::210987654321:role/dns";

/** NK518 and NK519. */
export const hostedZone: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK518: example(file("{ name: example.com, id: Z0123456789ABCDEFGHIJ }"), file("Z0123456789ABCDEFGHIJ")),
  NK519: example(file(`{ id: Z0123456789ABCDEFGHIJ, roleArn: "${ROLE}" }`), file("Z0123456789ABCDEFGHIJ")),
};
