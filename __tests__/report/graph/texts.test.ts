import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { dotText } from "../../../src/report/graph/dot.js";
import { rowsOf } from "../../../src/report/graph/grid.js";
import { mermaidText } from "../../../src/report/graph/mermaid.js";
import { type Card, type Picture, titleOf } from "../../../src/report/graph/picture.js";
import { svgText } from "../../../src/report/graph/svg.js";
import { widthOf } from "../../../src/report/graph/text-width.js";
import { fitted, fittedImage, onOneLine } from "../../../src/report/graph/texts.js";
import { runs } from "../../support/sampled.js";
import { readMermaid } from "./mermaid-reading.js";

const viz = await instance();

/** What means something to Mermaid, to DOT, to HTML or to Markdown, and what XML cannot hold. */
const nasty = fc.constantFrom(
  ...[
    '"',
    "\\",
    '\\"',
    "<",
    ">",
    "&",
    "&amp;",
    "&#60;",
    "#",
    "#quot;",
    "`",
    "end",
    "|",
    "]",
    "}}",
    "-->",
    ";",
    "%%",
    "\n",
    "\t",
    "\0",
  ],
  ...[
    "<br/>",
    "<B>",
    "]:::x",
    "${a}",
    "--",
    "1. ",
    "\uFFFE",
    "\uD800",
    "日本",
    "é",
    "👩‍👩‍👧",
    "\u2028",
    "_",
    "*",
    "subgraph",
    "{",
    "]]>",
  ],
);
const anyText = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 8 })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

/** A picture with nothing but such texts. Names are unique, as keys are. */
const anyPicture = fc
  .record({
    names: fc.uniqueArray(anyText, { minLength: 7, maxLength: 7 }),
    texts: fc.array(anyText, { minLength: 6, maxLength: 6 }),
  })
  .map(({ names: [a = "", b = "", c = "", job = "", net = "", one = "", two = ""], texts }): Picture => {
    const [image = "", path = "", host = "", times = "", title = "", range = ""] = texts;
    const mount = { volume: one, path, readOnly: true };
    const other = { volume: two, path, readOnly: false };
    const card = {
      kind: "service",
      image,
      public: false,
      private: false,
      mounts: [],
      rights: [],
      schedules: [],
    } as const;
    return {
      project: title,
      environment: title,
      vpc: { name: title, existing: true, recorded: title, subnets: [{ name: title, range }] },
      loadBalancer: { ports: [80, 443], filtered: true, internal: false, existing: false },
      groups: [
        {
          id: "group-1",
          networks: [net],
          cards: [{ ...card, name: a, port: 80, public: true, count: "×2", mounts: [mount, other], rights: [host] }],
        },
        {
          id: "group-2",
          networks: [net, b],
          cards: [
            { ...card, name: b, port: 65_535, schedules: [{ job, times }] },
            { ...card, name: c, mounts: [other] },
            { ...card, kind: "job", name: job, mounts: [mount], schedules: [{ job, times }] },
          ],
        },
      ],
      networks: [net],
      fileSystem: {
        name: title,
        existing: true,
        mountTargets: false,
        securityGroupIds: [title],
        volumes: [
          { name: one, path },
          { name: two, path },
        ],
      },
      edges: [
        { kind: "inward", ports: [80, 443] },
        { kind: "route", host, service: a, port: 80 },
        { kind: "network", network: net, group: "group-1", answers: true, before: true },
        { kind: "network", network: net, group: "group-2", answers: true, before: false },
        { kind: "mount", from: { kind: "service", name: a }, ...mount },
        { kind: "mount", from: { kind: "service", name: a }, ...other },
        { kind: "mount", from: { kind: "service", name: c }, ...other },
        { kind: "mount", from: { kind: "job", name: job }, ...mount },
      ],
    };
  });

