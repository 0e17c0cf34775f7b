import type { Rule } from "./rule.js";

/** Whether what stays is changed by another provider, and so maybe in another account. */
export const credentials: Rule<"credentials"> = ({ attributes, action, address }) => {
  const goesOver = attributes.some(({ path }) => path === "provider");
  return goesOver && action !== "create" && action !== "destroy"
    ? [{ says: ["others"], values: { address: address.replace(/\[.*$/, "") } }]
    : [];
};
