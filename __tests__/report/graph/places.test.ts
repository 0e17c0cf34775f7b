import { expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import { dotText } from "../../../src/report/graph/dot.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import { pictureOf } from "../../../src/report/graph/model.js";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";

function drawn(infra: string): readonly [string, string] {
  const text = `name: shop
infra: { region: eu-west-1${infra} }
services: { web: { image: "ghcr.io/acme/web:1.4", port: 3000, host: shop.example.com, volumes: ["data:/srv/data"] } }
environments: { stage: {} }
`;
  const [environment] = compile({ path: "nanokit.yml", text }).project?.environments ?? [];
  if (environment === undefined) throw new Error("not a project");
  const picture = pictureOf(environment);
  return [dotText(picture), mermaidText(picture)];
}

it.each([
  ["", "example.com"],
  [", hostedZone: shop.example.com", "shop.example.com"],
  [", hostedZone: Z0123456789ABCDEFGHIJ", "Z0123456789ABCDEFGHIJ"],
])("the picture says in which zone records are made: %s", (zone, said) => {
  for (const text of drawn(`, dns: aws${zone}`)) expect(text).toContain(`records in ${said}`);
  for (const text of drawn("")) expect(text).not.toContain("records in");
});

it("the picture says whose key encrypts the files", () => {
  expect(drawn(`, kmsKeyArn: "${KEY}"`)[0]).toContain("encrypted by your key");
  for (const infra of ["", `, kmsKeyArn: "${KEY}", efs: { kmsKeyArn: aws/elasticfilesystem }`]) {
    expect(drawn(infra)[0]).not.toContain("your key");
  }
});