/** The same with so many cards that they stand in a grid. */
const anyDense = anyPicture.map((picture): Picture => {
  const cardsTimes = (cards: readonly Card[]) =>
    Array.from({ length: 8 }, (_, index) => cards.map((card) => ({ ...card, name: `${card.name}${index}` }))).flat();
  return { ...picture, groups: picture.groups.map((group) => ({ ...group, cards: cardsTimes(group.cards) })) };
});

describe("texts of the user", () => {
  it("are read by Mermaid as they were written", () => {
    fc.assert(
      fc.property(anyPicture, (picture) => {
        const { nodes, edges } = readMermaid(mermaidText(picture));
        const lines = [...nodes.values()].map((node) => node.lines);
        for (const card of picture.groups.flatMap(({ cards }) => cards)) {
          expect(
            lines.some(([title, image]) => title?.startsWith(onOneLine(card.name)) && image === onOneLine(card.image)),
          ).toBe(true);
        }
        expect(edges).toHaveLength(picture.edges.length);
      }),
      runs(300),
    );
  });

  it("leave dot without an error, and as many lines as there are", () => {
    fc.assert(
      fc.property(fc.oneof(anyPicture, anyDense), (picture) => {
        const { status, errors } = viz.render(dotText(picture), { format: "canon" });
        expect({ status, errors: errors.filter(({ level }) => level === "error") }).toEqual({
          status: "success",
          errors: [],
        });
      }),
      runs(200),
    );
  });

  it("leave SVG well-formed, complete in itself, and with their letters in it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyPicture, anyDense), async (picture) => {
        const svg = await svgText(picture);
        expect(textsIn(svg)).toContain(onOneLine(titleOf(picture)));
        expect(svg).not.toMatch(/\b(?:href|src)=|url\(|@import|<(?:script|style|image|foreignObject)\b/);
      }),
      runs(60),
    );
  });
});

/** The texts of an XML document. @throws Error where it is not well-formed */
function textsIn(xml: string): readonly string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (text) => void texts.push(text));
  parser.write(xml).close();
  return texts;
}

describe("fitted", () => {
  it("leaves what fits, and shortens the rest to what fits", () => {
    expect(fitted("web", { width: 100, size: 10 })).toBe("web");
    expect(fitted("a-service-with-quite-a-long-name", { width: 80, size: 10 })).toBe("a-servi…g-name");
    fc.assert(
      fc.property(anyText, fc.integer({ min: 20, max: 200 }), (text, width) => {
        expect(widthOf(fitted(text, { width, size: 10 }), 10)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("keeps the end of an image", () => {
    const setting = { width: 100, size: 10 };
    expect(fittedImage("postgres:17", setting)).toBe("postgres:17");
    expect(fittedImage("ghcr.io/example/team/web:1.0", setting)).toBe("…/team/web:1.0");
    const digest = `ghcr.io/example/web@sha256:${"0123456789abcdef".repeat(4)}`;
    expect(fittedImage(digest, { width: 200, size: 10 })).toBe("ghcr.io/example/web@sha256:0123456…");
  });
});

describe("rowsOf", () => {
  const card = (name: string, shape: Partial<Card>): Card => ({
    kind: "service",
    name,
    image: "x",
    public: false,
    private: false,
    mounts: [],
    rights: [],
    schedules: [],
    ...shape,
  });
  const mounts = [{ volume: "v", path: "/v", readOnly: false }];

  it("has each card once, and none between a card and what it is joined to", () => {
    const shape = fc.record({ public: fc.boolean(), private: fc.boolean(), mounts: fc.constantFrom([], mounts) });
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 40 }), (shapes) => {
        const cards = shapes.map((one, index) => card(String(index), one));
        const rows = rowsOf(cards);
        const drawn = rows.flat().filter((one) => one !== undefined);
        expect(drawn.map(({ name }) => name).sort()).toEqual(cards.map(({ name }) => name).sort());
        for (const [left, right] of rows.filter((row) => row.length === 2)) {
          expect(left?.mounts ?? []).toEqual([]);
          expect(right?.public ?? false).toBe(false);
        }
      }),
    );
  });
});
