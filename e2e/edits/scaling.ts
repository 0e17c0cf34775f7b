import { type Edit, put } from "./edit.js";

/** Spot capacity, and how many tasks there are. */
export const scaling: readonly Edit[] = [
  { name: "spot: off", base: "spot", change: put("services/worker/aws", undefined) },
  { name: "spot: on, of a service that scales", base: "spot", change: put("services/api/aws", { spot: true }) },
];
