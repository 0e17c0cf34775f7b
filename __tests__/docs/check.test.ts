import { describe, expect, it } from "vitest";
import { folderWith, nanokit, write } from "../cli/command.js";
import { codeSpans } from "./markdown.js";
import { blocksIn, page, promised } from "./pages.js";

const document = page("docs/check.md");
const tour = blocksIn("yaml").find(({ path }) => path === "README.md")?.text ?? "";

describe("what the documents say of check", () => {
  it("is what it prints", () => {
    const folder = folderWith({ "nanokit.yml": tour }, "mynapp");
    nanokit(folder, ["synth", "-q"]);
    write(folder, { "nanokit.yml": `${tour}    env: { LEVEL: debug }\ninfra: { efs: { protect: false } }\n` });
    expect(nanokit(folder, ["check", "-q"]).stdout).toBe(promised("printed: check"));
  });

  it("names every field of the JSON", () => {
    const folder = folderWith({ "nanokit.yml": tour }, "mynapp");
    const { stdout } = nanokit(folder, ["check", "-q", "--format", "json"]);
    const report = JSON.parse(stdout) as { readonly stacks: readonly object[] };
    const named = codeSpans(document).map((span) => span.replaceAll(/^\.|\[\]|stacks\[\]\./g, ""));
    const fields = [...Object.keys(report), ...report.stacks.flatMap((stack) => Object.keys(stack))];
    expect(fields.filter((field) => !named.includes(field))).toEqual([]);
  });
});
