// Tries a batch of inputs, in a process that the run ends when it hangs.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compile } from "../src/compile.js";
import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import { renderGithub } from "../src/diagnostics/render-github.js";
import { renderJson } from "../src/diagnostics/render-json.js";
import { renderSarif } from "../src/diagnostics/render-sarif.js";
import { renderText } from "../src/diagnostics/render-text.js";
import { hclFormat } from "../src/lower/hcl-format.js";
import { type OutputFile, synthesize } from "../src/lower/synth.js";
import { policyDocuments } from "../src/report/iam/documents.js";
import { needsOf } from "../src/report/iam/needs.js";
import { madeStacks } from "../src/stack/read.js";
import { drawInputs } from "./inputs.js";
import type { Batch, Report } from "./messages.js";

/** More processor time than that is a hang. Time on a clock would depend on what else the machine does. */
const MOST_SECONDS = 2;

/** The output of so many valid inputs is read back once, and asked for its policies. */
const READ_BACK = 10;

/** Every input is rendered in one of these, in turn. */
const RENDERERS: readonly ((diagnostics: readonly Diagnostic[]) => string)[] = [
  (diagnostics) => renderText(diagnostics, { color: false }),
  (diagnostics) => renderText(diagnostics, { color: true }),
  renderJson,
  (diagnostics) => renderSarif(diagnostics, { version: "0" }),
  renderGithub,
];

/** Waits until it is sent: before an input that hangs, the run has to know which it is. */
function tell(report: Report): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(report, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

/** Compiles, renders and, where there is no error, synthesizes: every other input as HCL. */
function run(text: string, index: number): readonly OutputFile[] {
  const { project, diagnostics } = compile(
    { path: "nanokit.yml", text },
    { variables: { A: "a" }, defaultName: "shop" },
  );
  RENDERERS[index % RENDERERS.length]?.(diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (!project && errors.length === 0) throw new Error("there is neither a project nor an error");
  if (!project) return [];
  return synthesize(project, index % 2 === 0 ? {} : { format: hclFormat });
}

function readBack(output: readonly OutputFile[]): void {
  policyDocuments(needsOf([...madeStacks(output).values()], { exact: false }));
}

async function tryBatch({ count, seed, from, stacks }: Batch): Promise<void> {
  let valid = 0;
  let written = 0;
  for (const [index, { text }] of drawInputs(count, seed).entries()) {
    if (index < from) continue;
    await tell({ at: index });
    const fail = (what: string) => tell({ failure: { seed, index, what } });
    const before = process.cpuUsage();
    try {
      const output = run(text, index);
      if (output.length > 0) {
        valid += 1;
        if (valid % READ_BACK === 0) readBack(output);
        if (written < stacks.most) {
          written += 1;
          writeStacks(output, path.join(stacks.folder, `${seed}-${index}`));
        }
      }
    } catch (error) {
      await fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 > MOST_SECONDS) await fail(`took ${((user + system) / 1e6).toFixed(1)} s`);
  }
  await tell({ done: true, valid });
}

function writeStacks(output: readonly OutputFile[], folder: string): void {
  for (const { path: name, text } of output) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

process.on("message", async (batch: Batch) => {
  await tryBatch(batch);
  process.disconnect();
});
