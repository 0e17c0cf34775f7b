import { describe, expect, it } from "vitest";
import { layers } from "../architecture/layers.js";
import { codeSpans, tableRows } from "./markdown.js";
import { page } from "./pages.js";

describe("the table of layers in ARCHITECTURE.md", () => {
  it("has every layer that there is, and no other", () => {
    const rows = tableRows(page("ARCHITECTURE.md"), ["Layer", "Does", "May import"]);
    expect(rows.flatMap(([layer = ""]) => codeSpans(layer)).sort()).toEqual(Object.keys(layers).sort());
  });

  it("names only layers that the test of imports lets a layer see", () => {
    const rows = tableRows(page("ARCHITECTURE.md"), ["Layer", "Does", "May import"]);
    const wrong = rows.flatMap(([layer = "", , may = ""]) => {
      // "anything but" and "all above but" name what a layer may not see.
      const named = codeSpans(may.replace(/\bbut .*$/, ""));
      const seen = codeSpans(layer).map((name) => layers[name] ?? {});
      return named.filter((name) => !seen.some((sight) => name in sight)).map((name) => `${layer}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});
