import { AUTHORIZATION, carriedSecret, mayHoldAuthorization, mayHoldSecret, mayHoldToken, TOKEN } from "./forms.js";
import { isHarmlessValue, namesSecret } from "./names.js";

/** A secret that is written out within a longer text. */
export interface WrittenSecret {
  readonly value: string;
  /** What stands before the value and belongs to it: `--password=`. */
  readonly before: string;
  /** The option or variable that names it; absent where nothing does. */
  readonly key?: string;
  /** What to call it where nothing names it. */
  readonly kind: "PASSWORD" | "TOKEN";
  /** Where the value begins. */
  readonly at: number;
  /** The text, in which the secrets that were found before are replaced already. */
  readonly text: string;
  /** All of it: what stands before the value, the value, and the quotes around that. */
  readonly whole: string;
}

/** A value on a command line: quoted, or up to where a shell ends a word. What a program puts in later is none. */
const VALUE = String.raw`(?!["']?[$<{%*]|-)(?:"(?<double>[^"$]+)"|'(?<single>[^'$]+)'|(?<bare>[^\s"'|;&()<>\`]+))`;

/** How a secret is written. In the pattern `before` is what stands before the value, and `key` names it; `kind` does where nothing else does. */
interface WrittenForm {
  readonly pattern: RegExp;
  readonly kind: WrittenSecret["kind"];
  /** Whether a text can have it, which is seen at once. */
  readonly mayBeIn: (text: string) => boolean;
}

const has = (part: string) => (text: string) => text.includes(part);

const FORMS: readonly WrittenForm[] = [
  {
    pattern: new RegExp(String.raw`(?<before>(?<![\w.-])--?(?<key>[A-Za-z][\w.-]{2,})(?:=|\s+))${VALUE}`, "g"),
    kind: "PASSWORD",
    mayBeIn: has("-"),
  },
  {
    pattern: new RegExp(String.raw`(?<before>(?<![\w$.{-])(?:-D)?(?<key>[A-Za-z_][\w.-]*)=)${VALUE}`, "g"),
    kind: "PASSWORD",
    mayBeIn: has("="),
  },
  {
    pattern: new RegExp(String.raw`(?<before>\b(?:mysql|mariadb)[\w-]{0,30}\b[^|;&]{0,500}?\s-p)${VALUE}`, "g"),
    kind: "PASSWORD",
    mayBeIn: (text) => text.includes("mysql") || text.includes("mariadb"),
  },
  {
    pattern: new RegExp(String.raw`(?<before>\bredis-cli\b[^|;&]{0,500}?\s-a\s+)${VALUE}`, "g"),
    kind: "PASSWORD",
    mayBeIn: has("redis-cli"),
  },
  {
    pattern: new RegExp(String.raw`(?<before>\bmongo(?:sh)?\b[^|;&]{0,500}?\s-p\s+)${VALUE}`, "g"),
    kind: "PASSWORD",
    mayBeIn: has("mongo"),
  },
  {
    pattern: /(?<before>\bcurl\b[^|;&]{0,500}?\s(?:-u\s*|--user[= ]\s*)["']?[^\s:"'$]+:)(?<bare>[^\s"'$|;&]+)/g,
    kind: "PASSWORD",
    mayBeIn: has("curl"),
  },
  {
    pattern: /(?<before>(?<=[a-z0-9+.-]):\/\/[^\s:@/?#"']*:)(?![$<{%*])(?<bare>[^\s@/?#"']+)(?=@)/gi,
    kind: "PASSWORD",
    mayBeIn: has("://"),
  },
  { pattern: new RegExp(AUTHORIZATION, "gi"), kind: "TOKEN", mayBeIn: mayHoldAuthorization },
  { pattern: new RegExp(`(?<before>)(?<bare>${TOKEN})`, "g"), kind: "TOKEN", mayBeIn: mayHoldToken },
];

/** The text with each secret that is written out in it replaced, with what stands before it, by what `replace` gives. */
export function replaceWrittenSecrets(text: string, replace: (secret: WrittenSecret) => string): string {
  if (!mayHoldSecret(text)) return text;
  return FORMS.reduce((rest, form) => (form.mayBeIn(rest) ? replaceForm(rest, form, replace) : rest), text);
}

function replaceForm(text: string, { pattern, kind }: WrittenForm, replace: (secret: WrittenSecret) => string): string {
  return text.replaceAll(pattern, (...match) => {
    const { before = "", key, double, single, bare } = match.at(-1) as Readonly<Record<string, string | undefined>>;
    const value = double ?? single ?? bare ?? "";
    if (key !== undefined && (!isSecretOption(key) || isHarmlessValue(value))) return String(match[0]);
    const at = Number(match.at(-3)) + before.length;
    return replace({ value, before, kind, at, text, whole: String(match[0]), ...(key === undefined ? {} : { key }) });
  });
}

function isSecretOption(key: string): boolean {
  return !/^no-/i.test(key) && (namesSecret(key) || /(?:^|[._-])(?:(?:require|key|store)pass|masterauth)$/i.test(key));
}

/** The secrets that are written out in a command line or in another long text. */
export function writtenSecretsIn(text: string): readonly string[] {
  const found: string[] = [];
  replaceWrittenSecrets(text, ({ value, before }) => {
    found.push(value);
    return before;
  });
  return found;
}

/** A setting anywhere in a text: `DB_PASSWORD=...`, `DB_PASSWORD: ...`, `"apiKey":"..."`. */
const SETTING =
  /(?<before>(?<![\w$.{-])(?<key>[A-Za-z_][\w.-]*)["']?\s*[=:]\s*)(?!["']?[$<{%*])(?:"(?<double>[^"]+)"|'(?<single>[^']+)'|(?<bare>[^\s"',;}\]]+))/g;

/** The default of a variable whose name is that of a secret: `${DB_PASSWORD:-...}`. */
const DEFAULT = /\$\{(?<key>[A-Za-z_]\w*):-(?<bare>[^${}]+)\}/g;

/** Every text within a text that is a secret by its form, or by what is written before it. */
export function secretsWithin(text: string): readonly string[] {
  if (!mayHoldSecret(text)) return [];
  const written = /[=:]/.test(text) ? [...text.matchAll(SETTING)] : [];
  const defaults = text.includes("${") ? [...text.matchAll(DEFAULT)] : [];
  const settings = [...written, ...defaults].flatMap(({ groups = {} }) => {
    const { key = "", double, single, bare } = groups;
    const value = double ?? single ?? bare ?? "";
    return namesSecret(key) && !isHarmlessValue(value) && value !== "//" ? [value] : [];
  });
  const keys = text.includes("-----BEGIN") ? /-----BEGIN [A-Z0-9 ]*PRIVATE KEY[\s\S]*/.exec(text) : null;
  return [...settings, ...writtenSecretsIn(text), ...(keys ? [keys[0]] : []), ...passwordParameters(text)];
}

function passwordParameters(text: string): readonly string[] {
  if (carriedSecret(text) !== "url") return [];
  const found = text.matchAll(/[?&;](?:password|passwd|pwd)=(?![$<{%*])([^\s&;"'`]+)/gi);
  return [...found].map(([, value = ""]) => value);
}
