import { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Fix } from "../../src/diagnostics/fix.js";
import { RelatedLocation } from "../../src/diagnostics/related.js";
import type { SourceFile, SourceLocation } from "../../src/diagnostics/source.js";

/** Parts of a finding that a test makes up, its words too. */
type MadeUp = Partial<Omit<Diagnostic, "related">> & {
  readonly related?: readonly { readonly message: string; readonly location: SourceLocation }[];
};

/** A finding with made-up words: renderers do not look into the registry. */
export function finding(
  location: SourceLocation,
  { severity = "error", message = "This is wrong.", help, related = [], ...parts }: MadeUp = {},
): Diagnostic {
  const others = related.map((other) =>
    Object.defineProperty(new RelatedLocation("otherOne", {}, other.location), "message", { value: other.message }),
  );
  const one = new Diagnostic({
    code: "NK001",
    params: {},
    related: others,
    fix: undefined,
    sources: [],
    ...parts,
    location,
  });
  return Object.defineProperties(one, {
    severity: { value: severity },
    message: { value: message },
    help: { value: help },
  });
}

/** Puts another text there. */
export function fixAt(location: SourceLocation, newText: string): Fix {
  const before = location.file.text.slice(location.start, location.end);
  return { title: `${before} -> ${newText}`, edits: [{ location, newText }] };
}

/** The first place in the file that reads like `part`. */
export function at(file: SourceFile, part: string): SourceLocation {
  const start = file.text.indexOf(part);
  if (start < 0) throw new Error(`no ${JSON.stringify(part)} in ${file.path}`);
  return { file, start, end: start + part.length };
}

/** A file called nanokit.yml. */
export function yml(text: string): SourceFile {
  return { path: "nanokit.yml", text };
}

/** Line and column by counting, one character after the other. */
export function naivePosition(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let column = 1;
  for (let index = 0; index < Math.min(offset, text.length); index++) {
    const ends = text[index] === "\n" || (text[index] === "\r" && text[index + 1] !== "\n");
    line += ends ? 1 : 0;
    column = ends ? 1 : column + 1;
  }
  return { line, column };
}
