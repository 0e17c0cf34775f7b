import type { JsonObject } from "../../stack/json.js";
import { bodies } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** A change of throughput that EFS takes once in 24 hours: of the mode, or of a rate that falls. Source: botocore efs, UpdateFileSystem. */
export const throughput: Rule<"throughput"> = (change, around) => {
  if (change.action !== "update") return [];
  const { old = {}, now = {} } = bodies(change, around);
  const falls = rateOf(now) < rateOf(old);
  return modeOf(old) !== modeOf(now) || falls ? [{ says: ["changed"] }] : [];
};

function modeOf({ throughput_mode: mode = "bursting" }: JsonObject): unknown {
  return mode;
}

/** MiB in a second that are paid for; 0 where none are. */
function rateOf({ provisioned_throughput_in_mibps: rate = 0 }: JsonObject): number {
  return Number(rate);
}
