import { onOneLine } from "./texts.js";

/** Parts of the language of Graphviz. */

/** Graphviz knows its widths without having it. */
const FONT = "Arial";

export function font(size: number, color: string): string {
  return `fontname="${FONT}", fontsize=${size}, fontcolor="${color}"`;
}

/** A node that looks as its label does. */
export function node(id: string, label: string): string {
  return `${quoted(id)} [label=<${label}>]`;
}

/** The place on a node at which a line ends. */
export function end(id: string, port: string, side: "e" | "w"): string {
  return `${quoted(id)}:${quoted(port)}:${side}`;
}

/** Lines of text; a list within the list is indented. */
type Lines = readonly (string | Lines)[];

export function cluster(id: string, label: string, look: string, inside: Lines): Lines {
  return [
    `subgraph ${quoted(`cluster_${id}`)} {`,
    [`graph [${look}, labelloc=t, labeljust=l, label=<${label}>]`, ...inside],
    "}",
  ];
}

/** All of them as one text. */
export function lines(all: Lines, indent = ""): string {
  return all.map((one) => (typeof one === "string" ? `${indent}${one}\n` : lines(one, `${indent}  `))).join("");
}

/** A string of DOT. Only a quote means something there, and a backslash before one. */
export function quoted(text: string): string {
  return `"${onOneLine(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
