import { codes } from "./codes.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Severity } from "./severity.js";
import { positionOf, type SourceLocation } from "./source.js";
import { printable } from "./terminal-text.js";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/** Findings as workflow commands of GitHub Actions, which show them at their lines: one line for each, nothing for none. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((one) => `${command(one)}\n`).join("");
}

function command({ code, severity, message, location, related, help }: Diagnostic): string {
  const properties = { file: location.file.path, ...region(location), title: `${code} ${codes[code].title}` };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [
    message,
    ...related.map((other) => `see ${place(other.location)}: ${other.message}`),
    ...(help === undefined ? [] : [`help: ${help}`]),
  ];
  return `::${commands[severity]} ${list.join(",")}::${data(text.join("\n"))}`;
}

/** A file that could not be read has no lines. GitHub drops columns where the lines differ, and an empty range shows nothing. */
function region({ file, start, end }: SourceLocation): Readonly<Record<string, number>> {
  if (file.text === "") return {};
  const from = positionOf(file, start);
  const to = positionOf(file, Math.max(start, end));
  if (from.line !== to.line) return { line: from.line, endLine: to.line };
  return { line: from.line, col: from.column, endLine: to.line, endColumn: Math.max(to.column, from.column) };
}

function place({ file, start }: SourceLocation): string {
  const { line, column } = positionOf(file, start);
  return `${file.path}:${line}:${column}`;
}

/** Line breaks become `%0A`; what else a terminal would obey is named, as the log is shown in one. */
function data(text: string): string {
  const lines = text.split(/\r\n|[\n\r]/).map(printable);
  return lines.join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(value: string): string {
  return data(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
