import { DEFAULT_RETRIES, RETRY_LIMITS } from "../aws/scheduler.js";
import type { JobRetries } from "../model/project.js";
import type { CronDocument } from "../schema/language.js";
import { wholeWithin } from "./durations.js";

type WrittenRetries = NonNullable<CronDocument["fields"]["retries"]>["value"];

/** How a job is started that could not be started at once. What it does not say, and what AWS does not take, is as by default. */
export function retriesOf(written: WrittenRetries): JobRetries {
  if (typeof written === "number") return { ...DEFAULT_RETRIES, attempts: written };
  const { attempts, maxAge } = written.fields;
  return {
    attempts: attempts?.value ?? DEFAULT_RETRIES.attempts,
    maximumAge: (maxAge && retryAge(maxAge.value)) ?? DEFAULT_RETRIES.maximumAge,
  };
}

/** Seconds of a `maxAge`; undefined where AWS does not take it. */
export function retryAge(written: number | string): number | undefined {
  return wholeWithin(written, RETRY_LIMITS.maximumAge);
}
