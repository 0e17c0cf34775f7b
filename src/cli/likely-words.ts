import { readdirSync } from "node:fs";
import { join } from "node:path";
import { closest } from "../schema/closest.js";
import { shellWord } from "../shell/word.js";
import type { UnknownWord } from "./arguments.js";
import { outputOption } from "./usage/usage.js";

/** What Terraform does, in its words and in those of other tools. */
const DONE_BY_TERRAFORM: Readonly<Record<string, string>> = {
  apply: "apply",
  deploy: "apply",
  up: "apply",
  destroy: "destroy",
  down: "destroy",
  import: "import",
  output: "output",
  outputs: "output",
  plan: "plan",
  preview: "plan",
  refresh: "plan -refresh-only",
  state: "state list",
};

/** Commands as other tools call them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  build: "synth",
  compile: "synth",
  convert: "init --from-compose docker-compose.yml",
  create: "init",
  diff: "check",
  generate: "synth",
  lint: "validate",
  new: "init",
  push: "images",
};

/** A sentence on what a word was likely meant to be, or undefined where nothing is near. Looks into the output folder for the names of stacks. */
export function likelyWord({ word, among, known }: UnknownWord): string | undefined {
  if (among === "commands") {
    const terraform = ownValue(DONE_BY_TERRAFORM, word);
    if (terraform !== undefined) return byTerraform(terraform);
    const ours = ownValue(OTHER_NAMES, word);
    if (ours !== undefined) return `Here it is \`nanokit-tf ${ours}\`.`;
  }
  const dashes = among === "options" ? "--" : "";
  const meant = closest(word.replace(/^-+/, ""), known);
  return meant === undefined ? undefined : `Did you mean \`${dashes}${meant}\`?`;
}

function byTerraform(command: string): string {
  const folder = join(outputOption.output.default, "stacks");
  const stacks = namesIn(folder);
  const [first] = stacks;
  const stack = first !== undefined && stacks.length === 1 ? shellWord(join(folder, first)) : join(folder, "STACK");
  const before = first === undefined ? "Write the stacks with `nanokit-tf synth`, then run" : "Run";
  return `Terraform does that. ${before} \`terraform -chdir=${stack} ${command}\`.`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ownValue(table: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
