import { code } from "./entry.js";

/** What CloudWatch Logs does with a key. Source: CloudWatch Logs user guide, encrypt-log-data-kms. */
const ACTIONS = ["Encrypt*", "Decrypt*", "ReEncrypt*", "GenerateDataKey*", "Describe*"];

/** What lets CloudWatch Logs of a region use a key for log groups, and for nothing else. */
function statement(region: string, logGroups: string): string {
  return JSON.stringify({
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ACTIONS.map((action) => `kms:${action}`),
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } },
  });
}

/** NK517: the key for all that an environment keeps. */
export const kmsKey = {
  NK517: code<{ region: string; logGroups: string }>({
    severity: "note",
    title: "What the policy of a key has to allow",
    message: () =>
      "The policy of this key must let CloudWatch Logs use the key. Before that, no log group can be made.",
    help: ({ region, logGroups }) =>
      `Add this to the policy of the key, with the account of the environment in place of <account>: ${statement(region, logGroups)}`,
    why: "CloudWatch Logs uses the key as itself, so the rights of whoever applies do not count. ECR, EFS and AWS Backup use it with the rights of whoever applies. `nanokit-tf iam` lists these rights, and the policy of the key must leave them to IAM, as the default policy of a new key does. The roles of tasks need nothing.",
    fix: "Add the statement to the policy of the key. Where it is there, nothing needs to be done.",
  }),
} as const;
