/** Reads a template that holds nothing but text, escapes and quoted strings, as Terraform would. Throws at anything else. */
export function readTemplate(template: string): string {
  let read = "";
  let at = 0;
  while (at < template.length) {
    const rest = template.slice(at);
    const quoted = /^\$\{("(?:[^"\\]|\\.)*")\}/.exec(rest);
    if (/^(?:\$\$|%%)\{/.test(rest)) {
      read += rest.slice(1, 3);
      at += 3;
    } else if (quoted) {
      read += JSON.parse(quoted[1] ?? "");
      at += quoted[0].length;
    } else if (/^[$%]\{/.test(rest)) {
      throw new Error(`an expression at ${at}: ${rest}`);
    } else {
      read += rest.charAt(0);
      at += 1;
    }
  }
  return read;
}
