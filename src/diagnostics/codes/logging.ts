import { code, type Nothing } from "./entry.js";

/** NK579 to NK581: logs. */
export const logging = {
  NK579: code<{ found: string }>({
    severity: "error",
    title: "Buffer without a size",
    message: ({ found }) => `\`${found}\` is not a size of a buffer.`,
    help: () => "Write a whole number with `k`, `m` or `g` behind it: `25m`.",
    why: "The log driver reads the size as docker does, and no task starts with one that it cannot read.",
    fix: "Write a whole number with its unit.",
  }),
  NK580: code<Nothing>({
    severity: "error",
    title: "Buffer of logs that block",
    message: () => "`buffer` does not work with `mode: blocking`: that mode has no buffer.",
    help: () => "Remove one of them.",
    why: "A program that waits until its lines are taken needs no memory for them. The log driver refuses a size then, and no task starts.",
    fix: "Remove `buffer`, or write `mode: non-blocking`.",
  }),
  NK581: code<Nothing>({
    severity: "error",
    title: "Two retentions",
    message: () => "`logging.retention` and `aws.logRetention` both say how long logs are kept.",
    help: () => "Keep one of them.",
    why: "A service has one log group, with one retention.",
    fix: "Remove one. To remove one in an environment, write `null` there.",
  }),
};
