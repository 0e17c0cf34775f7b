import { all, type Edit, put } from "./edit.js";

const noSpot = put("services/worker/aws", { spot: false });
const noScale = put("services/api/scale", undefined);

/** Spot capacity, and how many tasks there are. */
export const scaling: readonly Edit[] = [
  {
    name: "spot: taken away",
    base: "spot",
    change: put("services/worker/aws", undefined),
    foretold: { code: "NK617", steps: [{ apply: noSpot, says: "Write `spot: false` at `worker`" }] },
  },
  { name: "spot: written as false", base: "spot", change: noSpot },
  { name: "spot: on, of a service that scales", base: "spot", change: put("services/api/aws", { spot: true }) },
  { name: "spot: on for the first time", base: "compute", change: put("services/web/aws", { spot: true }) },
  {
    name: "scale: taken away",
    base: "spot",
    change: noScale,
    foretold: {
      code: "NK614",
      steps: [{ apply: all(noScale, put("services/api/instances", 2)), says: "write `instances` at `api`" }],
    },
  },
  {
    name: "scale: taken away, with as many instances",
    base: "spot",
    change: all(noScale, put("services/api/instances", 2)),
  },
  { name: "scale: other bounds", base: "spot", change: put("services/api/scale", { min: 3, max: 6 }) },
  {
    name: "scale: by memory",
    base: "spot",
    change: put("services/api/scale", { min: 2, max: 10, memory_threshold: 70 }),
  },
  {
    name: "scale: for the first time",
    base: "compute",
    change: all(put("services/api/scale", { min: 2, max: 4 }), put("services/api/updateStrategy", "rolling")),
  },
  { name: "instances: none", base: "plain", change: put("services/db/instances", 0) },
  { name: "instances: more", base: "plain", change: put("services/worker/instances", 3) },
  {
    name: "instances: rolling in place of recreate",
    base: "compute",
    change: put("services/web/updateStrategy", "rolling"),
  },
];
