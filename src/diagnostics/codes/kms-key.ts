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
      "CloudWatch Logs uses the key for log groups, and no log group can be made with it before the policy of the key allows that.",
    help: ({ region, logGroups }) =>
      `Add to its policy, with the account of the environment in place of <account>: ${statement(region, logGroups)}`,
    why: "CloudWatch Logs encrypts as itself and not in the name of whoever asks, so that the rights of the caller do not count. ECR, EFS and AWS Backup do it in the name of the caller, by grants: `nanokit-tf iam` has what that takes, and the policy of the key has to leave it to IAM, as that which AWS gives a new key does. The roles of tasks need nothing.",
    fix: "Add the statement to the policy of the key. Where it is there, nothing needs to be done.",
  }),
} as const;
