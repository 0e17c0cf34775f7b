interface NameForm {
  /** @default 1 */
  readonly min?: number;
  readonly max: number;
  /** Characters beside letters and digits. */
  readonly also: string;
  /** Whether it may end in `.fifo`. @default false */
  readonly fifo?: boolean;
}

/**
 * Why a text is not a name of this form.
 *
 * Source: SQS developer guide, quotas-queues; SNS API, CreateTopic; DynamoDB developer guide, HowItWorks.NamingRulesDataTypes.
 */
export function nameProblem({ min = 1, max, also, fifo = false }: NameForm): (name: string) => string | undefined {
  return (name) => {
    if (name.length < min || name.length > max) {
      return min === 1 ? lengthProblem(name, max) : `does not have ${min} to ${max} characters`;
    }
    const plain = fifo ? name.replace(/\.fifo$/, "") : name;
    const wrong = [...plain].find((character) => !/[A-Za-z0-9]/.test(character) && !also.includes(character));
    return wrong === undefined ? undefined : `has ${wrong === " " ? "a space" : `\`${wrong}\``}`;
  };
}

function lengthProblem(name: string, max: number): string {
  return name === "" ? "is empty" : `has more than ${max} characters`;
}

/** Why a text is neither a domain nor an e-mail address. Source: SES API v2, CreateEmailIdentity. */
export function identityProblem(identity: string): string | undefined {
  if (identity.length > 320) return "has more than 320 characters";
  const domain = identity.slice(identity.lastIndexOf("@") + 1);
  if (/[\s*?:/]/.test(identity) || identity.startsWith("@")) return "is neither a domain nor an e-mail address";
  return /^(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}-]+$/u.test(domain)
    ? undefined
    : "is neither a domain nor an e-mail address";
}

/** Why a text cannot be what the keys of objects begin with. IAM takes `*` and `?` for patterns, and `${` for a variable. */
export function prefixProblem(prefix: string): string | undefined {
  if (prefix === "") return "is empty";
  if (Buffer.byteLength(prefix) > 1024) return "has more than 1024 bytes";
  const wrong = /[*?]|\$\{/.exec(prefix)?.[0];
  return wrong === undefined ? undefined : `has \`${wrong}\`, which IAM reads as a wildcard or a variable`;
}

/** Why a text is not the name of a configuration set. Source: SES API v2, CreateConfigurationSet: letters, digits, `-` and `_`, at most 64. */
export const configurationSetProblem = nameProblem({ max: 64, also: "-_" });
