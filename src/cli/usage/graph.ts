import { sourceOptions, usage } from "./usage.js";

/** What a picture can be written as. */
export const GRAPH_FORMATS = ["mermaid", "dot", "svg", "png"] as const;

const { file, "env-file": envFile } = sourceOptions;

export const graph = usage({
  name: "graph",
  summary: "Draw an environment: what can reach what, and where data is kept",
  options: {
    file,
    env: { short: "e", value: "ENV", about: "Environment to draw (default: the only one)", completes: "environment" },
    "env-file": envFile,
    format: {
      value: "FORMAT",
      choices: GRAPH_FORMATS,
      about: "mermaid, dot, svg or png (default: by the ending of FILE, otherwise mermaid)",
    },
    output: {
      short: "o",
      value: "FILE",
      about: "File to write, ending in .mmd, .dot, .svg or .png (default: standard output)",
      completes: "file",
    },
  },
  about: [
    "From left to right: the internet, the load balancer, the services that it leads to, the networks, all other services, and the volumes on the file system. With more than 20 services and jobs they stand in a grid, with hosts and volumes named on each. The arrows show what the security groups of the stack allow, no more and no less.",
    "GitHub and GitLab draw Mermaid in a Markdown file. dot is for Graphviz, which is not needed for svg and png.",
  ],
  examples: [
    "nanokit-tf graph -e stage",
    "nanokit-tf graph -e stage -o stage.svg",
    "nanokit-tf graph -e stage --format dot",
  ],
  refuse: ({ options: { output, format } }) =>
    output !== undefined && format === undefined && graphFormatOf(output) === undefined
      ? `\`${output}\` does not end in .mmd, .dot, .svg or .png: name the format with --format.`
      : undefined,
});

const ENDINGS: Readonly<Record<string, (typeof GRAPH_FORMATS)[number]>> = {
  mmd: "mermaid",
  mermaid: "mermaid",
  dot: "dot",
  gv: "dot",
  svg: "svg",
  png: "png",
};

/** The format of a file, from its ending. */
export function graphFormatOf(path: string): (typeof GRAPH_FORMATS)[number] | undefined {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
}
