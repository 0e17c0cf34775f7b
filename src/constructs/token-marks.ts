/**
 * cdktf 0.21 puts marks into texts and numbers for what it fills in later, and knows no escape: text that looks like a mark is taken for one,
 * and throws where it is none (its lib/tokens/private/encoding.js, lib/tokens/token.js). {@link brokenUp} writes such text so that cdktf sees
 * no mark and Terraform reads what was there; where a stack is ours to write, {@link madeWhole} undoes it.
 */

const TEXT_MARK = /TfToken\[/g;
const MAP_MARKS: ReadonlySet<string> = new Set(["String Map Token Value", "Any Map Token Value"]);

/** What cdktf reads as a number within text; with the end left optional, so that a long run of digits is looked at once. */
const NUMBER = /[-|\d.+]+(?:e[-|\d.eE+]+)?/g;

/** The upper half of the first four bytes of every double that stands for a token: numbers from -8.11e298 to -8.37e298. */
const NUMBER_MARK = 0xfdff;

/** How a letter of a mark is written: an expression that gives it. No text has one of these, as `${` is escaped in all of them. */
const BREAK = /(?<!\$)\$\{"(e|Token| )"\}/g;

/**
 * Stands for the `e` of a number in the name of a resource, where no expression can stand. Unicode has it for such use (a noncharacter), and
 * {@link brokenUp} leaves none in a text.
 */
const STAND_IN = "\u{FDD0}";

/** Whether a template is one mark and nothing else. */
export function isMark(template: string): boolean {
  return /^\$\{TfToken\[[^\]]+\]\}$/.test(template);
}

/** A template, its `${` escaped where they are text, in which cdktf sees no mark and Terraform reads the same. */
export function brokenUp(template: string): string {
  if (MAP_MARKS.has(template)) return template.replace(" ", () => '${" "}');
  const text = template.replace(TEXT_MARK, () => 'Tf${"Token"}[');
  return withoutNumberMarks(quotedRuns(text, STAND_IN, "\\ufdd0"), () => true);
}

/**
 * A template in which every run of a character is an expression, with the `$` and `%` before it, which would escape the expression.
 *
 * @param escaped the character in a string of HCL
 */
export function quotedRuns(template: string, char: string, escaped: string): string {
  if (!template.includes(char)) return template;
  // A run of signs alone matches too, so that none is looked at twice.
  return template.replace(new RegExp(`[$%]*${char}+|[$%]+`, "g"), (run) =>
    run.includes(char) ? `\${"${run.replaceAll(char, escaped)}"}` : run,
  );
}

/**
 * A template without what cdktf takes for the mark of a number.
 *
 * @param isText whether what stands from the first place to the second is text and not a mark of cdktf's own
 */
export function withoutNumberMarks(template: string, isText: (start: number, end: number) => boolean): string {
  return template.replace(NUMBER, (number, start: number) =>
    isNumberMark(number) && isText(start, start + number.length) ? number.replaceAll("e", () => '${"e"}') : number,
  );
}

/** The name of a resource, or an address, as cdktf can carry it through its own resolving. */
export function carriedName(name: string): string {
  return name.replace(NUMBER, (number) => (isNumberMark(number) ? number.replaceAll("e", STAND_IN) : number));
}

/** What cdktf gave, with everything as it was before {@link brokenUp} and {@link carriedName}. */
export function madeWhole(text: string): string {
  const whole = text.includes('${"') ? text.replace(BREAK, (_, part: string) => part) : text;
  return whole.includes(STAND_IN) ? whole.replaceAll(STAND_IN, "e") : whole;
}

function isNumberMark(text: string): boolean {
  if (!text.includes("e")) return false;
  const double = new DataView(new ArrayBuffer(8));
  double.setFloat64(0, Number.parseFloat(text));
  return double.getUint16(0) === NUMBER_MARK;
}
