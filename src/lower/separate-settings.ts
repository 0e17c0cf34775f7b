import { parted, printSettings, VERSIONS_FILE } from "../hcl/settings.js";
import type { JsonObject } from "../stack/json.js";
import { stableJson } from "./stable-json.js";

/** Two files of one folder, which Terraform reads together. */
export interface SeparateSettings {
  readonly "cdk.tf.json": string;
  readonly [VERSIONS_FILE]: string;
}

/**
 * The file of a stack that cdktf's `App` wrote, as the two files that `nanokit-tf synth` writes: what scanners such as checkov give up on in
 * JSON, the version of Terraform and lists at the top, stands in `versions.tf`. For an app of one's own, after `app.synth()`. Terraform reads
 * the same either way.
 *
 * @param text what stands in `cdk.tf.json`
 */
export function separateSettings(text: string): SeparateSettings {
  const { description, settings } = parted(JSON.parse(text) as JsonObject);
  return { "cdk.tf.json": stableJson(description), [VERSIONS_FILE]: printSettings(settings) };
}
