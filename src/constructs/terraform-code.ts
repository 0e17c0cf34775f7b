import type { TerraformString } from "./terraform-string.js";
import { brokenUp, isMark } from "./token-marks.js";

declare const brand: unique symbol;

/**
 * What stands within `${ }`: code, and not a template. Neither a plain string nor a {@link TerraformString} is one, so that a text that was
 * not quoted does not compile.
 */
export type TerraformCode = string & { readonly [brand]: true };

/** Code with constant text between its parts: code`toset(${names})`. */
export function code(texts: TemplateStringsArray, ...parts: readonly (TerraformCode | number)[]): TerraformCode {
  return String.raw({ raw: texts }, ...parts) as TerraformCode;
}

/** Code as a string that evaluates to what it gives. */
export function evaluated(source: TerraformCode): TerraformString {
  return `\${${source}}` as string as TerraformString;
}

/** Any text as code: `"text"`. */
export function quoted(text: string): TerraformCode {
  const escaped = text.replace(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
  return `"${brokenUp(escaped.replace(/[\\"\p{Cc}\u{FEFF}]/gu, escapedChar))}"` as string as TerraformCode;
}

/** A string as code: an attribute of a cdktf construct without quotes, as cdktf writes no `${ }` around it within code; a literal with them. */
export function codeOf(text: TerraformString): TerraformCode {
  return isMark(text) ? (text as string as TerraformCode) : quotedTemplate(text);
}

/** A string, a literal or an attribute, as code: `"text"`. */
export function quotedTemplate(template: TerraformString): TerraformCode {
  // The expressions that a literal may hold are code already.
  const parts = template.split(/((?<!\$)\$\{"[^"]*"\})/);
  const escaped = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replace(/[\\"\p{Cc}\u{FEFF}]/gu, escapedChar),
  );
  return `"${escaped.join("")}"` as string as TerraformCode;
}

/** Several of them: `["a", "b"]`. */
export function quotedTemplates(templates: readonly TerraformString[]): TerraformCode {
  return `[${templates.map(quotedTemplate).join(",")}]` as string as TerraformCode;
}

function escapedChar(char: string): string {
  if (char === "\\" || char === '"') return `\\${char}`;
  return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}
