import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { SourceFile, SourceLocation } from "../diagnostics/source.js";
import { sayDiagnostics } from "./say.js";
import type { Terminal } from "./terminal.js";
import type { formatOption } from "./usage/format.js";

export type Format = (typeof formatOption)["format"]["choices"][number];

/**
 * Tells findings to a person, on standard error, or to a program, on standard output. Each format is loaded when it is asked for. A program
 * is told all of them; a person is told notes, or how many there are.
 */
export async function tellFindings(
  diagnostics: readonly Diagnostic[],
  format: Format,
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
  notes: "told" | "counted",
): Promise<void> {
  switch (format) {
    case "text":
      return sayDiagnostics(diagnostics, terminal, { notes });
    case "json": {
      const { renderJson } = await import("../diagnostics/render-json.js");
      return terminal.out(renderJson(diagnostics));
    }
    case "github": {
      const { renderGithub } = await import("../diagnostics/render-github.js");
      return terminal.out(renderGithub(inRepository(diagnostics, env)));
    }
    case "sarif": {
      const { renderSarif } = await import("../diagnostics/render-sarif.js");
      const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
      return terminal.out(renderSarif(inRepository(diagnostics, env), { version: manifest.version }));
    }
  }
}

/** Findings with paths as GitHub wants them: from the root of the repository, where a step may have changed to a folder below it. */
function inRepository(
  diagnostics: readonly Diagnostic[],
  { GITHUB_WORKSPACE }: Readonly<Record<string, string | undefined>>,
): readonly Diagnostic[] {
  const files = new Map<SourceFile, SourceFile>();
  const moved = (location: SourceLocation): SourceLocation => {
    const file = files.get(location.file) ?? { ...location.file, path: pathFrom(GITHUB_WORKSPACE, location.file.path) };
    files.set(location.file, file);
    return { ...location, file };
  };
  return diagnostics.map((one) =>
    one.with({
      location: moved(one.location),
      related: one.related.map((other) => other.with({ location: moved(other.location) })),
      fix: one.fix && {
        ...one.fix,
        edits: one.fix.edits.map((edit) => ({ ...edit, location: moved(edit.location) })),
      },
    }),
  );
}

/** The path from the root when it lies below, and as it was given otherwise; with slashes on every system. */
function pathFrom(root: string | undefined, path: string): string {
  const below = root ? relative(root, resolve(path)) : "";
  const outside = below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  return (outside ? path : below).split(sep).join("/");
}
