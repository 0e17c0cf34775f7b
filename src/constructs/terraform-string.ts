declare const brand: unique symbol;

/**
 * A string as Terraform's JSON syntax reads it: a template, in which `${` begins an expression and `%{` a directive.
 * A plain string is not one, so that forgetting to escape does not compile: {@link literal} makes one from any text,
 * {@link expression} vouches that a string is meant to be evaluated.
 *
 * Two of them are never to be joined with `+`: a literal `$` before a literal `{` would begin an expression.
 */
export type TerraformString = string & { readonly [brand]: true };

// What cdktf 0.21 takes for its own marks when it resolves a string (its lib/tokens/private/encoding.js, lib/tokens/token.js).
// It knows no escape, and throws at a mark that it did not make.
const tokenMark = /TfToken\[/g;
const mapTokenValues: ReadonlySet<string> = new Set(["String Map Token Value", "Any Map Token Value"]);
const encodedNumber = /[-|\d.+]+e[-|\d.eE+]+/g;
/** Every number that stands for a token is about -8.1e298; no number that anyone writes is below this one. */
const LARGEST_ENCODED_NUMBER = -1e298;

/**
 * Text that Terraform reads back exactly, whatever it holds; Terraform's own Unicode normalisation (NFC) aside.
 *
 * `${` and `%{` are doubled. Text that cdktf would take for one of its tokens is broken up by an expression which evaluates to what was there.
 */
export function literal(raw: string): TerraformString {
  const escaped = raw.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
  return defused(escaped) as TerraformString;
}

function defused(text: string): string {
  if (mapTokenValues.has(text)) return text.replace(" ", () => '${" "}');
  return text
    .replace(tokenMark, () => 'Tf${"Token"}[')
    .replace(encodedNumber, (number) =>
      Number.parseFloat(number) < LARGEST_ENCODED_NUMBER ? number.replaceAll("e", () => '${"e"}') : number,
    );
}

/** A string that is meant to be evaluated: an attribute of a cdktf construct, or a template such as `${aws_vpc.main.id}`. */
export function expression(token: string): TerraformString {
  return token as TerraformString;
}
