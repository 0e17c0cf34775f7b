/** Where AWS keeps secrets that ECS can hand to a container. */
export type SecretStore = "ssm" | "secretsmanager";

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
  if (name.length > PARAMETER_NAME_MAX) return `is longer than the ${PARAMETER_NAME_MAX} characters that AWS takes`;
  const levels = name.split("/");
  if (levels.length === 1) return reserved(name);
  if (levels[0] !== "") return "has levels, so it must begin with /";
  if (levels.includes("", 1)) return "has an empty level";
  if (levels.length - 1 > PARAMETER_LEVELS_MAX) return `has more than ${PARAMETER_LEVELS_MAX} levels`;
  return reserved(levels[1] ?? "");
}

function reserved(first: string): string | undefined {
  return /^(?:aws|ssm)/i.test(first) ? "begins with aws or ssm, which AWS keeps for itself" : undefined;
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

/** Whether a name under `env` says that its value is a secret: its last words do (`DB_PASSWORD`, `apiKey`), so `TOKEN_TTL` does not. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => !/^\d*$/.test(word));
  // What a browser gets to see, `NEXT_PUBLIC_MAPS_TOKEN`, is no secret.
  if (words.includes("PUBLIC")) return false;
  const last = words.at(-1) ?? "";
  const two = words.slice(-2).join("_");
  const three = words.slice(-3).join("_");
  return (
    /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|APIKEY|CREDENTIALS?)\d*$/.test(last) ||
    /^(?:TOKEN|PASS|PAT)\d*$/.test(last) ||
    (words.length > 1 && /^PWD\d*$/.test(last)) ||
    /^(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER|JWT|APP|LICENSE|ACCOUNT|AUTH)_KEY\d*$/.test(two) ||
    three === "SECRET_KEY_BASE"
  );
}

/** Whether a value under a name that {@link namesSecret} is none after all: nothing, a switch, or the path of a file. */
export function isHarmlessValue(value: string): boolean {
  const text = value.trim();
  return (
    text === "" ||
    /^(?:true|false|yes|no|on|off|0|1)$/i.test(text) ||
    /^\/(?:run|etc|var|usr|opt|home|mnt|srv|data|certs?|keys|secrets?|app|tmp|root)\/\S*$/.test(text)
  );
}

/** A password within a URL: before its host, or among its parameters. What a program puts in later (`$PASSWORD`, `<password>`) is none. */
const USER_PASSWORD = /:\/\/[^\s:@/?#]*:(?![$<{%*])[^\s@/?#]+@/g;
const PARAMETER_PASSWORD = /[?&;](?:password|passwd|pwd)=(?![$<{%*])[^\s&;]/i;
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;

/** What a text carries that is secret whatever its name: a URL with a password, or a private key. */
export function carriedSecret(text: string): "url" | "key" | undefined {
  if (PRIVATE_KEY.test(text)) return "key";
  if (!text.includes("://")) return undefined;
  const inUrl = [...text.matchAll(USER_PASSWORD)].some(({ index }) => endsInScheme(text, index));
  return inUrl || text.split(/\s/).some(hasPasswordParameter) ? "url" : undefined;
}

/** Whether a word is a URL, from somewhere on, that has a password among its parameters. */
function hasPasswordParameter(word: string): boolean {
  for (let at = word.indexOf("://"); at >= 0; at = word.indexOf("://", at + 1)) {
    if (endsInScheme(word, at)) return PARAMETER_PASSWORD.test(word.slice(at));
  }
  return false;
}

/**
 * Whether a scheme (`https`) ends before an offset. Looking back from each `://` takes time in proportion to the text; a pattern that begins
 * with the scheme would try to find one at each letter.
 */
function endsInScheme(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const sign = text[at] ?? "";
    if (/[a-z]/i.test(sign)) return true;
    if (!/[0-9+.-]/.test(sign)) return false;
  }
  return false;
}

/** Why an environment variable looks like a secret: by its name, or by a value that is one under any name. */
export function secretLook(name: string, value: string): "name" | "url" | "key" | undefined {
  return carriedSecret(value) ?? (namesSecret(name) && !isHarmlessValue(value) ? "name" : undefined);
}
