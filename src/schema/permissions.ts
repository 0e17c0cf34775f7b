import { POLICY_ARN } from "./patterns.js";
import { choice, either, list, map, nonEmptyList, object, scalar, text, used } from "./schema.js";

const OF_THE_ROLE = "statement of the policy of the task's role";

const access = <const V extends string>(values: readonly V[], doc: string) =>
  used(choice(...values), "actions of the statement", { doc, required: true });

const s3 = object("a permission for S3", {
  bucket: used(text(), "resource of the statement", { doc: "Name of the bucket, or its ARN.", required: true }),
  access: access(
    ["read", "write", "read-write"],
    "`read`: list the bucket and get objects. `write`: put and delete objects. `read-write`: both.",
  ),
  prefix: used(text(), "resource and condition of the statement", {
    doc: "What the keys of the objects begin with.",
    examples: ["invoices/"],
    default: "all objects",
  }),
});

const sqs = object("a permission for SQS", {
  queue: used(text(), "resource of the statement", { doc: "Name of the queue, or its ARN.", required: true }),
  access: access(
    ["send", "receive", "send-receive"],
    "`send`: send messages. `receive`: receive and delete them. `send-receive`: both.",
  ),
});

const sns = object("a permission for SNS", {
  topic: used(text(), "resource of the statement", { doc: "Name of the topic, or its ARN.", required: true }),
  access: access(["publish"], "`publish`: publish messages."),
});

const ses = object("a permission for SES", {
  identity: used(text(), "resource of the statement", {
    doc: "Domain or address from which it sends, or the ARN of the identity.",
    examples: ["example.com"],
    required: true,
  }),
  configurationSet: used(text(), "resource of the statement", {
    doc: "Configuration set that it names when it sends, or that is the default of the identity.",
    default: "none",
  }),
});

const dynamodb = object("a permission for DynamoDB", {
  table: used(text(), "resource of the statement", { doc: "Name of the table, or its ARN.", required: true }),
  access: access(
    ["read", "write", "read-write"],
    "`read`: get, query and scan, in indexes too. `write`: put, update and delete items. `read-write`: both.",
  ),
});

const statement = object(
  "a statement",
  {
    actions: used(nonEmptyList(text()), "`Action`", {
      doc: "Actions that are allowed, `service:Name`. `*` and `?` make patterns.",
      examples: [["kms:Decrypt"]],
      required: true,
    }),
    resources: used(nonEmptyList(text()), "`Resource`", {
      doc: "ARNs on which they are allowed. `*` and `?` make patterns.",
      examples: [["arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef"]],
      required: true,
    }),
    conditions: used(map("operator", map("condition key", either(scalar(), list(scalar())))), "`Condition`", {
      doc: "By operator and key, the values of which one has to match.",
      examples: [{ StringEquals: { "aws:SourceVpc": "vpc-0123456789abcdef0" } }],
      default: "none",
    }),
  },
  {
    foreign: {
      action: "actions",
      Action: "actions",
      resource: "resources",
      Resource: "resources",
      condition: "conditions",
      Condition: "conditions",
    },
  },
);

/** What a service may do in AWS: managed policies, short forms for what people need most, and statements. */
export const permissions = list(
  either(
    text(POLICY_ARN),
    object("a permission", {
      s3: used(s3, OF_THE_ROLE, { doc: "Objects in a bucket of S3." }),
      sqs: used(sqs, OF_THE_ROLE, { doc: "Messages of a queue of SQS." }),
      sns: used(sns, OF_THE_ROLE, { doc: "Messages to a topic of SNS." }),
      ses: used(ses, OF_THE_ROLE, { doc: "E-mail through SES." }),
      dynamodb: used(dynamodb, OF_THE_ROLE, { doc: "Items of a table of DynamoDB." }),
      statement: used(statement, OF_THE_ROLE, { doc: "A statement of IAM, where nothing shorter says it." }),
    }),
  ),
);
