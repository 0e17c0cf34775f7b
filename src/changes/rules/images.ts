import { bodies, goneText, textOf } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Whether a repository that goes takes its images along. */
export const images: Rule<"images"> = (change, around) => {
  if (change.action !== "destroy" && change.action !== "replace") return [];
  const { old, now } = bodies(change, around);
  const forced = old?.force_delete === true || now?.force_delete === true;
  const values = { past: goneText(change.action), address: change.address, name: textOf(old?.name) };
  if (forced) return [{ says: ["lost"], values }];
  return [{ says: [change.action === "replace" && old?.name === now?.name ? "otherKey" : "inTheWay"], values }];
};
