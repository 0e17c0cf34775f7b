import type { Style } from "../../report/explain/layout.js";
import type { Terminal } from "../terminal.js";
import type { Usages } from "../usage/index.js";
import type { Input } from "../usage/usage.js";

/** Explains a code, an address or a path. Returns the exit code: 0 explained, 1 errors in the file, 2 could not run. */
export async function run(input: Input<Usages["explain"]>, terminal: Terminal): Promise<number> {
  const [word] = input.positionals;
  const style: Style = { color: terminal.outColor, width: terminal.width };
  const { codeIn, listCodes } = await import("../../report/explain/code.js");
  if (word === undefined || input.options.list) {
    terminal.out(listCodes(style));
    return 0;
  }
  const code = codeIn(word);
  if (code !== undefined) {
    const { codeText } = await import("../explain/code.js");
    terminal.out(await codeText(code, style));
    return 0;
  }
  const { explainWord } = await import("../explain/word.js");
  return explainWord(word, input, terminal, style);
}
