import { bodies } from "../surroundings.js";
import type { Rule } from "./rule.js";

/** Rules that stand in a security group itself, and not in a resource of their own, are not read: a person has to. */
export const inlineRules: Rule<"inlineRules"> = (change, around) => {
  const { now } = bodies(change, around);
  const { attributes } = change;
  const own = (["ingress", "egress"] as const).filter(
    (key) =>
      now !== undefined &&
      key in now &&
      (attributes.length === 0 || attributes.some(({ path }) => path.startsWith(key))),
  );
  return own.map((key) => ({ says: ["present"], values: { key } }));
};
