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
 * How often, and for how many seconds, a job is tried to be started that says nothing of it. AWS's own default could run a nightly job at
 * noon; five minutes outlast a throttled call.
 */
export const DEFAULT_RETRIES = { attempts: 3, maximumAge: 300 } as const;
