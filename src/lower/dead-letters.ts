import type { Construct } from "constructs";
import { deadLetterQueueName, nameScope } from "../aws/names.js";
import { DeadLetterQueue, type IDeadLetterQueue } from "../constructs/dead-letter-queue.js";
import { literal } from "../constructs/terraform-string.js";
import type { CronJob, Environment } from "../model/project.js";

/** Where it is written down that a job could not be started. One queue is made for all jobs that name none of their own. */
export function lowerDeadLetters(stack: Construct, environment: Environment) {
  const { project, kmsKeyArn, cronJobs = [] } = environment;
  const own = cronJobs.some(({ deadLetterQueue }) => deadLetterQueue === true)
    ? new DeadLetterQueue(stack, "dead-letters", {
        queueName: literal(deadLetterQueueName(project, nameScope(environment))),
        ...(kmsKeyArn !== undefined && { kmsKeyArn: literal(kmsKeyArn) }),
      })
    : undefined;
  return ({ deadLetterQueue }: CronJob): IDeadLetterQueue | undefined =>
    typeof deadLetterQueue === "string" ? { queueArn: literal(deadLetterQueue) } : deadLetterQueue && own;
}
