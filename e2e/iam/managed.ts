import { covers, MANAGED_POLICIES } from "../../src/aws/managed-policies.js";
import { type Aws, xmlText } from "../aws.js";
import { objectsAt, parseObject } from "../json.js";
import { like } from "./evaluate.js";

/** Actions that a managed policy is said to cover, and does not allow as the emulator has it: one line each. */
export async function managedProblems(aws: Aws, actions: readonly string[]): Promise<readonly string[]> {
  const problems = MANAGED_POLICIES.map(async (policy) => {
    const allowed = await allowedBy(aws, policy.name);
    return actions
      .filter(
        (action) =>
          covers(policy, action) && !allowed.some((pattern) => like(pattern, action) || like(action, pattern)),
      )
      .map((action) => `${policy.name} is said to cover ${action}, and does not allow it`);
  });
  return (await Promise.all(problems)).flat();
}

async function allowedBy(aws: Aws, name: string): Promise<readonly string[]> {
  const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
  const VersionId = xmlText(await aws.iam("GetPolicy", { PolicyArn }), "DefaultVersionId");
  const text = xmlText(await aws.iam("GetPolicyVersion", { PolicyArn, VersionId }), "Document");
  const document = parseObject(decodeURIComponent(text), name);
  return objectsAt(document, "Statement")
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action }) => Action ?? [])
    .filter((action): action is string => typeof action === "string");
}
