import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { listFolder, machine } from "../e2e/prepare.js";
import { chooseProviderSource, cliConfig } from "../e2e/provider-source.js";
import { findOnPath } from "../e2e/tools.js";
import { readStack } from "../src/stack/read.js";

const execute = promisify(execFile);

/** So many stacks at once: what takes long is to start Terraform and the provider. */
const MOST_AT_ONCE = 50;

/** What `terraform validate -json` says of something. */
interface Finding {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string };
}

/** An error of Terraform: what names the file, and the words. */
interface Said {
  readonly about: string;
  readonly reason: string;
}

/** A stack that Terraform refuses, and its reasons. */
interface Refusal {
  readonly folder: string;
  readonly reasons: readonly string[];
}

/** What came of the stacks below a folder. */
export interface Verdict {
  readonly refused: number;
  readonly lines: readonly string[];
}

/** What terraform says of the stacks below a folder; that it is not there, where it is not. */
export async function validateBelow(folder: string): Promise<Verdict> {
  const terraform = findOnPath(["terraform", "tofu"], process.env.PATH, machine);
  const stacks = stacksBelow(folder);
  if (terraform === undefined)
    return { refused: 0, lines: ["SKIPPED: terraform is not there, no stack was validated"] };
  if (stacks.length === 0) return { refused: 0, lines: ["there was no valid stack to validate"] };
  const env = { ...process.env, ...providerFrom(folder), CHECKPOINT_DISABLE: "1" };
  const run = (cwd: string, ...args: readonly string[]) => terraformIn(terraform, env, cwd, args);
  const refused: Refusal[] = [];
  for (let from = 0; from < stacks.length; from += MOST_AT_ONCE) {
    refused.push(...(await judge(folder, stacks.slice(from, from + MOST_AT_ONCE), run)));
  }
  return {
    refused: refused.length,
    lines: [
      `terraform validated ${stacks.length} stacks, and refused ${refused.length}`,
      ...refused.map((one) => `${one.folder}\n${one.reasons.map((reason) => `  ${reason}`).join("\n")}`),
    ],
  };
}

type Run = (cwd: string, ...args: readonly string[]) => Promise<string>;

async function terraformIn(terraform: string, env: NodeJS.ProcessEnv, cwd: string, args: readonly string[]) {
  try {
    return (await execute(terraform, args, { cwd, env, maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    // What it refuses stands in its output too.
    const { stdout, stderr } = Object(error) as { stdout?: string; stderr?: string };
    if (stdout?.startsWith("{")) return stdout;
    throw new Error(`terraform ${args.join(" ")}: ${stderr || stdout || String(error)}`);
  }
}

/**
 * Those that Terraform refuses, of stacks that are asked about as the modules of one configuration. As a stack that cannot be read keeps
 * Terraform from judging the others, these are asked about again without it.
 */
async function judge(folder: string, stacks: readonly string[], run: Run): Promise<readonly Refusal[]> {
  if (stacks.length === 0) return [];
  const root = mkdtempSync(path.join(folder, "root-"));
  writeFileSync(path.join(root, "main.tf.json"), JSON.stringify(configurationOf(root, stacks)));
  const said = await errorsIn(root, run);
  if (said.length === 0) return [];
  const refused = stacks.flatMap((stack): readonly Refusal[] => {
    const own = said.filter(({ about }) => about.includes(path.relative(root, stack) + path.sep));
    return own.length === 0 ? [] : [{ folder: stack, reasons: own.map(({ reason }) => reason) }];
  });
  if (refused.length === 0) throw new Error(`terraform refuses something else than a stack: ${JSON.stringify(said)}`);
  const rest = stacks.filter((stack) => refused.every((one) => one.folder !== stack));
  return [...refused, ...(await judge(folder, rest, run))];
}

/** The errors of `init`, which reads all modules, or else those of `validate`. */
async function errorsIn(root: string, run: Run): Promise<readonly Said[]> {
  try {
    await run(root, "init", "-backend=false", "-input=false", "-no-color");
  } catch (error) {
    // In words: it names the files, and says all that it cannot read in them.
    return [{ about: String(error), reason: String(error) }];
  }
  const { diagnostics } = JSON.parse(await run(root, "validate", "-json")) as { diagnostics: readonly Finding[] };
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ summary, detail = "", range }) => ({
      about: range?.filename ?? "",
      reason: `${summary}: ${detail.replaceAll("\n", " ")}`,
    }));
}

/**
 * Each stack as a module, its variables not known, and its outputs handed on: an output that would show a secret is refused in a root alone.
 */
function configurationOf(root: string, stacks: readonly string[]) {
  const modules = stacks.map((stack, index) => ({ name: `stack_${index}`, stack, ...declaredIn(stack) }));
  return {
    variable: { unknown: { type: "string" } },
    module: Object.fromEntries(
      modules.map(({ name, stack, variables }) => [
        name,
        {
          source: path.relative(root, stack),
          ...Object.fromEntries(variables.map((variable) => [variable, "${var.unknown}"])),
        },
      ]),
    ),
    output: Object.fromEntries(
      modules.flatMap(({ name, outputs }) =>
        outputs.map((output) => [`${name}_${output}`, { value: `\${module.${name}.${output}}` }]),
      ),
    ),
  };
}

function declaredIn(stack: string) {
  const files = readdirSync(stack).filter((name) => /\.tf(\.json)?$/.test(name));
  const reading = readStack(files.map((name) => ({ path: name, text: readFileSync(path.join(stack, name), "utf8") })));
  if (!reading.readable) throw new Error(`${stack}: ${JSON.stringify(reading.fault)}`);
  const named = (kind: string) => Object.keys(Object(reading.stack.document[kind]));
  return { variables: named("variable"), outputs: named("output") };
}

/** Where Terraform takes the provider from, as the end-to-end tests have it. */
function providerFrom(folder: string): Readonly<Record<string, string>> {
  const source = chooseProviderSource(process.env, { exists: existsSync, list: listFolder });
  const cache = path.join(os.tmpdir(), "nanokit-terraform-plugins");
  const config = cliConfig(source, cache);
  if (config === undefined) return {};
  mkdirSync(cache, { recursive: true });
  const file = path.join(folder, "terraform.rc");
  writeFileSync(file, config);
  return { TF_CLI_CONFIG_FILE: file };
}

function stacksBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^cdk\.tf(\.json)?$/.test(path.basename(name)))
    .map((name) => path.join(folder, path.dirname(name)))
    .sort();
}
