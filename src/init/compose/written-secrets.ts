import { isHarmlessValue, namesSecret, secretLook } from "../../aws/secrets.js";
import type { Variable } from "./environment.js";

/** Tokens that their makers begin with something of their own: GitHub, GitLab, Slack, Stripe, OpenAI and Anthropic, npm, Google, AWS, and JWTs. */
const TOKEN = [
  "gh[pousr]_[A-Za-z0-9]{20,}",
  String.raw`github_pat_\w{20,}`,
  String.raw`glpat-[\w-]{16,}`,
  String.raw`xox[abposr]-[\w-]{10,}`,
  "[srw]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{10,}",
  String.raw`sk-[\w-]{20,}`,
  "npm_[A-Za-z0-9]{30,}",
  String.raw`AIza[\w-]{30,}`,
  "A(?:KIA|SIA)[A-Z0-9]{16}",
  String.raw`eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*`,
].join("|");

const ASSIGNED_PASSWORD =
  /(?:^|[;,\s"'{])(?:password|passwd|pwd|secret|token)["']?\s*[=:]\s*["']?(?![$<{%*])[^\s;,"'}]+/i;

/** Whether a variable of a compose file must not be copied: by its name, or by what its value holds. */
export function looksSecret(name: string, value: string): boolean {
  return secretLook(name, value) !== undefined || ASSIGNED_PASSWORD.test(value) || hasSecrets(value);
}

/** A value on a command line: quoted, or up to where a shell ends a word. What a program puts in later is none. */
const VALUE = String.raw`(?!["']?[$<{%*]|-)(?:"(?<double>[^"$]+)"|'(?<single>[^'$]+)'|(?<bare>[^\s"'|;&()<>\`]+))`;

/** Secrets written out in a command line, each with what stands before it and the value. `key` names it, `name` where nothing does. */
const WRITTEN: readonly { readonly pattern: RegExp; readonly name: string }[] = [
  { pattern: new RegExp(String.raw`(?<before>--?(?<key>[A-Za-z][\w.-]{2,})(?:=|\s+))${VALUE}`, "g"), name: "PASSWORD" },
  {
    pattern: new RegExp(String.raw`(?<before>(?<![\w$.{-])(?:-D)?(?<key>[A-Za-z_][\w.-]*)=)${VALUE}`, "g"),
    name: "PASSWORD",
  },
  {
    pattern: new RegExp(String.raw`(?<before>\b(?:mysql|mariadb)[\w-]*\b[^|;&]*?\s-p)${VALUE}`, "g"),
    name: "PASSWORD",
  },
  { pattern: new RegExp(String.raw`(?<before>\bredis-cli\b[^|;&]*?\s-a\s+)${VALUE}`, "g"), name: "PASSWORD" },
  { pattern: new RegExp(String.raw`(?<before>\bmongo(?:sh)?\b[^|;&]*?\s-p\s+)${VALUE}`, "g"), name: "PASSWORD" },
  {
    pattern: /(?<before>\bcurl\b[^|;&]*?\s(?:-u\s*|--user[= ]\s*)["']?[^\s:"'$]+:)(?<bare>[^\s"'$|;&]+)/g,
    name: "PASSWORD",
  },
  {
    pattern: /(?<before>\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/?#"']*:)(?![$<{%*])(?<bare>[^\s@/?#"']+)(?=@)/gi,
    name: "PASSWORD",
  },
  {
    pattern: /(?<before>\bauthorization:\s*(?:Bearer|Basic|Token)\s+)(?![$<{%*])(?<bare>[\w.~+/=-]+)/gi,
    name: "TOKEN",
  },
  { pattern: new RegExp(String.raw`(?<before>)(?<![\w-])(?<bare>${TOKEN})`, "g"), name: "TOKEN" },
];

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
  let clean = text;
  for (const { pattern, name } of WRITTEN) {
    clean = clean.replaceAll(pattern, (...match) => {
      const whole = String(match[0]);
      const { before = "", key, double, single, bare } = match.at(-1) as Readonly<Record<string, string | undefined>>;
      const value = double ?? single ?? bare ?? "";
      if (key !== undefined && (!isSecretKey(key) || isHarmlessValue(value))) return whole;
      const variable = nameFor(value, key === undefined ? name : variableName(key));
      secrets.push(variable);
      const at = Number(match.at(-3)) + before.length;
      return `${before}${inQuotes(`$$\{${variable}}`, quoteAt(clean, at))}`;
    });
  }
  return { text: clean, secrets };
}

/** Whether a command line has a secret written out. */
export function hasSecrets(text: string): boolean {
  return withoutSecrets(text, (_, wish) => wish).secrets.length > 0;
}

function isSecretKey(key: string): boolean {
  return !/^no-/i.test(key) && (namesSecret(key) || /(?:^|[._-])(?:(?:require|key|store)pass|masterauth)$/i.test(key));
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
  return WRITTEN.filter(({ pattern }) => !pattern.source.includes("<key>")).reduce(
    (text, { pattern }) => text.replaceAll(pattern, "$<before>***"),
    settings,
  );
}
