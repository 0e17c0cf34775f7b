/** Where AWS keeps secrets that ECS can hand to a container. */
export type SecretStore = "ssm" | "secretsmanager";

/** The form of the name that RDS gives the secret of a password that it manages. Source: RDS user guide, rds-secrets-manager. */
export const RDS_SECRET = "rds!db-????????-????-????-????-????????????";

/** Most characters of an SSM parameter's name: AWS counts 1011 with the ARN before it, which has at most 63.
 * Source: botocore ssm, PutParameterRequest Name. */
export const PARAMETER_NAME_MAX = 948;

/** Most levels of an SSM parameter's name. Source: botocore ssm, PutParameterRequest Name. */
const PARAMETER_LEVELS_MAX = 15;

/** Most characters of a secret's name in Secrets Manager. Source: botocore secretsmanager, NameType. */
export const SECRET_NAME_MAX = 512;

/**
 * Why a text is no name of an SSM parameter, in words that follow "it"; undefined when it is one. The words never repeat the text.
 * Source: botocore ssm, PutParameterRequest Name. A selector of a version (`name:3`) is no part of a name.
 */
export function parameterNameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (!/^[A-Za-z0-9_./-]+$/.test(name)) return "may hold only letters, digits and _.-/";
  if (name.length > PARAMETER_NAME_MAX) return `is longer than the ${PARAMETER_NAME_MAX} characters that AWS allows`;
  const levels = name.split("/");
  if (levels.length === 1) return reserved(name);
  if (levels[0] !== "") return "has levels, so it must begin with /";
  if (levels.includes("", 1)) return "has an empty level";
  if (levels.length - 1 > PARAMETER_LEVELS_MAX) return `has more than ${PARAMETER_LEVELS_MAX} levels`;
  return reserved(levels[1] ?? "");
}

function reserved(first: string): string | undefined {
  return /^(?:aws|ssm)/i.test(first) ? "begins with aws or ssm, which AWS reserves" : undefined;
}

/** The end of a parameter's ARN: the slash of a name with levels is the one behind `parameter`. */
export function parameterResource(name: string): string {
  return `parameter/${name.replace(/^\//, "")}`;
}

/**
 * Why a text is no name of a secret in Secrets Manager, in words that follow "it"; undefined when it is one. The words never repeat
 * the text. Source: botocore secretsmanager, CreateSecretRequest Name.
 */
export function secretNameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (!/^[A-Za-z0-9/_+=.@-]+$/.test(name)) return "may hold only letters, digits and /_+=.@-";
  return name.length > SECRET_NAME_MAX ? `is longer than the ${SECRET_NAME_MAX} characters that AWS takes` : undefined;
}

/**
 * Why a text cannot be the key of a secret's JSON, in words that follow "it"; undefined when it can. ECS reads
 * `<arn>:<key>:<version stage>:<version id>`, so a colon would end it. Source: AmazonECS developer guide, secrets-envvar-secrets-manager.
 */
export function jsonKeyProblem(key: string): string | undefined {
  if (key === "") return "is empty";
  return /^[^\s:\p{Cc}]+$/u.test(key) ? undefined : "may hold no colon and no white space";
}

const PARAMETER_ARN = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter(\/[A-Za-z0-9_./-]*)$/;
const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:([A-Za-z0-9/_+=.@-]+)$/;

/** The store that an ARN belongs to, or why it is none of a secret, in words that follow "it" and never repeat the text. */
export function secretArn(arn: string): { readonly store: SecretStore } | { readonly problem: string } {
  const parameter = PARAMETER_ARN.exec(arn)?.[1];
  if (parameter !== undefined) {
    // A parameter without levels has no slash of its own, and one with levels keeps its first: both follow `parameter` in the same way.
    const name = parameter.lastIndexOf("/") === 0 ? parameter.slice(1) : parameter;
    const problem = parameterNameProblem(name);
    return problem === undefined ? { store: "ssm" } : { problem: `names a parameter that ${problem}` };
  }
  const secret = SECRET_ARN.exec(arn)?.[1];
  if (secret === undefined) {
    return { problem: "is not the ARN of an SSM parameter or of a secret in Secrets Manager" };
  }
  return /.-[A-Za-z0-9]{6}$/.test(secret)
    ? { store: "secretsmanager" }
    : { problem: "lacks the hyphen and six characters that Secrets Manager adds to the name" };
}
