import { wrap } from "../diagnostics/terminal-text.js";
import type { Finding, Summary } from "./compose/findings.js";

/** Most names that a line of the summary lists; the file has all of them. */
const MAX_NAMES = 8;

/** What became of a compose file, for a person. Lines fit 80 columns where names allow. */
export function summaryText({ services, volumes, secrets, changed, leftOut }: Summary): string {
  const lines = [`${count(services, "service")} and ${count(volumes, "volume")} came along.`];
  if (secrets.length > 0) {
    lines.push("", `${count(secrets.length, "secret")} to put into SSM before you apply, as no value was copied:`);
    lines.push(...names(secrets));
  }
  lines.push(...section("is other than in compose", "are other than in compose", changed));
  lines.push(...section("was left out", "were left out", leftOut));
  if (changed.length + leftOut.length > 0)
    lines.push("", "Each is a comment at its place in the file: look for Changed and Left out.");
  return `${lines.join("\n")}\n`;
}

function section(one: string, many: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const byReason = new Map<string, Finding[]>();
  for (const finding of findings) byReason.set(finding.why, [...(byReason.get(finding.why) ?? []), finding]);
  const sorted = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const head = `${count(findings.length, "thing")} ${findings.length === 1 ? one : many}:`;
  const told = sorted.flatMap(([why, some]) => {
    const [only, ...others] = some;
    if (only && others.length === 0) return indented(`${label(only)}: ${why}`);
    return [...indented(`${some.length} times: ${why}`), ...names(some.map(label)).map((line) => `  ${line}`)];
  });
  return ["", head, ...told];
}

function label({ service, what }: Finding): string {
  return service === undefined ? what : `${service}: ${what}`;
}

function names(all: readonly string[]): readonly string[] {
  const shown = all.slice(0, MAX_NAMES).map((name) => `  ${name}`);
  return all.length > MAX_NAMES ? [...shown, `  and ${all.length - MAX_NAMES} more`] : shown;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Lines of 80 columns at most; all but the first are set in further. */
function indented(text: string): readonly string[] {
  const lines = wrap(text, { width: 80, firstIndent: 2, indent: 6 });
  return lines.map((line, index) => `${index === 0 ? "  " : "      "}${line}`);
}
