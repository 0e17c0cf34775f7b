import { reportLosses } from "../../src/cli/losses.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { STACK_FILE } from "../stack-source.js";
import { type Edit, EditFailed } from "./edit.js";
import type { Version } from "./source.js";

/** A finding of `synth`, with all that it says. */
interface Said {
  readonly code: string;
  readonly text: string;
}

/** Whether `synth` says of the edit what it needs, and of one that needs nothing, nothing. @throws EditFailed */
export function expectForetold({ foretold }: Edit, before: Version, after: Version): void {
  const said = saidOf(before, after);
  const other = said.filter(({ code }) => code !== foretold?.code);
  if (other.length > 0) throw new EditFailed(`said without need: ${other.map(({ text }) => text).join("\n")}`);
  const text = said.map((one) => one.text).join("\n");
  const missing = (foretold?.steps ?? []).filter(({ says }) => !text.includes(says));
  if (missing.length > 0) throw new EditFailed(`not said: ${missing.map(({ says }) => says).join("; ")}\n${text}`);
}

/** What `synth` says as it writes the one version over the other. `check` gives those of steps as marks, with the same text. */
function saidOf(before: Version, after: Version): readonly Said[] {
  const replaced = before.files
    .filter(({ path }) => path.endsWith(`/${STACK_FILE}`))
    .map(({ path, text }) => ({ stack: "shop-stage", path, text }));
  const diagnostics = new Diagnostics();
  reportLosses({ path: "nanokit.yml", text: "" }, "generated", replaced, after.files, diagnostics);
  return diagnostics.sorted().map(({ code, message, help = "" }) => ({ code, text: `${message}\n${help}` }));
}
