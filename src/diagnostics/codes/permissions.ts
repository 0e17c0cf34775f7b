import { code } from "./entry.js";

/** What else a service could read that is another's. */
const KEPT = {
  secretsmanager: "secrets",
  ssm: "secrets",
  elasticfilesystem: "volumes",
} as const;

/** NK235 to NK247: what a service may do in AWS. */
export const permissions = {
  NK235: code<{ thing: string; id: string; problem: string }>({
    severity: "error",
    title: "Not what a permission can be for",
    message: ({ thing, id, problem }) => `\`${id}\` is not the name or ARN of ${thing}: it ${problem}.`,
    help: () => "Write its name. For one in another account or region, write its whole ARN.",
    ownWords: ["thing"],
    why: "The policy would allow access to something that does not exist, and AWS would refuse what the program asks for.",
    fix: "Copy the name or the ARN from the console. A name stands for what is in the account and region of the stack.",
  }),
  NK236: code<{ part: "prefix" | "configurationSet"; problem: string }>({
    severity: "error",
    title: "Part of a permission that AWS does not accept",
    message: ({ part, problem }) => `This \`${part}\` ${problem}.`,
    ownWords: ["part"],
    why: "The policy would allow something else, or nothing.",
    fix: "A `prefix` is plain text, what the keys of objects begin with: `invoices/`. Patterns belong in a `statement`. A `configurationSet` is given by its name.",
  }),
  NK237: code<{ keys: readonly string[] }>({
    severity: "error",
    title: "Permission that is not one",
    message: ({ keys }) =>
      keys.length === 0
        ? "This permission allows nothing: it has no key."
        : `This permission has ${keys.length} keys, ${keys.map((key) => `\`${key}\``).join(", ")}; each entry is one permission.`,
    help: ({ keys }) =>
      keys.length === 0
        ? "Write what it is for: `s3`, `sqs`, `sns`, `ses`, `dynamodb` or `statement`."
        : "Begin a new entry of the list, with `- `, for each.",
    why: "It is not clear what is to be allowed.",
    fix: "Write one key per entry, or the ARN of a managed policy.",
  }),
  NK238: code<{ text: string; problem: string }>({
    severity: "error",
    title: "Not an action of IAM",
    message: ({ text, problem }) => `\`${text}\` is not an action: it ${problem}.`,
    help: () => "Write the prefix of the service and the name of the action: `kms:Decrypt`.",
    why: "IAM refuses the policy when it is made.",
    fix: "The Service Authorization Reference lists the actions of each service, with their prefix.",
  }),
  NK239: code<{ text: string; problem: string }>({
    severity: "error",
    title: "Not a resource of IAM",
    message: ({ text, problem }) => `\`${text}\` is not a resource: it ${problem}.`,
    help: () => "Write the ARN of the resource: `arn:aws:s3:::shop-invoices/*`.",
    why: "IAM refuses the policy when it is made.",
    fix: "Copy the ARN from the console. `*` and `?` make a pattern of it; `*` alone is everything.",
  }),
  NK242: code<{ service: string }>({
    severity: "warning",
    accept: "place",
    title: "Permission for everything",
    message: ({ service }) => `This lets \`${service}\` do everything in the account.`,
    help: () => "Allow only what the program does: a short form, such as `s3`, or a `statement` with its actions.",
    why: "Whoever gets into the container would own the account: every other service, its secrets and its data.",
    fix: "Name the actions and the resources. `aws iam generate-service-last-accessed-details` tells what a role has used.",
  }),
  NK243: code<{ service: string; count: number; limit: number }>({
    severity: "warning",
    title: "More managed policies than IAM attaches to a role by default",
    message: ({ service, count, limit }) =>
      `\`${service}\` has ${count} managed policies; a role can have ${limit} unless AWS has raised that for the account.`,
    help: () =>
      "Write short forms (`s3`, `sqs`) or a `statement` instead of some of them: those need no managed policy. Or ask AWS for more in Service Quotas (IAM, Managed policies attached to an IAM role).",
    ownWords: ["limit"],
    why: "IAM refuses to attach one more, in the middle of an apply.",
    fix: "Have the quota raised, put several policies into one of your own, or use short forms and statements.",
  }),
  NK244: code<{ service: string; characters: number; limit: number }>({
    severity: "error",
    title: "Permissions that do not fit into the policy of a role",
    message: ({ service, characters, limit }) =>
      `The permissions of \`${service}\` make the policy of its role ${characters} characters long, and IAM allows ${limit}.`,
    help: () => "Put some of them into a managed policy, and name its ARN here.",
    ownWords: ["limit"],
    why: "IAM refuses the policy when it is made.",
    fix: "Put some of them into a managed policy, which has 6,144 characters of its own, or write patterns where they mean the same.",
  }),
  NK245: code<{ service: string; other: string; store: keyof typeof KEPT }>({
    severity: "warning",
    accept: "place",
    title: "Permission that opens what belongs to another service",
    message: ({ service, other, store }) => `With this, \`${service}\` can read ${KEPT[store]} of \`${other}\`.`,
    help: ({ store }) =>
      store === "elasticfilesystem"
        ? "Mount the volume under `volumes` instead: that allows this one directory only."
        : "Write the secrets that it needs under `secrets` instead, or name only those in `resources`.",
    ownWords: ["store"],
    why: "Each service can read only its own secrets and volumes, so that an attacker in one service has not reached all. With a permission as wide as this one, that is no longer so.",
    fix: "Use `secrets` and `volumes`, or name only what belongs to the service in `resources`. If it is meant, nothing needs to be done.",
  }),
  NK246: code<{ arn: string; partition: string; region: string }>({
    severity: "error",
    title: "ARN of another partition of AWS",
    message: ({ arn, partition, region }) =>
      `\`${arn}\` is of another partition of AWS than the region \`${region}\`, whose ARNs begin with \`arn:${partition}:\`.`,
    help: ({ partition }) => `Write \`arn:${partition}:...\`.`,
    why: "The partitions of AWS (the world, China, the United States government and others) know nothing of each other, and IAM refuses the policy.",
    fix: "Begin the ARN with the partition of the region. Where environments are in several, write the list in each.",
  }),
  NK247: code<{ text: string; problem: string }>({
    severity: "error",
    title: "Not a condition of IAM",
    message: ({ text, problem }) => `\`${text}\` ${problem}.`,
    help: () =>
      'Write the operator, below it the key, and there the values: `{ StringEquals: { "aws:SourceVpc": "vpc-..." } }`.',
    why: "IAM refuses the policy when it is made.",
    fix: "The IAM user guide lists the operators, the Service Authorization Reference the keys of each service.",
  }),
} as const;
