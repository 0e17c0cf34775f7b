import { readFileSync } from "node:fs";
import { pngParts } from "../src/cli/png-parts.js";
import { compile } from "../src/compile.js";
import { pictureOf } from "../src/report/graph/model.js";
import { pngBytes } from "../src/report/graph/png.js";
import { svgText } from "../src/report/graph/svg.js";

/** A picture of the documents. */
export interface DrawnDocument {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Files that are drawn, each beside its picture. */
export const DRAWN = ["docs/graph/shop.yml", "docs/graph/market.yml"] as const;

/** The pictures of a file, as `nanokit-tf graph` draws them: `npm run docs` writes them, and a test checks the committed ones. */
export async function graphDocs(path: (typeof DRAWN)[number]): Promise<readonly DrawnDocument[]> {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
  const [environment] = compile({ path, text }).project?.environments ?? [];
  if (!environment) throw new Error(`${path} has errors`);
  const svg = await svgText(pictureOf(environment));
  return [
    { path: path.replace(/yml$/, "svg"), content: svg },
    { path: path.replace(/yml$/, "png"), content: await pngBytes(svg, pngParts()) },
  ];
}
