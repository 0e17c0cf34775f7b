import { all, type Edit, put } from "./edit.js";
import { FLOW_LOG_BUCKET as BUCKET } from "./made-before.js";

const insights = (value: string | undefined) => put("infra/containerInsights", value);
const flowLogs = (value: unknown) => put("infra/flowLogs", value);
const logRetention = (value: number | undefined) => put("infra/logRetention", value);
const blocking = put("infra/logging", { mode: "blocking" });
const kept = put("infra/logging", { keep: true });
const withoutWorker = put("services/worker", undefined);
const withWorker = put("services/worker", { image: "busybox:1.37", start: "sleep 99999", networks: [] });
const WORKER_LOGS = "aws_cloudwatch_log_group.worker";
const WORKER_GROUP = "/nanokit/shop/stage/worker";

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
  { name: "logs: kept for a year", base: "plain", change: logRetention(365) },
  { name: "logs: kept for a month again", base: "plain", first: logRetention(365), change: logRetention(undefined) },
  {
    name: "logs: without a wait, and without",
    base: "compute",
    change: all(put("infra/logging", { buffer: "4m" }), put("services/web/logging", { mode: "blocking" })),
  },
  {
    name: "logs: as the account has it again",
    base: "compute",
    first: blocking,
    change: put("infra/logging", undefined),
  },
  { name: "logs: kept when a service goes", base: "plain", change: kept },
  { name: "logs: a service goes, and its logs stay", base: "plain", first: kept, change: withoutWorker },
  {
    name: "logs: a service comes back to its logs",
    base: "kept",
    first: withoutWorker,
    change: withWorker,
    foretold: {
      steps: [
        {
          terraform: ["import", WORKER_LOGS, WORKER_GROUP],
          file: withWorker,
          says: `terraform import ${WORKER_LOGS} ${WORKER_GROUP}`,
        },
        { apply: withWorker, says: "an apply fails until it is imported" },
      ],
    },
  },
  { name: "logs: no longer kept", base: "plain", first: kept, change: put("infra/logging", undefined) },
  { name: "flow logs: on", base: "compute", change: flowLogs(true) },
  {
    name: "flow logs: kept for a year, of what is refused",
    base: "compute",
    first: flowLogs(true),
    change: flowLogs({ retention: 365, traffic: "reject" }),
  },
  {
    name: "flow logs: into a bucket too",
    base: "compute",
    first: flowLogs(true),
    change: flowLogs({ retention: 30, bucket: BUCKET }),
  },
  {
    name: "flow logs: into a bucket alone",
    base: "compute",
    first: flowLogs(true),
    change: flowLogs({ bucket: BUCKET }),
  },
  {
    name: "flow logs: another range",
    base: "compute",
    first: flowLogs({ retention: 30, bucket: BUCKET }),
    change: put("infra/cidr", "10.7.0.0/16"),
  },
  {
    name: "flow logs: roles with a path",
    base: "compute",
    first: flowLogs(true),
    change: put("infra/roles", { path: "/platform/" }),
  },
  {
    name: "flow logs: off",
    base: "compute",
    first: flowLogs({ retention: 30, bucket: BUCKET }),
    change: flowLogs(false),
  },
];
