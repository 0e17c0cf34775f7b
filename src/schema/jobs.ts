import { DEFAULT_RETRIES, RETRY_LIMITS } from "../aws/scheduler.js";
import { duration } from "./health.js";
import { either, integer, object, used } from "./schema.js";

const attempts = integer(RETRY_LIMITS.attempts.minimum, RETRY_LIMITS.attempts.maximum);

/** `retries` of a job: how often, or how often and how long. */
export const retries = either(
  attempts,
  object(
    "retries of a job",
    {
      attempts: used(attempts, "most attempts of the schedule's retry policy", {
        doc: `Further attempts to start the task, ${RETRY_LIMITS.attempts.minimum} to ${RETRY_LIMITS.attempts.maximum}.`,
        default: String(DEFAULT_RETRIES.attempts),
      }),
      maxAge: used(duration, "maximum event age of the schedule's retry policy", {
        doc: "Time after which a task that could not be started is given up: a minute to a day.",
        examples: ["10m"],
        default: `${DEFAULT_RETRIES.maximumAge / 60} minutes`,
      }),
    },
    { foreign: { maximumRetryAttempts: "attempts", maximumEventAge: "maxAge", maxEventAge: "maxAge" } },
  ),
);
