import { palette } from "../../../src/report/graph/palette.js";
import { widthOf } from "../../../src/report/graph/text-width.js";

/** An SVG of `graph` as what is drawn: boxes, texts and lines, in points. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Closed shapes with a border, but for the samples of the legend. */
  readonly boxes: readonly Box[];
  readonly texts: readonly Text[];
  readonly lines: readonly (readonly Point[])[];
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly stroke: string;
}

interface Text {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

type Point = readonly [x: number, y: number];

/** Boxes this small are samples of the legend. */
const SAMPLE = 25;

/** Reads what Graphviz writes. */
export function drawingOf(svg: string): Drawing {
  const [, width, height] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  const shapes = [...svg.matchAll(/<(path|polygon|ellipse) ([^>]*?)\/?>/g)].map(([, tag = "", text = ""]) => ({
    tag,
    text,
    fill: attribute(text, "fill"),
    stroke: attribute(text, "stroke"),
  }));
  const lines = shapes.filter(({ tag, fill }) => tag === "path" && fill === "none");
  return {
    width: Number(width),
    height: Number(height),
    boxes: shapes
      .filter(({ tag, text, fill }) => tag === "polygon" || (tag === "path" && (fill !== "none" || isClosed(text))))
      .map(boxOf)
      .filter((box) => box.right - box.left > SAMPLE && box.stroke !== "none" && box.stroke !== ""),
    texts: [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, text = "", content = ""]) =>
      textOf(text, content),
    ),
    lines: lines.filter(({ text }) => !isClosed(text)).map(({ text }) => curve(pointsOf(text))),
  };
}

/** The boxes of services and jobs. */
export function cardsIn({ boxes }: Drawing): readonly Box[] {
  const borders = [palette.public, palette.internal, palette.job].map(({ border }) => border.toLowerCase());
  const groups = [palette.network, palette.plain].map(({ border }) => border.toLowerCase());
  const inGroup = (box: Box) =>
    boxes.some((other) => other !== box && groups.includes(other.stroke) && contains(other, box));
  return boxes.filter((box) => borders.includes(box.stroke) && inGroup(box));
}

/** Whether a box lies within another, or on its border. */
export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom
  );
}

/** Whether two boxes have more than a border in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
}

function attribute(text: string, name: string): string {
  return (new RegExp(`(?:^| )${name}="([^"]*)"`).exec(text)?.[1] ?? "").toLowerCase();
}

function pointsOf(text: string): readonly Point[] {
  const source = attribute(text, "d") || attribute(text, "points");
  return [...source.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
}

function isClosed(text: string): boolean {
  const [first, ...rest] = pointsOf(text);
  const last = rest.at(-1);
  return first !== undefined && last !== undefined && Math.hypot(first[0] - last[0], first[1] - last[1]) < 0.1;
}

function boxOf({ text, stroke }: { readonly text: string; readonly stroke: string }): Box {
  const points = pointsOf(text);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys), stroke };
}

function textOf(text: string, content: string): Text {
  const decoded = content
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
  const size = Number(attribute(text, "font-size"));
  const width = widthOf(decoded, size, attribute(text, "font-weight") === "bold" ? "bold" : "regular");
  const x = Number(attribute(text, "x"));
  const anchor = attribute(text, "text-anchor");
  const left = anchor === "middle" ? x - width / 2 : anchor === "end" ? x - width : x;
  return { text: decoded, left, right: left + width, y: Number(attribute(text, "y")) };
}

/** Points along curves of Bézier, each of four points of which the last begins the next. */
function curve(points: readonly Point[]): readonly Point[] {
  const along: Point[] = [];
  for (let first = 0; first + 3 < points.length; first += 3) {
    const [a, b, c, d] = points.slice(first, first + 4);
    if (!a || !b || !c || !d) continue;
    for (let step = 0; step <= 20; step++) {
      const t = step / 20;
      const at = (axis: 0 | 1) =>
        (1 - t) ** 3 * a[axis] + 3 * (1 - t) ** 2 * t * b[axis] + 3 * (1 - t) * t ** 2 * c[axis] + t ** 3 * d[axis];
      along.push([at(0), at(1)]);
    }
  }
  return along;
}
