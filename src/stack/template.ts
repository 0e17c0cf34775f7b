/** A piece of a template: text with its escapes (`$${`, `%%{`), or what is evaluated, with its braces. */
export interface TemplatePart {
  readonly kind: "text" | "interpolation" | "directive";
  readonly source: string;
}

/** What begins something in a template: escapes first, as they hold the others. */
const OPENING = /\$\$\{|%%\{|\$\{|%\{/g;

/** Splits a template as Terraform reads it. @throws for one that does not end: only we write templates */
export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = 0;
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(template); match; match = OPENING.exec(template)) {
    if (match[0].length === 3) continue;
    const end = endOfCode(template, match.index + 2);
    if (match.index > text) parts.push({ kind: "text", source: template.slice(text, match.index) });
    const kind = match[0] === "${" ? "interpolation" : "directive";
    parts.push({ kind, source: template.slice(match.index, end) });
    text = end;
    OPENING.lastIndex = end;
  }
  if (text < template.length) parts.push({ kind: "text", source: template.slice(text) });
  return parts;
}

/** Where an expression ends, behind its closing brace. */
function endOfCode(template: string, start: number): number {
  let depth = 1;
  for (let at = start; at < template.length; at += 1) {
    const char = template[at];
    if (char === '"') at = endOfString(template, at + 1) - 1;
    else if (char === "{") depth += 1;
    else if (char === "}") depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error(`an expression does not end: ${template}`);
}

/** Where a quoted template within an expression ends, behind its closing quote. */
export function endOfString(source: string, start: number): number {
  let at = start;
  while (at < source.length) {
    if (source[at] === '"') return at + 1;
    if (source[at] === "\\") at += 2;
    else if (/^(?:\$\$|%%)\{/.test(source.slice(at, at + 3))) at += 3;
    else if (/^[$%]\{/.test(source.slice(at, at + 2))) at = endOfCode(source, at + 2);
    else at += 1;
  }
  throw new Error(`a string does not end: ${source}`);
}
