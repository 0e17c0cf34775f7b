import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DRAWN, graphDocument } from "../../scripts/graph-docs.js";
import { compile } from "../../src/compile.js";

const root = new URL("../../", import.meta.url);

/** Width and height that an SVG gives itself. */
function sizeOf(svg: string): readonly [number, number] {
  const [, width, height] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  return [Number(width), Number(height)];
}

describe.each(DRAWN)("the picture of %s", (path) => {
  it("is what the code draws", async () => {
    const { path: picture, content } = await graphDocument(path);
    const target = new URL(picture, root);
    const committed = existsSync(target) ? readFileSync(target, "utf8") : "";
    expect(committed === content, `${picture} is stale: run \`npm run docs\` and look at it`).toBe(true);
  });

  it("has the proportions of a page", () => {
    const [width, height] = sizeOf(readFileSync(new URL(path.replace(/yml$/, "svg"), root), "utf8"));
    expect(width / height).toBeGreaterThan(0.8);
    expect(width / height).toBeLessThan(2.5);
  });
});

describe("the files that are drawn", () => {
  it("have 3 and 30 services", () => {
    const counts = DRAWN.map((path) => {
      const { project } = compile({ path, text: readFileSync(new URL(path, root), "utf8") });
      return project?.environments.map(({ services }) => services.length);
    });
    expect(counts).toEqual([[3], [30]]);
  });
});
