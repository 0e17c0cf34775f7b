import { ARN_FIELDS, arnFields } from "../arn.js";
import { bucketNameProblem } from "../s3.js";
import { identityProblem, nameProblem } from "./names.js";
import type { ResourceService } from "./permission.js";

/** Actions, and on what of the thing that is named: itself, what is in it, or both. */
export interface AccessRow {
  readonly actions: readonly string[];
  /** What to put behind the ARN of the thing: nothing for itself. */
  readonly on: readonly ("itself" | "objects" | "indexes" | "configurationSet")[];
}

/** One service, the kind of thing in it that a permission names, and what can be allowed of it. */
export interface ShortForm {
  /** Its thing, in a sentence: `an S3 bucket`. */
  readonly thing: string;
  /** The key of nanokit.yml that names the thing. */
  readonly key: "bucket" | "queue" | "topic" | "identity" | "table";
  /** Whether its ARN names a region and an account. */
  readonly regional: boolean;
  /** What stands before the name in its ARN. */
  readonly before: string;
  /** Why a text is not the name of one. */
  readonly nameProblem: (name: string) => string | undefined;
  readonly access: Readonly<Record<string, readonly AccessRow[]>>;
}

// Reading and writing are never more than a program needs that gets, lists, puts and deletes: no policies, no tags, no settings.

const readObjects: readonly AccessRow[] = [
  { actions: ["s3:ListBucket"], on: ["itself"] },
  { actions: ["s3:GetObject"], on: ["objects"] },
];

const writeActions = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"];

const sendActions = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"];

const receiveActions = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
];

const readItems: AccessRow = {
  actions: [
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DescribeTable",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
  ],
  on: ["itself", "indexes"],
};

const changeActions = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/**
 * The short forms of permissions, each with the least that the usual clients need.
 *
 * Source: Service Authorization Reference, the pages on S3, SQS, SNS, SES v2 and DynamoDB (which actions take which resource). A batch of
 * SQS or SNS goes by the action of the single call, and a multipart upload by `s3:PutObject`: SQS developer guide,
 * sqs-api-permissions-reference; S3 user guide, mpuoverview. SendRawEmail is what SMTP and the raw content of SendEmail are checked by: SES
 * developer guide, control-user-access.
 */
export const SHORT_FORMS: Readonly<Record<ResourceService, ShortForm>> = {
  s3: {
    thing: "an S3 bucket",
    key: "bucket",
    regional: false,
    before: "",
    nameProblem: bucketNameProblem,
    access: {
      read: readObjects,
      write: [{ actions: writeActions, on: ["objects"] }],
      "read-write": [
        { actions: ["s3:ListBucket"], on: ["itself"] },
        { actions: [...writeActions, "s3:GetObject"].sort(), on: ["objects"] },
      ],
    },
  },
  sqs: {
    thing: "an SQS queue",
    key: "queue",
    regional: true,
    before: "",
    nameProblem: nameProblem({ max: 80, also: "-_", fifo: true }),
    access: {
      send: [{ actions: sendActions, on: ["itself"] }],
      receive: [{ actions: receiveActions, on: ["itself"] }],
      "send-receive": [{ actions: [...new Set([...sendActions, ...receiveActions])].sort(), on: ["itself"] }],
    },
  },
  sns: {
    thing: "an SNS topic",
    key: "topic",
    regional: true,
    before: "",
    nameProblem: nameProblem({ max: 256, also: "-_", fifo: true }),
    access: { publish: [{ actions: ["sns:Publish"], on: ["itself"] }] },
  },
  ses: {
    thing: "an SES identity",
    key: "identity",
    regional: true,
    before: "identity/",
    nameProblem: identityProblem,
    access: { send: [{ actions: ["ses:SendEmail", "ses:SendRawEmail"], on: ["itself", "configurationSet"] }] },
  },
  dynamodb: {
    thing: "a DynamoDB table",
    key: "table",
    regional: true,
    before: "table/",
    nameProblem: nameProblem({ min: 3, max: 255, also: "-_." }),
    access: {
      read: [readItems],
      write: [
        { actions: [...changeActions, "dynamodb:ConditionCheckItem", "dynamodb:DescribeTable"].sort(), on: ["itself"] },
      ],
      "read-write": [readItems, { actions: changeActions, on: ["itself"] }],
    },
  },
};

/** Why a text names no thing of a short form, by name or by ARN. A sentence's end: "it ...". */
export function thingProblem(service: ResourceService, id: string): string | undefined {
  const form = SHORT_FORMS[service];
  if (!id.startsWith("arn:")) return form.nameProblem(id);
  const fields = arnFields(id);
  if (fields === undefined) return `is not an ARN: an ARN has ${ARN_FIELDS} parts, separated by \`:\``;
  if (fields.service !== service) return `is an ARN of \`${fields.service}\`, not of \`${service}\``;
  if (form.regional && !(/^[a-z]{2}[a-z0-9-]+$/.test(fields.region) && /^\d{12}$/.test(fields.account))) {
    return "is an ARN without a region and an account of twelve digits";
  }
  if (!form.regional && fields.region + fields.account !== "") return "is an ARN with a region or an account";
  if (!fields.resource.startsWith(form.before))
    return `is an ARN whose resource does not begin with \`${form.before}\``;
  const problem = form.nameProblem(fields.resource.slice(form.before.length));
  return problem === undefined ? undefined : `ends in a name that ${problem}`;
}
