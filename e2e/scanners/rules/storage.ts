import { type Meets, names, nested, resourcesOf, type ScannerRule } from "../rule.js";

const KMS_KEY = "`infra.efs.kmsKeyArn`, or `infra.kmsKeyArn` for all that is kept";

/** Backed up by EFS itself or by a plan of the stack's own. */
const backedUp: Meets = (asked) =>
  inPlan(asked) ||
  resourcesOf(asked.stack, "aws_efs_backup_policy").some(
    ({ body }) => names(body, asked.block.address) && JSON.stringify(body).includes('"ENABLED"'),
  );

const inPlan: Meets = ({ block, stack }) =>
  resourcesOf(stack, "aws_backup_selection").some(({ body }) => names(body, block.address));

export const storage: readonly ScannerRule[] = [
  {
    types: ["aws_efs_file_system"],
    asks: "encryption at rest",
    ids: { checkov: ["CKV_AWS_42"], trivy: ["AWS-0037"], "Security Hub": ["EFS.1", "EFS.8"] },
    answer: { kind: "met", meets: ({ body }) => body.encrypted === true },
  },
  {
    types: ["aws_efs_file_system"],
    asks: "a KMS key of your own",
    ids: { checkov: ["CKV_AWS_184"] },
    answer: {
      kind: "key",
      key: `${KMS_KEY}, from the start: another key is another file system (NK610)`,
      meets: ({ body }) => body.kms_key_id !== undefined,
      unwritten: "a file system whose key is lost is lost; the key of EFS cannot be deleted",
    },
  },
  {
    types: ["aws_efs_file_system"],
    asks: "automatic backups",
    ids: { "Security Hub": ["EFS.7"] },
    answer: { kind: "met", meets: backedUp },
  },
  {
    types: ["aws_efs_file_system"],
    asks: "a plan of AWS Backup",
    ids: { checkov: ["CKV2_AWS_18"], "Security Hub": ["EFS.2"] },
    answer: {
      kind: "key",
      key: "`infra.efs.backup` as a map",
      meets: inPlan,
      unwritten: "AWS's own daily backups are on, in a plan that no stack shows",
    },
    unseenIn: ["hcl"],
  },
  {
    types: ["aws_efs_access_point"],
    asks: "a directory of its own",
    ids: { checkov: ["CKV_AWS_329"], "Security Hub": ["EFS.3"] },
    answer: {
      kind: "met",
      meets: ({ body }) => {
        const { path } = nested(body, "root_directory");
        return typeof path === "string" && path !== "/";
      },
    },
  },
  {
    types: ["aws_efs_access_point"],
    asks: "a user that all files are read and written as",
    ids: { checkov: ["CKV_AWS_330"], "Security Hub": ["EFS.4"] },
    answer: {
      kind: "key",
      key: "`volumes.<volume>.efs.uid`",
      meets: ({ body }) => body.posix_user !== undefined,
      unwritten: "the entry point of many images sets owners itself, which fails as another user",
    },
  },
  {
    types: ["aws_backup_vault"],
    asks: "a KMS key of your own",
    ids: { checkov: ["CKV_AWS_166"] },
    answer: {
      kind: "key",
      key: `${KMS_KEY}; the vault of copies in another region has the key of AWS Backup`,
      meets: ({ body }) => body.kms_key_arn !== undefined,
      unwritten: "AWS Backup encrypts with a key of its own",
    },
  },
];
