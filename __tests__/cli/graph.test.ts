import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { CannotRun } from "../../src/cli/cannot-run.js";
import { run } from "../../src/cli/commands/graph.js";
import { usages } from "../../src/cli/usage/index.js";
import { readMermaid } from "../report/graph/mermaid-reading.js";
import { folderWith, nanokit, ROOT } from "./command.js";

const shop = readFileSync(path.join(ROOT, "docs/graph/shop.yml"), "utf8");
const twoEnvironments = shop.replace(
  "stage: {}",
  "stage: {}\n  production: { services: { web: { host: www.example.com } } }",
);

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** How each format begins, as a file's ending names it. */
const formats = [
  ["mermaid", "mmd", Buffer.from("flowchart LR\n")],
  ["dot", "dot", Buffer.from("digraph environment {\n")],
  ["svg", "svg", Buffer.from("<svg ")],
  ["png", "png", PNG],
] as const;

describe("graph", () => {
  const folder = folderWith({ "nanokit.yml": shop, ".env": "" });

  it.each(formats)("draws %s to standard output, and the same to a file", (format, ending, beginning) => {
    const file = path.join(folder, "out", `shop.${ending}`);
    const toFile = nanokit(folder, ["graph", "-o", `out/shop.${ending}`]);
    expect({ status: toFile.status, stdout: toFile.stdout }).toEqual({ status: 0, stdout: "" });
    expect(toFile.stderr).toContain(`Drew out/shop.${ending}.\n`);
    expect(readFileSync(file).subarray(0, beginning.length)).toEqual(beginning);
    const toPipe = nanokit(folder, ["graph", "--format", format, "-q"]);
    expect({ status: toPipe.status, stderr: toPipe.stderr }).toEqual({ status: 0, stderr: "" });
    expect(toPipe.stdout).toBe(readFileSync(file, "utf8"));
  });

  it("draws Mermaid when nothing is said", () => {
    const { stdout } = nanokit(folder, ["graph", "-q"]);
    expect([...readMermaid(stdout).nodes.keys()]).toContain("service_web");
  });

  it("takes the word for the format over the ending", () => {
    nanokit(folder, ["graph", "-o", "shop.txt", "--format", "dot"]);
    expect(readFileSync(path.join(folder, "shop.txt"), "utf8")).toMatch(/^digraph /);
  });

  it("draws the environment that is named, and asks for one where there are several", () => {
    const several = folderWith({ "nanokit.yml": twoEnvironments });
    const { status, stdout, stderr } = nanokit(several, ["graph", "-q", "-o", "x.svg"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      "nanokit.yml has several environments, and a picture shows one. Choose with -e: production, stage.\n",
    );
    expect(existsSync(path.join(several, "x.svg"))).toBe(false);
    expect(nanokit(several, ["graph", "-q", "-e", "production"]).stdout).toContain(
      "accTitle: shop · production · eu-west-1\n",
    );
    expect(nanokit(several, ["graph", "-q", "-e", "test"]).status).toBe(1);
  });

  it("draws nothing of a file with errors: findings, exit 1", () => {
    const wrong = folderWith({ "nanokit.yml": shop.replace("expose: 8080", "expose: 99999"), "x.svg": "before" });
    const { status, stdout, stderr } = nanokit(wrong, ["graph", "-o", "x.svg"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("NK105");
    expect(readFileSync(path.join(wrong, "x.svg"), "utf8")).toBe("before");
  });

  it("says why it could not write, and leaves nothing behind: exit 2", () => {
    mkdirSync(path.join(folder, "taken.svg"), { recursive: true });
    writeFileSync(path.join(folder, "file"), "");
    for (const target of ["taken.svg", "file/x.svg"]) {
      const { status, stderr } = nanokit(folder, ["graph", "-q", "-o", target]);
      expect(stderr).toContain(`Cannot write ${target}: `);
      expect(status).toBe(2);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("refuses what makes no sense: exit 2", () => {
    const misuses = [
      [["-o", "x.jpg"], "`x.jpg` does not end in .mmd, .dot, .svg or .png: name the format with --format."],
      [["--format", "gif"], "There is no format `gif`; there are mermaid, dot, svg and png."],
    ] as const;
    for (const [args, message] of misuses) {
      const { status, stdout, stderr } = nanokit(folder, ["graph", ...args]);
      expect(stderr).toContain(message);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
  });

  it("keeps a png from a screen", async () => {
    const options = {
      file: path.join(folder, "nanokit.yml"),
      env: undefined,
      "env-file": undefined,
      output: undefined,
    };
    const written: unknown[] = [];
    const terminal = {
      out: (text: unknown) => void written.push(text),
      err: () => {},
      color: false,
      outColor: false,
      width: 80,
      quiet: true,
    };
    const draw = (format: "png" | "dot") =>
      run({ options: { ...options, format }, positionals: [], env: {} }, { ...terminal, showsResults: true });
    await expect(draw("png")).rejects.toThrow(CannotRun);
    expect(written).toEqual([]);
    expect(await draw("dot")).toBe(0);
    expect(written).toHaveLength(1);
  });

  it("gives the same bytes for the same project, whatever the order of its keys", () => {
    const turned = shop.replace(/( {2}web:[\s\S]*?)( {2}database:[\s\S]*?)(?= {2}scanner:)/, "$2$1");
    expect(turned).not.toBe(shop);
    const other = folderWith({ "nanokit.yml": turned });
    for (const format of ["mermaid", "svg", "png"]) {
      expect(nanokit(other, ["graph", "-q", "--format", format])).toEqual(
        nanokit(folder, ["graph", "-q", "--format", format]),
      );
    }
  });

  it.each(usages.graph.examples)("does what its help says: %s", (example) => {
    const own = folderWith({ "nanokit.yml": shop });
    const [, ...words] = example.split(" ");
    expect(nanokit(own, words)).toMatchObject({ status: 0 });
  });
});
