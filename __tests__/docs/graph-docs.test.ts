import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DRAWN, graphDocs } from "../../scripts/graph-docs.js";
import { compile } from "../../src/compile.js";

const root = new URL("../../", import.meta.url);

/** Width and height in the head of a PNG. */
function sizeOf(png: Buffer): readonly [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe.each(DRAWN)("the pictures of %s", (path) => {
  it("are what the code draws", async () => {
    for (const { path: picture, content } of await graphDocs(path)) {
      const target = new URL(picture, root);
      const committed = existsSync(target) ? readFileSync(target) : Buffer.alloc(0);
      expect(committed.equals(Buffer.from(content)), `${picture} is stale: run \`npm run docs\` and look at it`).toBe(
        true,
      );
    }
  });

  it("have the proportions of a page", () => {
    const [width, height] = sizeOf(readFileSync(new URL(path.replace(/yml$/, "png"), root)));
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
