import type { Node } from "./source.js";

/** What compose makes a text of where the text is a value of its own: a variable, a label, an argument of a build. */
export function valueText(node: Node | undefined): string | undefined {
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  return node.plain ? plainText(node.text) : node.text;
}

/**
 * A scalar without quotes as compose passes it on: read as YAML 1.1 has numbers, switches and times, and written as Go does, so that `0644` is
 * `420`, `1.50` is `1.5` and `1e6` is `1e+06`. Source: github.com/yaml/go-yaml, resolve.go; the tests hold what compose-go gave.
 */
export function plainText(text: string): string {
  if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase();
  return timeText(text) ?? numberText(text) ?? text;
}

function numberText(text: string): string | undefined {
  const digits = text.replaceAll("_", "");
  const whole = integerOf(digits);
  if (whole !== undefined && whole > -(2n ** 63n) && whole < 2n ** 64n) return digits === "-0" ? "-0" : String(whole);
  if (!/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? floatText(value) : undefined;
}

/** Forms of whole numbers, each with what JavaScript writes in front of its digits. */
const INTEGERS: readonly (readonly [form: RegExp, prefix: string])[] = [
  [/^([-+]?)0[xX]([\da-fA-F]+)$/, "0x"],
  [/^([-+]?)0[bB]([01]+)$/, "0b"],
  [/^([-+]?)0[oO]?([0-7]+)$/, "0o"],
  [/^([-+]?)(0|[1-9]\d*)$/, ""],
];

function integerOf(digits: string): bigint | undefined {
  for (const [form, prefix] of INTEGERS) {
    const [, sign, number] = form.exec(digits) ?? [];
    if (number !== undefined) return BigInt(`${prefix}${number}`) * (sign === "-" ? -1n : 1n);
  }
  return undefined;
}

/** The shortest form of a floating-point number, with an exponent below -4 and from 6 on. */
function floatText(value: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A day, or a day and a time, in the form that Go prints times in. */
function timeText(text: string): string | undefined {
  const [, year, month = "", day = "", hour = "0", minute = "0", second = "0", zone = ""] =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{1,2}):(\d{1,2})(Z?))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  // With a letter between day and time there has to be a zone.
  if (/[Tt]/.test(text) && zone === "") return undefined;
  const two = (part: string) => part.padStart(2, "0");
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (time.getUTCMonth() !== Number(month) - 1 || time.getUTCDate() !== Number(day)) return undefined;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)} +0000 UTC`;
}
