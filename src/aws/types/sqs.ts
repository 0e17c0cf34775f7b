import { named, on } from "./grant.js";
import { onDestroy, onReplace } from "./marks.js";
import type { ResourceRow } from "./row.js";

const queue = named("sqs:{name}");

/** Simple Queue Service. */
export const sqs = {
  aws_sqs_queue: {
    source: "sqs/queue.go",
    blocks: "timeouts",
    tagged: true,
    forceNew: ["fifo_queue", "name", "name_prefix"],
    unique: [{ attributes: ["name"], within: "region", source: "SQS API, CreateQueue, QueueNameExists" }],
    marks: [
      onReplace("note", "is replaced: what it holds, the starts of jobs that failed, is deleted."),
      onDestroy("note", "is destroyed, with what it holds: the starts of jobs that failed."),
    ],
    iam: [
      on("sqs", queue, {
        create: "CreateQueue TagQueue",
        read: "GetQueueAttributes ListQueueTags",
        update: "SetQueueAttributes TagQueue UntagQueue",
        delete: "DeleteQueue",
      }),
    ],
  },
} satisfies Readonly<Record<string, ResourceRow>>;
