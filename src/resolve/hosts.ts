import { hostProblem, isLocalHost } from "../aws/hosts.js";
import { pathProblem } from "../aws/paths.js";
import type { Located, SourceLocation } from "../diagnostics/source.js";
import type { ResolveContext } from "./context.js";

/** A host as the file has it, perhaps with a path. */
export interface WrittenHost {
  /** In lower case. */
  readonly name: string;
  /** Begins with `/`. @default none */
  readonly path?: string;
  readonly location: SourceLocation;
}

/** The members of `host`, each at its own place where that can be told. */
export function hostsIn(field: Located<string>): readonly WrittenHost[] {
  const { file, start, end } = field.location;
  // Quotes, escapes or a variable may stand between the value and the file.
  const shift = file.text.slice(start, end).indexOf(field.value);
  let at = 0;
  return field.value.split(",").map((part) => {
    const text = part.trim();
    const from = start + shift + at + part.indexOf(text);
    at += part.length + 1;
    const known = shift >= 0 && text !== "";
    return { ...parted(text), location: known ? { file, start: from, end: from + text.length } : field.location };
  });
}

/** A host and its path. A scheme stays with the host, which it makes none. */
function parted(text: string): Pick<WrittenHost, "name" | "path"> {
  const [, host = text, path] = /^((?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*)([/?#].*)?$/is.exec(text) ?? [];
  return { name: host.toLowerCase(), ...(path !== undefined && { path }) };
}

/** A host with its path, as it is written. */
export function hostText({ name, path = "" }: Pick<WrittenHost, "name" | "path">): string {
  return `${name}${path}`;
}

/** The hosts of a service that can be published, each once. */
export function publicHostsOf(service: string, { services }: ResolveContext): readonly WrittenHost[] {
  const field = services.get(service)?.value.value.fields.host;
  const sound = (field ? hostsIn(field) : []).filter(
    ({ name, path }) => !isLocalHost(name) && !hostProblem(name) && (path === undefined || !pathProblem(path)),
  );
  return [...new Map(sound.map((host) => [hostText(host), host])).values()];
}

/** A host that is published, and by whom. */
export interface PublishedHost extends WrittenHost {
  readonly service: string;
}
