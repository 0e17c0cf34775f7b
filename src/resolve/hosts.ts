import { hostProblem, isLocalHost } from "../aws/hosts.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { ResolveContext } from "./context.js";

/** A host as the file has it, in lower case. */
export interface WrittenHost {
  readonly name: string;
  readonly location: SourceLocation;
}

/** The members of `host`, each at its own place where that can be told. */
export function hostsIn(field: Located<string>): readonly WrittenHost[] {
  const { file, start, end } = field.location;
  // Quotes, escapes or a variable may stand between the value and the file.
  const shift = file.text.slice(start, end).indexOf(field.value);
  let at = 0;
  return field.value.split(",").map((part) => {
    const name = part.trim().toLowerCase();
    const from = start + shift + at + part.indexOf(part.trim());
    at += part.length + 1;
    const known = shift >= 0 && name !== "";
    return { name, location: known ? { file, start: from, end: from + name.length } : field.location };
  });
}

/** The hosts of a service that can be published, each once. */
export function publicHostsOf(service: string, { services }: ResolveContext): readonly WrittenHost[] {
  const field = services.get(service)?.value.value.fields.host;
  const sound = (field ? hostsIn(field) : []).filter(({ name }) => !isLocalHost(name) && !hostProblem(name));
  return [...new Map(sound.map((host) => [host.name, host])).values()];
}

/** A host that is published, and by whom. */
export interface PublishedHost extends WrittenHost {
  readonly service: string;
}
