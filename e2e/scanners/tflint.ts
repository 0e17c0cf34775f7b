import { type JsonObject, objectAt, objectsAt, parseObject, stringAt } from "../json.js";

/** What tflint may say of a stack, by its rule, and why that stays as it is. docs/pipelines.md says so too. */
const KNOWN: readonly { readonly rule: string; readonly says: RegExp; readonly reason: string }[] = [
  {
    rule: "terraform_unused_declarations",
    says: /^data "(aws_efs_file_system" "main|aws_region" "current)"/,
    reason: "it is read for its conditions, which stop a plan that would not work",
  },
  {
    rule: "terraform_unused_declarations",
    says: /^local\.subnet_zones /,
    reason: "it is in each stack of an existing VPC, also where nothing public is",
  },
  {
    rule: "aws_elasticache_replication_group_default_parameter_group",
    says: /^"default\.(redis|valkey)\d+" is default parameter group/,
    reason: "the parameters are those of AWS for the version, and no key changes one",
  },
  {
    rule: "terraform_deprecated_index",
    says: /^List items should be accessed using square brackets/,
    reason: "no list is there, but a text of two references, of an image and of its tag as an attribute of a module",
  },
];

/** What tflint finds that is not known, one line each; undefined where it printed no report. */
export function findingsOf(printed: string): readonly string[] | undefined {
  try {
    const report = parseObject(printed, "tflint");
    const issues = objectsAt(report, "issues").filter((issue) => !isKnown(issue));
    return [...issues, ...objectsAt(report, "errors")].map((one) => JSON.stringify(one));
  } catch {
    return undefined;
  }
}

function isKnown(issue: JsonObject): boolean {
  const name = stringAt(objectAt(issue, "rule"), "name");
  return KNOWN.some(({ rule, says }) => rule === name && says.test(stringAt(issue, "message") ?? ""));
}
