import { instance } from "@viz-js/viz";
import { dotText } from "./dot.js";
import { escaped } from "./html-label.js";
import { type Picture, titleOf } from "./picture.js";
import { descriptionOf } from "./texts.js";

/** Fonts with the widths of Arial, whichever the reader has. */
const FONTS = "Arimo, Arial, Helvetica, 'Liberation Sans', sans-serif";

/**
 * The picture as SVG, drawn by Graphviz: complete in itself, on white, with a title and a description for who does not see it. The same
 * picture gives the same bytes.
 */
export async function svgText(picture: Picture): Promise<string> {
  const viz = await instance();
  const { status, output, errors } = viz.render(dotText(picture), { format: "svg" });
  if (status !== "success") throw new Error(`Graphviz: ${errors.map(({ message }) => message).join("; ")}`);
  return tidied(output, picture);
}

/** Without what Graphviz says of itself and without its titles of nodes and lines, which a browser would show under the pointer. */
function tidied(svg: string, picture: Picture): string {
  const body = svg
    .slice(svg.indexOf("<svg"))
    .replaceAll(/<!--[\s\S]*?-->\n?/g, "")
    .replaceAll(/<title>[^<]*<\/title>\n?/g, "")
    .replaceAll(/ (?:id|class)="[^"]*"/g, "")
    .replaceAll('font-family="Arial"', `font-family="${FONTS}"`);
  const drawn = withoutGaps(body);
  const [opening = ""] = /^<svg[^>]*>/.exec(drawn) ?? [];
  const spoken = `<title id="title">${escaped(titleOf(picture))}</title>\n<desc id="description">${escaped(descriptionOf(picture))}</desc>`;
  const root = opening.replace(/>$/, ' role="img" aria-labelledby="title description">').replaceAll(/\s+/g, " ");
  return `${root}\n${spoken}${drawn.slice(opening.length)}`;
}

/** Points that Graphviz leaves between two lines on their way through a lane, at most. */
const GAP = 5;

/** Where one curve ends and another begins right beside it, the first goes on to the second. */
function withoutGaps(svg: string): string {
  const starts = [...svg.matchAll(/ d="M(-?[\d.]+),(-?[\d.]+)C/g)].map(([, x, y]) => ({ x: Number(x), y }));
  return svg.replaceAll(/( d="M[^"]*[ ,C])(-?[\d.]+),(-?[\d.]+)"/g, (path, before: string, x: string, y: string) => {
    const next = starts.find((start) => start.y === y && start.x > Number(x) && start.x - Number(x) < GAP);
    return next ? `${before}${x},${y}L${next.x},${y}"` : path;
  });
}
