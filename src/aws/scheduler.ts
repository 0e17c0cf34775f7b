/**
 * What EventBridge Scheduler takes of retries: of calls that the service behind it did not take. Source: EventBridge Scheduler API,
 * RetryPolicy; by itself it tries 185 times within a day.
 */
export const RETRY_LIMITS = {
  /** Further calls after the first. */
  attempts: { minimum: 0, maximum: 185 },
  /** Seconds after the time of the schedule in which it calls. */
  maximumAge: { minimum: 60, maximum: 86_400 },
} as const;

/**
 * A queue for starts that failed, in SQS. Scheduler takes no FIFO queue.
 * Source: EventBridge Scheduler user guide, configuring-schedule-dlq; botocore sqs, CreateQueue QueueName.
 */
export const QUEUE_ARN = {
  regex: /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,80}$/,
  means: "the ARN of a standard queue of SQS (arn:aws:sqs:<region>:<account>:<name>)",
};

/** How long a queue of ours keeps them, in seconds: the longest that SQS does. Source: SQS API, SetQueueAttributes. */
export const DEAD_LETTER_RETENTION = 1_209_600;

/**
 * How often, and for how many seconds, a job is tried to be started that says nothing of it. AWS's own default could run a nightly job at
 * noon; five minutes outlast a throttled call.
 */
export const DEFAULT_RETRIES = { attempts: 3, maximumAge: 300 } as const;
