import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseCommandLine } from "../../src/cli/arguments.js";
import { completedCommands } from "../../src/cli/completion/words.js";
import { usages } from "../../src/cli/usage/index.js";
import { bundle, folderWith, NODE, nanokit } from "./command.js";

const folder = folderWith({
  // With an error: who completes is still writing.
  "nanokit.yml": "serwices: 1\nenvironments: { stage: {}, production: {}, local: { infra: { provider: docker } } }\n",
  "with spaces/own.yml": "environments: { blue: {} }\n",
  "other file.yml": "",
  "out/x": "",
  "other/x": "",
});
const home = folderWith({ "own.yml": "environments: { green: {} }\n" }, "home");
const script = (shell: string) => nanokit(folder, ["completion", shell]).stdout;

function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

/** What bash offers for the last of the words, having split them as it does. */
function bash(...words: readonly string[]): readonly string[] {
  const program = `${script("bash")}
nanokit-tf() { ${JSON.stringify(NODE)} ${JSON.stringify(bundle())} "$@"; }
COMP_WORDS=(nanokit-tf "$@")
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_nanokit_tf nanokit-tf "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
[ \${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync("bash", ["--norc", "-c", program, "bash", ...words], {
    cwd: folder,
    env: { ...process.env, HOME: home },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter(Boolean).sort();
}

describe.skipIf(!has("bash"))("the completion of bash", () => {
  it("offers commands, and what can stand in their place", () => {
    const all = [...Object.keys(usages), "help", "-h", "--help", "-v", "--version"];
    expect(bash("")).toEqual(all.sort());
    expect(bash("val")).toEqual(["validate"]);
    expect(bash("--v")).toEqual(["--version"]);
  });

  it("offers the options of a command, and no others", () => {
    expect(bash("synth", "--o")).toEqual(["--output"]);
    expect(bash("validate", "--o")).toEqual([]);
    expect(bash("synth", "-f", "nanokit.yml", "--env-")).toEqual(["--env-file"]);
    expect(bash("deploy", "-")).toEqual([]);
  });

  it("offers choices, also behind an equals sign", () => {
    expect(bash("validate", "--format", "j")).toContain("json");
    expect(bash("validate", "--format", "=", "j")).toContain("json");
    expect(bash("validate", "--format", "=")).toEqual(expect.arrayContaining(["json", "text"]));
  });

  it("offers files and folders, with blanks in them", () => {
    expect(bash("validate", "-f", "o")).toEqual(["other", "other file.yml", "out"]);
    expect(bash("validate", "--file", "=", "n")).toEqual(["nanokit.yml"]);
    expect(bash("synth", "--output", "o")).toEqual(["other", "out"]);
  });

  it("offers the words of a command at their place alone", () => {
    expect(bash("completion", "")).toEqual(["bash", "fish", "zsh"]);
    expect(bash("completion", "-q", "z")).toEqual(["zsh"]);
    expect(bash("completion", "bash", "")).toEqual([]);
    expect(bash("help", "im")).toContain("images");
  });

  it("offers the environments of the file that the words name", () => {
    expect(bash("synth", "-e", "")).toEqual(["production", "stage"]);
    expect(bash("graph", "--env", "=", "p")).toEqual(["production"]);
    expect(bash("check", "-f", "with spaces/own.yml", "-e", "")).toEqual(["blue"]);
    expect(bash("check", "--file", "=", "with spaces/own.yml", "-e", "")).toEqual(["blue"]);
    expect(bash("check", "-f", "missing.yml", "-e", "")).toEqual([]);
  });

  it("takes the name of the file as it is typed: quoted, with backslashes, in the home folder", () => {
    expect(bash("check", "-f", "'with spaces/own.yml'", "-e", "")).toEqual(["blue"]);
    expect(bash("check", "-f", '"with spaces/own.yml"', "-e", "")).toEqual(["blue"]);
    expect(bash("check", "-f", "with\\ spaces/own.yml", "-e", "")).toEqual(["blue"]);
    expect(bash("check", "-f", "~/own.yml", "-e", "")).toEqual(["green"]);
  });
});

/** What fish offers for the end of a line. */
function fish(line: string): readonly string[] {
  const run = `function nanokit-tf; ${JSON.stringify(NODE)} ${JSON.stringify(bundle())} $argv; end`;
  const program = `${script("fish")}\n${run}\ncomplete -C ${`'${line.replace(/[\\']/g, "\\$&")}'`}`;
  const { status, stdout, stderr } = spawnSync("fish", ["--no-config", "-c", program], {
    cwd: folder,
    env: { ...process.env, HOME: home },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const words = stdout.split("\n").map((one) => one.split("\t")[0] ?? "");
  return words.filter(Boolean).sort();
}

describe.skipIf(!has("fish"))("the completion of fish", () => {
  it("offers the environments of the file, however its name is typed", () => {
    expect(fish("nanokit-tf synth -e ")).toEqual(["production", "stage"]);
    expect(fish("nanokit-tf graph --env=p")).toEqual(["--env=production"]);
    expect(fish("nanokit-tf check -f 'with spaces/own.yml' -e ")).toEqual(["blue"]);
    expect(fish("nanokit-tf check --file=with\\ spaces/own.yml -e ")).toEqual(["blue"]);
    expect(fish("nanokit-tf check -f ~/own.yml -e ")).toEqual(["green"]);
    expect(fish("nanokit-tf check --file=~/own.yml -e ")).toEqual(["green"]);
  });

  it("offers no files where choices or folders are asked for", () => {
    expect(fish("nanokit-tf validate --format ")).toEqual(["github", "json", "sarif", "text"]);
    expect(fish("nanokit-tf synth -o ")).toEqual(["other/", "out/", "with spaces/"]);
    expect(fish("nanokit-tf validate -f o")).toEqual(["other file.yml", "other/", "out/"]);
  });
});

/** The environments that zsh offers, where `_arguments` gives the file so: with a backslash before each colon and backslash. */
function zsh(file: string): readonly string[] {
  const program = `compdef() { }
${script("zsh")}
setopt extendedglob
nanokit-tf() { ${JSON.stringify(NODE)} ${JSON.stringify(bundle())} "$@"; }
compadd() { print -rl -- $names; }
typeset -A opt_args=(-f ${`'${file.replaceAll("'", "'\\''")}'`})
program=nanokit-tf
_nanokit_tf_environments`;
  const { status, stdout, stderr } = spawnSync("zsh", ["-f", "-c", program], {
    cwd: folder,
    env: { ...process.env, HOME: home },
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter(Boolean);
}

describe.skipIf(!has("zsh"))("the completion of zsh", () => {
  it("offers the environments of the file, however its name is typed", () => {
    expect(zsh("")).toEqual(["production", "stage"]);
    expect(zsh("'with spaces/own.yml'")).toEqual(["blue"]);
    expect(zsh("with\\\\ spaces/own.yml")).toEqual(["blue"]);
    expect(zsh("~/own.yml")).toEqual(["green"]);
  });
});

describe("the completion of every shell", () => {
  const commands = completedCommands(Object.values(usages));

  it("offers only what the command line takes", () => {
    for (const { name, options, positionals } of commands.filter(({ name }) => name !== "help")) {
      for (const option of options) {
        const { offer } = option.value ?? {};
        const value = offer === undefined ? [] : [offer.kind === "words" ? (offer.words[0] ?? "") : "a"];
        const words = positionals.map((place) => (place.offer.kind === "words" ? (place.offer.words[0] ?? "") : "a"));
        for (const spelled of option.names) {
          const request = parseCommandLine([name, ...words, spelled, ...value]);
          const message = request.kind === "misused" ? request.message : "";
          expect(message, `${name} ${spelled}`).not.toMatch(/Unknown option|takes no value| needs |There is no/);
        }
      }
    }
  });

  it.each(["bash", "zsh", "fish"])("names each command and option: %s", (shell) => {
    const text = script(shell);
    for (const { name, options } of commands) {
      expect(text).toContain(name);
      for (const { names } of options) {
        const long = names.at(-1) ?? "";
        expect(text, `${name} ${long}`).toContain(shell === "fish" ? `-l ${long.slice(2)}` : long);
      }
    }
  });

  // Of those that are not on the machine, quotes at least have to come in pairs.
  it.each(["bash", "zsh", "fish"])("is a script that the shell can read: %s", (shell) => {
    const text = script(shell);
    if (has(shell)) {
      // From a file: fish takes the socket that standard input would be for a folder.
      const file = path.join(folderWith({ completion: text }), "completion");
      const { status, stderr } = spawnSync(shell, ["-n", file], { encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    } else {
      const plain = text.replaceAll(shell === "fish" ? /\\['\\]/g : /'\\''/g, "");
      for (const line of plain.split("\n").filter((one) => !one.startsWith("#"))) {
        expect((line.match(/'/g) ?? []).length % 2, line).toBe(0);
      }
    }
  });

  it("has a shell for each name", () => {
    const { status, stderr } = nanokit(folder, ["completion", "tcsh"]);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("There is no SHELL `tcsh`; there are bash, zsh and fish."),
    });
    expect(nanokit(folder, ["completion"]).stderr).toContain("`completion` needs SHELL");
  });
});
