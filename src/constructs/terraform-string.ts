import { brokenUp, quotedRuns, withoutNumberMarks } from "./token-marks.js";

declare const brand: unique symbol;

/**
 * A string as Terraform's JSON syntax reads it: a template, in which `${` begins an expression and `%{` a directive.
 * A plain string is not one, so that forgetting to escape does not compile: {@link literal} makes one from any text,
 * {@link expression} vouches that a string is meant to be evaluated, {@link template} puts several together.
 *
 * Two of them are never to be joined with `+`: a literal `$` before a literal `{` would begin an expression.
 */
export type TerraformString = string & { readonly [brand]: true };

/**
 * Text that Terraform reads back exactly, whatever it holds; Terraform's own Unicode normalisation (NFC) aside.
 *
 * `${` and `%{` are doubled. Text that cdktf would take for one of its tokens, and what Terraform would not read from JSON as it stands, is
 * written as an expression that evaluates to what was there.
 */
export function literal(raw: string): TerraformString {
  const escaped = raw.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
  const template = readable(brokenUp(escaped));
  // A string that is one expression and nothing else would be bare in HCL, and another string when it is read back.
  return (/^\$\{"[^"]*"\}$/.test(template) ? `${template}\${""}` : template) as TerraformString;
}

/**
 * A string that is meant to be evaluated: an attribute of a cdktf construct, or a template such as `${aws_vpc.main.id}`.
 *
 * @throws Error for text in which there is nothing to evaluate: that is a {@link literal}
 */
export function expression(token: string): TerraformString {
  if (!/[$%]\{|e\+2\d\d/.test(token)) throw new Error(`nothing to evaluate in ${JSON.stringify(token)}: use literal()`);
  return token as TerraformString;
}

/** Several strings in one, with constant text between them: template`arn:${partition}:ecs:*`. `\${` in the constant text begins an expression. */
export function template(texts: TemplateStringsArray, ...parts: readonly TerraformString[]): TerraformString {
  const joined = String.raw({ raw: texts }, ...parts);
  const isPart = partsOf(texts, parts);
  return readable(withoutNumberMarks(joined, (start, end) => !isPart(start, end))) as TerraformString;
}

/** Tells whether what stands between two places is within one of the parts: a number there is one of cdktf's own, as literals have none. */
function partsOf(texts: readonly string[], parts: readonly string[]): (start: number, end: number) => boolean {
  let at = 0;
  const ranges = parts.map((part, index) => {
    const start = at + (texts[index]?.length ?? 0);
    at = start + part.length;
    return { start, end: at };
  });
  return (start, end) => ranges.some((range) => range.start <= start && end <= range.end);
}

/**
 * Terraform's reader of JSON loses a byte order mark at the very beginning of a string, and knows no `${` or `$${` behind a carriage return
 * for what it is. Both come through as an expression. Tried with Terraform 1.11; a test tries it again where terraform is installed.
 */
function readable(text: string): string {
  const marked = text.startsWith("\u{FEFF}") ? `\${"\\ufeff"}${text.slice(1)}` : text;
  if (!marked.includes("\r")) return marked;
  const last = Math.max(marked.lastIndexOf("${"), marked.lastIndexOf("%{"));
  return last < 0 ? marked : quotedRuns(marked.slice(0, last), "\r", "\\r") + marked.slice(last);
}
