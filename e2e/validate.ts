import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readStack } from "../src/stack/read.js";

/** So many stacks at once: what takes long is to start Terraform and the provider. */
const MOST_AT_ONCE = 50;

/** A stack that Terraform refuses, and its reasons. */
export interface Refusal {
  readonly folder: string;
  readonly reasons: readonly string[];
}

/** Runs terraform in a folder. Gives what it prints; throws with what it says where it fails and prints no JSON. */
export type RunTerraform = (cwd: string, ...args: readonly string[]) => Promise<string>;

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

/**
 * Those that `terraform validate` refuses, of stacks as files in folders.
 *
 * @param work an empty folder, or one with the stacks in it
 */
export async function refusedStacks(
  stacks: readonly string[],
  work: string,
  terraform: RunTerraform,
): Promise<readonly Refusal[]> {
  const refused: Refusal[] = [];
  for (let from = 0; from < stacks.length; from += MOST_AT_ONCE) {
    refused.push(...(await judge(work, stacks.slice(from, from + MOST_AT_ONCE), terraform)));
  }
  return refused;
}

/** The folders below one that hold a stack. */
export function stacksBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /^cdk\.tf(\.json)?$/.test(path.basename(name)))
    .map((name) => path.join(folder, path.dirname(name)))
    .sort();
}

/**
 * Those that Terraform refuses, of stacks that are asked about as the modules of one configuration. As a stack that cannot be read keeps
 * Terraform from judging the others, these are asked about again without it.
 */
async function judge(folder: string, stacks: readonly string[], run: RunTerraform): Promise<readonly Refusal[]> {
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
async function errorsIn(root: string, run: RunTerraform): Promise<readonly Said[]> {
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
