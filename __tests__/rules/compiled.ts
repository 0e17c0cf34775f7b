import { stringify } from "yaml";
import { type Compilation, compile } from "../../src/compile.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Environment } from "../../src/model/project.js";

/** A document as a user would write it, without its name and environments. */
export type Blocks = Readonly<Record<string, unknown>>;

/** Compiles a document for one environment, `stage` unless another is named. */
export function compiled(blocks: Blocks, environment = "stage"): Compilation {
  const document = { name: "shop", environments: { [environment]: {} }, ...blocks };
  // In double quotes every text survives; as a block scalar, " \n" loses its space when it is written.
  const text = stringify(document, {
    aliasDuplicateObjects: false,
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
  });
  return compile({ path: "nanokit.yml", text });
}

/** The environment of a compilation that has no errors; throws with what was found otherwise. */
export function environmentOf({ project, diagnostics }: Compilation): Environment {
  const [environment] = project?.environments ?? [];
  if (!environment) throw new Error(diagnostics.map(describeFinding).join("\n"));
  return environment;
}

/** One line about a finding. */
export function describeFinding({ code, message }: Diagnostic): string {
  return `${code} ${message}`;
}
