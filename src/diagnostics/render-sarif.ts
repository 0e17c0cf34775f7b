import { createHash } from "node:crypto";
import { type Code, codes } from "./codes.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Fix } from "./fix.js";
import type { RelatedLocation } from "./related.js";
import { escapeFormatCharacters } from "./render-json.js";
import type { Severity } from "./severity.js";
import { positionOf, type SourceLocation } from "./source.js";

/** How {@link renderSarif} names the tool. */
export interface SarifOptions {
  /** Version of nanokit-tf. */
  readonly version: string;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };

/**
 * Findings as a log of SARIF 2.1.0 (OASIS): one run, the rules that were broken in order of their codes, and a result for each finding.
 * Lines and columns begin at 1, columns count UTF-16 units, an end is the place after the last character. A newline at the end.
 */
export function renderSarif(diagnostics: readonly Diagnostic[], { version }: SarifOptions): string {
  const broken = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "nanokit-tf", semanticVersion: version, rules: broken.map(rule) } },
        columnKind: "utf16CodeUnits",
        newlineSequences: ["\r\n", "\n", "\r"],
        results: results(diagnostics, broken),
      },
    ],
  };
  return `${escapeFormatCharacters(JSON.stringify(log, null, 2))}\n`;
}

function rule(code: Code) {
  const { title, why, fix, severity } = codes[code];
  return {
    id: code,
    name: pascalCase(title),
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(why) },
    help: { text: plain(fix), markdown: fix },
    defaultConfiguration: { level: levels[severity] },
  };
}

function results(diagnostics: readonly Diagnostic[], rules: readonly Code[]) {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, severity, message, location, related, help, fix }) => {
    const identity = JSON.stringify([code, location.file.path, message]);
    const nth = seen.get(identity) ?? 0;
    seen.set(identity, nth + 1);
    return {
      ruleId: code,
      ruleIndex: rules.indexOf(code),
      level: levels[severity],
      message: { text: plain(help === undefined ? message : `${message}\n${help}`) },
      locations: [{ physicalLocation: physical(location) }],
      ...(related.length > 0 ? { relatedLocations: related.map(relatedLocation) } : {}),
      partialFingerprints: { "finding/v1": fingerprint(`${identity} ${nth}`) },
      ...(fix ? { fixes: [replacement(fix)] } : {}),
    };
  });
}

/** The same wherever the finding moves to in its file: of equal ones, the order tells them apart. */
function fingerprint(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 32);
}

function relatedLocation({ message, location }: RelatedLocation, index: number) {
  return { id: index + 1, physicalLocation: physical(location), message: { text: plain(message) } };
}

/** A file that could not be read has no region: the finding is about all of it. */
function physical(location: SourceLocation) {
  const artifactLocation = { uri: uriOf(location.file.path) };
  return location.file.text === "" ? { artifactLocation } : { artifactLocation, region: region(location) };
}

function region({ file, start, end }: SourceLocation) {
  const from = positionOf(file, start);
  const to = positionOf(file, Math.max(start, end));
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

function replacement({ title, edits }: Fix) {
  const files = [...new Set(edits.map(({ location }) => location.file.path))];
  return {
    description: { text: plain(title) },
    artifactChanges: files.map((path) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: edits
        .filter(({ location }) => location.file.path === path)
        .map(({ location, newText }) => ({
          deletedRegion: region(location),
          insertedContent: { text: newText },
        })),
    })),
  };
}

/** A path as a reference of RFC 3986: relative stays relative, an absolute one becomes `file://`. */
function uriOf(path: string): string {
  const [, drive = "", rest = path] = /^([A-Za-z]:)(\/.*)$/s.exec(path) ?? [];
  const reference = rest.split("/").map(encodeURIComponent).join("/");
  return drive === "" ? (path.startsWith("/") ? `file://${reference}` : reference) : `file:///${drive}${reference}`;
}

/** Without the marks of Markdown, and without what SARIF would take for a link: `[text](target)`. */
function plain(text: string): string {
  return text.replace(/`([^`]*)`/g, "'$1'").replace(/\[(?=[^\]\n]*\]\()/g, "\\[");
}

function pascalCase(title: string): string {
  return (title.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
