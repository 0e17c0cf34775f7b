import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { fileWith, oddNames, ownNetworkWith } from "../__tests__/support/odd-text.js";
import { compile } from "../src/compile.js";
import { renderText } from "../src/diagnostics/render-text.js";
import { hclFormat } from "../src/lower/hcl-format.js";
import { synthesize } from "../src/lower/synth.js";
import { terraformEnvironment } from "./environment.js";
import type { Lab } from "./lab.js";
import { refusedStacks, stacksBelow } from "./validate.js";

/** Files to draw; each gives a stack as JSON and one as HCL. */
const FILES = 12;
const SEED = 9;
const STEP_MS = 600_000;

/**
 * Whether Terraform takes ids of every kind wherever a nanokit.yml can have them, among them such as read like numbers: a sample with a seed
 * of its own, as JSON and as HCL, through `terraform validate`.
 */
export async function validateIds(lab: Lab, folder: string): Promise<boolean> {
  await writeStacks(folder);
  const { cliConfig, awsConfig } = lab;
  const settings = { endpoint: "http://127.0.0.1:9", region: "eu-west-1", cliConfig, awsConfig, variables: {} };
  const env = terraformEnvironment(lab.env, settings);
  const stacks = stacksBelow(folder);
  const refused = await refusedStacks(stacks, folder, async (cwd, ...args) => {
    const { ok, stdout, log } = await lab.processes.run(lab.terraform, args, { cwd, env, timeoutMs: STEP_MS });
    if (!ok && !stdout.startsWith("{")) throw new Error(`terraform ${args.join(" ")}: ${log}`);
    return stdout;
  });
  if (refused.length === 0) lab.report("ids", "validate", `${stacks.length} stacks`);
  for (const one of refused) lab.report("ids", "FAILED", `${one.folder}\n  ${one.reasons.join("\n  ")}`);
  return refused.length === 0;
}

async function writeStacks(folder: string): Promise<void> {
  const drawn = fc.sample(oddNames, { numRuns: FILES, seed: SEED });
  for (const [index, names] of drawn.entries()) {
    const text = index % 2 === 0 ? fileWith(names) : ownNetworkWith(names);
    const { project, diagnostics } = compile({ path: "nanokit.yml", text });
    if (!project) throw new Error(renderText(diagnostics, { color: false }));
    for (const [kind, options] of [["json", {}] as const, ["hcl", { format: hclFormat }] as const]) {
      for (const file of synthesize(project, options)) {
        const target = path.join(folder, `${index}-${kind}`, file.path);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, file.text);
      }
    }
  }
}
