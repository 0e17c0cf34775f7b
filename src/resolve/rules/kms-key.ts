import { arnFields } from "../../aws/arn.js";
import { projectLogGroups } from "../../aws/names.js";
import type { Located } from "../../diagnostics/source.js";
import type { Context } from "../context.js";
import { checkKeyRegion } from "./file-system.js";

/** Refuses a key of another region, and says what its policy has to have: no log group can be made with it before. */
export function checkKmsKey(key: Located<string>, { project, infra, diagnostics }: Context): void {
  checkKeyRegion(key, infra.fields.region, diagnostics);
  const { partition, region } = arnFields(key.value) ?? { partition: "aws", region: "" };
  const logGroups = `arn:${partition}:logs:${region}:<account>:log-group:${projectLogGroups(project)}*`;
  diagnostics.report("NK517", key.location, { region, logGroups });
}
