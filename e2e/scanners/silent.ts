import { RESOURCES } from "../../src/aws/types/index.js";
import { RULES } from "./rules.js";

/** The types of resources that are emitted and that no rule of the table is about. */
export function silentTypes(): readonly string[] {
  const asked = new Set(RULES.flatMap(({ types }) => types));
  return Object.keys(RESOURCES)
    .filter((type) => !asked.has(type))
    .sort();
}
