import { readFileSync } from "node:fs";
import { compile } from "../src/compile.js";
import { pictureOf } from "../src/report/graph/model.js";
import { svgText } from "../src/report/graph/svg.js";

/** A picture of the documents. */
export interface DrawnDocument {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** Files that are drawn, each beside its picture. */
export const DRAWN = ["docs/graph/shop.yml", "docs/graph/market.yml"] as const;

/** The picture of a file, as `nanokit-tf graph` draws it: `npm run docs` writes it, and a test checks the committed one. */
export async function graphDocument(path: (typeof DRAWN)[number]): Promise<DrawnDocument> {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
  const [environment] = compile({ path, text }).project?.environments ?? [];
  if (!environment) throw new Error(`${path} has errors`);
  return { path: path.replace(/yml$/, "svg"), content: await svgText(pictureOf(environment)) };
}
