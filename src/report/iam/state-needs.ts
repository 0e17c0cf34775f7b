import { partitionOf } from "../../aws/regions.js";
import type { Phase } from "../../aws/types/index.js";
import { type JsonObject, objectAt } from "../../stack/json.js";
import type { Stack } from "../../stack/stack.js";
import type { Need } from "./need.js";

/** The address that the needs of a state have: the block that says where it is. */
export const STATE_ADDRESS = "terraform";

/**
 * What it takes to read, write and lock the state of a stack that names a bucket of S3. Sources: the page of the backend in Terraform's
 * documentation, "S3 Bucket Permissions" and "DynamoDB Table Permissions"; it lets a role do all that where it names one.
 */
export function stateNeeds(stack: Stack, account = "*"): readonly Need[] {
  const s3 = objectAt(objectAt(objectAt(stack.document, "terraform"), "backend"), "s3");
  const { bucket, key, region, use_lockfile: lockFile, dynamodb_table: table, endpoints } = s3;
  if (typeof bucket !== "string" || typeof key !== "string" || endpoints !== undefined) return [];
  const role = objectAt(s3, "assume_role").role_arn;
  if (typeof role === "string") return needs(role, { read: ["sts:AssumeRole"] });
  const where = typeof region === "string" ? region : "*";
  const partition = typeof region === "string" ? partitionOf(region) : "aws";
  const state = `arn:${partition}:s3:::${bucket}/${key}`;
  return [
    ...needs(`arn:${partition}:s3:::${bucket}`, { read: ["s3:ListBucket"] }),
    ...needs(state, { read: ["s3:GetObject"], update: ["s3:PutObject"] }),
    ...(lockFile === true
      ? needs(`${state}.tflock`, { update: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] })
      : []),
    ...(typeof table === "string"
      ? needs(`arn:${partition}:dynamodb:${where}:${account}:table/${table}`, {
          update: ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
        })
      : []),
    ...keyNeeds(s3),
  ];
}

/** Of a key that is named by its ARN: an id or an alias says nothing of where it is. */
function keyNeeds({ kms_key_id: key }: JsonObject): readonly Need[] {
  if (typeof key !== "string" || !key.startsWith("arn:")) return [];
  return needs(key, { read: ["kms:Decrypt"], update: ["kms:GenerateDataKey"] });
}

function needs(resource: string, actions: Partial<Readonly<Record<Phase, readonly string[]>>>): readonly Need[] {
  return Object.entries(actions).flatMap(([phase, names]) =>
    names.map((action) => ({
      action,
      resource,
      conditions: {},
      reasons: [{ phase: phase as Phase, address: STATE_ADDRESS }],
    })),
  );
}
