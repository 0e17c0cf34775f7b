import type { Code } from "../../src/diagnostics/codes.js";

/** A code that no spec can show, and the test that shows it instead. */
export interface Exemption {
  readonly reason: string;
  /** Path of a test that names the code, from the root of the repository. */
  readonly test: string;
}

const reading = "__tests__/cli/reading.test.ts";
const steps = "__tests__/cli/steps.test.ts";
const modules = "__tests__/cli/modules.test.ts";
const losses = "__tests__/cli/losses.test.ts";

/** Findings about what is not the text of a nanokit.yml. Keep it short: a code that a spec can show has to be shown by one. */
export const exemptions: Readonly<Partial<Record<Code, Exemption>>> = {
  NK001: { reason: "a spec always has its file", test: reading },
  NK002: { reason: "a spec's nanokit.yml is a file", test: reading },
  NK003: { reason: "a spec's nanokit.yml is UTF-8, for editors and diffs", test: reading },
  NK004: { reason: "a file of more than 1 MiB has no place among the specs", test: reading },
  NK019: { reason: "a pipe, a socket or a device is no file of a repository", test: reading },
  NK213: { reason: "a finding in .env; those of specs are sound", test: reading },
  NK601: { reason: "needs the output of an earlier run", test: losses },
  NK602: { reason: "needs the output of an earlier run", test: losses },
  NK604: { reason: "needs a file in the output", test: losses },
  NK605: { reason: "needs the output of an earlier run", test: steps },
  NK606: { reason: "needs a file in the output", test: losses },
  NK514: { reason: "needs a stack that is a module", test: modules },
  NK515: { reason: "needs a stack that is a module", test: modules },
  NK516: { reason: "needs a file in the output", test: modules },
  NK608: { reason: "needs the output of an earlier run", test: modules },
  NK607: { reason: "needs a file in the output", test: "__tests__/cli/images.test.ts" },
  NK603: { reason: "needs the output of an earlier run", test: losses },
  NK394: { reason: "needs the output of an earlier run", test: steps },
  NK521: { reason: "needs the output of an earlier run", test: steps },
  NK522: { reason: "needs the output of an earlier run", test: steps },
  NK609: { reason: "needs the output of an earlier run", test: steps },
  NK610: { reason: "needs the output of an earlier run", test: steps },
  NK629: { reason: "needs the output of an earlier run", test: steps },
  NK630: { reason: "needs the output of an earlier run", test: steps },
  NK631: { reason: "needs the output of an earlier run", test: steps },
  NK632: { reason: "needs the output of an earlier run", test: steps },
  NK624: { reason: "needs the output of an earlier run", test: steps },
  NK633: { reason: "needs the output of an earlier run", test: steps },
  NK639: { reason: "needs the output of an earlier run", test: steps },
  NK627: { reason: "needs the output of an earlier run", test: steps },
  NK611: { reason: "needs the output of an earlier run", test: steps },
  NK612: { reason: "needs the output of an earlier run", test: steps },
  NK613: { reason: "needs the output of an earlier run", test: steps },
  NK614: { reason: "needs the output of an earlier run", test: steps },
  NK615: { reason: "needs the output of an earlier run", test: steps },
  NK616: { reason: "needs the output of an earlier run", test: steps },
  NK617: { reason: "needs the output of an earlier run", test: steps },
  NK618: { reason: "needs the output of an earlier run", test: steps },
  NK619: { reason: "needs the output of an earlier run", test: steps },
  NK622: { reason: "needs the output of an earlier run", test: steps },
  NK626: { reason: "needs the output of an earlier run", test: steps },
  NK596: { reason: "a finding in a compose file", test: "__tests__/init/judged.test.ts" },
  NK597: { reason: "a finding in a compose file", test: "__tests__/init/judged.test.ts" },
  NK598: { reason: "a finding in a compose file", test: "__tests__/init/judged.test.ts" },
  NK620: { reason: "a finding in a compose file", test: "__tests__/init/compose.test.ts" },
  NK621: { reason: "a finding in a compose file", test: "__tests__/init/compose.test.ts" },
};
