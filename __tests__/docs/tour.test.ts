import { describe, expect, it } from "vitest";
import { folderWith, nanokit } from "../cli/command.js";
import { codeSpans } from "./markdown.js";
import { blocksIn, page, promised, section } from "./pages.js";

const file = blocksIn("yaml").find(({ path }) => path === "README.md")?.text ?? "";

describe("the tour", () => {
  it("shows what synth prints", () => {
    expect(nanokit(folderWith({ "nanokit.yml": file }, "mynapp"), ["synth"]).stdout).toBe(promised("printed: synth"));
  });

  it("shows what validate says of a mistake", () => {
    const folder = folderWith({ "nanokit.yml": `${file}    instances: 2\n` }, "mynapp");
    const { status, stderr } = nanokit(folder, ["validate"]);
    expect(status).toBe(1);
    expect(stderr).toContain(promised("printed: validate"));
  });
});

describe("what docs/commands.md says of the JSON of findings", () => {
  it("names every field", () => {
    const folder = folderWith({ "nanokit.yml": `${file}    instances: 2\n    environment: { A: 1 }\n` }, "mynapp");
    const { stdout } = nanokit(folder, ["validate", "--format", "json"]);
    const { diagnostics, ...others } = JSON.parse(stdout) as { readonly diagnostics: readonly object[] };
    const named = codeSpans(section(page("docs/commands.md"), "### Findings for programs"));
    const fields = diagnostics.flatMap((one) => Object.keys(one));
    expect(Object.keys(others)).toEqual([]);
    expect(fields.length).toBeGreaterThan(0);
    expect([...new Set(fields)].filter((field) => !named.includes(field) && !named.includes(`${field}[]`))).toEqual([]);
  });
});
