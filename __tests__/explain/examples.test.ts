import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findingsOf } from "../../src/cli/explain/code.js";
import { type Code, codes } from "../../src/diagnostics/codes.js";
import type { FileSample, Sample, ShellSample } from "../../src/diagnostics/examples/example.js";
import { examples } from "../../src/diagnostics/examples/index.js";
import { sampleText } from "../../src/report/explain/code.js";
import { bundle, folderWith } from "../cli/command.js";
import { sampled } from "../support/sampled.js";

const all = Object.entries(examples).map(([code, example]) => ({ code: code as Code, ...example }));
const isFile = (sample: Sample): sample is FileSample => sample.kind === "file";
const isShell = (sample: Sample): sample is ShellSample => sample.kind === "shell";

/** The codes that a file must not have by the way: notes only say what was done. */
function problemsOf(sample: Sample): readonly Code[] {
  return findingsOf(sample)
    .filter(({ severity }) => severity !== "note")
    .map(({ code }) => code);
}

describe("the examples of codes", () => {
  it("are of every code", () => {
    expect(Object.keys(examples).sort()).toEqual(Object.keys(codes).sort());
  });

  it.each(
    sampled(
      all.filter(({ wrong }) => isFile(wrong)),
      ({ code }) => code,
      200,
    ),
  )("the wrong one of $code has it, and nothing else that is wrong", (one) => {
    const found = findingsOf(one.wrong).map(({ code }) => code);
    expect(found).toContain(one.code);
    const others = problemsOf(one.wrong).filter((code) => code !== one.code);
    expect([...new Set(others)]).toEqual(one.also ?? []);
  });

  it.each(
    sampled(
      all.filter(({ right }) => isFile(right)),
      ({ code }) => code,
      200,
    ),
  )("the right one of $code has nothing wrong", (one) => {
    expect(findingsOf(one.right).map(({ code }) => code)).not.toContain(one.code);
    expect(problemsOf(one.right)).toEqual([]);
  });

  it.each(all)("those of $code can be read: short, and narrow", ({ wrong, right }) => {
    for (const sample of [wrong, right]) {
      const lines = sampleText(sample).trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(24);
      expect(lines.filter((line) => line.length > 120)).toEqual([]);
    }
  });

  it.each(all.filter(({ wrong }) => isFile(wrong)))(
    "what is shown of $code begins as what is compiled",
    ({ wrong, right }) => {
      for (const sample of [wrong, right].filter(isFile)) {
        const whole = new Set(sample.yaml.split("\n").map(bare));
        const shown = (sample.shown ?? sample.yaml).split("\n").map(bare);
        // A shortened one leaves out values of long lists and says so; its keys are those of the whole.
        const strange = shown.filter((line) => !whole.has(line) && !/host: |x-matrix: /.test(line));
        expect(strange).toEqual([]);
      }
    },
  );

  const sessions = all.filter(({ wrong }) => isShell(wrong));

  it.each(sampled(sessions, ({ code }) => code, 6))(
    "the sessions of $code go as they stand",
    { timeout: 60_000 },
    (one) => {
      for (const sample of [one.wrong, one.right].filter(isShell)) replay(sample);
      const wrong = isShell(one.wrong) ? one.wrong.transcript : "";
      expect(wrong).toContain(`${codes[one.code].severity} ${one.code}:`);
      expect(isShell(one.right) && one.right.transcript).not.toContain(one.code);
    },
  );
});

/** A line without its comment. */
function bare(line: string): string {
  return line.replace(/ *#.*$/, "");
}

/** Where lines are broken hangs on the width of the terminal. */
function inOneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** Types the commands of a session; each must print what stands below it. */
function replay({ before, transcript }: ShellSample): void {
  const cwd = folderWith(before);
  const bin = folderWith({ "nanokit-tf": `#!/bin/sh\nexec "${process.execPath}" -- "${bundle()}" "$@"\n` }, "bin");
  chmodSync(path.join(bin, "nanokit-tf"), 0o755);
  for (const step of transcript.split(/^\$ /m).filter((text) => text !== "")) {
    const [command = "", ...expected] = step.trimEnd().split("\n");
    const run = spawnSync("sh", ["-c", command], {
      cwd,
      env: { PATH: `${bin}:${process.env.PATH}` },
      encoding: "utf8",
    });
    const printed = inOneLine(`${run.stdout}\n${run.stderr}`);
    for (const part of expected.join("\n").split(/^\.\.\.$/m)) expect(printed, command).toContain(inOneLine(part));
  }
}
