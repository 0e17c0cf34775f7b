import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findImage, imageCatalog } from "../../src/aws/images/index.js";
import { factsLine } from "./pinned-images.js";

/**
 * What is known of each name in the catalogue, and of each kind of tag that differs. An owner or a path that changes by mistake is a service
 * that can no longer read its data: a row that changes on purpose changes its lines here, by hand.
 */
const pinned: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "pinned-images.json"), "utf8"),
);

describe("what is known of images", () => {
  it.each(Object.entries(pinned))("%s: %s", (image, line) => {
    const facts = findImage(image);
    expect(facts && factsLine(facts)).toBe(line);
  });

  it("has a line for each name, and one more for each variant", () => {
    const lines = Object.keys(pinned);
    for (const { names, variants = [] } of imageCatalog) {
      for (const name of names.map((one) => one.replace("*", "some"))) {
        const tags = lines.filter((image) => image.startsWith(`${name}:`)).map((image) => image.slice(name.length + 1));
        expect([name, tags]).toEqual([name, expect.arrayContaining(["latest"])]);
        const untested = variants.filter(({ when }) => !tags.some((tag) => when.test(tag))).map(({ when }) => when);
        expect([name, untested]).toEqual([name, []]);
      }
    }
  });
});
