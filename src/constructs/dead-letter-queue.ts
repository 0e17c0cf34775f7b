import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import type { Construct } from "constructs";
import { DEAD_LETTER_RETENTION } from "../aws/scheduler.js";
import { GOES_LAST } from "./lifecycle.js";
import { Part } from "./part.js";
import type { Tags } from "./tags.js";
import { expression, type TerraformString } from "./terraform-string.js";

/** A queue that EventBridge Scheduler writes to when a task could not be started. */
export interface IDeadLetterQueue {
  readonly queueArn: TerraformString;
  /** The customer's key that it is encrypted with, which whoever sends has to be let use. @default none that is known */
  readonly kmsKeyArn?: TerraformString;
}

/** Props of {@link DeadLetterQueue}. */
export interface DeadLetterQueueProps {
  /** Letters, digits, `_` and `-`, at most 80. A change replaces the queue, with what it holds. */
  readonly queueName: TerraformString;
  /** ARN of the KMS key that it is encrypted with. @default the key of SQS */
  readonly kmsKeyArn?: TerraformString;
  /** @default none */
  readonly tags?: Tags;
}

/**
 * An encrypted queue of SQS that keeps messages for 14 days, the longest there is. It has no policy: only who has the right to by a policy of
 * its own, in this account, reads it or sends to it. Child: `resource`.
 */
export class DeadLetterQueue extends Part implements IDeadLetterQueue {
  public readonly queueArn: TerraformString;
  public readonly kmsKeyArn?: TerraformString;

  constructor(scope: Construct, id: string, { queueName, kmsKeyArn, tags }: DeadLetterQueueProps) {
    super(scope, id);
    const resource = new SqsQueue(this, "resource", {
      name: queueName,
      messageRetentionSeconds: DEAD_LETTER_RETENTION,
      ...(kmsKeyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: kmsKeyArn }),
      lifecycle: GOES_LAST,
      ...(tags && { tags: { ...tags } }),
    });
    this.queueArn = expression(resource.arn);
    if (kmsKeyArn !== undefined) this.kmsKeyArn = kmsKeyArn;
  }
}
