import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import { pictureOf } from "../../../src/report/graph/model.js";
import { readMermaid } from "./mermaid-reading.js";

const file = `
name: shop
environments: { stage: {} }
infra: { region: eu-west-1 }
services:
  web:
    image: nginx:1.29
    permissions:
      - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
      - s3: { bucket: acme-invoices, access: read, prefix: 2025/ }
      - sqs: { queue: "arn:aws:sqs:eu-west-1:123456789012:orders", access: send }
      - statement: { actions: ["kms:Decrypt"], resources: ["*"] }
      - statement: { actions: ["kms:Decrypt", "kms:Encrypt", "kms:Sign"], resources: ["*"] }
`;

describe("what a service may do in AWS", () => {
  const environment = compile({ path: "nanokit.yml", text: file }).project?.environments[0];
  const rights = [
    "policy AmazonS3ReadOnlyAccess",
    "s3 acme-invoices/2025/ (read)",
    "sqs orders (send)",
    "kms:Decrypt",
    "kms:Decrypt and 2 more",
  ];

  it("stands on its card, an entry a line", () => {
    const picture = environment && pictureOf(environment);
    expect(picture?.groups.flatMap(({ cards }) => cards.map((card) => card.rights))).toEqual([rights]);
  });

  it("is in the picture for Mermaid", () => {
    const { nodes } = readMermaid(environment ? mermaidText(pictureOf(environment)) : "");
    expect([...nodes.values()].map(({ lines }) => lines)).toContainEqual(["web", "nginx:1.29", ...rights]);
  });
});
