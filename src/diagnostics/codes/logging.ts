import { code, type Nothing } from "./entry.js";

/** NK579 to NK581: logs. */
export const logging = {
  NK579: code<{ found: string }>({
    severity: "error",
    title: "Buffer without a size",
    message: ({ found }) => `\`${found}\` is no size of a buffer.`,
    help: () => "Write a whole number with `k`, `m` or `g` behind it: `25m`.",
    why: "The log driver reads the size as docker does, and no task starts with one that it cannot read.",
    fix: "Write a whole number with its unit.",
  }),
  NK580: code<Nothing>({
    severity: "error",
    title: "Buffer of logs that block",
    message: () => "`buffer` stands beside `mode: blocking`, which has no buffer.",
    help: () => "Remove one of them.",
    why: "A program that waits until its lines are taken needs no memory for them. The log driver refuses a size then, and no task starts.",
    fix: "Remove `buffer`, or write `mode: non-blocking`.",
  }),
  NK581: code<Nothing>({
    severity: "error",
    title: "Two retentions",
    message: () => "`logging.retention` stands beside `aws.logRetention`, and logs are kept once.",
    help: () => "Keep one of them.",
    why: "Both say how long the log group of the service keeps what is in it.",
    fix: "Remove one. In an environment, take one away with `null`.",
  }),
};
