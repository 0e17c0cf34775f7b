import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ATTACHED_POLICIES_MAX } from "../../aws/iam.js";
import { isPolicyOfOurs, type PolicyDocument, policyDocuments, policyText } from "../../report/iam/documents.js";
import { explainNeeds } from "../../report/iam/explain.js";
import { type ManagedAnswer, managedAnswer } from "../../report/iam/managed.js";
import { needsOf } from "../../report/iam/needs.js";
import { madeStacks } from "../../stack/read.js";
import { CannotRun } from "../cannot-run.js";
import { publish } from "../files/publish.js";
import { readIfThere } from "../files/read.js";
import { load, loadOptions } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** So many policies leave little room for others on the role. */
const MANY = ATTACHED_POLICIES_MAX - 2;

/** Prints or writes what a deploying role needs. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["iam"]>, terminal: Terminal): Promise<number> {
  const { project, readable, diagnostics } = load(loadOptions(input));
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const { account, region, exact, explain, managed, output } = input.options;
  const { synthesize } = await import("../../lower/synth.js");
  const needs = needsOf([...madeStacks(synthesize(project)).values()], {
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    exact,
  });
  if (explain) terminal.out(explainNeeds(needs));
  else if (managed) printManaged(managedAnswer(needs), terminal);
  else await print(policyDocuments(needs), output, terminal);
  return 0;
}

const LIMIT = `a role takes ${ATTACHED_POLICIES_MAX} policies, unless AWS raises that to 20.`;

function printManaged({ text, count }: ManagedAnswer, terminal: Terminal): void {
  terminal.out(text);
  if (count <= ATTACHED_POLICIES_MAX) return;
  const way = "Without --managed the policies are narrower, and mostly fewer.";
  say(`These are ${count} policies, and ${LIMIT}\n${way}\n`, terminal);
}

async function print(policies: readonly PolicyDocument[], output: string | undefined, terminal: Terminal) {
  if (output !== undefined) await write(policies, output, terminal);
  else terminal.out(policyText(policies.length === 1 ? policies[0] : policies));
  if (policies.length < MANY) return;
  const way = "Narrow them less (without --exact), or give each environment a role (-e).";
  say(`These are ${policies.length} policies, and ${LIMIT}\n${way}\n`, terminal);
}

async function write(policies: readonly PolicyDocument[], folder: string, terminal: Terminal): Promise<void> {
  const files = policies.map((policy, index) => ({ path: `policy-${index + 1}.json`, text: policyText(policy) }));
  const names = files.map(({ path }) => path);
  const leftOver = entriesOf(folder).filter((name) => /^policy-\d+\.json$/.test(name) && !names.includes(name));
  for (const name of [...names, ...leftOver]) refuseForeign(join(folder, name));
  const published = publish(folder, files, leftOver);
  for (const { path, change } of published) terminal.out(`${change.padEnd(7)} ${folder}/${path}\n`);
}

/** @throws CannotRun for a policy of someone else, which is neither overwritten nor deleted */
function refuseForeign(path: string): void {
  const text = readIfThere(path);
  if (text === undefined || isPolicyOfOurs(text)) return;
  throw new CannotRun(
    `${path} is not as nanokit-tf writes policies, and would be lost. Name another folder with -o, or move the file.`,
  );
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // it is not there yet, or `publish` says why it cannot be written to
  }
}
