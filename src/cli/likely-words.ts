import { readdirSync } from "node:fs";
import { join } from "node:path";
import { closest } from "../schema/closest.js";
import { shellWord } from "../shell/word.js";
import type { UnknownWord } from "./arguments.js";
import { ifPossible } from "./files/if-possible.js";
import { outputOption } from "./usage/usage.js";

/** What Terraform does, in its words and in those of other tools. */
const DONE_BY_TERRAFORM: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

/** Commands as other tools call them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    build: "synth",
    compile: "synth",
    convert: "init --from-compose docker-compose.yml",
    create: "init",
    diff: "check",
    generate: "synth",
    lint: "validate",
    new: "init",
    push: "images",
  }),
);

/** A sentence on what a word was likely meant to be, or undefined where nothing is near. Looks into the output folder for the names of stacks. */
export function likelyWord({ word, among, known }: UnknownWord): string | undefined {
  if (among === "commands") {
    const terraform = DONE_BY_TERRAFORM.get(word);
    if (terraform !== undefined) return byTerraform(terraform);
    const ours = OTHER_NAMES.get(word);
    if (ours !== undefined) return `Here it is \`nanokit-tf ${ours}\`.`;
  }
  const dashes = among === "options" ? "--" : "";
  const meant = closest(word.replace(/^-+/, ""), known);
  return meant === undefined ? undefined : `Did you mean \`${dashes}${meant}\`?`;
}

function byTerraform(command: string): string {
  const folder = join(outputOption.output.default, "stacks");
  const stacks = ifPossible(() => readdirSync(folder)) ?? [];
  const [first] = stacks;
  const stack = first !== undefined && stacks.length === 1 ? shellWord(join(folder, first)) : join(folder, "STACK");
  const before = first === undefined ? "Write the stacks with `nanokit-tf synth`, then run" : "Run";
  return `Terraform does that. ${before} \`terraform -chdir=${stack} ${command}\`.`;
}
