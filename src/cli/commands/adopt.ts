import { join } from "node:path";
import { nameScope, stackId } from "../../aws/names.js";
import type { Environment, Project } from "../../model/project.js";
import { lookUpCommands } from "../../report/adopt.js";
import { objectOf, objectsAt } from "../../stack/json.js";
import { madeStacks } from "../../stack/read.js";
import type { Stack } from "../../stack/stack.js";
import { ADOPTION_HEADER, type Adoption, adoptionText } from "../adoption.js";
import { CannotRun } from "../cannot-run.js";
import { publish } from "../files/publish.js";
import { readIfThere } from "../files/read.js";
import { load, loadOptions } from "../load.js";
import { say, sayDiagnostics } from "../say.js";
import { STACK_FILES, STACKS } from "../stack-files.js";
import { formIn } from "../stack-form.js";
import { synthesized } from "../synth.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** The file of import blocks, in the folder of the stack; `synth` knows nothing of it. */
const ADOPTION_FILE = "adopt.tf";

/** What has an option of its own, and where the stack has it. */
const OPTIONS = [
  ["file-system", "aws_efs_file_system.main"],
  ["vpc", "aws_vpc.main"],
  ["cluster", "aws_ecs_cluster.main"],
] as const;

const FILE_SYSTEM_TYPE = "aws_efs_file_system.";

/** Prints how to find ids, or writes import blocks. Returns the exit code: 0 fine, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["adopt"]>, terminal: Terminal): Promise<number> {
  const { project, readable, diagnostics } = load(loadOptions(input));
  await sayDiagnostics(diagnostics, terminal);
  if (!project) return readable ? 1 : 2;
  const environment = onlyEnvironment(project);
  const adoptions = [...ofOptions(input), ...input.options.import.map(adoptionOf)];
  if (adoptions.length === 0) terminal.out(lookUpCommands(environment));
  else await write({ ...project, environments: [environment] }, adoptions, input.options.output, terminal);
  return 0;
}

/** @throws CannotRun where several environments could be meant: an id is of one */
function onlyEnvironment({ environments }: Project): Environment {
  const [environment, ...others] = environments;
  if (environment !== undefined && others.length === 0) return environment;
  const names = environments.map(({ name }) => name).join(", ");
  throw new CannotRun(`Which environment adopts? Name one with -e: ${names}.`);
}

function ofOptions({ options }: Input<Usages["adopt"]>): readonly Adoption[] {
  return OPTIONS.flatMap(([option, address]) => {
    const id = options[option];
    return id === undefined ? [] : [{ address, id }];
  });
}

/** @throws CannotRun for what names no address and id */
function adoptionOf(text: string): Adoption {
  const [, address, id] = /^((?:aws_\w+)\.[\w-]+(?:\["[^"]+"\])?)=(\S+)$/.exec(text) ?? [];
  if (address !== undefined && id !== undefined) return { address, id };
  throw new CannotRun(`\`${text}\` is no ADDRESS=ID: aws_efs_mount_target.first=fsmt-0123456789abcdef0, for instance.`);
}

async function write(project: Project, adoptions: readonly Adoption[], output: string, terminal: Terminal) {
  const [environment] = project.environments;
  const id = stackId(project.name, environment ? nameScope(environment) : "");
  const stack = madeStacks(await synthesized(project, () => "json")).get(id);
  if (stack === undefined) throw new Error(`Internal error: no stack ${id}`);
  refuseUnknown(stack, adoptions, id);
  refuseUnprotected(stack, adoptions);
  const folder = `${STACKS}/${id}`;
  const isThere = Object.values(STACK_FILES).some((file) => readIfThere(join(output, folder, file)) !== undefined);
  if (!isThere) throw new CannotRun(`${output}/${folder} holds no stack yet. Run \`nanokit-tf synth\` first.`);
  if (formIn(output, id) === "module") return printForRoot(id, adoptions, terminal);
  const path = `${folder}/${ADOPTION_FILE}`;
  const before = readIfThere(join(output, path));
  if (before !== undefined && !before.includes(ADOPTION_HEADER)) {
    throw new CannotRun(`${output}/${path} is not from nanokit-tf adopt, and would be lost. Give it another name.`);
  }
  for (const { change } of publish(output, [{ path, text: adoptionText(adoptions) }])) {
    terminal.out(`${change.padEnd(7)} ${output}/${path}\n`);
  }
}

/** Import blocks of a module: Terraform takes them in the root that calls it, and nowhere else. */
function printForRoot(id: string, adoptions: readonly Adoption[], terminal: Terminal): void {
  const call = `module.${id.replaceAll("-", "_")}`;
  terminal.out(adoptionText(adoptions.map((one) => ({ ...one, address: `${call}.${one.address}` }))));
  say(
    `${id} is a module, and Terraform takes import blocks in a root alone: write these to a file of the root, with the name of your call if that is not \`${call}\`.\n`,
    terminal,
  );
}

/** @throws CannotRun for an address that the stack does not have, or that is to be two things */
function refuseUnknown(stack: Stack, adoptions: readonly Adoption[], id: string): void {
  const seen = new Set<string>();
  for (const { address } of adoptions) {
    const base = address.replace(/\[.*$/, "");
    if (stack.declared.get(base)?.kind !== "resource") {
      throw new CannotRun(`${id} makes no ${base}, so it cannot adopt one. docs/addresses.md has what it may make.`);
    }
    if (seen.has(address)) throw new CannotRun(`${address} is named twice.`);
    seen.add(address);
  }
}

/**
 * What is not quite as the stack has it, a creation token for instance, is made anew by the apply that takes it over. Of a file system that
 * is its data, so Terraform has to refuse that.
 *
 * @throws CannotRun for a file system that Terraform may destroy
 */
function refuseUnprotected({ declared }: Stack, adoptions: readonly Adoption[]): void {
  const isProtected = ({ address }: Adoption) => {
    const lifecycle = objectsAt(objectOf(declared.get(address)?.body), "lifecycle");
    return lifecycle.some(({ prevent_destroy }) => prevent_destroy === true);
  };
  const open = adoptions.find((one) => one.address.startsWith(FILE_SYSTEM_TYPE) && !isProtected(one));
  if (open === undefined) return;
  throw new CannotRun(
    `${open.address} is not protected: if it differs from the stack, the apply destroys it, with all data. Take \`infra.efs.protect: false\` away, \`nanokit-tf synth\`, and adopt it then.`,
  );
}
