import type { Located } from "../diagnostics/source.js";
import type { Service } from "../model/project.js";
import type { ServiceDocument } from "../schema/language.js";
import { type ArgumentsReading, argumentsOf } from "../shell/arguments.js";

/** A text that is split without a shell, or the words themselves. */
export type Words = Located<string | readonly Located<string>[]>;

/** The entry point and the command that a service names, as far as they can be read. An entry point alone takes the image's command away. */
export function resolveProgram({
  entrypoint,
  command,
}: ServiceDocument["fields"]): Pick<Service, "entryPoint" | "command"> {
  const first = entrypoint && wordsOf(entrypoint);
  const rest = command && wordsOf(command);
  return { ...(first && { entryPoint: first }), ...(rest && { command: rest }) };
}

function wordsOf(written: Words): readonly string[] | undefined {
  const { words = [] } = readWords(written);
  return words.length > 0 ? words : undefined;
}

/** How words are understood. A list is taken as it stands. */
export function readWords({ value }: Words): ArgumentsReading & { readonly words?: readonly string[] } {
  return typeof value === "string" ? argumentsOf(value) : { words: value.map((word) => word.value) };
}
