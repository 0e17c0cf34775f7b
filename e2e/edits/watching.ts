import { type Edit, put } from "./edit.js";

const insights = (value: string | undefined) => put("infra/containerInsights", value);

/** What is measured and recorded of an environment. */
export const watching: readonly Edit[] = [
  { name: "insights: on", base: "plain", change: insights("enabled") },
  { name: "insights: enhanced", base: "plain", first: insights("enabled"), change: insights("enhanced") },
  { name: "insights: off", base: "plain", first: insights("enhanced"), change: insights("disabled") },
  {
    name: "insights: no longer written",
    base: "plain",
    first: insights("enabled"),
    change: insights(undefined),
    foretold: {
      code: "NK626",
      steps: [{ apply: insights("disabled"), says: "Write `infra: { containerInsights: disabled }`" }],
    },
  },
];
