import type { limits as codes } from "../codes/limits.js";
import { type CodeExample, example } from "./example.js";
import { hosts, secure, web } from "./published.js";

const worker = "services:\n  worker:\n    image: ghcr.io/acme/worker:1.4\n    env:\n";
const rules = Array.from({ length: 1600 }, (_, index) => `      RULE_${index + 1}: from the shop to the store\n`);
const ruleFile = `${worker}      RULES: rules.csv # a file of the image\n`;
const agents = (count: number) =>
  `services:
  worker:
    image: ghcr.io/acme/worker:1.4
    sidecars:
${Array.from({ length: count }, (_, index) => `      agent-${index + 1}: { image: ghcr.io/acme/agent:1.0 }\n`).join("")}`;
const published = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `  shop-${index + 1}:\n    image: ghcr.io/acme/shop:1.4\n    expose: 8080\n    updateStrategy: rolling\n    host: shop-${index + 1}.example.com\n`,
  ).join("");
const shops = `${secure}services:\n`;
const certified = `infra:\n  dns: aws\n${web}`;

/** NK470 to NK479: limits and quotas of AWS. */
export const limits: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK470: example(worker + rules.join(""), ruleFile, {
    shown: `${worker}${rules[0]}      # ... and 1,599 more\n`,
    right: { shown: ruleFile },
  }),
  NK479: example(agents(10), agents(9), {
    shown: `${agents(1)}      # ... and 9 more\n`,
    right: { shown: `${agents(1)}      # ... and 8 more\n` },
  }),
  NK471: example(shops + published(101), shops + published(100), {
    shown: `${shops}${published(1)}  # ... and 100 more\n`,
    right: { shown: `${shops}${published(1)}  # ... and 99 more\n` },
    also: ["NK452"],
  }),
  NK472: example(
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
        instances: 1200
    `,
    `
    infra:
      dns: aws
    services:
      web:
        image: ghcr.io/acme/web:1.4
        expose: 8080
        host: shop.example.com
        updateStrategy: rolling
        instances: 300
        cpu: 1
    `,
  ),
  NK473: example(
    `
    services:
      worker:
        image: ghcr.io/acme/worker:1.4
        updateStrategy: rolling
        instances: 4
        cpu: 2
    `,
    `
    services:
      worker:
        image: ghcr.io/acme/worker:1.4
        updateStrategy: rolling
        instances: 3
        cpu: 2
    `,
  ),
  NK474: example(`${certified}${hosts(101).join(", ")}\n`, `${certified}"*.example.com"\n`, {
    shown: `${certified}shop-1.example.com, shop-2.example.com # ... and 99 more\n`,
    right: { shown: `${certified}"*.example.com"\n` },
    also: ["NK452"],
  }),
};
