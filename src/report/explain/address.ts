import { quotedList } from "../../diagnostics/lists.js";
import { placeText } from "../../diagnostics/terminal-text.js";
import type { WrittenNode } from "../../model/provenance.js";
import { columns, excerpt, frame, paragraph, type Style, strong } from "./layout.js";
import type { Explained, Origins } from "./origins.js";
import { originsOf } from "./origins.js";
import { pathText } from "./pattern.js";
import { typeLines } from "./type-lines.js";

/** Where an address of one environment comes from, as lines; undefined when the environment has no such address. */
export function explainAddress(address: string, explained: Explained, style: Style): readonly string[] | undefined {
  const entry = explained.book.get(address);
  if (!entry) return undefined;
  const { about, when } = entry.row;
  const origins = originsOf(entry, explained);
  const always = entry.row.address.includes("{") ? "" : " Always there.";
  const sentence = `${about.charAt(0).toUpperCase()}${about.slice(1)}.`;
  return [
    ...paragraph(when === undefined ? `${sentence}${always}` : `${sentence} There when ${when}.`, style, 2),
    ...madeLines(origins, style),
    ...absentLines(origins, style),
    ...shapedLines(origins, explained, style),
    ...openLines(origins, style),
    ...typeLines(address, style),
  ];
}

function madeLines({ made }: Origins, style: Style): readonly string[] {
  // A service needs no mention where a key of it has one.
  const sole = made.flatMap((nodes) => (nodes.length === 1 ? nodes : []));
  const told = made.filter(([first, ...others]) => {
    const implied = first && others.length === 0 && sole.some((node) => isInside(node, first));
    return !implied;
  });
  return told.flatMap((nodes, index) => {
    const start = index === 0 ? "Because of" : "and of";
    return [
      "",
      strong(nodes.length === 1 ? start : `${start} any of these`, style),
      ...nodes.flatMap((node) => [...placed(node, style), ...frame(spotOf(node), style)]),
    ];
  });
}

function absentLines({ made, unless }: Origins, style: Style): readonly string[] {
  if (unless.length === 0) return [];
  const text = `${made.length === 0 ? "As" : "and as"} the file has no ${quotedList(unless, "or")}.`;
  return ["", ...paragraph(text.replaceAll("<any>", "*"), style)];
}

function shapedLines({ shaped }: Origins, { nodes }: Explained, style: Style): readonly string[] {
  if (shaped.length === 0) return [];
  const inside = (outer: WrittenNode) => nodes.filter((node) => isInside(node, outer));
  const shown = shaped.flatMap(({ node, withContent }) => [node, ...(withContent ? inside(node) : [])]);
  const names = [...new Set(shaped.map(({ node }) => pathText(node.path)))];
  return [
    "",
    strong("Made from", style),
    ...paragraph(`${quotedList(names)}:`, style, 2),
    ...excerpt(shown.map(lineOf), style),
  ];
}

/** A map or list is shown by its key, what is in it by itself. */
function lineOf(node: WrittenNode): WrittenNode["location"] {
  return node.text === undefined ? spotOf(node) : node.location;
}

function isInside({ path }: WrittenNode, { path: outer }: WrittenNode): boolean {
  return path.length > outer.length && outer.every((step, index) => path[index] === step);
}

function openLines({ open }: Origins, style: Style): readonly string[] {
  if (open.length === 0) return [];
  const names = quotedList(open.map((place) => place.replaceAll("<any>", "*")));
  return ["", strong("Not written, and read where they are", style), ...paragraph(`${names}.`, style, 2)];
}

/** Where to look for a value: at its key when it is a map or a list, and otherwise at itself. */
export function spotOf({ location, keyLocation, text }: WrittenNode): WrittenNode["location"] {
  const isEmpty = location.end <= location.start;
  return keyLocation && (text === undefined || isEmpty) ? keyLocation : location;
}

/** A value by path and place. */
export function placed(node: WrittenNode, style: Style): readonly string[] {
  const from =
    node.origin === "environment" ? " in `environments`" : node.origin === "runtime" ? " from its runtime" : "";
  return columns([[pathText(node.path), `${placeText(spotOf(node))}${from}`]], style);
}
