import { isHarmlessValue, namesSecret } from "./names.js";

/** What a text is or holds that is secret whatever its name: a URL with a password, a private key, a token. */
export type SecretForm = "url" | "key" | "token";

/**
 * A password within a URL: before its host, or among its parameters. What a program puts in later (`$PASSWORD`, `<password>`) is none.
 * Patterns begin at what is rare in a text and look a bounded way ahead, so that a value of 1 MB takes no longer than reading it.
 */
const URL_PASSWORD = /(?<=[a-z0-9+.-]):\/\/[^\s:@/?#]*:(?![$<{%*])[^\s@/?#]+@/i;
const PARAMETER_PASSWORD = /(?<=[a-z0-9+.-]):\/\/\S{0,500}?[?&;](?:password|passwd|pwd)=(?![$<{%*])[^\s&;]+/i;
const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;

/**
 * Tokens that their makers begin with something of their own: GitHub, GitLab, Slack, Stripe, OpenAI and Anthropic, npm, Google, AWS, and
 * JWTs.
 */
const TOKENS = [
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

/** What every such token begins with. */
const TOKEN_BEGINNINGS = [
  ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "k_live_", "k_test_", "whsec_"],
  ...["sk-", "npm_", "AIza", "AKIA", "ASIA", "eyJ"],
];

/**
 * Whether a text can hold such a token. Here and for other forms, this is asked before a pattern is: V8 compiles a pattern when it is first
 * tried, and those of all forms take 2 ms, a twentieth of what `validate` takes of its own, for files that hold none.
 */
export function mayHoldToken(text: string): boolean {
  return TOKEN_BEGINNINGS.some((beginning) => text.includes(beginning));
}

/** Whether a text can have a header that lets one in. */
export function mayHoldAuthorization(text: string): boolean {
  return text.toLowerCase().includes("authorization");
}

/** The source of a pattern for such a token, where a word begins. */
export const TOKEN = String.raw`(?<![\w-])(?:${TOKENS})`;

/** The source of a pattern for what a header that lets one in holds; the token is in the group `bare`. */
export const AUTHORIZATION = String.raw`(?<before>\bauthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|Token)\s+)(?![$<{%*])(?<bare>[\w.~+/=-]+)`;

/** Characters of the shortest: `xoxb-` and ten. */
const SHORTEST_TOKEN = 15;

const TOKEN_ANYWHERE = new RegExp(TOKEN);
const BEARER = new RegExp(AUTHORIZATION, "i");

/**
 * Whether a text can hold a secret by form at all: every form has a sign or a space in it, but for tokens, which are longer than this. Most
 * values of a file are short words.
 */
export function mayHoldSecret(text: string): boolean {
  return text.length >= SHORTEST_TOKEN || /[=:\s]/.test(text);
}

/** What a text carries that is secret whatever its name. */
export function carriedSecret(text: string): SecretForm | undefined {
  if (!mayHoldSecret(text)) return undefined;
  if (text.includes("-----BEGIN") && PRIVATE_KEY.test(text)) return "key";
  if (text.includes("://") && (URL_PASSWORD.test(text) || PARAMETER_PASSWORD.test(text))) return "url";
  if (mayHoldToken(text) && TOKEN_ANYWHERE.test(text)) return "token";
  return mayHoldAuthorization(text) && BEARER.test(text) ? "token" : undefined;
}

/** Why a value under a name looks like a secret: by the name, or by a value that is one under any name. */
export function secretLook(name: string, value: string): "name" | SecretForm | undefined {
  return carriedSecret(value) ?? (namesSecret(name) && !isHarmlessValue(value) ? "name" : undefined);
}
