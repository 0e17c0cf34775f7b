import { expect, it } from "vitest";
import { compile } from "../../../src/compile.js";
import { dotText } from "../../../src/report/graph/dot.js";
import { pictureOf } from "../../../src/report/graph/model.js";

const PLAN = '{ retention: 90, schedule: "0 */6 * * *" }';

it.each([
  ["true", ["encrypted, backed up daily"]],
  [PLAN, ["encrypted, backed up<", "0 */6 * * *<", "each kept 90 days<"]],
  ["{ retention: 1 }", ["encrypted, backed up<", "each kept 1 day<"]],
  ["false", ["encrypted<"]],
])("the picture says of `backup: %s` what holds", (backup, texts) => {
  const text = `name: shop
infra: { region: eu-west-1, efs: { backup: ${backup} } }
services: { db: { image: "mongo:8.0", volumes: ["data:/data/db"] } }
environments: { stage: {} }
`;
  const [environment] = compile({ path: "nanokit.yml", text }).project?.environments ?? [];
  if (environment === undefined) throw new Error("not a project");
  const dot = dotText(pictureOf(environment));
  for (const one of texts) expect(dot).toContain(one);
  expect(dot.includes("daily")).toBe(backup === "true");
});
