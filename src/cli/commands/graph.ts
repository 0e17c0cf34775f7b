import type { Environment } from "../../model/project.js";
import type { Picture } from "../../report/graph/picture.js";
import { CannotRun } from "../cannot-run.js";
import { replaceFile } from "../files/replace.js";
import { load } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import { type GRAPH_FORMATS, graphFormatOf } from "../usage/graph.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

type Format = (typeof GRAPH_FORMATS)[number];

/** Draws an environment. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run({ options, env }: Input<Usages["graph"]>, terminal: Terminal): Promise<number> {
  const { output } = options;
  const format = options.format ?? (output === undefined ? "mermaid" : (graphFormatOf(output) ?? "mermaid"));
  if (format === "png" && output === undefined && terminal.showsResults) {
    throw new CannotRun("A png cannot be shown in a terminal: write it to a file with -o FILE.png, or to a pipe.");
  }
  const { project, readable, source, diagnostics } = load({
    file: options.file,
    envFile: options["env-file"],
    environments: options.env === undefined ? undefined : [options.env],
    processVariables: env,
  });
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const { pictureOf } = await import("../../report/graph/model.js");
  const drawn = await draw(pictureOf(onlyOne(project.environments, source.path)), format);
  if (output === undefined) terminal.out(drawn);
  else {
    replaceFile(output, drawn);
    say(`Drew ${output}.\n`, terminal);
  }
  return 0;
}

function onlyOne(environments: readonly Environment[], path: string): Environment {
  const [only, ...others] = environments;
  if (!only) throw new CannotRun(`${path} has no environment on AWS.`);
  if (others.length === 0) return only;
  const names = environments.map(({ name }) => name);
  throw new CannotRun(
    `${path} has several environments, and a picture shows one. Choose with -e: ${names.join(", ")}.`,
  );
}

/** What draws is loaded for the format that needs it: Graphviz takes a while, and a text is there at once. */
async function draw(picture: Picture, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case "mermaid":
      return (await import("../../report/graph/mermaid.js")).mermaidText(picture);
    case "dot":
      return (await import("../../report/graph/dot.js")).dotText(picture);
    case "svg":
      return (await import("../../report/graph/svg.js")).svgText(picture);
    case "png": {
      const [{ svgText }, { pngBytes }, { pngParts }] = await Promise.all([
        import("../../report/graph/svg.js"),
        import("../../report/graph/png.js"),
        import("../png-parts.js"),
      ]);
      return pngBytes(await svgText(picture), pngParts());
    }
  }
}
