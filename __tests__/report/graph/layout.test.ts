import { describe, expect, it } from "vitest";
import { isDense } from "../../../src/report/graph/dense.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import type { Picture } from "../../../src/report/graph/picture.js";
import { svgText } from "../../../src/report/graph/svg.js";
import { sampled } from "../../support/sampled.js";
import { cardsIn, contains, type Drawing, drawingOf, overlap } from "./drawing.js";
import { readMermaid } from "./mermaid-reading.js";
import { SHAPES, townOf } from "./towns.js";

const sizes = [1, 3, 12, 20, 25, 40, 100] as const;
const towns = SHAPES.flatMap((shape) => sizes.map((size) => ({ shape, size })));

function cardsOf(picture: Picture) {
  return picture.groups.flatMap(({ cards }) => cards);
}

/** What is wrong with a drawing, in words; of one that is right, nothing. */
function faultsOf(drawing: Drawing): readonly string[] {
  const { boxes, texts, lines } = drawing;
  const crossed = boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => overlap(a, b) && !contains(a, b) && !contains(b, a))
      .map((b) => `boxes lie over each other: ${JSON.stringify([a, b])}`),
  );
  const beyond = texts.flatMap(({ text, left, right, y }) => {
    const around = boxes.filter((box) => left + 1 > box.left && left + 1 < box.right && y > box.top && y < box.bottom);
    const [own] = around.sort((a, b) => a.right - a.left - (b.right - b.left));
    return own && right > own.right ? [`${text} leaves its box`] : [];
  });
  const through = cardsIn(drawing).flatMap((card) =>
    lines.some((points) =>
      points.some(([x, y]) => x > card.left + 1 && x < card.right - 1 && y > card.top + 1 && y < card.bottom - 1),
    )
      ? [`a line goes through the card at ${card.left}, ${card.top}`]
      : [],
  );
  return [...crossed, ...beyond, ...through];
}

describe.each(sampled(towns, ({ shape, size }) => `${shape} ${size}`, 4))(
  "$size services, $shape",
  ({ size, shape }) => {
    const picture = townOf(size, shape);

    it("have a card each, with nothing over it and no text beyond it", async () => {
      const drawing = drawingOf(await svgText(picture));
      const texts = drawing.texts.map(({ text }) => text);
      for (const { name } of cardsOf(picture)) expect(texts).toContain(name);
      expect(cardsIn(drawing)).toHaveLength(cardsOf(picture).length);
      expect(faultsOf(drawing)).toEqual([]);
    });

    it("are a picture for a screen and not a strip", async () => {
      const { width, height } = drawingOf(await svgText(picture));
      expect(width / height).toBeGreaterThan(0.9);
      expect(width / height).toBeLessThan(3);
    });

    it("name each volume where no line leads to it", () => {
      const { nodes, edges } = readMermaid(mermaidText(picture));
      const mounts = edges.filter(({ to }) => nodes.get(to)?.look === "volume");
      const named = [...nodes.values()].filter(({ lines }) => lines.some((line) => line.startsWith("volume ")));
      const mounting = cardsOf(picture).filter((card) => card.mounts.length > 0);
      expect(new Set(isDense(picture) ? named.map(({ id }) => id) : mounts.map(({ from }) => from)).size).toBe(
        mounting.length,
      );
      expect(isDense(picture) ? mounts : named).toEqual([]);
    });
  },
);

describe("a picture of many services", () => {
  it("gives the same bytes each time", async () => {
    expect(await svgText(townOf(40, "teams"))).toBe(await svgText(townOf(40, "teams")));
  });

  // What takes time for each pair of services would meet the timeout of a test.
  it.each(SHAPES)("of %s, a thousand, is as wide as a screen and comes to an end", async (shape) => {
    const { width, height } = drawingOf(await svgText(townOf(1000, shape)));
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2);
  });
});
