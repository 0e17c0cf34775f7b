import { isList, type Json, type JsonObject, listOf, objectOf } from "../../../src/stack/json.js";
import type { Asked, Meets, ScannerRule } from "../rule.js";

/** The statements of a policy that is a local value. Undefined where it is not one. */
function statementsOf({ stack }: Asked, policy: Json | undefined): readonly JsonObject[] | undefined {
  const name = /^\$\{jsonencode\(local\.([\w-]+)\)\}$/.exec(String(policy))?.[1];
  const document = name === undefined ? undefined : stack.declared.get(`local.${name}`)?.body;
  return document === undefined ? undefined : listOf(objectOf(document).Statement).map(objectOf);
}

const texts = (value: Json | undefined): readonly string[] => (isList(value) ? value : [value]).map(String);

/** Of these AWS takes no narrower resource, or it is the image that says which repository. */
const OF_ANY_RESOURCE =
  /^(ecr:(GetAuthorizationToken|BatchCheckLayerAvailability|BatchGetImage|GetDownloadUrlForLayer)|ssmmessages:\w+)$/;

const NO_ADMINISTRATION = /^(\*|iam:\*|iam:(Create|Put|Attach|Update|Set)\w*|sts:AssumeRole)$/;

/** Whether what a role may do is named: actions, and resources where they have one. */
const isNamed: Meets = (asked) => {
  const statements = statementsOf(asked, asked.body.policy);
  return (
    statements?.every(({ Action: actions, Resource: resources }) => {
      const anywhere = texts(resources).includes("*");
      return texts(actions).every((one) => !NO_ADMINISTRATION.test(one) && (!anywhere || OF_ANY_RESOURCE.test(one)));
    }) === true
  );
};

/** Whether only services of AWS, by their names, may take a role. */
const trustsServices: Meets = (asked) =>
  statementsOf(asked, asked.body.assume_role_policy)?.every(({ Principal: principal }) => {
    const { Service: services, ...others } = objectOf(principal);
    return Object.keys(others).length === 0 && texts(services).every((one) => /^[\w-]+\.amazonaws\.com$/.test(one));
  }) === true;

const NO_CREDENTIALS = ["access_key", "secret_key", "token"];

export const access: readonly ScannerRule[] = [
  {
    types: ["aws_iam_role"],
    asks: "that only named services of AWS may take a role",
    ids: { checkov: ["CKV_AWS_60", "CKV_AWS_61", "CKV_AWS_393"] },
    answer: { kind: "met", meets: trustsServices },
  },
  {
    types: ["aws_iam_role_policy"],
    asks: "rights that are named, and none to give more of them",
    ids: {
      checkov: [
        "CKV_AWS_62",
        "CKV_AWS_63",
        "CKV_AWS_286",
        "CKV_AWS_287",
        "CKV_AWS_288",
        "CKV_AWS_289",
        "CKV_AWS_290",
        "CKV_AWS_355",
        "CKV2_AWS_40",
      ],
      trivy: ["AWS-0057"],
    },
    answer: { kind: "met", meets: isNamed },
  },
  {
    types: ["aws_iam_role", "aws_iam_role_policy_attachment"],
    asks: "that no role is an administrator",
    ids: { checkov: ["CKV_AWS_274", "CKV2_AWS_56"] },
    answer: {
      kind: "met",
      meets: ({ body }) =>
        !/\/(AdministratorAccess|IAMFullAccess)$/.test(String(body.policy_arn ?? "")) &&
        body.managed_policy_arns === undefined,
    },
  },
  {
    types: ["provider.aws"],
    asks: "no keys of AWS in the stack",
    ids: { checkov: ["CKV_AWS_41"] },
    answer: { kind: "met", meets: ({ body }) => NO_CREDENTIALS.every((key) => body[key] === undefined) },
  },
];
