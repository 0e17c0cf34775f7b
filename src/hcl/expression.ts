import { endOfString } from "../stack/template.js";

/** An expression with spaces where `terraform fmt` wants them: behind commas, and within braces. Strings stay as they are. */
export function formatExpression(source: string): string {
  let text = "";
  let at = 0;
  while (at < source.length) {
    const end = source[at] === '"' ? endOfString(source, at + 1) : at + 1;
    const token = source.slice(at, end);
    at = end;
    if (token === "\n") throw new Error(`an expression has several lines: ${source}`);
    if (token === "," || token === "{") {
      at += spacesAt(source, at);
      text += source[at] === "}" || at === source.length ? token : `${token} `;
    } else if (token === "}") {
      text = /[{ ]$/.test(text) ? `${text}}` : `${text} }`;
    } else text += token;
  }
  return text;
}

function spacesAt(source: string, at: number): number {
  return /^ */.exec(source.slice(at))?.[0].length ?? 0;
}
