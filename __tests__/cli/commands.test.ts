import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { usages } from "../../src/cli/usage/index.js";
import { folderWith, nanokit, ROOT } from "./command.js";

const sound = `name: shop
environments: { stage: {}, production: { infra: { cidr: 10.1.0.0/16 } } }
services: { web: { image: nginx } }
`;

/** Ten different mistakes, and where each is. */
const tenMistakes = `name: 1shop
environments: { stage: {} }
infra:
  regoin: eu-west-1
  vpc: my-vpc
services:
  web:
    image: [nginx]
    expose: 99999
    updateStrategy: blue
    start: \${MISSING}
    env: { EMPTY: }
  my.api:
    image: nginx
    volumes: [/data]
    depends_on: [wbe]
`;
const places = [
  ["NK204", 1, 7],
  ["NK101", 4, 3],
  ["NK104", 5, 8],
  ["NK102", 8, 12],
  ["NK105", 9, 13],
  ["NK103", 10, 21],
  ["NK211", 11, 12],
  ["NK108", 12, 12],
  ["NK107", 13, 3],
  ["NK312", 15, 15],
  ["NK309", 16, 18],
] as const;

describe("the command line", () => {
  const folder = folderWith({ "nanokit.yml": sound });

  it("refuses what it does not know, with a hint: exit 2", () => {
    const misuses: readonly (readonly [readonly string[], string])[] = [
      [["deploy"], "There is no command `deploy`."],
      [["help", "deploy"], "There is no command `deploy`."],
      [["--frobnicate"], "There is no command `--frobnicate`."],
      [["synth", "--frobnicate"], "Unknown option '--frobnicate'."],
      [["validate", "--output", "x"], "Unknown option '--output'."],
      [["validate", "an extra"], "Unexpected argument 'an extra'.\n"],
      [["init", "stage"], "Unexpected argument 'stage'.\n"],
      [
        ["synth", "stage"],
        "Unexpected argument 'stage'. An environment is named with -e: `nanokit-tf synth -e stage`.\n",
      ],
      [
        ["check", "app.yaml"],
        "Unexpected argument 'app.yaml'. A file is named with -f: `nanokit-tf check -f app.yaml`.\n",
      ],
      [["init", "compose.yml"], "A file is named with --from-compose: `nanokit-tf init --from-compose compose.yml`.\n"],
      [["schema", "a.yml"], "Unexpected argument 'a.yml'.\n"],
      [["validate", "--format", "yaml"], "There is no format `yaml`; there are text, json, sarif and github."],
      [["synth", "-e"], "`-e` needs a value: `-e ENV`."],
      [["images", "--output", "x"], "`--output` is only for `--save`"],
      [["images", "--tag", "a b"], "`a b` is not a tag"],
      [["images", "--tag", "-a"], "`--tag` needs a value. If `-a` is the value, write `--tag=-a`."],
    ];
    for (const [args, message] of misuses) {
      const { status, stdout, stderr } = nanokit(folder, args);
      expect(stderr).toContain(message);
      const words = message.startsWith("There is no command")
        ? "--help` to see all commands"
        : `${args[0]} --help\` to see its options`;
      expect(stderr).toContain(`Run \`nanokit-tf ${words}.`);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
  });

  it("says what a word was meant to be, or who does it", () => {
    const synth = "Write the stacks with `nanokit-tf synth`, then run `terraform -chdir=generated/stacks/STACK";
    const hints: readonly (readonly [readonly string[], string])[] = [
      [["sinth"], "Did you mean `synth`?"],
      [["help", "chekc"], "Did you mean `check`?"],
      [["validate", "--fromat", "json"], "Did you mean `--format`?"],
      [["synth", "--output-dir", "x"], ""],
      [["frobnicate"], ""],
      [["toString"], ""],
      [["lint"], "Here it is `nanokit-tf validate`."],
      [["plan"], `Terraform does that. ${synth} plan\`.`],
      [["up"], `Terraform does that. ${synth} apply\`.`],
    ];
    for (const [args, hint] of hints) {
      const { status, stderr } = nanokit(folder, args);
      const [, ...rest] = stderr.trimEnd().split("\n");
      const words = args.some((word) => word.startsWith("--"))
        ? `${args[0]} --help\` to see its options`
        : "--help` to see all commands";
      expect(rest).toEqual([...(hint === "" ? [] : [hint]), `Run \`nanokit-tf ${words}.`]);
      expect(status).toBe(2);
    }
  });

  it("names the stack to Terraform where there is one", () => {
    const one = folderWith({
      "nanokit.yml": "name: shop\nenvironments: { stage: {} }\nservices: { web: { image: nginx } }\n",
    });
    nanokit(one, ["synth"]);
    expect(nanokit(one, ["destroy"]).stderr).toContain(
      "Terraform does that. Run `terraform -chdir=generated/stacks/shop-stage destroy`.",
    );
    nanokit(folder, ["synth"]);
    expect(nanokit(folder, ["apply"]).stderr).toContain("Run `terraform -chdir=generated/stacks/STACK apply`.");
  });

  it("shows help on standard output, within 80 columns", () => {
    const overview = nanokit(folder, ["--help"]);
    expect(overview.stdout).toContain("Usage");
    for (const args of [[], ["-h"], ["help"]]) expect(nanokit(folder, args)).toEqual(overview);
    for (const command of Object.keys(usages)) {
      const help = nanokit(folder, [command, "--help"]);
      expect(help.stdout).toContain(`nanokit-tf ${command}`);
      expect(nanokit(folder, ["help", command])).toEqual(help);
      for (const { status, stdout, stderr } of [help, overview]) {
        expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
        for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
      }
    }
  });

  it("says nothing but errors with --quiet, and writes the same results", () => {
    const files = { "nanokit.yml": sound.replace("nginx", 'mongo:latest, volumes: ["data:/data/db"]') };
    const loud = nanokit(folderWith(files), ["synth"]);
    const quiet = nanokit(folderWith(files), ["synth", "--quiet"]);
    expect(loud.stderr).toContain("warning");
    expect(quiet).toEqual({ status: 0, stdout: loud.stdout, stderr: "" });
    expect(nanokit(folder, ["validate", "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
    const wrong = nanokit(folderWith({ "nanokit.yml": tenMistakes }), ["validate", "-q"]);
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(/\n\d+ errors; \d+ can be fixed with validate --fix\n$/);
  });

  it("shows the version of package.json", () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
    for (const option of ["--version", "-v"]) {
      expect(nanokit(folder, [option])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
    }
  });
});

describe("validate", () => {
  it("says that a file is valid, on standard error: exit 0", () => {
    const run = nanokit(folderWith({ "nanokit.yml": sound }), ["validate"]);
    expect(run).toEqual({ status: 0, stdout: "", stderr: "nanokit.yml is valid: shop (production, stage)\n" });
  });

  it("takes -e more than once", () => {
    const folder = folderWith({ "nanokit.yml": `${sound.replace("{}, production", "{}, test: {}, production")}` });
    const { stderr } = nanokit(folder, ["validate", "-e", "stage", "--env", "test"]);
    expect(stderr).toContain("shop (stage, test)");
  });

  it("prints ten mistakes with line, column, frame and fix: exit 1", () => {
    const { status, stdout, stderr } = nanokit(folderWith({ "nanokit.yml": tenMistakes }), ["validate"]);
    const blocks = stderr.split(/^(?=nanokit\.yml:)/m);
    const heads = blocks.map((block) => /^nanokit\.yml:(\d+):(\d+) (\w+) (NK\d+): /.exec(block));
    expect(heads.map((head) => head && [head[4], Number(head[1]), Number(head[2])])).toEqual(places);
    for (const [index, block] of blocks.entries()) {
      expect(heads[index]?.[3]).toBe("error");
      expect(block).toMatch(/^ +\d+ \| .*\n +\| +\^+$/m);
    }
    // Of these, a region or an id that has the wrong form is told its form in the message itself.
    const withoutHelp = ["NK102", "NK103", "NK104", "NK105"];
    for (const [index, block] of blocks.entries()) {
      if (!withoutHelp.includes(heads[index]?.[4] ?? "")) expect(block).toMatch(/^ {2}help: /m);
      else expect(block).toMatch(/must be|choices|is not/);
    }
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  });

  it("prints the same as JSON on standard output, and nothing else", () => {
    const { status, stdout, stderr } = nanokit(folderWith({ "nanokit.yml": tenMistakes }), [
      "validate",
      "--format",
      "json",
    ]);
    const { diagnostics, ...rest } = JSON.parse(stdout) as { diagnostics: Record<string, unknown>[] };
    expect(rest).toEqual({});
    expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual(places);
    for (const one of diagnostics) {
      const place = ["file", "line", "column", "endLine", "endColumn"];
      expect(Object.keys(one)).toEqual(["code", "severity", "message", ...place, "help", "related", "fix"]);
    }
    expect(diagnostics[1]).toMatchObject({
      code: "NK101",
      severity: "error",
      message: "`regoin` is not a key of infra.",
      file: "nanokit.yml",
      line: 4,
      column: 3,
      endLine: 4,
      endColumn: 9,
      help: "Did you mean `region`?",
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });

  it("prints an empty list as JSON for a file without findings", () => {
    const run = nanokit(folderWith({ "nanokit.yml": sound }), ["validate", "--format", "json"]);
    expect(JSON.parse(run.stdout)).toEqual({ diagnostics: [] });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" });
  });

  it("uses colour when it is asked for, and never with NO_COLOR", () => {
    const folder = folderWith({ "nanokit.yml": "services: {}\n" });
    const sgr = "\u001b[";
    expect(nanokit(folder, ["validate"]).stderr).not.toContain(sgr);
    expect(nanokit(folder, ["validate"], { FORCE_COLOR: "1" }).stderr).toContain(sgr);
    expect(nanokit(folder, ["validate"], { FORCE_COLOR: "0" }).stderr).not.toContain(sgr);
    expect(nanokit(folder, ["validate"], { FORCE_COLOR: "1", NO_COLOR: "1" }).stderr).not.toContain(sgr);
  });

  it("never shows a secret, in whatever state the file is", () => {
    const head = "name: shop\nenvironments: { stage: {} }\n";
    const files = [
      `${head}services: { web: { image: nginx, secrets: { T: hunter2, U: { from: hunter2 }, V: [hunter2] } } }\n`,
      `${head}x-a: &a hunter2\nservices: { web: { image: *a, start: *a, cpu: *a, volumes: [*a], secrets: { T: *a } } }\n`,
      `${head}services:\n  web:\n    image: nginx\n    secrets:\n      T: "hunter2\n      U: hunter2\n`,
      `${head}services:\n  web: { image: nginx, secrets: { T: hunter2 }\n`,
      `${head}services:\n  web:\n    image: nginx\n    secrets:\n      T: hunter2: hunter2\n`,
      `${head}services:\n  web:\n    image: nginx\n    secrets:\n      T: |hunter2\n        hunter2\n`,
      `${head}secrets: hunter2\n---\nsecrets: { T: hunter2 }\n`,
      `${head}secrets: { T: hunter2 }\n--- { secrets: { T: hunter2 } }\n`,
      `${head}databases: { db: { engine: oracle, rootPassword: hunter2 } }\n`,
      `} secrets: { T: hunter2 }\n`,
      `${head}environments: { stage: { secrets: { T: hunter2 } } }\n`,
    ];
    for (const text of files) {
      const folder = folderWith({ "nanokit.yml": text });
      for (const format of ["text", "json"]) {
        const { status, stdout, stderr } = nanokit(folder, ["validate", "--format", format]);
        expect(stdout + stderr, text).not.toContain("hunter2");
        expect(status, text).toBe(1);
      }
    }
  });
});
