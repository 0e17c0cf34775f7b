import { arnFields } from "../arn.js";

/** Why a text is no action: `service:Name`, in which the name may hold `*` and `?`. Source: IAM user guide, reference_policies_elements_action. */
export function actionProblem(action: string): string | undefined {
  if (action === "*") return undefined;
  const [service = "", name, ...rest] = action.split(":");
  if (name === undefined) return "has no service in front, as in `s3:GetObject`";
  if (rest.length > 0) return "has more than one colon";
  if (!/^[A-Za-z0-9-]+$/.test(service)) return "does not begin with the prefix of a service, as in `s3:GetObject`";
  if (name === "") return "has no name behind the colon";
  const wrong = /[^A-Za-z0-9*?]/.exec(name)?.[0];
  return wrong === undefined ? undefined : `has ${wrong === " " ? "a space" : `\`${wrong}\``} in its name`;
}

/** Why a text is no resource of a policy: an ARN, which may be a pattern, or `*`. Source: IAM user guide, reference_policies_elements_resource. */
export function resourceProblem(resource: string): string | undefined {
  if (resource === "*") return undefined;
  if (!resource.startsWith("arn:")) return "is neither an ARN nor `*`";
  return arnFields(resource) === undefined
    ? "is not an ARN: `arn:<partition>:<service>:<region>:<account>:<resource>`"
    : undefined;
}

/** The operators of conditions. Source: IAM user guide, reference_policies_elements_condition_operators. */
const OPERATORS: readonly string[] = [
  "StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike",
  "NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals",
  "DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals",
  "Bool BinaryEquals IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike Null",
].flatMap((line) => line.split(" "));

/** Why a text is no operator of a condition, with what may stand around one. */
export function operatorProblem(operator: string): string | undefined {
  const bare = operator.replace(/^(?:ForAllValues|ForAnyValue):/, "").replace(/(?<!^Null)IfExists$/, "");
  return OPERATORS.includes(bare) ? undefined : "is not a condition operator, such as `StringEquals`";
}

/** Why a text is no key of a condition. Source: IAM user guide, reference_policies_condition-keys. */
export function conditionKeyProblem(key: string): string | undefined {
  return /^[A-Za-z0-9-]+:\S+$/.test(key) ? undefined : "is not a condition key, such as `aws:SourceVpc`";
}
