import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { helpText } from "../../src/cli/help.js";
import { usages } from "../../src/cli/usage/index.js";
import { sarifProblems } from "../diagnostics/sarif-schema.js";
import { promised } from "../docs/pages.js";
import { folderWith, nanokit, texts, write } from "./command.js";

const sound = "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\n";
const slip = "name: shop\nenvironments: { stage: {} }\nservices:\n  web: { image: nginx, instnces: 1 } # one\n";
const fixed = slip.replace("instnces", "instances");

describe("validate --format", () => {
  it("json has the findings with their fixes, on standard output", () => {
    const { status, stdout, stderr } = nanokit(folderWith({ "nanokit.yml": slip }), ["validate", "--format", "json"]);
    expect(JSON.parse(stdout).diagnostics).toMatchObject([
      {
        code: "NK101",
        line: 4,
        column: 24,
        fix: { title: "instnces -> instances", edits: [{ line: 4, column: 24, endColumn: 32, newText: "instances" }] },
      },
    ]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  it("github has a line that shows each finding at its line", () => {
    const folder = folderWith({ "nanokit.yml": slip });
    const { status, stdout, stderr } = nanokit(folder, ["validate", "--format", "github"]);
    expect(stdout).toBe(
      "::error file=nanokit.yml,line=4,col=24,endLine=4,endColumn=32,title=NK101 Unknown key::`instnces` is not a key of a service.%0Ahelp: Did you mean `instances`?\n",
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  it.each(["github", "sarif"])("%s has paths from the root of the repository, wherever the step runs", (format) => {
    const folder = folderWith({ "apps/shop/nanokit.yml": slip });
    const file = (cwd: string, args: readonly string[], root: string) => {
      const { stdout } = nanokit(path.join(folder, cwd), ["validate", "--format", format, ...args], {
        GITHUB_WORKSPACE: root,
      });
      return format === "github"
        ? /file=([^,]*)/.exec(stdout)?.[1]
        : JSON.parse(stdout).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(file("apps/shop", [], folder)).toBe("apps/shop/nanokit.yml");
    expect(file("apps", ["-f", "shop/nanokit.yml"], folder)).toBe("apps/shop/nanokit.yml");
    expect(file("apps", ["-f", path.join(folder, "apps/shop/nanokit.yml")], folder)).toBe("apps/shop/nanokit.yml");
    expect(file("apps", ["-f", "shop/nanokit.yml"], path.join(folder, "elsewhere"))).toBe("shop/nanokit.yml");
    expect(file("apps/shop", [], "")).toBe("nanokit.yml");
  });

  it.each([
    ["with findings", slip, 1],
    ["without", sound, 0],
    ["that is not YAML", "a: [", 1],
    ["that is not there", undefined, 2],
  ])("sarif is a valid log for a file %s", (_what, text, exit) => {
    const folder = folderWith(text === undefined ? {} : { "nanokit.yml": text });
    const { status, stdout, stderr } = nanokit(folder, ["validate", "--format", "sarif"]);
    expect(sarifProblems(JSON.parse(stdout))).toEqual([]);
    expect({ status, stderr }).toEqual({ status: exit, stderr: "" });
  });

  it.each(["json", "sarif", "github"])(
    "%s is a result, so --quiet leaves nothing of it out, and shows no secret",
    (format) => {
      const secret = "correct-horse-battery";
      const folder = folderWith({
        "nanokit.yml": `${sound}secrets: { TOKEN: ${secret} }\ninfra: { region: ${secret} }\n`,
      });
      const { status, stdout, stderr } = nanokit(folder, ["validate", "-q", "--format", format]);
      expect(stdout).toContain("NK207");
      expect(stdout + stderr).not.toContain(secret);
      expect(status).toBe(1);
    },
  );

  it("tells of findings in .env in every format", () => {
    const folder = folderWith({ "nanokit.yml": sound, ".env": "no line\n" });
    for (const format of ["json", "sarif", "github"]) {
      const { status, stdout } = nanokit(folder, ["validate", "--format", format]);
      expect(stdout).toContain("NK213");
      expect(stdout).toContain(".env");
      expect(stdout).not.toContain("no line");
      expect(status).toBe(0);
    }
  });

  it("is one of those that there are", () => {
    const { status, stderr } = nanokit(folderWith({}), ["validate", "--format", "xml"]);
    expect(stderr).toContain("There is no format `xml`; there are text, json, sarif and github.");
    expect(status).toBe(2);
  });
});

describe("synth --format", () => {
  it("has the findings on standard output, and what was written on standard error", () => {
    const folder = folderWith({ "nanokit.yml": "name: shop\nservices: { web: { image: nginx } }\n" });
    const { status, stdout, stderr } = nanokit(folder, ["synth", "--format", "github"]);
    expect(stdout).toMatch(/^::notice file=nanokit\.yml,[^\n]*NK911[^\n]*\n$/);
    expect(stderr).toContain("new     generated/stacks/shop-stage/cdk.tf.json");
    expect(status).toBe(0);
  });

  it("writes nothing with an error", () => {
    const folder = folderWith({ "nanokit.yml": slip });
    const { status, stdout } = nanokit(folder, ["synth", "--format", "sarif"]);
    expect(sarifProblems(JSON.parse(stdout))).toEqual([]);
    expect(Object.keys(texts(folder))).toEqual(["nanokit.yml"]);
    expect(status).toBe(1);
  });
});

describe("validate --fix", () => {
  it("fixes the file, says what it did, and ends with what is left", () => {
    const folder = folderWith({ "nanokit.yml": slip });
    const before = nanokit(folder, ["validate"]);
    expect(before.stderr).toContain("\n1 error; 1 can be fixed with validate --fix\n");
    expect(texts(folder)).toEqual({ "nanokit.yml": slip });

    const { status, stdout, stderr } = nanokit(folder, ["validate", "--fix"]);
    expect(stderr).toBe(
      "nanokit.yml:4:24 NK101 instnces -> instances\nFixed 1 finding in nanokit.yml.\nnanokit.yml is valid: shop (stage)\n",
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(texts(folder)).toEqual({ "nanokit.yml": fixed });
  });

  it("writes nothing when there is nothing to fix", () => {
    const folder = folderWith({ "nanokit.yml": sound });
    const { mtimeMs, ino } = statSync(path.join(folder, "nanokit.yml"));
    expect(nanokit(folder, ["validate", "--fix"])).toMatchObject({
      status: 0,
      stderr: "nanokit.yml is valid: shop (stage)\n",
    });
    expect(statSync(path.join(folder, "nanokit.yml"))).toMatchObject({ mtimeMs, ino });
  });

  it("exits with 1 for what it cannot fix, and offers it no more", () => {
    const folder = folderWith({ "nanokit.yml": `${slip}servces: { a: { image: "a b" } }\nnonsense: 1\n` });
    const { status, stderr } = nanokit(folder, ["validate", "--fix"]);
    expect(stderr).toContain("NK101 instnces -> instances\n");
    expect(stderr).toContain("error NK101: `nonsense`");
    expect(stderr).not.toContain("can be fixed");
    for (const line of stderr.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(status).toBe(1);
  });

  it("leaves a fix that would bring another error, and says which", () => {
    const text = 'name: shop\nenvironments: { stage: {} }\nservces: { a: { image: "a b" } }\n';
    const folder = folderWith({ "nanokit.yml": text });
    const { status, stderr } = nanokit(folder, ["validate", "--fix"]);
    expect(stderr).toContain("nanokit.yml:3:1 NK101 is left, as servces -> services would bring NK301:");
    expect(texts(folder)).toEqual({ "nanokit.yml": text });
    expect(status).toBe(1);
  });

  it.each(["json", "sarif", "github"])("goes with --format %s, which has what is left", (format) => {
    const folder = folderWith({ "nanokit.yml": `${slip}nonsense: 1\n` });
    const { status, stdout, stderr } = nanokit(folder, ["validate", "--fix", "--format", format]);
    expect(stdout).toContain("nonsense");
    expect(stdout).not.toContain("instnces");
    expect(stderr).toBe("nanokit.yml:4:24 NK101 instnces -> instances\nFixed 1 finding in nanokit.yml.\n");
    expect(status).toBe(1);
  });

  it("says nothing of it when asked to be quiet", () => {
    const folder = folderWith({ "nanokit.yml": slip });
    expect(nanokit(folder, ["validate", "--fix", "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(texts(folder)).toEqual({ "nanokit.yml": fixed });
  });

  it("keeps a byte order mark, the line ends of Windows, and letters beyond ASCII", () => {
    const windows = (text: string) => `\ufeff# caf\u00e9 \ud83d\ude80\r\n${text.replaceAll("\n", "\r\n")}`;
    const folder = folderWith({ "nanokit.yml": windows(slip) });
    expect(nanokit(folder, ["validate", "--fix"]).status).toBe(0);
    expect(readFileSync(path.join(folder, "nanokit.yml"))).toEqual(Buffer.from(windows(fixed)));
  });

  it("leaves a file that is read-only as it is: exit 2", () => {
    const folder = folderWith({ "nanokit.yml": slip });
    chmodSync(path.join(folder, "nanokit.yml"), 0o444);
    expect(nanokit(folder, ["validate", "--fix"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "nanokit.yml is read-only, so it was not fixed.\n",
    });
    expect(texts(folder)["nanokit.yml"]).toBe(slip);
  });

  it("keeps the rights of the file, follows a link, and leaves nothing beside it", () => {
    const folder = folderWith({ "real/app.yml": slip });
    const real = path.join(folder, "real/app.yml");
    chmodSync(real, 0o662);
    symlinkSync("real/app.yml", path.join(folder, "nanokit.yml"));
    expect(nanokit(folder, ["validate", "--fix"]).status).toBe(0);
    expect(lstatSync(path.join(folder, "nanokit.yml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, "utf8")).toBe(fixed);
    expect(statSync(real).mode & 0o777).toBe(0o662);
    expect(readdirSync(path.join(folder, "real"))).toEqual(["app.yml"]);
  });

  it("writes the secrets that it shows to nobody", () => {
    const secret = "correct-horse-battery";
    const text = `${slip}secrets: { TOKEN: ${secret} }\n`;
    const folder = folderWith({ "nanokit.yml": text });
    const { status, stdout, stderr } = nanokit(folder, ["validate", "--fix"]);
    expect(texts(folder)).toEqual({ "nanokit.yml": text.replace("instnces", "instances") });
    expect(stdout + stderr).not.toContain(secret);
    expect(status).toBe(1);
  });

  it.each([
    ["a text that is not YAML", "services: [\nregoin: a\n"],
    ["two documents", `${slip}---\n${slip}`],
    ["bytes that are not UTF-8", Buffer.concat([Buffer.from(slip), Buffer.from([0xff])])],
  ])("leaves %s as it is", (_what, text) => {
    const folder = folderWith({ "nanokit.yml": text });
    const { status } = nanokit(folder, ["validate", "--fix"]);
    expect(readFileSync(path.join(folder, "nanokit.yml"))).toEqual(Buffer.from(text));
    expect(status).toBe(1);
  });

  it("looks at every environment, also when one is asked for", () => {
    const text =
      "name: shop\nservices:\n  web: { image: nginx, expose: 80, memory: 960mb }\n  api: { image: nginx }\nenvironments:\n  alone: { services: { api: null } }\n  both: {}\n";
    const folder = folderWith({ "nanokit.yml": text });
    expect(nanokit(folder, ["validate", "-e", "alone", "--fix"]).status).toBe(0);
    expect(texts(folder)).toEqual({ "nanokit.yml": text });
  });

  it("is nothing that other commands do", () => {
    expect(nanokit(folderWith({ "nanokit.yml": slip }), ["synth", "--fix"]).status).toBe(2);
  });
});

describe("docs/commands.md", () => {
  it("shows what `validate --fix` says", () => {
    const shown = promised("printed: validate --fix");
    const lines = [
      "name: shop",
      "services:",
      "  web:",
      "    image: nginx",
      "    environment: { LEVEL: info }",
      "    volumes: [data:var/data]",
      "    memory: 600mb",
      "environments: { stage: {} }",
      "",
    ];
    const { stderr } = nanokit(folderWith({ "nanokit.yml": lines.join("\n") }), ["validate", "--fix"]);
    expect(stderr.slice(0, shown.length)).toBe(shown);
  });
});

describe("the examples of `validate --help`", () => {
  const examples = usages.validate.examples.map((example) =>
    example
      .replace(/ > .*$/, "")
      .split(" ")
      .slice(1),
  );

  it("are in the help, and run", () => {
    for (const args of examples) {
      expect(helpText("validate")).toContain(args.join(" "));
      const folder = folderWith({});
      write(folder, { "nanokit.yml": slip });
      expect(nanokit(folder, args).status, args.join(" ")).toBe(args.includes("--fix") ? 0 : 1);
    }
  });
});
