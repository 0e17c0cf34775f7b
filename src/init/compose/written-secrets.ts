import { secretLook } from "../../secrets/forms.js";
import { isHarmlessValue, namesSecret } from "../../secrets/names.js";
import { replaceWrittenSecrets, writtenSecretsIn } from "../../secrets/written.js";
import type { Variable } from "./environment-variable.js";

const ASSIGNED_PASSWORD =
  /(?:^|[;,\s"'{])(?:password|passwd|pwd|secret|token)["']?\s*[=:]\s*["']?(?![$<{%*])[^\s;,"'}]+/i;

/** Names of secrets in compose files that elsewhere may be those of something else. */
const FURTHER_NAMES =
  /(?:^|_)(?:PW|AUTHORIZATION|JWT|SALTS?|HTPASSWD|(?:DB|DATABASE|USER|ROOT|ADMIN|SQL|MYSQL|PG|SMTP|MAIL|REDIS|FTP|AUTH)(?:PASS|PW))\d*$|(?:^|_)(?:REDIS|REDISCLI|HTTP|BASIC|PROXY|NEO4J)_AUTH$/i;

/** What bcrypt makes of a password. */
const BCRYPT = /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{20,}/;

/** Whether a variable of a compose file must not be copied: by its name, or by what its value holds. */
export function looksSecret(name: string, value: string): boolean {
  if (FURTHER_NAMES.test(name) && !isHarmlessValue(value)) return true;
  return (
    secretLook(name, value) !== undefined || ASSIGNED_PASSWORD.test(value) || hasSecrets(value) || BCRYPT.test(value)
  );
}

/** Whether a variable of a compose file is a secret by its name. */
export function namesComposeSecret(name: string): boolean {
  return namesSecret(name) || FURTHER_NAMES.test(name);
}

/** Whether an empty value under a name is the place of a secret that somebody has to set. */
export function isPlaceOfSecret(name: string, value: string | undefined): boolean {
  return value === "" && namesComposeSecret(name);
}

/** Names for secrets that had none: equal values of a service have the same, others another. */
export class WrittenSecrets {
  readonly #names = new Map<string, Map<string, string>>();

  nameFor(service: string, value: string, wish: string, variables: readonly Variable[]): string {
    const known = variables.find((variable) => variable.value === value)?.name;
    if (known !== undefined) return known;
    const names = this.#names.get(service) ?? new Map<string, string>();
    this.#names.set(service, names);
    const before = names.get(value);
    if (before !== undefined) return before;
    const taken = new Set([...names.values(), ...variables.map(({ name }) => name)]);
    let name = wish;
    for (let count = 2; taken.has(name); count++) name = `${wish}_${count}`;
    names.set(value, name);
    return name;
  }
}

/** A command line in which the container's shell reads the secrets from the environment, and their names. */
export interface Clean {
  readonly text: string;
  readonly secrets: readonly string[];
}

/** Puts a reference in the place of each secret that is written out in a command line. */
export function withoutSecrets(text: string, nameFor: (value: string, wish: string) => string): Clean {
  const secrets: string[] = [];
  const clean = replaceWrittenSecrets(text, ({ value, before, key, kind, at, text: around }) => {
    const variable = nameFor(value, key === undefined ? kind : variableName(key));
    secrets.push(variable);
    return `${before}${inQuotes(`$$\{${variable}}`, quoteAt(around, at))}`;
  });
  return { text: clean, secrets };
}

/** Whether a command line has a secret written out. */
export function hasSecrets(text: string): boolean {
  return writtenSecretsIn(text).length > 0;
}

function variableName(key: string): string {
  if (/^[A-Z_][A-Z0-9_]*$/.test(key)) return key;
  if (/pass|auth/i.test(key)) return "PASSWORD";
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .toUpperCase();
}

/** The quotes around a place of a command line, if any. */
function quoteAt(text: string, at: number): string {
  let open = "";
  for (let index = 0; index < at; index++) {
    const sign = text.charAt(index);
    if (sign === "\\" && open !== "'") index++;
    else if (open === "" && (sign === '"' || sign === "'")) open = sign;
    else if (sign === open) open = "";
  }
  return open;
}

/** A reference, so that the shell reads it, and as one word. */
function inQuotes(reference: string, open: string): string {
  if (open === '"') return reference;
  return open === "'" ? `'"${reference}"'` : `"${reference}"`;
}

/** A comment without the secrets that commented-out settings have: `# DB_PASSWORD=...`, `# DB_PASSWORD: ...`. Sentences stay. */
export function withoutSecretsInComment(line: string): string {
  const blanked = (whole: string, before: string, key: string, sign: string, value: string) =>
    namesSecret(key) && !isHarmlessValue(value) ? `${before}${key}${sign}***` : whole;
  const settings = line
    .replace(/^([\s#-]*)([\w.-]+)(["']?:\s+)(?![$<{%*])(\S+)$/, blanked)
    .replaceAll(/(^|[\s"'#-])([A-Za-z_][\w.-]*)(=)(?!["']?[$<{%*])("[^"]*"|'[^']*'|[^\s"',;]+)/g, blanked);
  return replaceWrittenSecrets(settings, ({ before, key, whole }) => (key === undefined ? `${before}***` : whole));
}
