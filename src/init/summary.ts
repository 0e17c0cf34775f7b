import { wrap } from "../diagnostics/terminal-text.js";
import type { Finding, Summary } from "./compose/findings.js";

/** Most names that a line of the summary lists; the file has all of them. */
const MAX_NAMES = 8;

/** What became of a compose file, for a person, in the order of what there is to do. Lines fit 80 columns where names allow. */
export function summaryText({ services, volumes, secrets, published, changed, leftOut, general }: Summary): string {
  const steps = [
    section((things) => `Bring back what you need of ${things} left out`, leftOut),
    section((things) => `Check what differs from compose (${things})`, changed),
    secrets.length === 0
      ? []
      : [
          `Put ${count(secrets.length, "secret")} into SSM before you apply: the values were not copied`,
          ...names(secrets),
          "      `nanokit-tf secrets` prints the commands",
        ],
  ].filter((step) => step.length > 0);
  const numbered = steps.flatMap(([head = "", ...rest], index) => ["", `${index + 1}. ${head}:`, ...rest]);
  const [first, ...others] = section(
    (things) => `Not marked in the file (no effect, or the same for every service): ${things}`,
    general,
  );
  const lines = [
    ...wrap(
      `${count(services, "service")} and ${count(volumes, "volume")} were translated. Nothing is published until a service has a \`host\`${publishedText(published)}.`,
      { width: 80, firstIndent: 0, indent: 0 },
    ),
    ...numbered,
    ...(first === undefined ? [] : ["", first, ...others]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What compose publishes, behind the words that nothing is. */
function publishedText(published: readonly string[]): string {
  if (published.length === 0) return "";
  const shown = published.slice(0, MAX_NAMES);
  const rest = published.length - shown.length;
  return `: compose publishes ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function section(head: (things: string) => string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const byReason = new Map<string, Finding[]>();
  for (const finding of findings) byReason.set(finding.why, [...(byReason.get(finding.why) ?? []), finding]);
  const sorted = [...byReason].sort(([, a], [, b]) => b.length - a.length);
  const told = sorted.flatMap(([why, some]) => {
    return [...names(some.map(label)), ...indented(why)];
  });
  return [head(count(findings.length, "thing")), ...told];
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

/** A reason, below what it is given for, in lines of 80 columns at most. */
function indented(text: string): readonly string[] {
  return wrap(text, { width: 80, firstIndent: 6, indent: 6 }).map((line) => `      ${line}`);
}
