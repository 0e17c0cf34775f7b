import { templateParts } from "../stack/template.js";
import { formatExpression } from "./expression.js";

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    '"': '\\"',
    "\\": "\\\\",
  }),
);

/**
 * What a quoted string cannot hold, or a reader would not see: control characters, and those that turn the direction of the text around,
 * take no space or end a line elsewhere. A list of numbers and no Unicode property, as those change with the version of Node.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  /["\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Names that HCL takes for something else where a key is bare. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(["for", "null", "true", "false"]);

/** A template of Terraform JSON in HCL: a bare expression where it is nothing else, or a quoted string. */
export function templateText(template: string): string {
  const parts = templateParts(template);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "interpolation") return formatExpression(only.source.slice(2, -1).trim());
  return `"${parts.map(({ kind, source }) => (kind === "text" ? escaped(source) : source)).join("")}"`;
}

/** A text that Terraform JSON does not evaluate, for a place where HCL would: quoted, with `${` and `%{` doubled. */
export function literalText(text: string): string {
  return `"${escaped(text.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening))}"`;
}

/** A key of an object. What is no plain identifier is quoted, and not ASCII is written by number: columns are counted in it. */
export function keyText(key: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) && !RESERVED_KEYS.has(key)) return key;
  const parts = templateParts(key);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === "interpolation") return `(${templateText(key)})`;
  return templateText(key).replace(/[^ -~]/gu, unicodeEscape);
}

/** The text of a template between two quotes. Its own escapes stay. */
function escaped(text: string): string {
  return text.replace(UNPRINTABLE, (char) => ESCAPES.get(char) ?? unicodeEscape(char));
}

function unicodeEscape(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}
